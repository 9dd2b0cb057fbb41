// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;

/** The part of {@link Functions} that speaks of windows. */
abstract sealed class WindowFunctions permits AggregateFunctions {
    WindowFunctions() {}

    /** All rows, to be partitioned, ordered and framed. */
    public static Window window() {
        return Window.ALL;
    }

    /**
     * The same with a name, under which {@link Select#window} makes it known to the select, so that it is written once however
     * many functions are over it.
     */
    public static Window window(String name) {
        return new Window(Objects.requireNonNull(name), null, List.of(), List.of(), null);
    }

    /** The first row of the partition. */
    public static FrameBound unboundedPreceding() {
        return new FrameBound(FrameBound.Kind.UNBOUNDED_PRECEDING, null);
    }

    /** So many rows, groups, or so much, before the row. */
    public static FrameBound preceding(long distance) {
        return new FrameBound(FrameBound.Kind.PRECEDING, distance);
    }

    /** So much before the row, in the value of the order, which is no integer. */
    public static FrameBound preceding(BigDecimal distance) {
        return new FrameBound(FrameBound.Kind.PRECEDING, distance);
    }

    /** So long before the row. Only on PostgreSQL and MySQL. */
    public static FrameBound preceding(Duration distance) {
        return new FrameBound(FrameBound.Kind.PRECEDING, distance);
    }

    /** The row itself; in a frame of a range or of groups, with those that are equal to it in the order. */
    public static FrameBound currentRow() {
        return new FrameBound(FrameBound.Kind.CURRENT_ROW, null);
    }

    /** So many rows, groups, or so much, behind the row. */
    public static FrameBound following(long distance) {
        return new FrameBound(FrameBound.Kind.FOLLOWING, distance);
    }

    /** So much behind the row, in the value of the order, which is no integer. */
    public static FrameBound following(BigDecimal distance) {
        return new FrameBound(FrameBound.Kind.FOLLOWING, distance);
    }

    /** So long behind the row. Only on PostgreSQL and MySQL. */
    public static FrameBound following(Duration distance) {
        return new FrameBound(FrameBound.Kind.FOLLOWING, distance);
    }

    /** The last row of the partition. */
    public static FrameBound unboundedFollowing() {
        return new FrameBound(FrameBound.Kind.UNBOUNDED_FOLLOWING, null);
    }

    /** 1, 2, 3 and so on, in the order of the window. */
    public static WindowFunction<NumberExpression<Long>> rowNumber() {
        return number("row_number", DataType.LONG);
    }

    /** 1 and the number of rows that come before in the order; equal rows have the same, and leave gaps behind. */
    public static WindowFunction<NumberExpression<Long>> rank() {
        return number("rank", DataType.LONG);
    }

    /** The same without gaps. */
    public static WindowFunction<NumberExpression<Long>> denseRank() {
        return number("dense_rank", DataType.LONG);
    }

    /** The rank from 0 to 1: how many rows come before, of all others. */
    public static WindowFunction<NumberExpression<Double>> percentRank() {
        return number("percent_rank", DataType.DOUBLE);
    }

    /** Which part of the rows comes before or is equal. */
    public static WindowFunction<NumberExpression<Double>> cumeDist() {
        return number("cume_dist", DataType.DOUBLE);
    }

    /**
     * In which of so many parts of about the same size the row is, from 1.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static WindowFunction<NumberExpression<Integer>> ntile(int parts) {
        if (parts < 1) throw new IllegalArgumentException("ntile(" + parts + "): at least one part");
        Node.Aggregate call = new Node.Aggregate(
                "ntile", List.of(literal(parts)), DataType.INTEGER.columnType(), false, null, List.of(), null);
        return new WindowFunction<>(call, node -> new NumberExpression<>(node, DataType.INTEGER));
    }

    /** What a row before has. */
    public static <N extends Number> OffsetFunction<N, NumberExpression<N>> lag(NumberExpression<N> expression) {
        return new OffsetFunction<>("lag", expression, node -> new NumberExpression<>(node, expression.type()));
    }

    public static OffsetFunction<String, TextExpression> lag(TextExpression expression) {
        return new OffsetFunction<>("lag", expression, node -> new TextExpression(node, expression.type()));
    }

    public static <T> OffsetFunction<T, TemporalExpression<T>> lag(TemporalExpression<T> expression) {
        return new OffsetFunction<>("lag", expression, node -> new TemporalExpression<>(node, expression.type()));
    }

    public static <T> OffsetFunction<T, Expression<T>> lag(Expression<T> expression) {
        return new OffsetFunction<>("lag", expression, node -> Aggregates.value(node, expression.type()));
    }

