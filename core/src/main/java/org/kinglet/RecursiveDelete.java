// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Statements;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Keys;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Values;
import org.kinglet.query.Condition;
import org.kinglet.query.Delete;
import org.kinglet.query.Sql;
import org.kinglet.query.Update;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/**
 * Deletes a row together with those that refer to it, and those that refer to them, in one transaction.
 *
 * <p>First the keys of the rows that have to go are read, table by table and parents first, so that each reference is
 * followed once for all rows; where tables refer in a circle, again until nothing new is found. Of a table that nothing
 * refers to no keys are needed. Then references become null: those that outlive their row, and those that close a circle,
 * which would forbid any order. Then the rows are deleted, children first, and the row itself after others of its table. The number of
 * statements depends on the tables and on how deep circles go, not on the rows, as long as the keys fit into a statement.
 *
 * <p>A row that somebody else adds meanwhile, or one of a table that has no entity here, is still guarded by the database:
 * its foreign key refuses the delete, and all is rolled back.
 */
final class RecursiveDelete {
    private final Manager manager;
    private final ReferenceGraph graph;
    private final Map<Table<?, ?>, Rows> doomed = new HashMap<>();

    private RecursiveDelete(Manager manager, ReferenceGraph graph) {
        this.manager = manager;
        this.graph = graph;
    }

    /**
     * @param key of the row to be deleted
     * @param itself deletes that row alone
     */
    static Operation<Integer> of(
            Manager manager, Table<?, ?> table, @Nullable Object[] key, Recursive how, Operation<Integer> itself) {
        Table<?, ?> root = Table.of(table.entityClass());
        Set<Table<?, ?>> candidates = new ReferenceGraph(root, how, any -> true).referring();
        if (candidates.isEmpty()) return itself;
        return new Operation.Block<>(() -> manager.inTransaction(() -> {
            Set<Table<?, ?>> existing = existing(manager, List.copyOf(candidates));
            ReferenceGraph graph = new ReferenceGraph(root, how, existing::contains);
            return new RecursiveDelete(manager, graph).run(root, new Key(key), itself);
        }));
    }

    /** A program may have tables that this database has not. */
    private static Set<Table<?, ?>> existing(Manager manager, List<Table<?, ?>> tables) {
        List<TableDefinition> definitions =
                tables.stream().<TableDefinition>map(Table::definition).toList();
        Sql sql = Statements.existing(manager.engine().dialect(), definitions);
        Set<Table<?, ?>> existing = new HashSet<>();
        Command<Boolean> command = new Command<>(
                sql.text(),
                sql.parameterArray(),
                Access.WRITE,
                () -> rows(row -> existing.add(tables.get(Math.toIntExact(row.getLong(0))))));
        manager.run(new Single<>(command, null, Operation.Finish.asItIs()));
        return existing;
    }

    private static RowCollector<Boolean> rows(Consumer<RowReader> each) {
        return new RowCollector<>() {
            @Override
            public void row(RowReader row) {
                each.accept(row);
            }

            @Override
            public Boolean finish(long affectedRows, long lastInsertedId) {
                return true;
            }
        };
    }

    private int run(Table<?, ?> root, Key key, Operation<Integer> itself) {
        rows(root).add(key);
        collect();
        for (Table<?, ?> parent : graph.parentsFirst()) {
            for (ForeignKey<?, ?, ?> foreignKey : graph.into(parent)) {
                if (!graph.deletes(foreignKey) || graph.isOfCircle(foreignKey)) detach(foreignKey);
            }
        }
        int deleted = 0;
        for (Table<?, ?> table : graph.parentsFirst().reversed()) {
            if (table == root || !graph.into(table).isEmpty()) deleteDoomed(table, table == root ? key : null);
            else graph.outOf(table).forEach(this::deleteReferring);
            if (table == root) deleted = manager.run(itself);
        }
        return deleted;
    }

    private Rows rows(Table<?, ?> table) {
        return doomed.computeIfAbsent(table, t -> new Rows());
    }

