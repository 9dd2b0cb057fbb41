// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.ParameterArrays;
import org.kinglet.dialect.Write;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Operation.Block;
import org.kinglet.internal.Operation.Done;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.ParameterSize;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/**
 * Many rows in few statements: several rows in each, several statements under way at a time, all in one transaction.
 *
 * <p>Where a database has arrays, a statement has one parameter for each column, so that its text is the same for any number
 * of rows; elsewhere it has one for each value.
 *
 * <p>Generated keys are given to the entities in ascending order, whatever the order in which the database returns them:
 * within one statement they are made in the order of its rows. Where it returns none, it reports the first, and the others
 * follow it at a fixed distance.
 */
final class BulkOperations<E, K> {
    /** Enough that a statement more makes no difference, and few enough that its text is kept prepared. */
    private static final int PARAMETERS_PER_STATEMENT = 1_000;

    /** With arrays the text is always the same; this many rows make nothing faster any more. */
    private static final int ROWS_OF_ARRAYS = 5_000;

    private static final int STATEMENTS_UNDER_WAY = 8;

    private final Table<E, K> table;
    private final TableDefinition definition;
    private final EntityOperations<E, K> operations;

    BulkOperations(Table<E, K> table) {
        this.table = table;
        this.definition = table.definition();
        this.operations = table.operations();
    }

    Operation<List<E>> create(Manager manager, List<E> entities, int batchSize) {
        if (entities.isEmpty()) return new Done<>(List.of());
        return new Block<>(() -> {
            List<E> created = new ArrayList<>(entities.size());
            inBatches(manager, insertBatches(manager, entities, batchSize), false, created::addAll);
            return created;
        });
    }

    private List<Operation<List<E>>> insertBatches(Manager manager, List<E> entities, int batchSize) {
        List<Operation<List<E>>> batches = new ArrayList<>();
        List<E> rows = new ArrayList<>();
        List<@Nullable Object[]> values = new ArrayList<>();
        BitSet columns = new BitSet();
        Room room = new Room(manager, 0, 0, false, batchSize);
        for (E entity : entities) {
            E row = table.normalize(entity);
            @Nullable Object[] rowValues = table.values(row);
            BitSet rowColumns = operations.columns().insertedColumns(rowValues);
            boolean others = rows.isEmpty() || !rowColumns.equals(columns);
            if (others || !room.takes(rowValues)) {
                if (!rows.isEmpty()) batches.add(insertBatch(manager, columns, rows, values));
                rows = new ArrayList<>();
                values = new ArrayList<>();
                columns = rowColumns;
                boolean arrays = manager.sql(table).insertTakesArrays(columns);
                room = new Room(manager, columns.cardinality(), Integer.MAX_VALUE, arrays, batchSize);
                room.takes(rowValues);
            }
            rows.add(row);
            values.add(rowValues);
        }
        batches.add(insertBatch(manager, columns, rows, values));
        return batches;
    }

    /** How much more a statement takes. */
    private static final class Room {
        private int rows;
        private long bytes;

        /** @param limit how many rows the statement may have, whatever it holds */
        Room(Manager manager, int columns, int limit, boolean arrays, int wanted) {
            Dialect dialect = manager.engine().dialect();
            int width = Math.max(1, columns);
            int most = arrays ? limit : Math.min(limit, Math.max(1, dialect.maxParameters() / width));
            int best = arrays ? ROWS_OF_ARRAYS : Math.max(1, PARAMETERS_PER_STATEMENT / width);
            rows = Math.min(most, wanted > 0 ? wanted : best);
            bytes = dialect.maxStatementBytes();
        }

        /** Whether there is room for one more row of these values, which it takes then. */
        boolean takes(@Nullable Object[] values) {
            long size = 0;
            for (Object value : values) size += ParameterSize.of(value);
            if (rows == 0 || size > bytes) return false;
            rows--;
            bytes -= size;
            return true;
        }
    }

