// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Expression;
import org.kinglet.query.Node;
import org.kinglet.query.Row;
import org.kinglet.query.RowLayout;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** Reads {@link Row}s: the values of expressions, and the entities of tables behind them. */
record RowColumns(RowLayout layout, List<DataType<?>> types, List<TableSource<?>> entities) {
    /** @param expressions what is selected; empty for all columns of the table, if no entities are selected either */
    static RowColumns of(TableSource<?> table, List<Expression<?>> expressions, List<TableSource<?>> entities) {
        List<Node> nodes = new ArrayList<>();
        List<DataType<?>> types = new ArrayList<>();
        for (Expression<?> expression : expressions) {
            nodes.add(expression.node());
            types.add(expression.type());
        }
        if (expressions.isEmpty() && entities.isEmpty()) {
            for (ColumnDefinition column : table.definition().columns()) {
                nodes.add(new Node.Column(table, column));
                types.add(column.type());
            }
        }
        return new RowColumns(RowLayout.of(nodes, entities), types, entities);
    }

    /**
     * The entity in some of the columns.
     *
     * @param first the first of them
     * @param from where the columns begin that are all null if an outer join found none: of a table the first of its key, of a
     *     view all
     * @param to where they have ended
     */
    record Part(Host.EntityReader<?> reader, int first, int from, int to) {
        @Nullable
        Object read(RowReader row) {
            for (int column = from; column < to; column++) {
                if (!row.isNull(column)) return reader.read(row, first);
            }
            return null;
        }
    }

    /** What reads the entities of one result. */
    List<Part> parts(Engine engine) {
        Host.Entities result = engine.host().entities(entities, List.of());
        List<Part> parts = new ArrayList<>(entities.size());
        int first = types.size();
        for (TableSource<?> table : entities) {
            TableDefinition definition = table.definition();
            int end = first + definition.columns().size();
            if (definition.primaryKey().isEmpty()) {
                parts.add(new Part(result.reader(table), first, first, end));
            } else {
                int key = first + definition.position(definition.primaryKey().getFirst());
                parts.add(new Part(result.reader(table), first, key, key + 1));
            }
            first = end;
        }
        return parts;
    }

    Row read(RowReader row, List<Part> parts) {
        @Nullable Object[] values = new @Nullable Object[types.size() + parts.size()];
        for (int i = 0; i < types.size(); i++) values[i] = Values.read(row, i, types.get(i));
        for (int i = 0; i < parts.size(); i++)
            values[types.size() + i] = parts.get(i).read(row);
        return new Row(layout, values);
    }
}
