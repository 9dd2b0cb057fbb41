// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.temporal.Temporal;

/** The part of {@link Functions} that begins a {@code case}. */
abstract sealed class CaseFunctions extends AggregateFunctions permits Functions {
    CaseFunctions() {}

    /** The searched case: {@code caseWhen(condition, result).when(…).otherwise(…)}. */
    public static Case<String, TextExpression> caseWhen(Condition condition, TextExpression result) {
        return Case.first(condition.node(), result, result::withNode);
    }

    public static <N extends Number> Case<N, NumberExpression<N>> caseWhen(
            Condition condition, NumberExpression<N> result) {
        return Case.first(condition.node(), result, result::withNode);
    }

    public static <T> Case<T, TemporalExpression<T>> caseWhen(Condition condition, TemporalExpression<T> result) {
        return Case.first(condition.node(), result, result::withNode);
    }

    public static Case<Boolean, Condition> caseWhen(Condition condition, Condition result) {
        return Case.first(condition.node(), result, result::withNode);
    }

    public static <T> Case<T, Expression<T>> caseWhen(Condition condition, Expression<T> result) {
        return Case.first(condition.node(), result, result::withNode);
    }

    public static Case<String, TextExpression> caseWhen(Condition condition, String result) {
        return caseWhen(condition, Functions.value(result));
    }

    public static <N extends Number> Case<N, NumberExpression<N>> caseWhen(Condition condition, N result) {
        return caseWhen(condition, Functions.value(result));
    }

    public static <T extends Temporal> Case<T, TemporalExpression<T>> caseWhen(Condition condition, T result) {
        return caseWhen(condition, Functions.value(result));
    }

    public static Case<Boolean, Condition> caseWhen(Condition condition, Boolean result) {
        return caseWhen(condition, Functions.value(result));
    }

    public static <T extends Enum<T>> Case<T, Expression<T>> caseWhen(Condition condition, T result) {
        return caseWhen(condition, Functions.value(result));
    }

    /** With results of any other class. */
    public static <T, X extends Expression<T>> Case<T, X> caseWhen(
            Condition condition, ExpressionType<T, X> type, T result) {
        return Case.first(condition.node(), type.value(result, "a case"), type::over);
    }

    /** The simple case, which compares with values: {@code caseOf(expression).when(1, "one").otherwise("many")}. */
    public static <V> SimpleCase.Operand<V> caseOf(Expression<V> expression) {
        return new SimpleCase.Operand<>(expression);
    }
}
