// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SequenceDefinition;

/** SQL's functions, for {@code import static}. */
public final class Functions extends CaseFunctions {
    private Functions() {}

    /** The first that is not null. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static TextExpression coalesce(TextExpression first, Expression<String>... others) {
        return first.withNode(coalesced(first, others));
    }

    /** The expression, or the value where it is null. */
    public static TextExpression coalesce(TextExpression first, String otherwise) {
        return first.withNode(coalesced(first, otherwise));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <N extends Number> NumberExpression<N> coalesce(NumberExpression<N> first, Expression<N>... others) {
        return first.withNode(coalesced(first, others));
    }

    public static <N extends Number> NumberExpression<N> coalesce(NumberExpression<N> first, N otherwise) {
        return first.withNode(coalesced(first, otherwise));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> TemporalExpression<T> coalesce(TemporalExpression<T> first, Expression<T>... others) {
        return first.withNode(coalesced(first, others));
    }

    public static <T> TemporalExpression<T> coalesce(TemporalExpression<T> first, T otherwise) {
        return first.withNode(coalesced(first, otherwise));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static Condition coalesce(Condition first, Expression<Boolean>... others) {
        return first.withNode(coalesced(first, others));
    }

    public static Condition coalesce(Condition first, Boolean otherwise) {
        return first.withNode(coalesced(first, otherwise));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> Expression<T> coalesce(Expression<T> first, Expression<T>... others) {
        return first.withNode(coalesced(first, others));
    }

    public static <T> Expression<T> coalesce(Expression<T> first, T otherwise) {
        return first.withNode(coalesced(first, otherwise));
    }

    @SafeVarargs
    private static <T> Node coalesced(Expression<T> first, Expression<T>... others) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(first.node());
        for (Expression<T> other : others) nodes.add(other.node());
        return new Node.Call(Builtin.COALESCE, nodes, first.type().columnType(), null);
    }

    private static <T> Node coalesced(Expression<T> first, T otherwise) {
        return call(Builtin.COALESCE, first, first.parameter(otherwise, "coalesce", "nothing"));
    }

    /** The first, or null where it is equal to the second. */
    public static TextExpression nullIf(TextExpression first, String value) {
        return first.withNode(call(Builtin.NULL_IF, first, first.parameter(value, "nullIf", "nothing")));
    }

    public static TextExpression nullIf(TextExpression first, Expression<String> other) {
        return first.withNode(call(Builtin.NULL_IF, first, other.node()));
    }

    public static <N extends Number> NumberExpression<N> nullIf(NumberExpression<N> first, N value) {
        return first.withNode(call(Builtin.NULL_IF, first, first.parameter(value, "nullIf", "nothing")));
    }

    public static <N extends Number> NumberExpression<N> nullIf(NumberExpression<N> first, Expression<N> other) {
        return first.withNode(call(Builtin.NULL_IF, first, other.node()));
    }

    public static <T> TemporalExpression<T> nullIf(TemporalExpression<T> first, T value) {
        return first.withNode(call(Builtin.NULL_IF, first, first.parameter(value, "nullIf", "nothing")));
    }

    public static <T> TemporalExpression<T> nullIf(TemporalExpression<T> first, Expression<T> other) {
        return first.withNode(call(Builtin.NULL_IF, first, other.node()));
    }

    public static <T> Expression<T> nullIf(Expression<T> first, T value) {
        return first.withNode(call(Builtin.NULL_IF, first, first.parameter(value, "nullIf", "nothing")));
    }

    public static <T> Expression<T> nullIf(Expression<T> first, Expression<T> other) {
        return first.withNode(call(Builtin.NULL_IF, first, other.node()));
    }

    /** The largest; null if one of them is. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static TextExpression greatest(TextExpression first, Expression<String>... others) {
        return first.withNode(call(Builtin.GREATEST, first, others));
    }

    public static TextExpression greatest(TextExpression first, String value) {
        return first.withNode(call(Builtin.GREATEST, first, first.parameter(value, "greatest", "coalesce")));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <N extends Number> NumberExpression<N> greatest(NumberExpression<N> first, Expression<N>... others) {
        return first.withNode(call(Builtin.GREATEST, first, others));
    }

    public static <N extends Number> NumberExpression<N> greatest(NumberExpression<N> first, N value) {
        return first.withNode(call(Builtin.GREATEST, first, first.parameter(value, "greatest", "coalesce")));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> TemporalExpression<T> greatest(TemporalExpression<T> first, Expression<T>... others) {
        return first.withNode(call(Builtin.GREATEST, first, others));
    }

    public static <T> TemporalExpression<T> greatest(TemporalExpression<T> first, T value) {
        return first.withNode(call(Builtin.GREATEST, first, first.parameter(value, "greatest", "coalesce")));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> Expression<T> greatest(Expression<T> first, Expression<T>... others) {
        return first.withNode(call(Builtin.GREATEST, first, others));
    }

    public static <T> Expression<T> greatest(Expression<T> first, T value) {
        return first.withNode(call(Builtin.GREATEST, first, first.parameter(value, "greatest", "coalesce")));
    }

    /** The smallest; null if one of them is. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static TextExpression least(TextExpression first, Expression<String>... others) {
        return first.withNode(call(Builtin.LEAST, first, others));
    }

    public static TextExpression least(TextExpression first, String value) {
        return first.withNode(call(Builtin.LEAST, first, first.parameter(value, "least", "coalesce")));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <N extends Number> NumberExpression<N> least(NumberExpression<N> first, Expression<N>... others) {
        return first.withNode(call(Builtin.LEAST, first, others));
    }

    public static <N extends Number> NumberExpression<N> least(NumberExpression<N> first, N value) {
        return first.withNode(call(Builtin.LEAST, first, first.parameter(value, "least", "coalesce")));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> TemporalExpression<T> least(TemporalExpression<T> first, Expression<T>... others) {
        return first.withNode(call(Builtin.LEAST, first, others));
    }

    public static <T> TemporalExpression<T> least(TemporalExpression<T> first, T value) {
        return first.withNode(call(Builtin.LEAST, first, first.parameter(value, "least", "coalesce")));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T> Expression<T> least(Expression<T> first, Expression<T>... others) {
        return first.withNode(call(Builtin.LEAST, first, others));
    }

    public static <T> Expression<T> least(Expression<T> first, T value) {
        return first.withNode(call(Builtin.LEAST, first, first.parameter(value, "least", "coalesce")));
    }

    private static <T> Node call(Builtin function, Expression<T> first, Node other) {
        return new Node.Call(function, first.type().columnType(), first.node(), other);
    }

    @SafeVarargs
    private static <T> Node call(Builtin function, Expression<T> first, Expression<T>... others) {
        if (others.length == 0) return first.node();
        List<Node> nodes = new ArrayList<>();
        nodes.add(first.node());
        for (Expression<T> other : others) nodes.add(other.node());
        return new Node.Call(function, nodes, first.type().columnType(), null);
    }

    /** A number by chance, another for each row: at least 0 and less than 1. */
    public static NumberExpression<Double> random() {
        return new NumberExpression<>(new Node.Call(Builtin.RANDOM, DataType.DOUBLE.columnType()), DataType.DOUBLE);
    }

    /** Now, by the server's clock; in a statement always the same. */
    public static TemporalExpression<Instant> currentTimestamp() {
        return new TemporalExpression<>(new Node.Call(Builtin.NOW, DataType.INSTANT.columnType()), DataType.INSTANT);
    }

    /** Today in UTC, by the server's clock. */
    public static TemporalExpression<LocalDate> currentDate() {
        return new TemporalExpression<>(
                new Node.Call(Builtin.TODAY, DataType.LOCAL_DATE.columnType()), DataType.LOCAL_DATE);
    }

    /** Several values that are compared as one: {@code row(A, B).in(row(value(1), value(2)))}. */
    public static RowExpression row(Expression<?>... elements) {
        return new RowExpression(elements);
    }

    /** Any of the rows of a select with one column: {@code A.lt(any(select))}; with no rows that is false. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // of what it is compared with
    public static <T> Quantified<T> any(Select<?> select) {
        return new Quantified<>(false, SelectedTypes.requireColumns(select, 1));
    }

    /** All rows of a select with one column: {@code A.ge(all(select))}; with no rows that is true. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // of what it is compared with
    public static <T> Quantified<T> all(Select<?> select) {
        return new Quantified<>(true, SelectedTypes.requireColumns(select, 1));
    }

    /** A value as an expression. */
    public static TextExpression value(String value) {
        return ExpressionType.STRING.value(value, "value");
    }

    /** A number as an expression, of exactly the class that the number has. */
    public static <N extends Number> NumberExpression<N> value(N value) {
        return value(ExpressionType.number(typeOf(value)), value);
    }

    public static Condition value(Boolean value) {
        return ExpressionType.BOOLEAN.value(value, "value");
    }

    /** A date, time or point in time as an expression. */
    public static <T extends Temporal> TemporalExpression<T> value(T value) {
        return value(ExpressionType.temporal(typeOf(value)), value);
    }

    public static <T extends Enum<T>> Expression<T> value(T value) {
        return value(ExpressionType.of(typeOf(value)), value);
    }

    /** A value of any class that a column can have, as an expression. */
    public static <T> Expression<T> value(Class<T> type, T value) {
        return value(ExpressionType.of(type), value);
    }

    /** The same with an expression of the kind that fits. */
    public static <T, X extends Expression<T>> X value(ExpressionType<T, X> type, T value) {
        return type.value(value, "value");
    }

    @SuppressWarnings("unchecked") // the class is the value's
    private static <T> DataType<T> typeOf(T value) {
        if (value == null) throw ExpressionType.noValue("value");
        return DataType.of((Class<T>) value.getClass());
    }

    /** In an upsert, the value that could not be inserted: {@code USERS.n.set(USERS.n.plus(excluded(USERS.n)))}. */
    public static <N extends Number> NumberExpression<N> excluded(NumberColumn<?, N> column) {
        return new NumberExpression<>(Assignment.excluded(column.columns()), column.type());
    }

    public static TextExpression excluded(TextColumn<?> column) {
        return new TextExpression(Assignment.excluded(column.columns()), column.type());
    }

    public static <T> TemporalExpression<T> excluded(TemporalColumn<?, T> column) {
        return new TemporalExpression<>(Assignment.excluded(column.columns()), column.type());
    }

    public static <T> Expression<T> excluded(TableColumn<?, T> column) {
        return Expression.of(
                Assignment.excluded(column.columns()), column.expression().type());
    }

    /** Whether the select has a row. */
    public static Condition exists(Select<?> select) {
        return new Condition(new Node.Exists(select));
    }

    /** Whether the select has no row. */
    public static Condition notExists(Select<?> select) {
        return exists(select).not();
    }

    /** The one value of a select with one column and at most one row. */
    public static <T> Expression<T> scalar(Select<?> select, Class<T> type) {
        return scalar(select, ExpressionType.of(type));
    }

    /** The same with an expression of the kind that fits: {@code scalar(select, LONG).plus(1L)}. */
    public static <T, X extends Expression<T>> X scalar(Select<?> select, ExpressionType<T, X> type) {
        return type.computed(new Node.ScalarSelect(select));
    }

    /** Any other function, by its name in SQL; letters, digits, underscores and dots. */
    public static <T> Expression<T> function(String name, Class<T> type, Expression<?>... arguments) {
        return function(name, ExpressionType.of(type), arguments);
    }

    /** The same with an expression of the kind that fits: {@code function("soundex", STRING, NAME).eq("A100")}. */
    public static <T, X extends Expression<T>> X function(
            String name, ExpressionType<T, X> type, Expression<?>... arguments) {
        return type.computed(named(name, arguments));
    }

    static Node.Function named(String name, Expression<?>... arguments) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
            throw new IllegalArgumentException("a function's name has letters, digits, underscores and dots only");
        }
        return new Node.Function(
                name, Stream.of(arguments).map(Expression::node).toList());
    }

    /** SQL of your own: each {@code ?} in the template stands for the next argument. */
    public static <T> Expression<T> custom(String template, Class<T> type, Expression<?>... arguments) {
        return custom(template, ExpressionType.of(type), arguments);
    }

    /** The same with an expression of the kind that fits. */
    public static <T, X extends Expression<T>> X custom(
            String template, ExpressionType<T, X> type, Expression<?>... arguments) {
        return type.computed(new Node.Custom(
                template, Stream.of(arguments).map(Expression::node).toList()));
    }

    /** The next number of a sequence; see {@code Sequence}. */
    public static NumberExpression<Long> nextValue(SequenceDefinition sequence) {
        return new NumberExpression<>(new Node.NextValue(sequence), DataType.LONG);
    }
}