    private void collect() {
        for (Table<?, ?> parent = nextToFollow(); parent != null; parent = nextToFollow()) {
            List<Key> keys = rows(parent).follow();
            for (ForeignKey<?, ?, ?> foreignKey : graph.into(parent)) {
                Table<?, ?> child = foreignKey.table();
                if (!graph.deletes(foreignKey) || graph.into(child).isEmpty()) continue;
                inParts(foreignKey.columns(), keys, part -> read(child, in(child, foreignKey.columns(), part)));
            }
        }
    }

    private @Nullable Table<?, ?> nextToFollow() {
        for (Table<?, ?> table : graph.parentsFirst()) {
            if (!rows(table).found.isEmpty()) return table;
        }
        return null;
    }

    private void read(Table<?, ?> table, Condition condition) {
        Sql sql = Statements.selectKey(manager.engine().dialect(), table, condition.node());
        List<ColumnDefinition> columns = table.keyColumns();
        List<Key> keys = new ArrayList<>();
        Command<Boolean> command = new Command<>(
                sql.text(), sql.parameterArray(), Access.WRITE, () -> rows(row -> keys.add(key(row, columns))));
        manager.run(new Single<>(command, null, Operation.Finish.asItIs()));
        keys.forEach(rows(table)::add);
    }

    private static Key key(RowReader row, List<ColumnDefinition> columns) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++)
            values[i] = value(row, i, columns.get(i).type());
        return new Key(values);
    }

    private static <T> @Nullable Object value(RowReader row, int column, DataType<T> type) {
        return type.encode(Values.read(row, column, type));
    }

    private <C> void detach(ForeignKey<C, ?, ?> foreignKey) {
        Collection<Key> parents = rows(foreignKey.target()).all;
        inParts(
                foreignKey.columns(),
                parents,
                part -> manager.execute(Update.of(foreignKey.table(), List.of(foreignKey.setNull()))
                        .where(in(foreignKey.table(), foreignKey.columns(), part))));
    }

    private void deleteReferring(ForeignKey<?, ?, ?> foreignKey) {
        delete(foreignKey.table(), foreignKey.columns(), rows(foreignKey.target()).all);
    }

    /** @param but of the row that is deleted by itself */
    private void deleteDoomed(Table<?, ?> table, @Nullable Key but) {
        Rows rows = rows(table);
        List<List<Key>> batches = graph.mustKeepLevels(table) ? rows.levels.reversed() : List.of(List.copyOf(rows.all));
        for (List<Key> batch : batches) {
            List<Key> keys = new ArrayList<>(batch);
            keys.remove(but);
            delete(table, table.keyColumns(), keys);
        }
    }

    private void delete(Table<?, ?> table, List<ColumnDefinition> columns, Collection<Key> keys) {
        inParts(columns, keys, part -> manager.execute(Delete.of(table).where(in(table, columns, part))));
    }

    private void inParts(List<ColumnDefinition> columns, Collection<Key> keys, Consumer<List<Key>> statement) {
        Keys.<Key>writtenParts(manager.engine().dialect(), columns, keys).forEach(statement);
    }

    private static Condition in(Table<?, ?> table, List<ColumnDefinition> columns, List<Key> keys) {
        return Keys.in(table, columns, keys.stream().map(key -> key.values).toList());
    }

    /** The rows of one table that have to go. */
    private static final class Rows {
        final Set<Key> all = new LinkedHashSet<>();
        /** In the order in which they were found: what refers to a row comes after it. */
        final List<List<Key>> levels = new ArrayList<>();
        /** Those whose referrers nobody has looked for yet. */
        List<Key> found = new ArrayList<>();

        void add(Key key) {
            if (all.add(key)) found.add(key);
        }

        List<Key> follow() {
            List<Key> level = found;
            levels.add(level);
            found = new ArrayList<>();
            return level;
        }
    }

    /** As drivers take its values. */
    private static final class Key {
        final @Nullable Object[] values;

        Key(@Nullable Object[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.deepEquals(values, key.values);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(values);
        }
    }
}
