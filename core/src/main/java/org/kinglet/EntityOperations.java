// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Channel;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Operation.Done;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Requests;
import org.kinglet.query.Assignment;
import org.kinglet.query.Insert;
import org.kinglet.query.Request;
import org.kinglet.query.Returning;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.TableDefinition;

/**
 * What can be done with single entities of a table: said once, for direct style and futures, for active records and the
 * manager. What is done to an entity in memory is undone if its transaction is rolled back.
 */
final class EntityOperations<E, K> {
    private final Table<E, K> table;
    private final TableDefinition definition;
    private final EntityColumns<E, K> entityColumns;
    private final EntityReads<E, K> reads;

    EntityOperations(Table<E, K> table) {
        this.table = table;
        this.definition = table.definition();
        this.entityColumns = new EntityColumns<>(table);
        this.reads = new EntityReads<>(table, entityColumns);
    }

    EntityColumns<E, K> columns() {
        return entityColumns;
    }

    EntityReads<E, K> reads() {
        return reads;
    }

    /** Inserts a row of these values and the defaults, and gives the entity. */
    Operation<E> create(Manager manager, List<Assignment<E>> assignments) {
        return returned(
                manager,
                Insert.into(table, List.of(assignments)).returning(),
                (created, channel) -> Objects.requireNonNull(created, "the insert returned no row"));
    }

    /** Runs a write that returns at most one new row. */
    <R> Operation<R> returned(Manager manager, Returning<E> write, Operation.Finish<@Nullable E, R> finish) {
        Operation.Finish<List<E>, R> first = (rows, channel) -> {
            E created = rows.isEmpty() ? null : rows.getFirst();
            if (created instanceof Model<?> model) channel.onRollback(() -> forget(created, model));
            return finish.apply(created, channel);
        };
        return switch (Requests.<List<E>>operation(manager.engine(), new Request.Execute<>(write))) {
            case Single<?, List<E>> single -> then(single, first);
            case Operation<List<E>> steps -> new Operation.Steps<>(channel -> first.apply(steps.run(channel), channel));
        };
    }

    private static <X, E, R> Operation<R> then(Single<X, List<E>> single, Operation.Finish<List<E>, R> next) {
        return new Single<>(
                single.command(),
                single.timeout(),
                (answer, channel) -> next.apply(single.finish().apply(answer, channel), channel));
    }

    private void forget(E entity, Model<?> model) {
        model.stored(null, null);
        if (definition.generatedColumn() >= 0) table.withGeneratedKey(entity, 0);
    }

    Operation<E> insert(Manager manager, E entity) {
        return insert(manager, entity, saved -> saved);
    }

    /** @param result what is given back of the inserted entity */
    <R> Operation<R> insert(Manager manager, E entity, Function<E, R> result) {
        if (!hasComputed()) return plainInsert(manager, entity, result);
        return new Operation.Block<>(() -> manager.inTransaction(() -> {
            E saved = manager.run(plainInsert(manager, entity, inserted -> inserted));
            return result.apply(manager.run(readComputed(manager, saved)));
        }));
    }

    /** What the database has computed from what was written. */
    Operation<E> readComputed(Manager manager, E entity) {
        @Nullable Object[] key = entityColumns.storedKey(entity);
        Command<E> command = new Command<>(
                manager.sql(table).selectComputed(entityColumns.computed()),
                key,
                Access.WRITE,
                () -> new ReadComputed(entity));
        return new Single<>(command, null, (read, channel) -> {
            if (read instanceof Model<?> model) remember(model.origin(), channel, read, table.values(read));
            return read;
        });
    }

    /** Whether the database computes columns. */
    boolean hasComputed() {
        return !entityColumns.computed().isEmpty();
    }

    private final class ReadComputed implements RowCollector<E> {
        private E entity;

        ReadComputed(E entity) {
            this.entity = entity;
        }

        @Override
        public void row(RowReader row) {
            entity = table.withComputed(entity, row, 0);
        }

