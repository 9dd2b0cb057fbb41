// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Operation.Steps;
import org.kinglet.query.Load;
import org.kinglet.query.Row;
import org.kinglet.query.RowShape;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/**
 * Shows the entities of a result to the hooks of their tables, before the caller gets it: when all of it is there, on the
 * thread that waits for it, so that hooks may query. First come those of the select in their order, then what was loaded with
 * them, one relation after the other; each entity comes once.
 *
 * <p>Whether there are hooks is asked once for each result. Without any, operations are as if there was no such thing.
 */
public final class AfterLoad {
    private final Channel channel;
    private final Set<Object> shown = Collections.newSetFromMap(new IdentityHashMap<>());

    private AfterLoad(Channel channel) {
        this.channel = channel;
    }

    /** The operation, and then the hooks of a table for the entities that it has read from it. */
    public static <E, R extends @Nullable Object> Operation<R> of(
            Engine engine, TableSource<E> table, Operation<R> operation, Function<R, Collection<E>> read) {
        if (engine.host().afterLoad(table) == null) return operation;
        return new Steps<>(channel -> {
            R result = operation.run(channel);
            run(channel, hooks -> hooks.show(table, read.apply(result), List.of()));
            return result;
        });
    }

    /** Whether the rows of the select, or what is loaded with them, are shown to hooks. */
    static boolean isFor(Engine engine, Select<?> select) {
        return switch (select.shape()) {
            case RowShape.Entity<?>(TableSource<?> table) -> isFor(engine, table, select.related());
            case RowShape.Rows rows ->
                select.clauses().entities().stream().anyMatch(table -> isFor(engine, table, List.of()));
            default -> false;
        };
    }

    private static boolean isFor(Engine engine, TableSource<?> table, List<? extends Load<?, ?>> related) {
        if (engine.host().afterLoad(table) != null) return true;
        for (Load<?, ?> load : related) {
            if (isFor(engine, load.relation().target(), load.related())) return true;
        }
        return false;
    }

    /** Statements of the hooks go where the rows came from. */
    static void run(Channel channel, Consumer<AfterLoad> show) {
        AfterLoad hooks = new AfterLoad(channel);
        if (channel instanceof PoolChannel || Frame.isEntered(channel)) {
            show.accept(hooks);
            return;
        }
        Frame.enter(channel);
        try {
            show.accept(hooks);
        } finally {
            Frame.remove(channel);
        }
    }

    <T> void show(Select<T> select, Collection<T> rows) {
        if (!isFor(channel.engine(), select)) return;
        if (select.shape() instanceof RowShape.Entity<T>(TableSource<T> table)) show(table, rows, select.related());
        for (TableSource<?> table : select.clauses().entities()) showOfRows(table, rows);
    }

    /** An outer join may have found none. */
    private <E> void showOfRows(TableSource<E> table, Collection<?> rows) {
        List<E> entities = new ArrayList<>(rows.size());
        for (Object row : rows) {
            E entity = ((Row) row).entity(table);
            if (entity != null) entities.add(entity);
        }
        show(table, entities, List.of());
    }

    private <E> void show(TableSource<E> table, Collection<E> entities, List<Load<E, ?>> related) {
        Consumer<? super E> hooks = channel.engine().host().afterLoad(table);
        List<E> fresh = new ArrayList<>(entities.size());
        for (E entity : entities) {
            if (!shown.add(entity)) continue;
            fresh.add(entity);
            if (hooks != null) hooks.accept(entity);
        }
        for (Load<E, ?> load : related) show(fresh, load);
    }

    private <E, C> void show(Collection<E> owners, Load<E, C> load) {
        TableSource<C> table = load.relation().target();
        if (!isFor(channel.engine(), table, load.related())) return;
        Host.Rows<E, ?, C> related = channel.engine().host().rows(load.relation());
        Collection<C> partners = new ArrayList<>();
        for (E owner : owners) partners.addAll(related.partners(owner));
        show(table, partners, load.related());
    }
}
