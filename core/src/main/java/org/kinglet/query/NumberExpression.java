// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.query.Node.BinaryOperator;
import org.kinglet.schema.DataType;

/** A number. Arithmetic is the database's: it may overflow, and integers divide to integers. */
public sealed class NumberExpression<N extends Number> extends Expression<N> permits NumberColumn, NumberAggregate {
    NumberExpression(Node node, DataType<N> type) {
        super(node, type);
    }

    public final NumberExpression<N> plus(N value) {
        return arithmetic(BinaryOperator.PLUS, parameter(value, "plus", "coalesce"));
    }

    public final NumberExpression<N> plus(Expression<N> other) {
        return arithmetic(BinaryOperator.PLUS, other.node());
    }

    public final NumberExpression<N> minus(N value) {
        return arithmetic(BinaryOperator.MINUS, parameter(value, "minus", "coalesce"));
    }

    public final NumberExpression<N> minus(Expression<N> other) {
        return arithmetic(BinaryOperator.MINUS, other.node());
    }

    public final NumberExpression<N> times(N value) {
        return arithmetic(BinaryOperator.TIMES, parameter(value, "times", "coalesce"));
    }

    public final NumberExpression<N> times(Expression<N> other) {
        return arithmetic(BinaryOperator.TIMES, other.node());
    }

    public final NumberExpression<N> dividedBy(N value) {
        return arithmetic(division(), parameter(value, "dividedBy", "coalesce"));
    }

    public final NumberExpression<N> dividedBy(Expression<N> other) {
        return arithmetic(division(), other.node());
    }

    /** The remainder, with the sign of the dividend. */
    public final NumberExpression<N> modulo(N value) {
        return arithmetic(BinaryOperator.MODULO, parameter(value, "modulo", "coalesce"));
    }

    public final NumberExpression<N> negated() {
        return new NumberExpression<>(new Node.Negation(node()), type());
    }

    @Override
    NumberExpression<N> withNode(Node other) {
        return new NumberExpression<>(other, type());
    }

    @Override
    public NumberExpression<N> as(String alias) {
        return withNode(new Node.Aliased(node(), alias));
    }

    private BinaryOperator division() {
        return switch (type().sqlType()) {
            case SMALLINT, INTEGER, BIGINT -> BinaryOperator.DIVIDE_INTEGERS;
            default -> BinaryOperator.DIVIDE;
        };
    }

    private NumberExpression<N> arithmetic(BinaryOperator operator, Node right) {
        return new NumberExpression<>(new Node.Binary(operator, node(), right), type());
    }
}
