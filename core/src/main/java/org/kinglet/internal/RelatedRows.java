// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Renderer;
import org.kinglet.driver.Command;
import org.kinglet.query.Condition;
import org.kinglet.query.Load;
import org.kinglet.query.LoadOne;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;

/**
 * Loads the rows that are related to entities which have been read: one statement for each relation, with the keys of all
 * entities in it, so that what was read is never asked for again and may have come in any order or by any limit. The
 * statements of several relations are on their way at the same time. What is related to the related rows is loaded with
 * those, in the same way.
 *
 * <p>Rows of references that have been read by {@linkplain JoinedRows joins} are entities like the others here: what is to be
 * loaded with them is loaded with the rest.
 */
final class RelatedRows {
    private final Channel channel;
    private final @Nullable Duration timeout;
    private final boolean onPrimary;
    private final List<Fetch<?, ?>> fetches = new ArrayList<>();

    private RelatedRows(Channel channel, Select<?> select) {
        this.channel = channel;
        this.timeout = select.timeout();
        this.onPrimary = select.isOnPrimary();
    }

    /** Whether there is something to be loaded when the rows of the select have been read. */
    static boolean areFor(Select<?> select) {
        return !select.related().isEmpty() && anyLeft(select.related(), JoinedRows.areFor(select));
    }

    private static boolean anyLeft(List<? extends Load<?, ?>> loads, boolean joined) {
        for (Load<?, ?> load : loads) {
            if (!joined || !(load instanceof LoadOne<?, ?>) || anyLeft(load.related(), true)) return true;
        }
        return false;
    }

    /** Loads what is related to the rows of the select, and waits for it. */
    static <E> void load(Channel channel, Select<E> select, List<E> rows) {
        RelatedRows related = new RelatedRows(channel, select);
        related.plan(rows, select.related(), JoinedRows.areFor(select));
        related.run();
    }

    /** @param joined whether the rows of references have been read already */
    private <E> void plan(Collection<E> owners, List<Load<E, ?>> loads, boolean joined) {
        for (Load<E, ?> load : loads) plan(owners, load, joined);
    }

    private <E, C> void plan(Collection<E> owners, Load<E, C> load, boolean joined) {
        if (owners.isEmpty()) return;
        Host.Link<E, C> link = channel.engine().host().link(load.relation());
        if (!joined || !(load instanceof LoadOne<E, C>)) {
            fetches.add(new Fetch<>(load, link, owners));
        } else if (!load.related().isEmpty()) {
            Set<C> partners = Collections.newSetFromMap(new IdentityHashMap<>());
            for (E owner : owners) partners.addAll(link.attached(owner));
            plan(partners, load.related(), true);
        }
    }

    private void run() {
        List<Operation<?>> operations = new ArrayList<>();
        for (Fetch<?, ?> fetch : fetches) operations.addAll(fetch.operations());
        if (operations.size() == 1) operations.getFirst().run(channel);
        else together(operations);
        fetches.forEach(Fetch::attach);
    }

    private void together(List<Operation<?>> operations) {
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

    /** One relation of some entities. */
    private final class Fetch<E, C> {
        private final Load<E, C> load;
        private final Host.Link<E, C> link;
        private final Map<Object, List<E>> owners = new LinkedHashMap<>();
        /** What the statements have read, which may come from several threads. */
        private final Queue<List<C>> parts = new ConcurrentLinkedQueue<>();

        Fetch(Load<E, C> load, Host.Link<E, C> link, Collection<E> all) {
            this.load = load;
            this.link = link;
            for (E owner : all) {
                Object key = link.key(owner);
                if (key != null)
                    owners.computeIfAbsent(key, first -> new ArrayList<>(1)).add(owner);
            }
        }

        /** One, unless there are more keys than a statement takes. */
        List<Operation<?>> operations() {
            List<ColumnType> types = new ArrayList<>();
            for (ColumnDefinition column : link.ownerColumns())
                types.add(column.type().columnType());
            int most = channel.engine().dialect().maxListed(types);
            List<Object> keys = List.copyOf(owners.keySet());
            List<Operation<?>> operations = new ArrayList<>();
            for (int from = 0; from < keys.size(); from += most) {
                operations.add(operation(keys.subList(from, Math.min(from + most, keys.size()))));
            }
            return operations;
        }

        private Operation<?> operation(List<Object> keys) {
            TableSource<C> table = load.relation().target();
            Select<C> select = Select.from(table).where(link.among(keys)).withRelated(load.related());
            Node condition = load.condition();
            if (condition != null) select = select.where(new Condition(condition));
            if (!load.order().isEmpty()) select = select.orderBy(load.order().toArray(Order[]::new));
            else if (load.limit() > 0) select = select.orderBy(byKey(table).toArray(Order[]::new));
            if (timeout != null) select = select.timeout(timeout);
            if (onPrimary) select = select.onPrimary();
            return Requests.withRelated(select, command(select, table), (rows, on) -> parts.add(rows));
        }

        private Command<List<C>> command(Select<C> select, TableSource<C> table) {
            Engine engine = channel.engine();
            if (load.limit() < 0) return Requests.rows(engine, select);
            List<Node> group = columns(table, link.ownerColumns());
            return Requests.rows(
                    engine, select, asSent -> Renderer.firstOfEach(engine.dialect(), asSent, group, load.limit()));
        }

        private void attach() {
            Map<Object, List<C>> partners = new HashMap<>();
            for (List<C> rows : parts) {
                for (C row : rows) {
                    Object key = link.ownerKey(row);
                    if (key != null)
                        partners.computeIfAbsent(key, first -> new ArrayList<>())
                                .add(row);
                }
            }
            owners.forEach((key, same) -> {
                List<C> found = List.copyOf(partners.getOrDefault(key, List.of()));
                for (E owner : same) link.attach(owner, found);
            });
        }
    }

    private static List<Node> columns(TableSource<?> table, List<ColumnDefinition> columns) {
        return columns.stream()
                .<Node>map(column -> new Node.Column(table, column))
                .toList();
    }

    private static List<Order> byKey(TableSource<?> table) {
        List<Order> order = new ArrayList<>();
        for (String key : table.definition().primaryKey()) {
            order.add(new Order(new Node.Column(table, table.definition().column(key)), false, Order.Nulls.DEFAULT));
        }
        return order;
    }
}
