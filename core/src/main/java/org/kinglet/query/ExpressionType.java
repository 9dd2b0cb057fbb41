// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.BiFunction;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;

/**
 * The type of an expression whose type does not follow from others, and with it what can be done with the expression:
 *
 * <pre>{@code
 * scalar(select, STRING).lower().eq("x")
 * function("soundex", STRING, USERS.username)
 * USERS.logins.cast(DOUBLE).sqrt()
 * }</pre>
 *
 * @param <T> the type of the values
 * @param <X> the kind of the expression
 */
public final class ExpressionType<T, X extends Expression<T>> {
    public static final ExpressionType<String, TextExpression> STRING =
            new ExpressionType<>(DataType.STRING, TextExpression::new);

    public static final ExpressionType<Boolean, Condition> BOOLEAN =
            new ExpressionType<>(DataType.BOOLEAN, (node, type) -> new Condition(node));

    public static final ExpressionType<Short, NumberExpression<Short>> SHORT = number(DataType.SHORT);
    public static final ExpressionType<Integer, NumberExpression<Integer>> INTEGER = number(DataType.INTEGER);
    public static final ExpressionType<Long, NumberExpression<Long>> LONG = number(DataType.LONG);
    public static final ExpressionType<Float, NumberExpression<Float>> FLOAT = number(DataType.FLOAT);
    public static final ExpressionType<Double, NumberExpression<Double>> DOUBLE = number(DataType.DOUBLE);
    public static final ExpressionType<BigDecimal, NumberExpression<BigDecimal>> DECIMAL = number(DataType.DECIMAL);
    public static final ExpressionType<BigInteger, NumberExpression<BigInteger>> BIG_INTEGER =
            number(DataType.BIG_INTEGER);

    public static final ExpressionType<Instant, TemporalExpression<Instant>> INSTANT = temporal(DataType.INSTANT);
    public static final ExpressionType<OffsetDateTime, TemporalExpression<OffsetDateTime>> OFFSET_DATE_TIME =
            temporal(DataType.OFFSET_DATE_TIME);
    public static final ExpressionType<LocalDateTime, TemporalExpression<LocalDateTime>> LOCAL_DATE_TIME =
            temporal(DataType.LOCAL_DATE_TIME);
    public static final ExpressionType<LocalDate, TemporalExpression<LocalDate>> LOCAL_DATE =
            temporal(DataType.LOCAL_DATE);
    public static final ExpressionType<LocalTime, TemporalExpression<LocalTime>> LOCAL_TIME =
            temporal(DataType.LOCAL_TIME);

    public static final ExpressionType<UUID, Expression<UUID>> UUID = of(DataType.UUID);
    public static final ExpressionType<byte[], Expression<byte[]>> BYTES = of(DataType.BYTES);

    private final DataType<T> type;
    private final BiFunction<Node, DataType<T>, X> kind;

    private ExpressionType(DataType<T> type, BiFunction<Node, DataType<T>, X> kind) {
        this.type = type;
        this.kind = kind;
    }

    /** Of values that can be compared and nothing more, as far as the compiler knows. */
    public static <T> ExpressionType<T, Expression<T>> of(DataType<T> type) {
        return new ExpressionType<>(type, Expression::of);
    }

    /**
     * The same for a class.
     *
     * @throws IllegalArgumentException if no column can have the class
     */
    public static <T> ExpressionType<T, Expression<T>> of(Class<T> type) {
        return of(DataType.of(type));
    }

    static <N extends Number> ExpressionType<N, NumberExpression<N>> number(DataType<N> type) {
        return new ExpressionType<>(type, NumberExpression::new);
    }

    static <T> ExpressionType<T, TemporalExpression<T>> temporal(DataType<T> type) {
        return new ExpressionType<>(type, TemporalExpression::new);
    }

    /** The type of the values. */
    public DataType<T> type() {
        return type;
    }

    /** Of SQL that does not tell its type: databases may have to be told how such values compare. */
    X computed(Node node) {
        return over(type.sqlType() == SqlType.DECIMAL ? new Node.Typed(node, type.columnType()) : node);
    }

    X over(Node node) {
        return kind.apply(node, type);
    }

    /** A value as an expression; {@code operation} is for the message if there is none. */
    X value(T value, String operation) {
        if (value == null) throw noValue(operation);
        return over(new Node.Parameter(type.encode(value), type.columnType()));
    }

    static IllegalArgumentException noValue(String operation) {
        return new IllegalArgumentException(operation + "(null): a null is never a value; use isNull(), setNull() or a"
                + " case without otherwise(…)");
    }

    @Override
    public String toString() {
        return type.toString();
    }
}