    private Operation<List<E>> insertBatch(
            Manager manager, BitSet columns, List<E> rows, List<@Nullable Object[]> values) {
        if (columns.isEmpty()) return emptyRows(manager, rows);
        EntitySql sql = manager.sql(table);
        List<@Nullable Object[]> picked = new ArrayList<>(rows.size());
        for (@Nullable Object[] row : values) picked.add(EntityColumns.pick(row, columns));
        @Nullable Object[] parameters = parameters(sql.insertTakesArrays(columns), kinds(new int[0], columns), picked);
        int generated = definition.generatedColumn();
        if (generated < 0 || columns.get(generated)) {
            Command<Long> command = Command.update(sql.insertMany(columns, rows.size()), parameters);
            return new Single<>(command, null, (count, channel) -> {
                BulkInserted<E> inserted = new BulkInserted<>(table, manager.database());
                channel.onRollback(inserted);
                for (int i = 0; i < rows.size(); i++) inserted.inserted(rows.get(i), values.get(i));
                return rows;
            });
        }
        Dialect dialect = manager.engine().dialect();
        boolean returning = dialect.hasReturning(Write.INSERT);
        Command<long[]> command = new Command<>(
                returning ? sql.insertManyReturningKey(columns, rows.size()) : sql.insertMany(columns, rows.size()),
                parameters,
                Access.WRITE,
                () -> returning
                        ? new ReturnedKeys(rows.size())
                        : new FollowingKeys(rows.size(), dialect.generatedKeyStep()));
        return new Single<>(command, null, (keys, channel) -> {
            List<E> saved = new ArrayList<>(rows.size());
            BulkInserted<E> inserted = new BulkInserted<>(table, manager.database());
            channel.onRollback(inserted);
            for (int i = 0; i < keys.length; i++) saved.add(inserted.withGeneratedKey(rows.get(i), keys[i]));
            return saved;
        });
    }

    private List<SqlType> kinds(int[] foundBy, BitSet columns) {
        return IntStream.concat(IntStream.of(foundBy), columns.stream())
                .mapToObj(i -> definition.columns().get(i).type().sqlType())
                .toList();
    }

    /** All values of the rows: row by row, or in an array for each column. */
    private static @Nullable Object[] parameters(
            boolean arrays, List<SqlType> kinds, List<? extends @Nullable Object[]> rows) {
        int width = kinds.size();
        @Nullable Object[] parameters = new @Nullable Object[arrays ? width : width * rows.size()];
        for (int i = 0; i < width; i++) {
            if (!arrays) break;
            List<@Nullable Object> column = new ArrayList<>(rows.size());
            for (@Nullable Object[] row : rows) column.add(row[i]);
            parameters[i] = ParameterArrays.of(kinds.get(i), column);
        }
        for (int row = 0; row < rows.size() && !arrays; row++) {
            System.arraycopy(rows.get(row), 0, parameters, row * width, width);
        }
        return parameters;
    }

    /** Rows of a table with nothing but a generated key, which no statement can insert several of. */
    private Operation<List<E>> emptyRows(Manager manager, List<E> rows) {
        return new Block<>(() -> {
            List<E> saved = new ArrayList<>(rows.size());
            for (E row : rows) saved.add(manager.run(operations.insert(manager, row)));
            return saved;
        });
    }

    private static final class ReturnedKeys implements RowCollector<long[]> {
        private final long[] keys;
        private int count;

        ReturnedKeys(int rows) {
            keys = new long[rows];
        }

        @Override
        public void row(RowReader row) {
            if (count < keys.length) keys[count] = row.getLong(0);
            count++;
        }

        @Override
        public long[] finish(long affectedRows, long lastInsertedId) {
            if (count != keys.length) {
                throw new IllegalStateException(
                        "the database returned " + count + " keys for " + keys.length + " rows");
            }
            Arrays.sort(keys);
            return keys;
        }
    }

    private record FollowingKeys(int rows, int step) implements RowCollector<long[]> {
        @Override
        public void row(RowReader row) {}

        @Override
        public long[] finish(long affectedRows, long lastInsertedId) {
            if (affectedRows != rows || lastInsertedId == 0) {
                throw new IllegalStateException("the database inserted " + affectedRows + " of " + rows
                        + " rows, or reported no key, so that which row has which key is not known");
            }
            long[] keys = new long[rows];
            for (int i = 0; i < rows; i++) keys[i] = lastInsertedId + (long) i * step;
            return keys;
        }
    }

