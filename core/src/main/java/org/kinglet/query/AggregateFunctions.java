// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.DataType;

/**
 * The part of {@link Functions} that computes one value from several rows. Nulls are left out everywhere but in {@link
 * #arrayAgg}; of no rows all are null, but for the counts, which are 0.
 */
abstract sealed class AggregateFunctions extends WindowFunctions permits CaseFunctions {
    AggregateFunctions() {}

    /** How many rows. */
    public static NumberAggregate<Long> count() {
        return new NumberAggregate<>(
                new Node.Aggregate("count", List.of(), DataType.LONG.columnType(), false, null, List.of(), null),
                DataType.LONG);
    }

    /** In how many rows the expression is not null. */
    public static NumberAggregate<Long> count(Expression<?> expression) {
        return new NumberAggregate<>(Aggregates.call("count", expression), DataType.LONG);
    }

    /** How many different values there are, nulls left out. */
    public static NumberAggregate<Long> countDistinct(Expression<?> expression) {
        return count(expression).distinct();
    }

    public static <N extends Number> NumberAggregate<N> max(NumberExpression<N> expression) {
        return number("max", expression);
    }

    public static TextAggregate max(TextExpression expression) {
        return new TextAggregate(Aggregates.call("max", expression), expression.type());
    }

    public static <T> TemporalAggregate<T> max(TemporalExpression<T> expression) {
        return new TemporalAggregate<>(Aggregates.call("max", expression), expression.type());
    }

    public static <T> ValueAggregate<T> max(Expression<T> expression) {
        return new ValueAggregate<>(Aggregates.call("max", expression), expression.type());
    }

    public static <N extends Number> NumberAggregate<N> min(NumberExpression<N> expression) {
        return number("min", expression);
    }

    public static TextAggregate min(TextExpression expression) {
        return new TextAggregate(Aggregates.call("min", expression), expression.type());
    }

    public static <T> TemporalAggregate<T> min(TemporalExpression<T> expression) {
        return new TemporalAggregate<>(Aggregates.call("min", expression), expression.type());
    }

    public static <T> ValueAggregate<T> min(Expression<T> expression) {
        return new ValueAggregate<>(Aggregates.call("min", expression), expression.type());
    }

    /** The sum in the expression's own type; null over no rows. A sum that the type cannot hold is an error. */
    public static <N extends Number> NumberAggregate<N> sum(NumberExpression<N> expression) {
        return number("sum", expression);
    }

    /** The mean, as a floating-point number whatever is averaged; null over no rows. */
    public static NumberAggregate<Double> avg(NumberExpression<?> expression) {
        return statistic("avg", expression);
    }

    /** Whether the condition is true in all rows in which it is not unknown. */
    public static ConditionAggregate every(Condition condition) {
        return new ConditionAggregate(Aggregates.call("every", condition));
    }

    /** Whether the condition is true in one of the rows in which it is not unknown. */
    public static ConditionAggregate some(Condition condition) {
        return new ConditionAggregate(Aggregates.call("some", condition));
    }

    /**
     * The texts one behind the other, with the separator between them. With {@code distinct} on PostgreSQL, they can be
     * ordered by the expression itself only.
     */
    public static TextListAggregate listAgg(Expression<String> expression, String separator) {
        return new TextListAggregate(
                Aggregates.call("listagg", expression, new Node.Parameter(separator, DataType.STRING.columnType())));
    }

    /** The values as a list, nulls among them; null over no rows. Only on PostgreSQL. */
    public static <T> ArrayAggregate<T> arrayAgg(Expression<T> expression) {
        return new ArrayAggregate<>(Aggregates.call("array_agg", expression), DataType.listOf(expression.type()));
    }

    /** The standard deviation of all there are. */
    public static NumberAggregate<Double> stddevPop(NumberExpression<?> expression) {
        return statistic("stddev_pop", expression);
    }

