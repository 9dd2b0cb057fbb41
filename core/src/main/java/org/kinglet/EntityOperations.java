// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.AfterLoad;
import org.kinglet.internal.Channel;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Operation.Done;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Requests;
import org.kinglet.query.Assignment;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Request;
import org.kinglet.query.Returning;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * What can be done with single entities of a table: said once, for direct style and futures, for active records and the
 * manager. What is done to an entity in memory is undone if its transaction is rolled back.
 */
final class EntityOperations<E, K> {
    private final Table<E, K> table;
    private final TableDefinition definition;
    private final int[] keyColumns;
    private final boolean keyHasReference;
    /** The positions of columns that hold references. */
    private final BitSet references = new BitSet();
    /** The names of columns that are never written. */
    private final List<String> computed;

    EntityOperations(Table<E, K> table) {
        this.table = table;
        this.definition = table.definition();
        this.keyColumns =
                definition.primaryKey().stream().mapToInt(definition::position).toArray();
        this.keyHasReference = definition.foreignKeys().stream()
                .anyMatch(foreignKey -> foreignKey.columns().stream().anyMatch(definition.primaryKey()::contains));
        this.computed = definition.columns().stream()
                .filter(column -> !column.isWritten())
                .map(ColumnDefinition::name)
                .toList();
        for (ForeignKeyDefinition foreignKey : definition.foreignKeys()) {
            for (String column : foreignKey.columns()) references.set(definition.position(column));
        }
    }

    /** No key yet: generated keys start at 1. */
    static boolean isUnset(@Nullable Object key) {
        return key == null || key instanceof Number number && number.longValue() == 0;
    }

    /** The values of the key, or null if the entity has none yet. */
    @Nullable
    Object @Nullable [] keyOf(E entity) {
        @Nullable Object[] key = unchecked(entity);
        for (int i = 0; i < key.length; i++) {
            if (key[i] == null || keyColumns[i] == definition.generatedColumn() && isUnset(key[i])) return null;
        }
        return key;
    }

    /** Other columns are not asked: one may hold a reference to an entity that has no key yet. */
    private @Nullable Object[] unchecked(E entity) {
        @Nullable Object[] none = new @Nullable Object[keyColumns.length];
        if (!keyHasReference) {
            K key = table.key(entity);
            return key == null ? none : table.keyValues(key);
        }
        try {
            return picked(table.values(entity));
        } catch (ReferenceException unsaved) {
            return none;
        }
    }

    private @Nullable Object[] picked(@Nullable Object[] values) {
        @Nullable Object[] key = new @Nullable Object[keyColumns.length];
        for (int i = 0; i < key.length; i++) key[i] = values[keyColumns[i]];
        return key;
    }

    // Reading

    Operation<Optional<E>> findByKey(Manager manager, K key) {
        Operation<Optional<E>> find =
                new Single<>(selectByKey(manager, key), null, (found, channel) -> Optional.ofNullable(found.entity));
        return AfterLoad.of(
                manager.engine(), table, find, found -> found.stream().toList());
    }

    Operation<E> getByKey(Manager manager, K key) {
        Operation<E> get = new Single<>(selectByKey(manager, key), null, (found, channel) -> {
            if (found.entity == null) throw noRow("with the key that was asked for");
            return found.entity;
        });
        return AfterLoad.of(manager.engine(), table, get, List::of);
    }

