// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** Finds the values of a row by which the rows behind it are told. */
final class Keyset {
    private Keyset() {}

    static <T> Condition after(Select<T> select, T row) {
        SelectClauses clauses = select.clauses();
        if (clauses.order().isEmpty()) {
            throw new IllegalStateException("after(row) needs an order: orderBy(…) comes before it");
        }
        if (clauses.limit() >= 0 && clauses.offset() > 0) {
            throw new IllegalStateException("after(row) takes the place of an offset; leave the offset out");
        }
        List<Node> values = new ArrayList<>();
        switch (select.shape()) {
            case RowShape.Entity<T>(TableSource<T> table) -> {
                checkKey(select, table);
                @Nullable Object[] stored = table.stored(row);
                for (Order by : clauses.order()) values.add(ofEntity(by, table, stored));
            }
            case RowShape.Rows rows -> {
                for (Order by : clauses.order()) values.add(ofRow(by, select, (Row) row));
            }
            default ->
                throw new IllegalStateException(
                        "after(row) is for entities and for rows; call it before as(…), map(…) or values(…)");
        }
        return new KeysetCondition(clauses.order(), values).after();
    }

    private static void checkKey(Select<?> select, TableSource<?> table) {
        TableDefinition definition = table.definition();
        for (String key : definition.primaryKey()) {
            Node column = new Node.Column(table, definition.column(key));
            if (select.clauses().order().stream().noneMatch(by -> by.node().equals(column))) {
                throw new IllegalStateException("after(row): the order of " + definition + " must have its key " + key
                        + " at the end, or rows that are equal in the rest would be left out");
            }
        }
    }

    private static Node ofEntity(Order by, TableSource<?> table, @Nullable Object[] stored) {
        if (by.node() instanceof Node.Column column && column.table().equals(table)) {
            ColumnDefinition definition = column.column();
            if (definition.nullable()) checkNulls(by, definition.name());
            return value(
                    by, stored[table.definition().position(definition.name())], definition.type(), definition.name());
        }
        throw new IllegalStateException(
                "after(row): entities have their own columns only, and the order has something else;"
                        + " select that too, so that there are rows: TABLE.select(TABLE, expression)");
    }

    private static Node ofRow(Order by, Select<?> select, Row row) {
        for (Expression<?> expression : select.clauses().columns()) {
            if (QueryTable.plain(expression.node()).equals(QueryTable.plain(by.node())))
                return ofRow(by, expression, row);
        }
        throw new IllegalStateException(
                "after(row): the order has something that is not selected, so that the row does not"
                        + " have it; select it too");
    }

    private static <V> Node ofRow(Order by, Expression<V> expression, Row row) {
        return value(by, expression.type().encode(row.get(expression)), expression.type(), expression.toString());
    }

    private static Node value(Order by, @Nullable Object stored, DataType<?> type, String name) {
        if (stored != null) return new Node.Parameter(stored, type.columnType());
        checkNulls(by, name);
        return new Node.Null();
    }

    private static void checkNulls(Order by, String name) {
        if (by.nulls() == Order.Nulls.DEFAULT) {
            throw new IllegalArgumentException(
                    "after(row): " + name + " may be null, and databases do not agree where nulls"
                            + " come; say nullsFirst() or nullsLast() in the order");
        }
    }
}
