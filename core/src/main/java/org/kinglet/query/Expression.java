// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Node.BinaryOperator;
import org.kinglet.schema.DataType;

/**
 * Something with a value of type {@code T}: a column, a function's result, arithmetic. Immutable.
 *
 * <p>Nowhere does a null stand for SQL's NULL: {@code eq(null)} is an error that names {@link #isNull()}.
 *
 * @param <T> the type of the value in Java
 */
public abstract sealed class Expression<T> implements Ordering, Selection, Grouping
        permits ArrayExpression,
                Condition,
                HstoreExpression,
                JsonExpression,
                NumberExpression,
                TemporalExpression,
                TextExpression,
                ValueExpression,
                RangeExpression,
                ReferenceExpression {
    private final Node node;
    private final DataType<T> type;

    Expression(Node node, DataType<T> type) {
        this.node = Objects.requireNonNull(node);
        this.type = Objects.requireNonNull(type);
    }

    /** An expression of the class that fits the type. */
    static <T> Expression<T> of(Node node, DataType<T> type) {
        return new ValueExpression<>(node, type);
    }

    public final Node node() {
        return node;
    }

    /** An expression of the same kind and type over another node. */
    Expression<T> withNode(Node other) {
        return of(other, type);
    }

    /** What rows are grouped by: equal for equal values, which not every database sees by itself. */
    public Node groupedNode() {
        return node;
    }

    /** What rows are sorted by. */
    Node sortedNode() {
        return node;
    }

    public final DataType<T> type() {
        return type;
    }

    public Condition eq(T value) {
        return compare(BinaryOperator.EQ, parameter(value, "eq", "isNull()"));
    }

    public Condition eq(Expression<T> other) {
        return compare(BinaryOperator.EQ, other.node());
    }

    public Condition ne(T value) {
        return compare(BinaryOperator.NE, parameter(value, "ne", "isNotNull()"));
    }

    public Condition ne(Expression<T> other) {
        return compare(BinaryOperator.NE, other.node());
    }

    public Condition lt(T value) {
        return compare(BinaryOperator.LT, parameter(value, "lt", "isNull()"));
    }

    public Condition lt(Expression<T> other) {
        return compare(BinaryOperator.LT, other.node());
    }

    public Condition le(T value) {
        return compare(BinaryOperator.LE, parameter(value, "le", "isNull()"));
    }

    public Condition le(Expression<T> other) {
        return compare(BinaryOperator.LE, other.node());
    }

    public Condition gt(T value) {
        return compare(BinaryOperator.GT, parameter(value, "gt", "isNull()"));
    }

    public Condition gt(Expression<T> other) {
        return compare(BinaryOperator.GT, other.node());
    }

    public Condition ge(T value) {
        return compare(BinaryOperator.GE, parameter(value, "ge", "isNull()"));
    }

    public Condition ge(Expression<T> other) {
        return compare(BinaryOperator.GE, other.node());
    }

    /** Another value or null; never unknown. */
    public Condition isDistinctFrom(T value) {
        return distinct(parameter(value, "isDistinctFrom", "isNotNull()"), false);
    }

    /** Another value, where null is a value as any other; never unknown. */
    public Condition isDistinctFrom(Expression<T> other) {
        return distinct(other.node(), false);
    }

    /** This value and not null; never unknown. */
    public Condition isNotDistinctFrom(T value) {
        return distinct(parameter(value, "isNotDistinctFrom", "isNull()"), true);
    }

    /** The same value, or both null; never unknown. */
    public Condition isNotDistinctFrom(Expression<T> other) {
        return distinct(other.node(), true);
    }

    /** Equal to a row of {@link Functions#any} or {@link Functions#all}. */
    public Condition eq(Quantified<T> rows) {
        return rows.compare(BinaryOperator.EQ, this);
    }

    public Condition ne(Quantified<T> rows) {
        return rows.compare(BinaryOperator.NE, this);
    }

    public Condition lt(Quantified<T> rows) {
        return rows.compare(BinaryOperator.LT, this);
    }

    public Condition le(Quantified<T> rows) {
        return rows.compare(BinaryOperator.LE, this);
    }

    public Condition gt(Quantified<T> rows) {
        return rows.compare(BinaryOperator.GT, this);
    }

    public Condition ge(Quantified<T> rows) {
        return rows.compare(BinaryOperator.GE, this);
    }

    /** From {@code least} to {@code most}, both included. */
    public Condition between(T least, T most) {
        return new Condition(new Node.Between(
                node, parameter(least, "between", "isNull()"), parameter(most, "between", "isNull()")));
    }

    public Condition between(Expression<T> least, Expression<T> most) {
        return new Condition(new Node.Between(node, least.node(), most.node()));
    }

    public Condition notBetween(T least, T most) {
        return between(least, most).not();
    }

    public Condition notBetween(Expression<T> least, Expression<T> most) {
        return between(least, most).not();
    }

    /** One of the values; with no values the condition is false for every row. */
    public Condition in(Collection<? extends T> values) {
        return in(values, false);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // asList only reads
    public final Condition in(T... values) {
        return in(Arrays.asList(values));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // asList only reads
    public final Condition notIn(T... values) {
        return notIn(Arrays.asList(values));
    }

    /** Equal to one of the expressions. */
    @SafeVarargs
    public final Condition in(Expression<T>... expressions) {
        return new Condition(new Node.In(node, nodes(expressions), false));
    }

    @SafeVarargs
    public final Condition notIn(Expression<T>... expressions) {
        return new Condition(new Node.In(node, nodes(expressions), true));
    }

    /** None of the values; with no values the condition is true for every row. */
    public Condition notIn(Collection<? extends T> values) {
        return in(values, true);
    }

    /**
     * One of the rows of a select with one column.
     *
     * @throws IllegalArgumentException if it has another number of columns, or one of another type
     */
    public Condition in(Select<?> select) {
        return new Condition(
                new Node.InSelect(node, SelectedTypes.requireComparable(select, SelectedTypes.of(this)), false));
    }

    public Condition notIn(Select<?> select) {
        return new Condition(
                new Node.InSelect(node, SelectedTypes.requireComparable(select, SelectedTypes.of(this)), true));
    }

    public Condition isNull() {
        return new Condition(new Node.IsNull(node, false));
    }

    public Condition isNotNull() {
        return new Condition(new Node.IsNull(node, true));
    }

    /** Smallest first. */
    public final Order asc() {
        return new Order(sortedNode(), false, Order.Nulls.DEFAULT);
    }

    /** Largest first. */
    public final Order desc() {
        return new Order(sortedNode(), true, Order.Nulls.DEFAULT);
    }

    /** This expression with a name of its own in the result. */
    public Expression<T> as(String alias) {
        return withNode(new Node.Aliased(node, Objects.requireNonNull(alias)));
    }

    /** The value as another type, by SQL's {@code cast}; of a fraction that becomes an integer, the whole part. */
    public final <C> Expression<C> cast(Class<C> target) {
        return cast(ExpressionType.of(target));
    }

    /** The same with an expression of the kind that fits: {@code cast(STRING).lower()}. */
    public final <C, X extends Expression<C>> X cast(ExpressionType<C, X> target) {
        return target.over(Casts.cast(node, type.columnType(), target.type().columnType()));
    }

    /** The value as the tree has it; references to keys of several columns override it. */
    protected Node parameter(@Nullable T value, String operation, String instead) {
        if (value == null) {
            throw new IllegalArgumentException(
                    operation + "(null) on " + this + ": a null never compares equal in SQL; use " + instead);
        }
        return new Node.Parameter(type.encode(value), type.columnType());
    }

    /** What it is, for messages; never a value. */
    @Override
    public String toString() {
        return node instanceof Node.Column column
                ? column.table().definition().name() + "." + column.column().name()
                : node.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + " expression";
    }

    private Condition distinct(Node other, boolean negated) {
        return new Condition(new Node.IsDistinct(node, other, negated));
    }

    static List<Node> nodes(Expression<?>... expressions) {
        List<Node> nodes = new ArrayList<>(expressions.length);
        for (Expression<?> expression : expressions) nodes.add(expression.node());
        return nodes;
    }

    private Condition compare(BinaryOperator operator, Node right) {
        return new Condition(new Node.Binary(operator, node, right));
    }

    private Condition in(Collection<? extends T> values, boolean negated) {
        List<Node> nodes = new ArrayList<>(values.size());
        for (T value : values) nodes.add(parameter(value, negated ? "notIn" : "in", "isNull() beside it"));
        return new Condition(new Node.In(node, nodes, negated));
    }
}
