// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Expression;
import org.kinglet.query.RecordMapper;
import org.kinglet.query.Row;
import org.kinglet.query.RowShape;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;
import org.kinglet.schema.DataType;

/** Makes of each row what the statement says. */
interface RowMapper<T> {
    T map(RowReader row);

    /** What makes the mapper of each execution of a select. */
    static <T> Supplier<RowMapper<T>> of(Engine engine, Select<T> select) {
        return of(
                engine,
                select.shape(),
                select.clauses().source(),
                select.clauses().projection(),
                select.clauses().entities());
    }

    /**
     * The same for what else gives rows.
     *
     * @param expressions what is selected; empty for all columns of the table
     */
    static <T> Supplier<RowMapper<T>> of(
            Engine engine, RowShape<T> shape, TableSource<?> table, List<Expression<?>> expressions) {
        return of(engine, shape, table, expressions, List.of());
    }

    private static <T> Supplier<RowMapper<T>> of(
            Engine engine,
            RowShape<T> shape,
            TableSource<?> table,
            List<Expression<?>> expressions,
            List<TableSource<?>> entities) {
        return switch (shape) {
            case RowShape.Entity<T> entity ->
                () -> {
                    Host.EntityReader<T> reader =
                            engine.host().entities(List.of(), List.of()).reader(entity.table());
                    return row -> reader.read(row, 0);
                };
            case RowShape.Value<T>(DataType<T> type) -> {
                @SuppressWarnings("NullAway") // the program says whether its expression can be null
                RowMapper<T> mapper = row -> Values.read(row, 0, type);
                yield () -> mapper;
            }
            case RowShape.Rows rows -> cast(mapped(engine, table, expressions, entities, row -> row));
            case RowShape.Mapped<T> mapped -> mapped(engine, table, expressions, entities, mapped.mapper());
            case RowShape.Records<T> records ->
                mapped(engine, table, expressions, entities, RecordMapper.of(records.type())::map);
        };
    }

    private static <T> Supplier<RowMapper<T>> mapped(
            Engine engine,
            TableSource<?> table,
            List<Expression<?>> expressions,
            List<TableSource<?>> entities,
            Function<? super Row, ? extends T> function) {
        RowColumns columns = RowColumns.of(table, expressions, entities);
        if (entities.isEmpty()) {
            RowMapper<T> mapper = row -> function.apply(columns.read(row, List.of()));
            return () -> mapper;
        }
        return () -> {
            List<RowColumns.Part> parts = columns.parts(engine);
            return row -> function.apply(columns.read(row, parts));
        };
    }

    @SuppressWarnings("unchecked") // the shape Rows says that T is Row
    private static <T> Supplier<RowMapper<T>> cast(Supplier<RowMapper<Row>> rows) {
        return (Supplier<RowMapper<T>>) (Supplier<?>) rows;
    }
}
