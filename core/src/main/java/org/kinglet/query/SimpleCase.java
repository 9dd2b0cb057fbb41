// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.temporal.Temporal;

/**
 * The cases so far of a simple {@code case}: the result is that of the first value that the expression is equal to; a null is
 * equal to none. Immutable.
 *
 * @param <V> the type of what is compared
 * @param <T> the type of the results
 * @param <X> the kind of expression that it becomes
 */
public final class SimpleCase<V, T, X extends Expression<T>> {
    private final Expression<V> operand;
    private final Case<T, X> cases;

    private SimpleCase(Expression<V> operand, Case<T, X> cases) {
        this.operand = operand;
        this.cases = cases;
    }

    public SimpleCase<V, T, X> when(V value, Expression<T> result) {
        return new SimpleCase<>(operand, cases.with(compared(operand, value), result.node()));
    }

    public SimpleCase<V, T, X> when(V value, T result) {
        return new SimpleCase<>(operand, cases.with(compared(operand, value), cases.value(result)));
    }

    public X otherwise(Expression<T> result) {
        return cases.end(operand.node(), result.node());
    }

    public X otherwise(T result) {
        return cases.end(operand.node(), cases.value(result));
    }

    /** Null where the expression is equal to none of the values. */
    public X end() {
        return cases.end(operand.node(), null);
    }

    private static <V> Node compared(Expression<V> operand, V value) {
        return operand.parameter(value, "when", "caseWhen(expression.isNull(), …)");
    }

    /**
     * A simple case that has no results yet.
     *
     * @param <V> the type of what is compared
     */
    public static final class Operand<V> {
        private final Expression<V> operand;

        Operand(Expression<V> operand) {
            this.operand = operand;
        }

        public SimpleCase<V, String, TextExpression> when(V value, TextExpression result) {
            return new SimpleCase<>(operand, Case.first(compared(operand, value), result, result::withNode));
        }

        public <N extends Number> SimpleCase<V, N, NumberExpression<N>> when(V value, NumberExpression<N> result) {
            return new SimpleCase<>(operand, Case.first(compared(operand, value), result, result::withNode));
        }

        public <T> SimpleCase<V, T, TemporalExpression<T>> when(V value, TemporalExpression<T> result) {
            return new SimpleCase<>(operand, Case.first(compared(operand, value), result, result::withNode));
        }

        public SimpleCase<V, Boolean, Condition> when(V value, Condition result) {
            return new SimpleCase<>(operand, Case.first(compared(operand, value), result, result::withNode));
        }

        public <T> SimpleCase<V, T, Expression<T>> when(V value, Expression<T> result) {
            return new SimpleCase<>(operand, Case.first(compared(operand, value), result, result::withNode));
        }

        public SimpleCase<V, String, TextExpression> when(V value, String result) {
            return when(value, Functions.value(result));
        }

        public <N extends Number> SimpleCase<V, N, NumberExpression<N>> when(V value, N result) {
            return when(value, Functions.value(result));
        }

        public <T extends Temporal> SimpleCase<V, T, TemporalExpression<T>> when(V value, T result) {
            return when(value, Functions.value(result));
        }

        public SimpleCase<V, Boolean, Condition> when(V value, Boolean result) {
            return when(value, Functions.value(result));
        }

        public <T extends Enum<T>> SimpleCase<V, T, Expression<T>> when(V value, T result) {
            return when(value, Functions.value(result));
        }

        /** Of any other class: {@code when(1, of(UUID.class), uuid)}. */
        public <T, X extends Expression<T>> SimpleCase<V, T, X> when(V value, ExpressionType<T, X> type, T result) {
            X first = type.value(result, "a case");
            return new SimpleCase<>(operand, Case.first(compared(operand, value), first, type::over));
        }
    }
}