        @Override
        public E finish(long affectedRows, long lastInsertedId) {
            return entity;
        }
    }

    private <R> Operation<R> plainInsert(Manager manager, E entity, Function<E, R> result) {
        E row = table.normalize(entity);
        @Nullable Object[] values = table.values(row);
        BitSet columns = entityColumns.insertedColumns(values);
        EntitySql sql = manager.sql(table);
        int generated = definition.generatedColumn();
        if (generated < 0 || columns.get(generated)) {
            Command<Long> command = Command.update(sql.insert(columns), EntityColumns.pick(values, columns));
            return new Single<>(
                    command, null, (rows, channel) -> result.apply(inserted(manager.database(), channel, row, values)));
        }
        String text =
                manager.engine().dialect().reportsInsertedId() ? sql.insert(columns) : sql.insertReturningKey(columns);
        return new Single<>(
                new Command<>(text, EntityColumns.pick(values, columns), Access.WRITE, InsertedId::new),
                null,
                (key, channel) -> result.apply(withGeneratedKey(manager.database(), channel, row, key)));
    }

    /** The generated key: returned as a row, or reported beside. */
    private static final class InsertedId implements RowCollector<Long> {
        private long returned;

        @Override
        public void row(RowReader row) {
            returned = row.getLong(0);
        }

        @Override
        public Long finish(long affectedRows, long lastInsertedId) {
            return returned != 0 ? returned : lastInsertedId;
        }
    }

    E withGeneratedKey(Database database, Channel channel, E entity, long key) {
        E saved = table.withGeneratedKey(entity, key);
        if (saved == entity) channel.onRollback(() -> table.withGeneratedKey(entity, 0));
        return inserted(database, channel, saved, table.values(saved));
    }

    E inserted(Database database, Channel channel, E entity, @Nullable Object[] values) {
        remember(database, channel, entity, values);
        table.attach(entity, new ResultContext(database));
        return entity;
    }

    /** Notes what the row holds now, and what to note again if that is undone. */
    private void remember(
            @Nullable Database database, Channel channel, E entity, @Nullable Object @Nullable [] values) {
        if (!(entity instanceof Model<?> model)) return;
        Database databaseBefore = model.origin();
        @Nullable Object[] storedBefore = model.stored();
        model.stored(database, values);
        channel.onRollback(() -> model.stored(databaseBefore, storedBefore));
    }

    /** @param only the columns to write, or null for all that have changed */
    Operation<Integer> save(Manager manager, E entity, @Nullable List<? extends TableColumn<E, ?>> only) {
        if (entity instanceof Model<?> model) {
            if (model.stored() != null) return update(manager, entity, only);
        } else if (entityColumns.keyOf(entity) != null) {
            return saveByKey(manager, entity, only);
        }
        return insert(manager, entity, saved -> 1);
    }

    /** An entity that does not know whether it has a row: with a key of its own, that shows when it is updated. */
    private Operation<Integer> saveByKey(Manager manager, E entity, @Nullable List<? extends TableColumn<E, ?>> only) {
        if (definition.generatedColumn() >= 0) return update(manager, entity, only);
        return new Operation.Block<>(() -> manager.inTransaction(() -> {
            try {
                return manager.run(update(manager, entity, only));
            } catch (StaleRowException stale) {
                throw stale;
            } catch (NoRowException isNew) {
                manager.run(insert(manager, entity));
                return 1;
            }
        }));
    }

    /** @param only the columns to write, or null for all that have changed */
    Operation<Integer> update(Manager manager, E entity, @Nullable List<? extends TableColumn<E, ?>> only) {
        Operation<Integer> update = plainUpdate(manager, entity, only);
        if (!hasComputed() || !(entity instanceof Model<?>) || update instanceof Done) return update;
        return new Operation.Block<>(() -> manager.inTransaction(() -> {
            int rows = manager.run(update);
            manager.run(readComputed(manager, entity));
            return rows;
        }));
    }

