// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.math.BigDecimal;
import java.util.List;
import org.kinglet.query.Node.BinaryOperator;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;

/**
 * A number. Integers divide to integers; decimals are computed exactly, and divide to 20 digits after the point; a division by
 * zero gives null, on every backend. An integer that becomes too large is an error, which SQLite notices only when it is read.
 * To mix types, widen one: {@link #asLong}, {@link #asDouble}, {@link #asDecimal}.
 */
public sealed class NumberExpression<N extends Number> extends Expression<N> permits NumberColumn, NumberAggregate {
    /** Of decimals, that of MySQL, which has the least. */
    private static final int MAX_PRECISION = 65;

    private static final int MAX_SCALE = 30;

    NumberExpression(Node node, DataType<N> type) {
        super(node, type);
    }

    public final NumberExpression<N> plus(N value) {
        return arithmetic(BinaryOperator.PLUS, Builtin.ADD, parameter(value, "plus", "coalesce"));
    }

    public final NumberExpression<N> plus(Expression<N> other) {
        return arithmetic(BinaryOperator.PLUS, Builtin.ADD, other.node());
    }

    public final NumberExpression<N> minus(N value) {
        return arithmetic(BinaryOperator.MINUS, Builtin.SUBTRACT, parameter(value, "minus", "coalesce"));
    }

    public final NumberExpression<N> minus(Expression<N> other) {
        return arithmetic(BinaryOperator.MINUS, Builtin.SUBTRACT, other.node());
    }

    public final NumberExpression<N> times(N value) {
        return arithmetic(BinaryOperator.TIMES, Builtin.MULTIPLY, parameter(value, "times", "coalesce"));
    }

    public final NumberExpression<N> times(Expression<N> other) {
        return arithmetic(BinaryOperator.TIMES, Builtin.MULTIPLY, other.node());
    }

    /** Integers to the whole part; null if the value is 0. */
    public final NumberExpression<N> dividedBy(N value) {
        return quotient(parameter(value, "dividedBy", "coalesce"));
    }

    public final NumberExpression<N> dividedBy(Expression<N> other) {
        return quotient(other.node());
    }

    /**
     * The remainder, with the sign of the dividend; null if the value is 0.
     *
     * @throws IllegalArgumentException of floating-point numbers, for which servers have none
     */
    public final NumberExpression<N> modulo(N value) {
        return exact(Builtin.REMAINDER, "modulo", parameter(value, "modulo", "coalesce"));
    }

    public final NumberExpression<N> modulo(Expression<N> other) {
        return exact(Builtin.REMAINDER, "modulo", other.node());
    }

    public final NumberExpression<N> negated() {
        return isDecimal() ? call(Builtin.NEGATE) : withNode(new Node.Negation(node()));
    }

    public final NumberExpression<N> bitAnd(N value) {
        return bits(Builtin.BIT_AND, parameter(value, "bitAnd", "coalesce"));
    }

    public final NumberExpression<N> bitAnd(Expression<N> other) {
        return bits(Builtin.BIT_AND, other.node());
    }

    public final NumberExpression<N> bitOr(N value) {
        return bits(Builtin.BIT_OR, parameter(value, "bitOr", "coalesce"));
    }

    public final NumberExpression<N> bitOr(Expression<N> other) {
        return bits(Builtin.BIT_OR, other.node());
    }

    public final NumberExpression<N> bitXor(N value) {
        return bits(Builtin.BIT_XOR, parameter(value, "bitXor", "coalesce"));
    }

    public final NumberExpression<N> bitXor(Expression<N> other) {
        return bits(Builtin.BIT_XOR, other.node());
    }

    public final NumberExpression<N> bitNot() {
        return bits(Builtin.BIT_NOT);
    }

    /** As Java's {@code <<}: bits that leave the type are lost. */
    public final NumberExpression<N> shiftLeft(int bits) {
        return bits(Builtin.SHIFT_LEFT, distance(bits));
    }