    /** Whether there is a row with the key of the entity, which has one. */
    Operation<Boolean> exists(Manager manager, E entity) {
        @Nullable Object[] key = storedKey(entity);
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
        @Nullable Object[] key = storedKey(entity);
        Command<Boolean> command = new Command<>(
                manager.sql(table).selectByKey(), key, Access.READ, () -> new Refill(entity, manager.database()));
        Operation<E> refresh = new Single<>(command, null, (found, channel) -> {
            if (!found) throw noRow("any more");
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

    // Writing

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
        if (computed.isEmpty()) return plainInsert(manager, entity, result);
        return new Operation.Block<>(() -> manager.inTransaction(() -> {
            E saved = manager.run(plainInsert(manager, entity, inserted -> inserted));
            return result.apply(manager.run(readComputed(manager, saved)));
        }));
    }

    /** What the database has computed from what was written. */
    Operation<E> readComputed(Manager manager, E entity) {
        @Nullable Object[] key = storedKey(entity);
        Command<E> command = new Command<>(
                manager.sql(table).selectComputed(computed), key, Access.WRITE, () -> new ReadComputed(entity));
        return new Single<>(command, null, (read, channel) -> {
            if (read instanceof Model<?> model) remember(model.origin(), channel, read, table.values(read));
            return read;
        });
    }

    /** Whether the database computes columns. */
    boolean hasComputed() {
        return !computed.isEmpty();
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
        BitSet columns = insertedColumns(values);
        EntitySql sql = manager.sql(table);
        int generated = definition.generatedColumn();
        if (generated < 0 || columns.get(generated)) {
            Command<Long> command = Command.update(sql.insert(columns), pick(values, columns));
            return new Single<>(
                    command, null, (rows, channel) -> result.apply(inserted(manager.database(), channel, row, values)));
        }
        String text =
                manager.engine().dialect().reportsInsertedId() ? sql.insert(columns) : sql.insertReturningKey(columns);
        return new Single<>(
                new Command<>(text, pick(values, columns), Access.WRITE, InsertedId::new),
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

    /** What an insert of the entity sets. */
    List<Assignment<E>> assignments(E entity) {
        @Nullable Object[] values = table.values(table.normalize(entity));
        List<Assignment<E>> assignments = new ArrayList<>();
        insertedColumns(values).stream().forEach(i -> {
            ColumnDefinition column = definition.columns().get(i);
            Object value = values[i];
            Node node = value == null
                    ? new Node.Null()
                    : new Node.Parameter(value, column.type().columnType());
            assignments.add(new Assignment<>(List.of(column), node));
        });
        return assignments;
    }

    /** The columns that an insert writes: not a key to be generated, and not what the server has a default for. */
    BitSet insertedColumns(@Nullable Object[] values) {
        BitSet columns = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            ColumnDefinition column = definition.columns().get(i);
            boolean generated = column.generated() && isUnset(values[i]);
            boolean defaulted = column.defaultValue() != null && values[i] == null && !column.nullable();
            if (!generated && !defaulted && column.isWritten()) columns.set(i);
        }
        return columns;
    }

    static @Nullable Object[] pick(@Nullable Object[] values, BitSet columns) {
        if (columns.cardinality() == values.length) return values;
        @Nullable Object[] picked = new @Nullable Object[columns.cardinality()];
        int at = 0;
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) picked[at++] = values[i];
        return picked;
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
        } else if (keyOf(entity) != null) {
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
        if (computed.isEmpty() || !(entity instanceof Model<?>) || update instanceof Done) return update;
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
        BitSet columns = updatedColumns(values, stored, only);
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
        @Nullable Object[] parameters = append(pick(written, columns), where(values, stored));
        Command<Long> command = Command.update(manager.sql(table).update(columns), parameters);
        return new Single<>(command, null, (rows, channel) -> {
            if (rows == 0) throw version >= 0 ? stale() : noRow("any more, so it cannot be updated");
            if (version >= 0 && entity instanceof Model<?>) {
                table.withVersion(entity, newVersion);
                channel.onRollback(() -> table.withVersion(entity, newVersion - 1));
            }
            remember(manager.database(), channel, entity, merged(stored, written, columns));
            if (columns.intersects(references)) table.attach(entity, new ResultContext(manager.database()));
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
        if (stored != null) remember(context.database(), channel, entity, merged(stored, values, written));
        if (columns.intersects(references)) table.attach(entity, context);
    }

    /** The values by which the row of an entity is found. */
    @Nullable
    Object[] where(E entity, @Nullable Object[] values) {
        return where(values, entity instanceof Model<?> model ? model.stored() : null);
    }

    private BitSet updatedColumns(
            @Nullable Object[] values,
            @Nullable Object @Nullable [] stored,
            @Nullable List<? extends TableColumn<E, ?>> only) {
        BitSet columns = new BitSet(values.length);
        if (only != null) {
            for (TableColumn<E, ?> column : only) {
                for (ColumnDefinition part : column.columns()) columns.set(definition.position(part.name()));
            }
        } else {
            columns.set(0, values.length);
        }
        if (definition.versionColumn() >= 0) columns.clear(definition.versionColumn());
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
            boolean same = stored == null
                    ? only == null && isKey(i)
                    : definition.columns().get(i).type().isSame(values[i], stored[i]);
            if (same || !definition.columns().get(i).isWritten()) columns.clear(i);
        }
        return columns;
    }

    private boolean isKey(int column) {
        for (int key : keyColumns) {
            if (key == column) return true;
        }
        return false;
    }

    private static @Nullable Object[] merged(
            @Nullable Object @Nullable [] stored, @Nullable Object[] written, BitSet columns) {
        if (stored == null) return written;
        @Nullable Object[] merged = stored.clone();
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) merged[i] = written[i];
        return merged;
    }

    Operation<Integer> delete(Manager manager, E entity) {
        @Nullable Object[] parameters = where(entity, table.values(entity));
        Command<Long> command = Command.update(manager.sql(table).delete(), parameters);
        return new Single<>(command, null, (rows, channel) -> {
            if (rows == 0 && definition.versionColumn() >= 0) throw stale();
            remember(entity instanceof Model<?> model ? model.origin() : null, channel, entity, null);
            return rows.intValue();
        });
    }

    Operation<Integer> delete(Manager manager, E entity, Recursive how) {
        return RecursiveDelete.of(manager, table, storedKey(entity), how, delete(manager, entity));
    }

    /** The positions of what {@link #where} gives. */
    int[] foundBy() {
        int version = definition.versionColumn();
        if (version < 0) return keyColumns.clone();
        int[] positions = Arrays.copyOf(keyColumns, keyColumns.length + 1);
        positions[keyColumns.length] = version;
        return positions;
    }

    /** The values of the key, as the row has it, and of the version. */
    private @Nullable Object[] where(@Nullable Object[] values, @Nullable Object @Nullable [] stored) {
        @Nullable Object[] source = stored == null ? values : stored;
        int version = definition.versionColumn();
        @Nullable Object[] where = new @Nullable Object[keyColumns.length + (version >= 0 ? 1 : 0)];
        for (int i = 0; i < keyColumns.length; i++) {
            where[i] = source[keyColumns[i]];
            if (where[i] == null || keyColumns[i] == definition.generatedColumn() && isUnset(where[i])) {
                throw new NoRowException("a row of " + definition + " is found by its key, and the "
                        + table.entityClass().getSimpleName() + " has none: it was never saved");
            }
        }
        if (version >= 0) where[keyColumns.length] = source[version];
        return where;
    }

    private @Nullable Object[] storedKey(E entity) {
        @Nullable Object[] where = where(entity, table.values(entity));
        return definition.versionColumn() >= 0 ? Arrays.copyOf(where, keyColumns.length) : where;
    }

    static @Nullable Object[] append(@Nullable Object[] first, @Nullable Object[] second) {
        @Nullable Object[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
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

    NoRowException noRow(String which) {
        return new NoRowException("there is no row of " + definition + " " + which);
    }

    StaleRowException stale() {
        return new StaleRowException("the row of " + definition
                + " was changed or deleted by somebody else since it was read; refresh() it and try again");
    }
}