    /** What a row behind has. */
    public static <N extends Number> OffsetFunction<N, NumberExpression<N>> lead(NumberExpression<N> expression) {
        return new OffsetFunction<>("lead", expression, node -> new NumberExpression<>(node, expression.type()));
    }

    public static OffsetFunction<String, TextExpression> lead(TextExpression expression) {
        return new OffsetFunction<>("lead", expression, node -> new TextExpression(node, expression.type()));
    }

    public static <T> OffsetFunction<T, TemporalExpression<T>> lead(TemporalExpression<T> expression) {
        return new OffsetFunction<>("lead", expression, node -> new TemporalExpression<>(node, expression.type()));
    }

    public static <T> OffsetFunction<T, Expression<T>> lead(Expression<T> expression) {
        return new OffsetFunction<>("lead", expression, node -> Aggregates.value(node, expression.type()));
    }

    /** What the first row of the frame has. */
    public static <N extends Number> WindowFunction<NumberExpression<N>> firstValue(NumberExpression<N> expression) {
        return number("first_value", expression);
    }

    public static WindowFunction<TextExpression> firstValue(TextExpression expression) {
        return text("first_value", expression);
    }

    public static <T> WindowFunction<TemporalExpression<T>> firstValue(TemporalExpression<T> expression) {
        return temporal("first_value", expression);
    }

    public static <T> WindowFunction<Expression<T>> firstValue(Expression<T> expression) {
        return value("first_value", expression);
    }

    /** What the last row of the frame has: if the window has an order and no frame, that is the row itself. */
    public static <N extends Number> WindowFunction<NumberExpression<N>> lastValue(NumberExpression<N> expression) {
        return number("last_value", expression);
    }

    public static WindowFunction<TextExpression> lastValue(TextExpression expression) {
        return text("last_value", expression);
    }

    public static <T> WindowFunction<TemporalExpression<T>> lastValue(TemporalExpression<T> expression) {
        return temporal("last_value", expression);
    }

    public static <T> WindowFunction<Expression<T>> lastValue(Expression<T> expression) {
        return value("last_value", expression);
    }

    /**
     * What a row of the frame has, counted from 1; null if there are not so many.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static <N extends Number> WindowFunction<NumberExpression<N>> nthValue(
            NumberExpression<N> expression, int row) {
        return number("nth_value", expression, nth(row));
    }

    public static WindowFunction<TextExpression> nthValue(TextExpression expression, int row) {
        return text("nth_value", expression, nth(row));
    }

    public static <T> WindowFunction<TemporalExpression<T>> nthValue(TemporalExpression<T> expression, int row) {
        return temporal("nth_value", expression, nth(row));
    }

    public static <T> WindowFunction<Expression<T>> nthValue(Expression<T> expression, int row) {
        return value("nth_value", expression, nth(row));
    }

    private static Node nth(int row) {
        if (row < 1) throw new IllegalArgumentException("nthValue(…, " + row + "): rows are counted from 1");
        return literal(row);
    }

    private static <N extends Number> WindowFunction<NumberExpression<N>> number(String name, DataType<N> type) {
        ColumnType operand = type.columnType();
        Node.Aggregate call = new Node.Aggregate(name, List.of(), operand, false, null, List.of(), null);
        return new WindowFunction<>(call, node -> new NumberExpression<>(node, type));
    }

    private static <N extends Number> WindowFunction<NumberExpression<N>> number(
            String name, NumberExpression<N> operand, Node... more) {
        return new WindowFunction<>(
                Aggregates.call(name, operand, more), node -> new NumberExpression<>(node, operand.type()));
    }

    private static WindowFunction<TextExpression> text(String name, TextExpression operand, Node... more) {
        return new WindowFunction<>(
                Aggregates.call(name, operand, more), node -> new TextExpression(node, operand.type()));
    }

    private static <T> WindowFunction<TemporalExpression<T>> temporal(
            String name, TemporalExpression<T> operand, Node... more) {
        return new WindowFunction<>(
                Aggregates.call(name, operand, more), node -> new TemporalExpression<>(node, operand.type()));
    }

    private static <T> WindowFunction<Expression<T>> value(String name, Expression<T> operand, Node... more) {
        return new WindowFunction<>(
                Aggregates.call(name, operand, more), node -> Aggregates.value(node, operand.type()));
    }

    /** A number that some databases want written out. */
    static Node literal(long number) {
        return new Node.Custom(Long.toString(number), List.of());
    }
}