    /** As Java's {@code >>}, which keeps the sign. */
    public final NumberExpression<N> shiftRight(int bits) {
        return bits(Builtin.SHIFT_RIGHT, distance(bits));
    }

    public final NumberExpression<N> abs() {
        return call(Builtin.ABS);
    }

    /** -1, 0 or 1. */
    public final NumberExpression<Integer> sign() {
        return new NumberExpression<>(node(Builtin.SIGN), DataType.INTEGER);
    }

    /** To a whole number; half is rounded away from zero. */
    public final NumberExpression<N> round() {
        return round(0);
    }

    /**
     * To so many digits after the point; half is rounded away from zero. Of a floating-point number the shortest decimal that
     * stands for it is rounded: 0.285 to 0.29.
     *
     * @param digits 0 to 30
     */
    public final NumberExpression<N> round(int digits) {
        return isInteger() ? this : call(Builtin.ROUND, digits(digits));
    }

    /** The whole part. */
    public final NumberExpression<N> truncate() {
        return truncate(0);
    }

    /**
     * Without what is behind so many digits after the point.
     *
     * @param digits 0 to 30
     */
    public final NumberExpression<N> truncate(int digits) {
        return isInteger() ? this : call(Builtin.TRUNCATE, digits(digits));
    }

    /** The largest whole number that is not larger. */
    public final NumberExpression<N> floor() {
        return isInteger() ? this : call(Builtin.FLOOR);
    }

    /** The smallest whole number that is not smaller. */
    public final NumberExpression<N> ceiling() {
        return isInteger() ? this : call(Builtin.CEILING);
    }

    /** Where it has no value as a real number, null or the server's error. */
    public final NumberExpression<Double> power(double exponent) {
        return power(Functions.value(exponent));
    }

    public final NumberExpression<Double> power(Expression<Double> exponent) {
        return new NumberExpression<>(
                new Node.Call(
                        Builtin.POWER, DataType.DOUBLE.columnType(), asDouble().node(), exponent.node()),
                DataType.DOUBLE);
    }

    /** Null of a negative number. */
    public final NumberExpression<Double> sqrt() {
        return real(Builtin.SQRT);
    }

    public final NumberExpression<Double> exp() {
        return real(Builtin.EXP);
    }

    /** The natural logarithm; null of a number that is not positive. */
    public final NumberExpression<Double> ln() {
        return real(Builtin.LN);
    }

    /** Null of a number that is not positive. */
    public final NumberExpression<Double> log10() {
        return real(Builtin.LOG10);
    }

    public final NumberExpression<Double> sin() {
        return real(Builtin.SIN);
    }

    public final NumberExpression<Double> cos() {
        return real(Builtin.COS);
    }

    public final NumberExpression<Double> tan() {
        return real(Builtin.TAN);
    }

    /** Null outside of -1 to 1. */
    public final NumberExpression<Double> asin() {
        return real(Builtin.ASIN);
    }

    /** Null outside of -1 to 1. */
    public final NumberExpression<Double> acos() {
        return real(Builtin.ACOS);
    }

    public final NumberExpression<Double> atan() {
        return real(Builtin.ATAN);
    }

    /** The whole part. */
    public final NumberExpression<Integer> asInteger() {
        return cast(ExpressionType.INTEGER);
    }

    /** The whole part. */
    public final NumberExpression<Long> asLong() {
        return cast(ExpressionType.LONG);
    }

    public final NumberExpression<Double> asDouble() {
        if (type().sqlType() == SqlType.DOUBLE) return new NumberExpression<>(node(), DataType.DOUBLE);
        return cast(ExpressionType.DOUBLE);
    }

    /** Exactly; of a floating-point number the shortest decimal that stands for it. */
    public final NumberExpression<BigDecimal> asDecimal() {
        return isDecimal() ? new NumberExpression<>(node(), DataType.DECIMAL) : cast(ExpressionType.DECIMAL);
    }

