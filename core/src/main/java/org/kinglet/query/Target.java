// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * The rows that an update or delete is about.
 *
 * @param table whose rows they are
 * @param beside tables whose rows the condition looks at together with each of them
 * @param condition {@code null} for every row
 * @param order in which the first rows are taken
 * @param limit how many; -1 for all
 */
public record Target(
        TableSource<?> table,
        List<TableSource<?>> beside,
        @Nullable Node condition,
        List<Order> order,
        long limit) {
    public Target {
        beside = List.copyOf(beside);
        order = List.copyOf(order);
    }

    /** The rows of one table for which a condition is true. */
    public static Target of(TableSource<?> table, @Nullable Node condition) {
        return new Target(table, List.of(), condition, List.of(), -1);
    }

    /** Whether the condition alone says which rows of the one table they are. */
    public boolean isPlain() {
        return beside.isEmpty() && limit < 0;
    }

    /**
     * The same rows, found by their keys in a sub-select. The condition is there once more, for a database that looks at a row
     * again which somebody else has changed meanwhile.
     */
    public Target byKeys() {
        Node found = new Node.InSelect(key(), keys(), false);
        Node both = condition == null || !beside.isEmpty() ? found : new Node.Junction(true, List.of(condition, found));
        return of(table, both);
    }

    /** The keys of the rows; of a row that is beside several others more than once. */
    public Select<Row> keys() {
        List<Expression<?>> key = new ArrayList<>();
        TableDefinition definition = table.definition();
        for (String name : definition.primaryKey()) key.add(column(definition.column(name)));
        Select<Row> select = Select.from(table, key);
        for (TableSource<?> other : beside) select = select.join(other, new Condition(new Node.Nothing()));
        if (condition != null) select = select.where(new Condition(condition));
        if (limit >= 0) select = select.orderBy(order.toArray(Ordering[]::new)).limit(limit);
        return select;
    }

    private Expression<?> column(ColumnDefinition column) {
        return Expression.of(new Node.Column(table, column), column.type());
    }

    private Node key() {
        TableDefinition definition = table.definition();
        return Node.tuple(definition.primaryKey().stream()
                .<Node>map(name -> new Node.Column(table, definition.column(name)))
                .toList());
    }

    /** @param operation for messages */
    static Target beside(Target target, TableSource<?>[] tables, String operation) {
        if (target.limit >= 0) throw together(operation);
        for (TableSource<?> other : tables) {
            if (other.definition() == target.table.definition()
                    && Objects.equals(other.alias(), target.table.alias())) {
                throw new IllegalArgumentException(operation + "(…) names the table " + other.definition()
                        + " that is written; give it an alias, as in USERS.as(\"other\")");
            }
        }
        List<TableSource<?>> all =
                Stream.concat(target.beside.stream(), Stream.of(tables)).toList();
        return new Target(target.table, all, target.condition, target.order, -1);
    }

    Target where(Condition... conditions) {
        return new Target(table, beside, Conditions.and(condition, conditions), order, limit);
    }

    Target orderBy(Ordering... orderings) {
        return new Target(
                table, beside, condition, Stream.of(orderings).map(Order::of).toList(), limit);
    }

    Target limit(long rows, String operation) {
        if (rows < 0) throw new IllegalArgumentException("a limit must not be negative: " + rows);
        if (!beside.isEmpty()) throw together(operation);
        return new Target(table, beside, condition, order, rows);
    }

    private static RuntimeException together(String operation) {
        return new IllegalArgumentException(operation + "(…) and limit(…) don't go together, since a row may be beside"
                + " several others; choose the rows by their keys in a sub-select that has the limit");
    }
}