    /** The standard deviation that a sample lets expect; null of fewer than two. */
    public static NumberAggregate<Double> stddevSamp(NumberExpression<?> expression) {
        return statistic("stddev_samp", expression);
    }

    /** The variance of all there are. */
    public static NumberAggregate<Double> varPop(NumberExpression<?> expression) {
        return statistic("var_pop", expression);
    }

    /** The variance that a sample lets expect; null of fewer than two. */
    public static NumberAggregate<Double> varSamp(NumberExpression<?> expression) {
        return statistic("var_samp", expression);
    }

    /** The bits that all have; of integers. */
    public static <N extends Number> NumberAggregate<N> bitAndAgg(NumberExpression<N> expression) {
        return number("bit_and", expression);
    }

    /** The bits that at least one has; of integers. */
    public static <N extends Number> NumberAggregate<N> bitOrAgg(NumberExpression<N> expression) {
        return number("bit_or", expression);
    }

    /** The bits that an odd number of them has; of integers. */
    public static <N extends Number> NumberAggregate<N> bitXorAgg(NumberExpression<N> expression) {
        return number("bit_xor", expression);
    }

    /** The most frequent value, one of them if there are several. Only on PostgreSQL. */
    public static <T> ValueAggregate<T> mode(Expression<T> expression) {
        return new ValueAggregate<>(within("mode", List.of(), expression), expression.type());
    }

    /**
     * The value below which this fraction of them is, between two values if need be; the median for 0.5. Only on PostgreSQL.
     *
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    public static NumberAggregate<Double> percentileCont(double fraction, NumberExpression<?> expression) {
        return new NumberAggregate<>(
                within("percentile_cont", List.of(fraction(fraction, "percentileCont")), expression), DataType.DOUBLE);
    }

    /**
     * The first of the values, in order, up to which there is at least this fraction of them. Only on PostgreSQL.
     *
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    public static <T> ValueAggregate<T> percentileDisc(double fraction, Expression<T> expression) {
        return new ValueAggregate<>(
                within("percentile_disc", List.of(fraction(fraction, "percentileDisc")), expression),
                expression.type());
    }

    private static Node fraction(double fraction, String function) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException(function + "(" + fraction + ", …): the fraction is from 0 to 1");
        }
        return new Node.Parameter(fraction, DataType.DOUBLE.columnType());
    }

    /** In rows of a rollup or cube: 1 if the expression is not grouped by in this row, so that it is null, else 0. */
    public static NumberExpression<Integer> grouping(Expression<?> expression) {
        return new NumberExpression<>(new Node.Function("grouping", List.of(expression.node())), DataType.INTEGER);
    }

    /** Any other aggregate, by its name in SQL; letters, digits, underscores and dots. */
    public static <T> ValueAggregate<T> aggregate(String name, Class<T> type, Expression<?>... arguments) {
        return aggregate(name, ExpressionType.of(type), arguments);
    }

    public static <T> ValueAggregate<T> aggregate(String name, ExpressionType<T, ?> type, Expression<?>... arguments) {
        Node.Function named = Functions.named(name, arguments);
        DataType<T> result = type.type();
        return new ValueAggregate<>(
                new Node.Aggregate(named.name(), named.arguments(), result.columnType(), false, null, List.of(), null),
                result);
    }

    private static <N extends Number> NumberAggregate<N> number(String name, NumberExpression<N> expression) {
        return new NumberAggregate<>(Aggregates.call(name, expression), expression.type());
    }

    private static NumberAggregate<Double> statistic(String name, NumberExpression<?> expression) {
        return new NumberAggregate<>(Aggregates.call(name, expression), DataType.DOUBLE);
    }

    private static Node.Aggregate within(String name, List<Node> arguments, Expression<?> ordered) {
        return new Node.Aggregate(
                name, arguments, ordered.type().columnType(), false, null, List.of(ordered.asc()), null);
    }
}