    private Operation<Integer> plainUpdate(
            Manager manager, E entity, @Nullable List<? extends TableColumn<E, ?>> only) {
        E row = table.normalize(entity);
        @Nullable Object[] values = table.values(row);
        @Nullable Object @Nullable [] stored = entity instanceof Model<?> model ? model.stored() : null;
        BitSet columns = entityColumns.updatedColumns(values, stored, only);
        if (columns.isEmpty()) return new Done<>(0);
        int version = definition.versionColumn();
        long next = 0;
        if (version >= 0) {
            next = ((Number) Objects.requireNonNull(values[version])).longValue() + 1;
            columns.set(version);
        }
        @Nullable Object[] written = values.clone();
        if (version >= 0) written[version] = values[version] instanceof Integer ? (Object) (int) next : (Object) next;
        long newVersion = next;
        @Nullable
        Object[] parameters =
                EntityColumns.append(EntityColumns.pick(written, columns), entityColumns.where(values, stored));
        Command<Long> command = Command.update(manager.sql(table).update(columns), parameters);
        return new Single<>(command, null, (rows, channel) -> {
            if (rows == 0)
                throw version >= 0 ? entityColumns.stale() : entityColumns.noRow("any more, so it cannot be updated");
            if (version >= 0 && entity instanceof Model<?>) {
                table.withVersion(entity, newVersion);
                channel.onRollback(() -> table.withVersion(entity, newVersion - 1));
            }
            remember(manager.database(), channel, entity, EntityColumns.merged(stored, written, columns));
            if (columns.intersects(entityColumns.references()))
                table.attach(entity, new ResultContext(manager.database()));
            return 1;
        });
    }

    /** What is to be known in memory after several rows were updated by one statement. */
    void updated(ResultContext context, Channel channel, E entity, @Nullable Object[] values, BitSet columns) {
        int version = definition.versionColumn();
        BitSet written = (BitSet) columns.clone();
        if (version >= 0 && entity instanceof Model<?>) {
            long before = ((Number) Objects.requireNonNull(values[version])).longValue();
            values[version] = values[version] instanceof Integer ? (Object) (int) (before + 1) : (Object) (before + 1);
            table.withVersion(entity, before + 1);
            channel.onRollback(() -> table.withVersion(entity, before));
            written.set(version);
        }
        @Nullable Object @Nullable [] stored = entity instanceof Model<?> model ? model.stored() : null;
        if (stored != null)
            remember(context.database(), channel, entity, EntityColumns.merged(stored, values, written));
        if (columns.intersects(entityColumns.references())) table.attach(entity, context);
    }

    Operation<Integer> delete(Manager manager, E entity) {
        @Nullable Object[] parameters = entityColumns.where(entity, table.values(entity));
        Command<Long> command = Command.update(manager.sql(table).delete(), parameters);
        return new Single<>(command, null, (rows, channel) -> {
            if (rows == 0 && definition.versionColumn() >= 0) throw entityColumns.stale();
            remember(entity instanceof Model<?> model ? model.origin() : null, channel, entity, null);
            return rows.intValue();
        });
    }

    Operation<Integer> delete(Manager manager, E entity, Recursive how) {
        return RecursiveDelete.of(manager, table, entityColumns.storedKey(entity), how, delete(manager, entity));
    }

    // Several rows, and rows that may be there

    Operation<Created<E>> getOrCreate(Manager manager, List<Assignment<E>> lookup, List<Assignment<E>> defaults) {
        return new CreateOrFind<>(table).getOrCreate(manager, lookup, defaults);
    }

    Operation<Created<E>> createOrGet(Manager manager, E entity) {
        return new CreateOrFind<>(table).createOrGet(manager, entity);
    }

    Operation<List<E>> bulkCreate(Manager manager, List<E> entities, int batchSize) {
        return new BulkOperations<>(table).create(manager, entities, batchSize);
    }

    Operation<Integer> bulkUpdate(
            Manager manager, List<E> entities, List<? extends TableColumn<E, ?>> columns, int batchSize) {
        return new BulkOperations<>(table).update(manager, entities, columns, batchSize);
    }
}
