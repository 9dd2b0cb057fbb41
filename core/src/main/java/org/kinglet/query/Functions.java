// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.DataType;

/** SQL's functions, for {@code import static}. */
public final class Functions {
    private Functions() {}

    /** How many rows. */
    public static NumberExpression<Long> count() {
        return new NumberExpression<>(new Node.CountAll(), DataType.LONG);
    }

    /** In how many rows the expression is not null. */
    public static NumberExpression<Long> count(Expression<?> expression) {
        return new NumberExpression<>(call("count", expression), DataType.LONG);
    }

    /** How many different values there are, nulls left out. */
    public static NumberExpression<Long> countDistinct(Expression<?> expression) {
        return new NumberExpression<>(new Node.Function("count", List.of(expression.node()), true), DataType.LONG);
    }

    public static <N extends Number> NumberExpression<N> max(NumberExpression<N> expression) {
        return new NumberExpression<>(call("max", expression), expression.type());
    }

    public static <T> Expression<T> max(Expression<T> expression) {
        return Expression.of(call("max", expression), expression.type());
    }

    public static <N extends Number> NumberExpression<N> min(NumberExpression<N> expression) {
        return new NumberExpression<>(call("min", expression), expression.type());
    }

    public static <T> Expression<T> min(Expression<T> expression) {
        return Expression.of(call("min", expression), expression.type());
    }

    /** The sum in the expression's own type; null over no rows. */
    public static <N extends Number> NumberExpression<N> sum(NumberExpression<N> expression) {
        return new NumberExpression<>(call("sum", expression), expression.type());
    }

    /** The mean; null over no rows. */
    public static NumberExpression<Double> avg(NumberExpression<?> expression) {
        return new NumberExpression<>(call("avg", expression), DataType.DOUBLE);
    }

    /** The first that is not null. */
    @SafeVarargs
    public static <T> Expression<T> coalesce(Expression<T> first, Expression<T>... others) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(first.node());
        for (Expression<T> other : others) nodes.add(other.node());
        return Expression.of(new Node.Function("coalesce", nodes, false), first.type());
    }

    /** The expression, or the value where it is null. */
    public static <T> Expression<T> coalesce(Expression<T> first, T otherwise) {
        return Expression.of(
                new Node.Function(
                        "coalesce", List.of(first.node(), first.parameter(otherwise, "coalesce", "nothing")), false),
                first.type());
    }

    /** A value as an expression. */
    public static <T> Expression<T> value(Class<T> type, T value) {
        if (value == null) {
            throw new IllegalArgumentException("value(null): a null is never a value; use isNull(), setNull() or a case"
                    + " without otherwise(…)");
        }
        DataType<T> dataType = DataType.of(type);
        return Expression.of(new Node.Parameter(dataType.encode(value), dataType.columnType()), dataType);
    }

    /** Whether the select has a row. */
    public static Condition exists(Select<?> select) {
        return new Condition(new Node.Exists(select));
    }

    /** The one value of a select with one column and at most one row. */
    public static <T> Expression<T> scalar(Select<?> select, Class<T> type) {
        return Expression.of(new Node.ScalarSelect(select), DataType.of(type));
    }

    /** Any other function, by its name in SQL; letters, digits, underscores and dots. */
    public static <T> Expression<T> function(String name, Class<T> type, Expression<?>... arguments) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
            throw new IllegalArgumentException("a function's name has letters, digits, underscores and dots only");
        }
        return Expression.of(
                new Node.Function(
                        name, Stream.of(arguments).map(Expression::node).toList(), false),
                DataType.of(type));
    }

    /** SQL of your own: each {@code ?} in the template stands for the next argument. */
    public static <T> Expression<T> custom(String template, Class<T> type, Expression<?>... arguments) {
        return Expression.of(
                new Node.Custom(
                        template, Stream.of(arguments).map(Expression::node).toList()),
                DataType.of(type));
    }

    /** The searched case: {@code caseWhen(condition, value).when(…).otherwise(…)}. */
    public static <T> CaseBuilder<T> caseWhen(Condition condition, Expression<T> result) {
        return new CaseBuilder<>(List.of(new Node.When(condition.node(), result.node())), result.type());
    }

    private static Node call(String name, Expression<?> argument) {
        return new Node.Function(name, List.of(argument.node()), false);
    }

    /**
     * The cases so far.
     *
     * @param <T> the type of the results
     */
    public static final class CaseBuilder<T> {
        private final List<Node.When> whens;
        private final DataType<T> type;

        private CaseBuilder(List<Node.When> whens, DataType<T> type) {
            this.whens = whens;
            this.type = type;
        }

        public CaseBuilder<T> when(Condition condition, Expression<T> result) {
            List<Node.When> longer = new ArrayList<>(whens);
            longer.add(new Node.When(condition.node(), result.node()));
            return new CaseBuilder<>(List.copyOf(longer), type);
        }

        public Expression<T> otherwise(Expression<T> result) {
            return end(result.node());
        }

        /** Null where no condition is true. */
        public Expression<T> end() {
            return end(null);
        }

        private Expression<T> end(@Nullable Node otherwise) {
            return Expression.of(new Node.Case(null, whens, otherwise), type);
        }
    }
}