    /** Rounded to so many digits after the point. */
    public final NumberExpression<BigDecimal> asDecimal(int digits) {
        return asDecimal().round(digits);
    }

    /**
     * As a decimal of so many digits, of which so many are after the point, to which it is rounded; null if the others are too few
     * for it.
     *
     * @throws IllegalArgumentException if there are less than 1 or more than 65 digits, or less than 0 or more than all after the point
     */
    public final NumberExpression<BigDecimal> asDecimal(int precision, int scale) {
        if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > Math.min(precision, MAX_SCALE)) {
            throw new IllegalArgumentException("a decimal has 1 to 65 digits, up to 30 of them after the point, not "
                    + scale + " of " + precision);
        }
        NumberExpression<BigDecimal> rounded = asDecimal(scale);
        Condition fits = rounded.abs().lt(BigDecimal.TEN.pow(precision - scale));
        Node.When when = new Node.When(fits.node(), rounded.node());
        return rounded.withNode(
                new Node.Case(null, List.of(when), null, rounded.type().columnType()));
    }

    /** Of a decimal without zeros at its end; of a floating-point number in the server's way. */
    public final TextExpression asText() {
        return cast(ExpressionType.STRING);
    }

    @Override
    NumberExpression<N> withNode(Node other) {
        return new NumberExpression<>(other, type());
    }

    @Override
    public NumberExpression<N> as(String alias) {
        return withNode(new Node.Aliased(node(), alias));
    }

    private boolean isInteger() {
        return Casts.isInteger(type().sqlType());
    }

    private boolean isDecimal() {
        return type().sqlType() == SqlType.DECIMAL;
    }

    private NumberExpression<N> arithmetic(BinaryOperator operator, Builtin decimal, Node right) {
        return isDecimal() ? call(decimal, right) : withNode(new Node.Binary(operator, node(), right));
    }

    /** Whole numbers that are stored as decimals divide without a remainder once it is taken away. */
    private NumberExpression<N> quotient(Node divisor) {
        if (!type().equals(DataType.BIG_INTEGER)) return call(Builtin.DIVIDE, divisor);
        return call(Builtin.SUBTRACT, node(Builtin.REMAINDER, divisor)).call(Builtin.DIVIDE, divisor);
    }

    private NumberExpression<N> bits(Builtin function, Node... more) {
        if (!isInteger()) throw new IllegalArgumentException(this + " is no integer, and has no bits");
        return call(function, more);
    }

    private NumberExpression<N> exact(Builtin function, String operation, Node right) {
        if (!isInteger() && !isDecimal()) {
            throw new IllegalArgumentException(
                    operation + " is for integers and decimals, which " + this + " is not; use asDecimal() on both");
        }
        return call(function, right);
    }

    private NumberExpression<Double> real(Builtin function) {
        return new NumberExpression<>(
                new Node.Call(function, DataType.DOUBLE.columnType(), asDouble().node()), DataType.DOUBLE);
    }

    private NumberExpression<N> call(Builtin function, Node... more) {
        return withNode(node(function, more));
    }

    private Node node(Builtin function, Node... more) {
        Node[] arguments = new Node[more.length + 1];
        arguments[0] = node();
        System.arraycopy(more, 0, arguments, 1, more.length);
        ColumnType type = ColumnType.of(type().sqlType());
        return new Node.Call(function, type, arguments);
    }

    private Node distance(int bits) {
        int width = type().sqlType() == SqlType.BIGINT ? 64 : type().sqlType() == SqlType.SMALLINT ? 16 : 32;
        if (bits < 0 || bits >= width) {
            throw new IllegalArgumentException("a shift is by 0 to " + (width - 1) + " bits, not by " + bits);
        }
        return Casts.integer(bits);
    }

    private static Node digits(int digits) {
        if (digits < 0 || digits > 30) {
            throw new IllegalArgumentException("there are 0 to 30 digits after the point, not " + digits);
        }
        return Casts.integer(digits);
    }
}
