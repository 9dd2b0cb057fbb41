// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Assignment;
import org.kinglet.query.Node;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.query.RowLayout;
import org.kinglet.query.Select;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The results that statements have. Each instance is for one execution. */
final class Collectors {
    private Collectors() {}

    /** All rows. */
    static final class ToList<T> implements RowCollector<List<T>> {
        private final RowMapper<T> mapper;
        private final List<T> rows = new ArrayList<>();

        ToList(RowMapper<T> mapper) {
            this.mapper = mapper;
        }

        @Override
        public void row(RowReader row) {
            rows.add(mapper.map(row));
        }

        @Override
        public List<T> finish(long affectedRows, long lastInsertedId) {
            return rows;
        }
    }

    /** How many rows a write touched; {@link Integer#MAX_VALUE} if there are more. Cannot fail. */
    static final Supplier<RowCollector<Integer>> AFFECTED_ROWS = AffectedRows::new;

    /** Whether nothing but the number of rows is made of the answer, so that it cannot fail. */
    static boolean countsRows(Command<?> command) {
        Object collector = command.collector();
        return collector == AFFECTED_ROWS;
    }

    private static final class AffectedRows implements RowCollector<Integer> {
        @Override
        public void row(RowReader row) {}

        @Override
        public Integer finish(long affectedRows, long lastInsertedId) {
            return (int) Math.min(affectedRows, Integer.MAX_VALUE);
        }
    }

    /** Whether there is a row. */
    static final class AnyRow implements RowCollector<Boolean> {
        private boolean found;

        @Override
        public void row(RowReader row) {
            found = true;
        }

        @Override
        public Boolean finish(long affectedRows, long lastInsertedId) {
            return found;
        }
    }

    /** The first column of the first row; an empty holder for no row. */
    static final class FirstValue<V> implements RowCollector<FirstValue<V>> {
        private final DataType<V> type;
        private boolean found;
        private @Nullable V value;

        FirstValue(DataType<V> type) {
            this.type = type;
        }

        @Nullable
        V value() {
            return value;
        }

        @Override
        public void row(RowReader row) {
            if (found) return;
            found = true;
            value = Values.read(row, 0, type);
        }

        @Override
        public FirstValue<V> finish(long affectedRows, long lastInsertedId) {
            return this;
        }
    }

    /** All rows, as values for columns of another table. */
    static final class ToAssignments<E> implements RowCollector<List<List<Assignment<E>>>> {
        private final List<ColumnDefinition> columns;
        private final List<DataType<?>> types;
        private final List<List<Assignment<E>>> rows = new ArrayList<>();

        ToAssignments(List<ColumnDefinition> columns, Select<?> select) {
            this.columns = columns;
            this.types = types(select);
        }

        private static List<DataType<?>> types(Select<?> select) {
            List<DataType<?>> types = new ArrayList<>();
            select.clauses().columns().forEach(expression -> types.add(expression.type()));
            return types;
        }

        @Override
        public void row(RowReader row) {
            List<Assignment<E>> values = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                Object value = Values.stored(row, i, types.get(i));
                Node node = value == null
                        ? new Node.Null()
                        : new Node.Parameter(value, types.get(i).columnType());
                values.add(new Assignment<>(List.of(columns.get(i)), node));
            }
            rows.add(values);
        }

        @Override
        public List<List<Assignment<E>>> finish(long affectedRows, long lastInsertedId) {
            return rows;
        }
    }

    /** Rows of which nothing is known beforehand. */
    static final class ToResult implements RowCollector<Result> {
        private final List<Row> rows = new ArrayList<>();
        private RowLayout layout = RowLayout.named(List.of());
        private int columns;

        @Override
        public void start(RowReader header) {
            List<String> names = new ArrayList<>();
            columns = header.columnCount();
            for (int i = 0; i < columns; i++) names.add(header.columnName(i));
            layout = RowLayout.named(names);
        }

        @Override
        public void row(RowReader row) {
            @Nullable Object[] values = new @Nullable Object[columns];
            for (int i = 0; i < columns; i++) values[i] = row.getObject(i);
            rows.add(new Row(layout, values));
        }

        @Override
        public Result finish(long affectedRows, long lastInsertedId) {
            return new Result(rows, affectedRows);
        }
    }

    /** The lines of a plan. */
    static final class ToPlan implements RowCollector<String> {
        private final StringBuilder plan = new StringBuilder();

        @Override
        public void row(RowReader row) {
            if (!plan.isEmpty()) plan.append('\n');
            plan.append(row.getString(row.columnCount() - 1));
        }

        @Override
        public String finish(long affectedRows, long lastInsertedId) {
            return plan.toString();
        }
    }

    /** Entities of a table, whose columns are found by their names. */
    static final class ToEntities<E> implements RowCollector<List<E>> {
        private final TableDefinition table;
        private final Host.EntityReader<E> reader;
        private final List<E> entities = new ArrayList<>();
        private @Nullable NamedColumns columns;

        ToEntities(TableDefinition table, Host.EntityReader<E> reader) {
            this.table = table;
            this.reader = reader;
        }

        @Override
        public void start(RowReader header) {
            columns = new NamedColumns(table, header);
        }

        @Override
        public void row(RowReader row) {
            NamedColumns known = columns;
            if (known == null) throw new IllegalStateException("a row before the start of the result");
            entities.add(reader.read(known.of(row), 0));
        }

        @Override
        public List<E> finish(long affectedRows, long lastInsertedId) {
            return entities;
        }
    }
}
