// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Operation;
import org.kinglet.query.Assignment;
import org.kinglet.query.TableColumn;

/**
 * Writes of single entities with the hooks of their table. Without hooks it is the bare operation. With hooks it is a block
 * in a transaction or savepoint of its own, on the thread that waits or on a virtual thread for a future, so that hooks may
 * query, see what the operation wrote, and undo it by an exception.
 */
final class Lifecycle<E> {
    private final Manager manager;
    private final Table<E, ?> table;
    private final EntityOperations<E, ?> operations;

    private Lifecycle(Manager manager, Table<E, ?> table) {
        this.manager = manager;
        this.table = table;
        this.operations = table.operations();
    }

    static <E> Lifecycle<E> of(Manager manager, E entity) {
        return new Lifecycle<>(manager, Table.of(entity));
    }

    static <E> Lifecycle<E> of(Manager manager, Table<E, ?> table) {
        return new Lifecycle<>(manager, table);
    }

    private @Nullable Hooks<E> onSave() {
        Hooks<E> hooks = table.hooks();
        return hooks != null && hooks.onSave() ? hooks : null;
    }

    private @Nullable Hooks<E> onDelete() {
        Hooks<E> hooks = table.hooks();
        return hooks != null && hooks.onDelete() ? hooks : null;
    }

    private <R> Operation<R> block(Supplier<R> body) {
        return new Operation.Block<>(() -> manager.inTransaction(body::get));
    }

    /** @param only the columns to write, or null for all that have changed */
    Operation<Integer> save(E entity, @Nullable List<? extends TableColumn<E, ?>> only) {
        Hooks<E> hooks = onSave();
        if (hooks == null) return operations.save(manager, entity, only);
        return block(() -> {
            if (isNew(entity)) {
                inserted(hooks, entity);
                return 1;
            }
            return updated(hooks, entity, only);
        });
    }

    /** Of an entity that doesn't know, the database does. */
    private boolean isNew(E entity) {
        if (entity instanceof Model<?> model) return model.stored() == null;
        if (operations.columns().keyOf(entity) == null) return true;
        return table.definition().generatedColumn() < 0
                && !manager.run(operations.reads().exists(manager, entity));
    }

    private E inserted(Hooks<E> hooks, E entity) {
        Hooks.run(hooks.beforeSave(), entity, true);
        E saved = manager.run(operations.insert(manager, entity));
        Hooks.run(hooks.afterSave(), saved, true);
        return saved;
    }

    private int updated(Hooks<E> hooks, E entity, @Nullable List<? extends TableColumn<E, ?>> only) {
        Hooks.run(hooks.beforeSave(), entity, false);
        int rows = manager.run(operations.update(manager, entity, only));
        Hooks.run(hooks.afterSave(), entity, false);
        return rows;
    }

    Operation<Integer> insertOnly(E entity) {
        Hooks<E> hooks = onSave();
        if (hooks == null) return operations.insert(manager, entity, saved -> 1);
        return block(() -> {
            inserted(hooks, entity);
            return 1;
        });
    }

    Operation<E> create(E entity) {
        Hooks<E> hooks = onSave();
        if (hooks == null) return operations.insert(manager, entity);
        return block(() -> inserted(hooks, entity));
    }

    /** There is no entity before the database has made its row; what hooks change then is written by an update. */
    Operation<E> create(List<Assignment<E>> assignments) {
        Operation<E> create = operations.create(manager, assignments);
        Hooks<E> hooks = onSave();
        return hooks == null ? create : block(() -> created(hooks, manager.run(create)));
    }

    private E created(Hooks<E> hooks, E entity) {
        Hooks.run(hooks.beforeSave(), entity, true);
        if (entity instanceof Model<?>) manager.run(operations.update(manager, entity, null));
        Hooks.run(hooks.afterSave(), entity, true);
        return entity;
    }

    Operation<Integer> update(E entity, @Nullable List<? extends TableColumn<E, ?>> only) {
        Hooks<E> hooks = onSave();
        if (hooks == null) return operations.update(manager, entity, only);
        return block(() -> updated(hooks, entity, only));
    }

    Operation<Created<E>> getOrCreate(List<Assignment<E>> lookup, List<Assignment<E>> defaults) {
        Operation<Created<E>> operation = operations.getOrCreate(manager, lookup, defaults);
        Hooks<E> hooks = onSave();
        if (hooks == null) return operation;
        return block(() -> {
            Created<E> found = manager.run(operation);
            if (found.created()) created(hooks, found.entity());
            return found;
        });
    }

    Operation<Created<E>> createOrGet(E entity) {
        Hooks<E> hooks = onSave();
        if (hooks == null) return operations.createOrGet(manager, entity);
        return block(() -> {
            Hooks.run(hooks.beforeSave(), entity, true);
            Created<E> found = manager.run(operations.createOrGet(manager, entity));
            if (found.created()) Hooks.run(hooks.afterSave(), found.entity(), true);
            return found;
        });
    }

    Operation<Integer> delete(E entity) {
        Hooks<E> hooks = onDelete();
        return hooks == null ? operations.delete(manager, entity) : deleted(hooks, entity, null);
    }

    Operation<Integer> delete(E entity, Recursive how) {
        Hooks<E> hooks = onDelete();
        return hooks == null ? operations.delete(manager, entity, how) : deleted(hooks, entity, how);
    }

    private Operation<Integer> deleted(Hooks<E> hooks, E entity, @Nullable Recursive how) {
        return block(() -> {
            Hooks.run(hooks.beforeDelete(), entity);
            ToIntFunction<? super E> instead = hooks.insteadOfDelete();
            int rows;
            if (instead != null) rows = instead.applyAsInt(entity);
            else if (how == null) rows = manager.run(operations.delete(manager, entity));
            else rows = manager.run(operations.delete(manager, entity, how));
            Hooks.run(hooks.afterDelete(), entity);
            return rows;
        });
    }
}
