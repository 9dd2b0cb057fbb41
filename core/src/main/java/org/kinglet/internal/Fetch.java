// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Operation.Finish;
import org.kinglet.query.Condition;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;

/**
 * Reads the rows of one table that are related to entities, and attaches them. They are found by the keys of the entities, so
 * it doesn't matter how those were found. If several relations lead to the table, a row is read that is related by any of
 * them. It is one statement, unless there are more keys than a statement takes.
 */
final class Fetch<E, C> {
    private final Engine engine;
    private final TableSource<C> table;
    private final Reader<C> reader;
    private final List<Owners<E, C>> relations = new ArrayList<>();
    private final List<Part<C>> parts = new ArrayList<>();
    /** Whether a row may have been read by several statements. */
    private boolean overlapping;

    /** Reads rows for which a condition is true. */
    interface Reader<C> {
        Operation<?> read(Condition condition, Finish<List<C>, ?> then);
    }

    /** Entities by the keys by which their partners over one relation are found. */
    private record Owners<E, C>(Host.Link<E, C> link, Map<Object, List<E>> byKey) {
        static <E, C> Owners<E, C> of(Host.Link<E, C> link, Collection<E> all) {
            Map<Object, List<E>> byKey = new LinkedHashMap<>();
            for (E owner : all) {
                Object key = link.key(owner);
                if (key != null)
                    byKey.computeIfAbsent(key, first -> new ArrayList<>(1)).add(owner);
            }
            return new Owners<>(link, byKey);
        }
    }

    /** One statement: the keys in it, by the columns that hold them, and the rows that it gave. */
    private static final class Part<C> {
        final Map<List<ColumnDefinition>, List<Object>> keys = new LinkedHashMap<>();
        /** They may come from another thread. */
        volatile List<C> rows = List.of();
    }

    Fetch(Engine engine, TableSource<C> table, List<Host.Link<E, C>> links, Collection<E> owners, Reader<C> reader) {
        this.engine = engine;
        this.table = table;
        this.reader = reader;
        for (Host.Link<E, C> link : links) relations.add(Owners.of(link, owners));
        plan();
    }

    private void plan() {
        Map<List<ColumnDefinition>, Set<Object>> keys = new LinkedHashMap<>();
        for (Owners<E, C> each : relations) {
            if (each.byKey.isEmpty()) continue;
            keys.computeIfAbsent(each.link.ownerColumns(), first -> new LinkedHashSet<>())
                    .addAll(each.byKey.keySet());
        }
        keys.forEach((columns, all) -> {
            List<List<Object>> chunks = Keys.parts(Keys.most(engine.dialect(), columns) / keys.size(), all);
            while (parts.size() < chunks.size()) parts.add(new Part<>());
            for (int i = 0; i < chunks.size(); i++) parts.get(i).keys.put(columns, chunks.get(i));
        });
        overlapping = keys.size() > 1 && parts.size() > 1;
    }

    /** How many statements it takes; none, if nothing can be related. */
    int statements() {
        return parts.size();
    }

    private Operation<?> operation(Part<C> part) {
        List<Condition> conditions = new ArrayList<>(1);
        part.keys.forEach((columns, keys) -> conditions.add(link(columns).among(table, keys)));
        return reader.read(Condition.any(conditions), (rows, channel) -> {
            part.rows = rows;
            return true;
        });
    }

    private Host.Link<E, C> link(List<ColumnDefinition> columns) {
        for (Owners<E, C> each : relations) {
            if (each.link.ownerColumns().equals(columns)) return each.link;
        }
        throw new IllegalStateException();
    }

    /** Reads what several need, all at the same time, and waits for it. */
    static void run(Channel channel, List<? extends Fetch<?, ?>> fetches) {
        List<Operation<?>> operations = new ArrayList<>();
        for (Fetch<?, ?> fetch : fetches) fetch.addOperations(operations);
        if (operations.size() == 1) operations.getFirst().run(channel);
        else together(channel, operations);
        fetches.forEach(Fetch::attach);
    }

    private void addOperations(List<Operation<?>> operations) {
        for (Part<C> part : parts) operations.add(operation(part));
    }

    private static void together(Channel channel, List<Operation<?>> operations) {
        List<CompletableFuture<?>> started = new ArrayList<>(operations.size());
        for (Operation<?> operation : operations) started.add(operation.start(channel));
        RuntimeException failed = null;
        for (CompletableFuture<?> each : started) {
            try {
                each.join();
            } catch (CompletionException thrown) {
                RuntimeException failure = channel.engine().toUser(Level.unwrap(thrown), null);
                if (failed == null) failed = failure;
                else if (failed != failure) failed.addSuppressed(failure);
            }
        }
        if (failed != null) throw failed;
    }

    /** All rows that were read, each instance once. */
    List<C> rows() {
        if (parts.size() == 1) return parts.getFirst().rows;
        Set<C> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<C> all = new ArrayList<>();
        for (Part<C> part : parts) {
            for (C row : part.rows) {
                if (seen.add(row)) all.add(row);
            }
        }
        return all;
    }

    private void attach() {
        if (overlapping) unify();
        for (Owners<E, C> each : relations) attach(each);
    }

    /** Each row as one instance, also if it is related by one relation in one statement and by another in another. */
    private void unify() {
        Map<Object, C> known = new HashMap<>();
        for (Part<C> part : parts) {
            part.rows = part.rows.stream()
                    .map(row -> known.computeIfAbsent(engine.host().key(table, row), key -> row))
                    .toList();
        }
    }

    private void attach(Owners<E, C> owners) {
        Map<Object, List<C>> partners = new HashMap<>();
        for (Part<C> part : parts) {
            @Nullable Set<Object> asked = overlapping ? asked(part, owners.link) : null;
            for (C row : part.rows) {
                Object key = owners.link.ownerKey(row);
                if (key != null && (asked == null || asked.contains(key)))
                    partners.computeIfAbsent(key, first -> new ArrayList<>()).add(row);
            }
        }
        owners.byKey.forEach((key, same) -> {
            List<C> found = List.copyOf(partners.getOrDefault(key, List.of()));
            for (E owner : same) owners.link.attach(owner, found);
        });
    }

    private Set<Object> asked(Part<C> part, Host.Link<E, C> link) {
        return Set.copyOf(part.keys.getOrDefault(link.ownerColumns(), List.of()));
    }
}
