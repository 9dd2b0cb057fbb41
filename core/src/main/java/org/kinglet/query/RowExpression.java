// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.kinglet.query.Node.BinaryOperator;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/**
 * Several values that are compared as one, the first of them first: {@code row(A, B).lt(row(value(1), value("x")))}. Made by
 * {@link Functions#row}. Immutable.
 */
public final class RowExpression {
    private final List<Node> nodes;
    private final List<ColumnType> types;

    RowExpression(Expression<?>... elements) {
        if (elements.length < 2) throw new IllegalArgumentException("a row has at least two values");
        this.nodes = List.copyOf(Expression.nodes(elements));
        this.types = Arrays.stream(elements)
                .map(element -> element.type().columnType())
                .toList();
    }

    public Condition eq(RowExpression other) {
        return compare(BinaryOperator.EQ, other);
    }

    public Condition ne(RowExpression other) {
        return compare(BinaryOperator.NE, other);
    }

    public Condition lt(RowExpression other) {
        return compare(BinaryOperator.LT, other);
    }

    public Condition le(RowExpression other) {
        return compare(BinaryOperator.LE, other);
    }

    public Condition gt(RowExpression other) {
        return compare(BinaryOperator.GT, other);
    }

    public Condition ge(RowExpression other) {
        return compare(BinaryOperator.GE, other);
    }

    public Condition in(RowExpression... rows) {
        return in(Arrays.asList(rows));
    }

    /** One of the rows; with no rows the condition is false. */
    public Condition in(Collection<RowExpression> rows) {
        List<Node> values = new ArrayList<>(rows.size());
        for (RowExpression row : rows) values.add(checked(row).node());
        return new Condition(new Node.In(node(), values, false));
    }

    /** None of the rows; with no rows the condition is true. */
    public Condition notIn(Collection<RowExpression> rows) {
        return in(rows).not();
    }

    /** One of the rows of a select with as many columns. */
    public Condition in(Select<?> select) {
        return new Condition(new Node.InSelect(node(), SelectedTypes.requireComparable(select, kinds(types)), false));
    }

    public Condition notIn(Select<?> select) {
        return in(select).not();
    }

    private Condition compare(BinaryOperator operator, RowExpression other) {
        return new Condition(new Node.Binary(operator, node(), checked(other).node()));
    }

    private RowExpression checked(RowExpression other) {
        if (!types.equals(other.types)) {
            throw new IllegalArgumentException("rows that are compared have the same types, and these have "
                    + kinds(types) + " and " + kinds(other.types));
        }
        return other;
    }

    private static List<SqlType> kinds(List<ColumnType> types) {
        return types.stream().map(ColumnType::kind).toList();
    }

    private Node node() {
        return new Node.Tuple(nodes);
    }
}
