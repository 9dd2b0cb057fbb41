// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.AfterLoad;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Operation.Single;
import org.kinglet.schema.TableDefinition;

/** How single entities of a table are read by their keys: said once, for direct style and futures. */
final class EntityReads<E, K> {
    private final Table<E, K> table;
    private final TableDefinition definition;
    private final EntityColumns<E, K> columns;

    EntityReads(Table<E, K> table, EntityColumns<E, K> columns) {
        this.table = table;
        this.definition = table.definition();
        this.columns = columns;
    }

    Operation<Optional<E>> findByKey(Manager manager, K key) {
        Operation<Optional<E>> find =
                new Single<>(selectByKey(manager, key), null, (found, channel) -> Optional.ofNullable(found.entity));
        return AfterLoad.of(
                manager.engine(), table, find, found -> found.stream().toList());
    }

    Operation<E> getByKey(Manager manager, K key) {
        Operation<E> get = new Single<>(selectByKey(manager, key), null, (found, channel) -> {
            if (found.entity == null) throw columns.noRow("with the key that was asked for");
            return found.entity;
        });
        return AfterLoad.of(manager.engine(), table, get, List::of);
    }

    /** Whether there is a row with the key of the entity, which has one. */
    Operation<Boolean> exists(Manager manager, E entity) {
        @Nullable Object[] key = columns.storedKey(entity);
        return new Single<>(
                new Command<>(manager.sql(table).selectByKey(), key, Access.WRITE, RowsSeen::new),
                null,
                (seen, channel) -> seen);
    }

    private static final class RowsSeen implements RowCollector<Boolean> {
        private boolean any;

        @Override
        public void row(RowReader row) {
            any = true;
        }

        @Override
        public Boolean finish(long affectedRows, long lastInsertedId) {
            return any;
        }
    }

    private Command<FirstEntity<E>> selectByKey(Manager manager, K key) {
        Objects.requireNonNull(key, () -> "a key of " + definition + " cannot be null");
        return new Command<>(
                manager.sql(table).selectByKey(),
                table.keyValues(key),
                Access.READ,
                () -> new FirstEntity<>(table, new ResultContext(manager.database())));
    }

    /** The rows' first entity. */
    private static final class FirstEntity<E> implements RowCollector<FirstEntity<E>> {
        private final Table<E, ?> table;
        private final ResultContext context;
        private @Nullable E entity;

        FirstEntity(Table<E, ?> table, ResultContext context) {
            this.table = table;
            this.context = context;
        }

        @Override
        public void row(RowReader row) {
            if (entity == null) entity = table.map(row, 0, context);
        }

        @Override
        public FirstEntity<E> finish(long affectedRows, long lastInsertedId) {
            return this;
        }
    }

    Operation<E> refresh(Manager manager, E entity) {
        @Nullable Object[] key = columns.storedKey(entity);
        Command<Boolean> command = new Command<>(
                manager.sql(table).selectByKey(), key, Access.READ, () -> new Refill(entity, manager.database()));
        Operation<E> refresh = new Single<>(command, null, (found, channel) -> {
            if (!found) throw columns.noRow("any more");
            return entity;
        });
        return AfterLoad.of(manager.engine(), table, refresh, List::of);
    }

    private final class Refill implements RowCollector<Boolean> {
        private final E entity;
        private final Database database;
        private boolean found;

        Refill(E entity, Database database) {
            this.entity = entity;
            this.database = database;
        }

        @Override
        public void row(RowReader row) {
            found = true;
            table.fill(entity, row, 0);
            table.attach(entity, new ResultContext(database));
            if (entity instanceof Model<?> model) model.stored(database, table.values(entity));
        }

        @Override
        public Boolean finish(long affectedRows, long lastInsertedId) {
            return found;
        }
    }
}
