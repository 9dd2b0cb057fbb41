// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Expression;
import org.kinglet.query.Node;
import org.kinglet.query.RecordMapper;
import org.kinglet.query.Row;
import org.kinglet.query.RowLayout;
import org.kinglet.query.RowShape;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/** Makes of each row what the statement says. */
interface RowMapper<T> {
    T map(RowReader row);

    /**
     * What makes the mapper of each execution.
     *
     * @param expressions what is selected; empty for all columns of the table
     */
    static <T> Supplier<RowMapper<T>> of(
            Engine engine, RowShape<T> shape, TableSource<?> table, List<Expression<?>> expressions) {
        return switch (shape) {
            case RowShape.Entity<T> entity ->
                () -> {
                    Host.EntityReader<T> reader =
                            engine.host().entities(List.of(), List.of()).reader(entity.table());
                    return row -> reader.read(row, 0);
                };
            case RowShape.Rows rows -> {
                RowMapper<T> mapper = cast(rows(table, expressions));
                yield () -> mapper;
            }
            case RowShape.Mapped<T> mapped -> {
                RowMapper<Row> rows = rows(table, expressions);
                Function<? super Row, ? extends T> function = mapped.mapper();
                yield () -> row -> function.apply(rows.map(row));
            }
            case RowShape.Records<T> records -> {
                RowMapper<Row> rows = rows(table, expressions);
                RecordMapper<T> mapper = RecordMapper.of(records.type());
                yield () -> row -> mapper.map(rows.map(row));
            }
        };
    }

    @SuppressWarnings("unchecked") // the shape Rows says that T is Row
    private static <T> RowMapper<T> cast(RowMapper<Row> rows) {
        return (RowMapper<T>) rows;
    }

    private static RowMapper<Row> rows(TableSource<?> table, List<Expression<?>> expressions) {
        List<Node> nodes = new ArrayList<>();
        List<DataType<?>> types = new ArrayList<>();
        for (Expression<?> expression : expressions) {
            nodes.add(expression.node());
            types.add(expression.type());
        }
        if (expressions.isEmpty()) {
            for (ColumnDefinition column : table.definition().columns()) {
                nodes.add(new Node.Column(table, column));
                types.add(column.type());
            }
        }
        RowLayout layout = RowLayout.of(nodes);
        return row -> {
            @Nullable Object[] values = new @Nullable Object[types.size()];
            for (int i = 0; i < values.length; i++) values[i] = Values.read(row, i, types.get(i));
            return new Row(layout, values);
        };
    }
}
