// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.internal.ArrayTuple;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Texts;

/**
 * Parameters, turned into what the server said that it expects: the client asks for the value at a place by the getter of
 * that type. Numbers are taken exactly or not at all; the client by itself would cut {@code 2³²} to 0 where an
 * {@code integer} is expected. What goes as text ({@link WireFilter}) is asked for by {@link #getString}.
 *
 * <p>The client writes a value that does not fit into its message. So a getter that fails leaves a {@link Misfit} in place of
 * the value, which says why and not what.
 */
final class PostgresTuple extends ArrayTuple {
    private static final LocalDate FIRST_DATE = LocalDate.of(-4713, 11, 24);
    private static final LocalDate LAST_DATE = LocalDate.of(5_874_897, 12, 31);
    private static final Instant FIRST_INSTANT = Instant.parse("-4713-11-24T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("+294276-12-31T23:59:59.999999Z");

    private PostgresTuple(int size) {
        super(size);
    }

    /** @throws DriverException if a value cannot be sent to any PostgreSQL */
    static PostgresTuple of(@Nullable Object[] parameters) {
        PostgresTuple tuple = new PostgresTuple(parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            tuple.addValue(sendable(parameters[i], i));
        }
        return tuple;
    }

    /** Why a value does not fit, where the client shows the value. */
    private record Misfit(String why) {
        @Override
        public String toString() {
            return Failures.MISFIT + why + Failures.MISFIT;
        }
    }

    /** An array under another name: the client has ideas of its own about {@code Object[]}. */
    private record Values(Object array) {}

    private static @Nullable Object sendable(@Nullable Object value, int position) {
        return switch (value) {
            case null -> null;
            case String text -> checked(text, position);
            case LocalDate date
            when date.isBefore(FIRST_DATE) || date.isAfter(LAST_DATE) -> throw outside(position, value);
            case Instant instant
            when instant.isBefore(FIRST_INSTANT) || instant.isAfter(LAST_INSTANT) -> throw outside(position, value);
            case LocalDateTime time when outside(time) -> throw outside(position, value);
            case Object[] array -> {
                for (Object element : array) {
                    sendable(element, position);
                }
                yield new Values(array);
            }
            default -> value;
        };
    }

    private static boolean outside(LocalDateTime time) {
        Instant instant = time.toInstant(ZoneOffset.UTC);
        return instant.isBefore(FIRST_INSTANT) || instant.isAfter(LAST_INSTANT);
    }

    private static DriverException outside(int position, Object value) {
        return new DriverException(
                FailureKind.DATA,
                "Parameter " + (position + 1) + " is a " + value.getClass().getSimpleName()
                        + " outside of what PostgreSQL can store");
    }

    private static String checked(String text, int position) {
        String problem = text.indexOf('\0') >= 0
                ? "the character NUL, which PostgreSQL cannot store"
                : Texts.isWellFormed(text) ? null : "an unpaired surrogate, which UTF-8 cannot express";
        if (problem != null) {
            throw new DriverException(FailureKind.DATA, "Parameter " + (position + 1) + " is text with " + problem);
        }
        return text;
    }

    // What the client asks for.

    @Override
    public @Nullable Boolean getBoolean(int position) {
        return convert(position, "boolean", PostgresTuple::toBoolean);
    }

    @Override
    public @Nullable Short getShort(int position) {
        return convert(position, "smallint", value -> (short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE));
    }

    @Override
    public @Nullable Integer getInteger(int position) {
        return convert(position, "integer", value -> (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    @Override
    public @Nullable Long getLong(int position) {
        return convert(position, "bigint", value -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Override
    public @Nullable Float getFloat(int position) {
        return convert(position, "real", PostgresTuple::toFloat);
    }

    @Override
    public @Nullable Double getDouble(int position) {
        return convert(position, "double precision", PostgresTuple::toDouble);
    }

    @Override
    public @Nullable String getString(int position) {
        return convert(
                position,
                "text",
                value -> value instanceof Values values ? ArrayText.write(values.array()) : ArrayText.text(value));
    }

    @Override
    public @Nullable LocalDate getLocalDate(int position) {
        return convert(position, "date", value -> cast(LocalDate.class, value));
    }

    @Override
    public @Nullable LocalTime getLocalTime(int position) {
        return convert(position, "time", value -> cast(LocalTime.class, value));
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int position) {
        return convert(position, "timestamp", PostgresTuple::toLocalDateTime);
    }

    @Override
    public @Nullable OffsetDateTime getOffsetDateTime(int position) {
        return convert(position, "timestamptz", value -> toLocalDateTime(value).atOffset(ZoneOffset.UTC));
    }

    @Override
    public @Nullable Buffer getBuffer(int position) {
        return convert(position, "bytea", value -> Buffer.buffer(cast(byte[].class, value)));
    }

    @Override
    public @Nullable UUID getUUID(int position) {
        return convert(position, "uuid", value -> cast(UUID.class, value));
    }

    @Override
    public Boolean @Nullable [] getArrayOfBooleans(int position) {
        return array(position, "boolean[]", Boolean.class, PostgresTuple::toBoolean);
    }

    @Override
    public Short @Nullable [] getArrayOfShorts(int position) {
        return array(
                position, "smallint[]", Short.class, value -> (short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE));
    }

    @Override
    public Integer @Nullable [] getArrayOfIntegers(int position) {
        return array(position, "integer[]", Integer.class, value ->
                (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    @Override
    public Long @Nullable [] getArrayOfLongs(int position) {
        return array(position, "bigint[]", Long.class, value -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Override
    public Float @Nullable [] getArrayOfFloats(int position) {
        return array(position, "real[]", Float.class, PostgresTuple::toFloat);
    }

    @Override
    public Double @Nullable [] getArrayOfDoubles(int position) {
        return array(position, "double precision[]", Double.class, PostgresTuple::toDouble);
    }

    @Override
    public String @Nullable [] getArrayOfStrings(int position) {
        return array(position, "text[]", String.class, ArrayText::text);
    }

    @Override
    public LocalDate @Nullable [] getArrayOfLocalDates(int position) {
        return array(position, "date[]", LocalDate.class, value -> cast(LocalDate.class, value));
    }

    @Override
    public LocalTime @Nullable [] getArrayOfLocalTimes(int position) {
        return array(position, "time[]", LocalTime.class, value -> cast(LocalTime.class, value));
    }

    @Override
    public LocalDateTime @Nullable [] getArrayOfLocalDateTimes(int position) {
        return array(position, "timestamp[]", LocalDateTime.class, PostgresTuple::toLocalDateTime);
    }

    @Override
    public OffsetDateTime @Nullable [] getArrayOfOffsetDateTimes(int position) {
        return array(
                position,
                "timestamptz[]",
                OffsetDateTime.class,
                value -> toLocalDateTime(value).atOffset(ZoneOffset.UTC));
    }

    @Override
    public Buffer @Nullable [] getArrayOfBuffers(int position) {
        return array(position, "bytea[]", Buffer.class, value -> Buffer.buffer(cast(byte[].class, value)));
    }

    @Override
    public UUID @Nullable [] getArrayOfUUIDs(int position) {
        return array(position, "uuid[]", UUID.class, value -> cast(UUID.class, value));
    }

    private <T> @Nullable T convert(int position, String expected, Function<Object, T> conversion) {
        Object value = getValue(position);
        if (value == null) {
            return null;
        }
        try {
            return conversion.apply(value);
        } catch (ClassCastException | ArithmeticException | DateTimeException e) {
            throw misfit(position, value, expected, e);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> T @Nullable [] array(int position, String expected, Class<T> type, Function<Object, T> conversion) {
        Object value = getValue(position);
        if (value == null) {
            return null;
        }
        try {
            Object[] elements = (Object[]) cast(Values.class, value).array();
            T[] converted = (T[]) Array.newInstance(type, elements.length);
            for (int i = 0; i < elements.length; i++) {
                if (elements[i] != null) converted[i] = conversion.apply(elements[i]);
            }
            return converted;
        } catch (ClassCastException | ArithmeticException | DateTimeException e) {
            throw misfit(position, value, expected, e);
        }
    }

    private RuntimeException misfit(int position, Object value, String expected, RuntimeException why) {
        Object given = value instanceof Values values ? values.array() : value;
        String what = why instanceof ArithmeticException ? " out of the range of " : ", and PostgreSQL expects ";
        setValue(position, new Misfit("a " + given.getClass().getSimpleName() + what + expected));
        return why;
    }

    // From the types of a command to those of the client, without loss.

    private static <T> T cast(Class<T> type, Object value) {
        return type.cast(value);
    }

    private static Boolean toBoolean(Object value) {
        return cast(Boolean.class, value);
    }

    private static long integer(Object value, long least, long most) {
        long number = switch (value) {
            case Integer small -> small;
            case Long large -> large;
            case BigDecimal decimal -> decimal.longValueExact();
            case BigInteger large -> large.longValueExact();
            case Short small -> small;
            case Double floating -> BigDecimal.valueOf(floating).longValueExact();
            case Float floating -> BigDecimal.valueOf(floating.doubleValue()).longValueExact();
            default -> throw new ClassCastException();
        };
        if (number < least || number > most) {
            throw new ArithmeticException();
        }
        return number;
    }

    private static Double toDouble(Object value) {
        double number = cast(Number.class, value).doubleValue();
        if (Double.isInfinite(number) && !(value instanceof Double || value instanceof Float)) {
            throw new ArithmeticException();
        }
        return number;
    }

    private static Float toFloat(Object value) {
        float number = cast(Number.class, value).floatValue();
        if (Float.isInfinite(number)
                && !Double.isInfinite(cast(Number.class, value).doubleValue())) {
            throw new ArithmeticException();
        }
        return number;
    }

    /** As the server itself would turn one into the other in a session in UTC. */
    private static LocalDateTime toLocalDateTime(Object value) {
        LocalDateTime time = switch (value) {
            case LocalDateTime local -> local;
            case Instant instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            case LocalDate date -> date.atStartOfDay();
            default -> throw new ClassCastException();
        };
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Never asked for by us; by default it would be the classes of the values, for a statement prepared a second time. */
    @Override
    public List<Class<?>> types() {
        throw new UnsupportedOperationException("A statement is not prepared twice");
    }
}