    Operation<Integer> update(
            Manager manager, List<E> entities, List<? extends TableColumn<E, ?>> columns, int batchSize) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("bulkUpdate of " + definition + " has no columns to write");
        }
        if (entities.isEmpty()) return new Done<>(0);
        BitSet written = new BitSet();
        for (TableColumn<E, ?> column : columns) {
            column.columns().forEach(part -> written.set(definition.position(part.name())));
        }
        int version = definition.versionColumn();
        if (version >= 0) written.clear(version);
        return new Block<>(() -> {
            List<Operation<Integer>> batches = updateBatches(manager, written, entities, batchSize);
            int[] total = {0};
            inBatches(manager, batches, version >= 0, rows -> total[0] += rows);
            return total[0];
        });
    }

    private List<Operation<Integer>> updateBatches(Manager manager, BitSet written, List<E> entities, int batchSize) {
        boolean arrays = manager.sql(table).updateTakesArrays(written);
        List<Operation<Integer>> batches = new ArrayList<>();
        UpdateBatch batch = new UpdateBatch();
        Room room = updateRoom(manager, written, arrays, batchSize);
        for (E entity : entities) {
            @Nullable Object[] values = table.values(table.normalize(entity));
            if (!room.takes(values)) {
                batches.add(updateBatch(manager, written, arrays, batch));
                batch = new UpdateBatch();
                room = updateRoom(manager, written, arrays, batchSize);
                room.takes(values);
            }
            batch.entities.add(entity);
            batch.values.add(values);
        }
        batches.add(updateBatch(manager, written, arrays, batch));
        return batches;
    }

    private Room updateRoom(Manager manager, BitSet written, boolean arrays, int batchSize) {
        int width = operations.columns().foundBy().length + written.cardinality();
        int limit = manager.engine().dialect().maxUpdatedRows();
        return new Room(manager, width, limit, arrays, batchSize);
    }

    private final class UpdateBatch {
        final List<E> entities = new ArrayList<>();
        final List<@Nullable Object[]> values = new ArrayList<>();
    }

    private Operation<Integer> updateBatch(Manager manager, BitSet written, boolean arrays, UpdateBatch batch) {
        List<E> entities = batch.entities;
        List<@Nullable Object[]> rows = new ArrayList<>(entities.size());
        for (int i = 0; i < entities.size(); i++) {
            @Nullable Object[] values = batch.values.get(i);
            rows.add(EntityColumns.append(
                    operations.columns().where(entities.get(i), values), EntityColumns.pick(values, written)));
        }
        @Nullable
        Object[] parameters = parameters(arrays, kinds(operations.columns().foundBy(), written), rows);
        String sql = manager.sql(table).updateMany(written, entities.size());
        return new Single<>(Command.update(sql, parameters), null, (count, channel) -> {
            boolean versioned = definition.versionColumn() >= 0;
            if (versioned && count < entities.size()) throw operations.columns().stale();
            ResultContext context = new ResultContext(manager.database());
            for (int i = 0; i < entities.size(); i++) {
                operations.updated(context, channel, entities.get(i), batch.values.get(i), written);
            }
            return count.intValue();
        });
    }

    /**
     * One statement runs as it is; several in a transaction, a few of them under way at a time.
     *
     * @param mayRefuse whether a statement that succeeds may still have to be undone
     */
    private <R> void inBatches(Manager manager, List<Operation<R>> batches, boolean mayRefuse, Consumer<R> results) {
        if (batches.size() == 1 && !mayRefuse) {
            results.accept(manager.run(batches.getFirst()));
            return;
        }
        manager.inTransaction(() -> {
            Deque<CompletableFuture<R>> underWay = new ArrayDeque<>();
            for (Operation<R> batch : batches) {
                if (underWay.size() == STATEMENTS_UNDER_WAY) results.accept(join(underWay.remove()));
                underWay.add(manager.start(batch));
            }
            while (!underWay.isEmpty()) results.accept(join(underWay.remove()));
            return true;
        });
    }

    private static <R> R join(CompletableFuture<R> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) throw failure;
            throw failed;
        }
    }
}
