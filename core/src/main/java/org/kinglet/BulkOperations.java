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
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Operation.Block;
import org.kinglet.internal.Operation.Done;
import org.kinglet.internal.Operation.Single;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.TableDefinition;

/**
 * Many rows in few statements: several rows in each, several statements under way at a time, all in one transaction.
 *
 * <p>Generated keys are given to the entities in ascending order, whatever the order in which the database returns them:
 * within one statement they are made in the order of its rows.
 */
final class BulkOperations<E, K> {
    /** Enough that a statement more makes no difference, and few enough that its text is kept prepared. */
    private static final int PARAMETERS_PER_STATEMENT = 1_000;

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
        for (E entity : entities) {
            E row = table.normalize(entity);
            @Nullable Object[] rowValues = table.values(row);
            BitSet rowColumns = operations.insertedColumns(rowValues);
            boolean full = !rows.isEmpty() && rows.size() >= batchSize(manager, columns.cardinality(), batchSize);
            if (full || !rows.isEmpty() && !rowColumns.equals(columns)) {
                batches.add(insertBatch(manager, columns, rows, values));
                rows = new ArrayList<>();
                values = new ArrayList<>();
            }
            columns = rowColumns;
            rows.add(row);
            values.add(rowValues);
        }
        batches.add(insertBatch(manager, columns, rows, values));
        return batches;
    }

    private static int batchSize(Manager manager, int columns, int wanted) {
        int width = Math.max(1, columns);
        int most = Math.max(1, manager.engine().dialect().maxParameters() / width);
        return Math.min(most, wanted > 0 ? wanted : Math.max(1, PARAMETERS_PER_STATEMENT / width));
    }

    private Operation<List<E>> insertBatch(
            Manager manager, BitSet columns, List<E> rows, List<@Nullable Object[]> values) {
        int width = columns.cardinality();
        if (width == 0) return emptyRows(manager, rows);
        @Nullable Object[] parameters = new @Nullable Object[width * rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(EntityOperations.pick(values.get(i), columns), 0, parameters, i * width, width);
        }
        int generated = definition.generatedColumn();
        if (generated < 0 || columns.get(generated)) {
            String sql = manager.sql(table).insertMany(columns, rows.size());
            return new Single<>(Command.update(sql, parameters), null, (count, channel) -> {
                for (int i = 0; i < rows.size(); i++) {
                    operations.inserted(manager.database(), channel, rows.get(i), values.get(i));
                }
                return rows;
            });
        }
        String sql = manager.sql(table).insertManyReturningKey(columns, rows.size());
        Command<long[]> command = new Command<>(sql, parameters, Access.WRITE, () -> new Keys(rows.size()));
        return new Single<>(command, null, (keys, channel) -> {
            List<E> saved = new ArrayList<>(rows.size());
            for (int i = 0; i < keys.length; i++) {
                saved.add(operations.withGeneratedKey(manager.database(), channel, rows.get(i), keys[i]));
            }
            return saved;
        });
    }

    /** Rows of a table with nothing but a generated key, which no statement can insert several of. */
    private Operation<List<E>> emptyRows(Manager manager, List<E> rows) {
        return new Block<>(() -> {
            List<E> saved = new ArrayList<>(rows.size());
            for (E row : rows) saved.add(manager.run(operations.insert(manager, row)));
            return saved;
        });
    }

    private static final class Keys implements RowCollector<long[]> {
        private final long[] keys;
        private int count;

        Keys(int rows) {
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
                throw new IllegalStateException("the database returned " + count + " keys for " + keys.length + " rows");
            }
            Arrays.sort(keys);
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
            int width = written.cardinality() + definition.primaryKey().size() + (version >= 0 ? 1 : 0);
            int size = batchSize(manager, width, batchSize);
            List<Operation<Integer>> batches = new ArrayList<>();
            for (int from = 0; from < entities.size(); from += size) {
                batches.add(updateBatch(
                        manager, written, entities.subList(from, Math.min(from + size, entities.size()))));
            }
            int[] total = {0};
            inBatches(manager, batches, version >= 0, rows -> total[0] += rows);
            return total[0];
        });
    }

    private Operation<Integer> updateBatch(Manager manager, BitSet written, List<E> entities) {
        List<@Nullable Object> parameters = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (E entity : entities) {
            E row = table.normalize(entity);
            @Nullable Object[] values = table.values(row);
            parameters.addAll(Arrays.asList(operations.where(row, values)));
            parameters.addAll(Arrays.asList(
                    written.cardinality() == values.length ? values.clone() : EntityOperations.pick(values, written)));
            rows.add(values);
        }
        String sql = manager.sql(table).updateMany(written, entities.size());
        return new Single<>(Command.update(sql, parameters.toArray()), null, (count, channel) -> {
            boolean versioned = definition.versionColumn() >= 0;
            if (versioned && count < entities.size()) throw operations.stale();
            for (int i = 0; i < entities.size(); i++) {
                operations.updated(manager.database(), channel, entities.get(i), rows.get(i), written);
            }
            return count.intValue();
        });
    }

    /**
     * One statement runs as it is; several in a transaction, a few of them under way at a time.
     *
     * @param mayRefuse whether a statement that succeeds may still have to be undone
     */
    private <R> void inBatches(
            Manager manager, List<Operation<R>> batches, boolean mayRefuse, Consumer<R> results) {
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
