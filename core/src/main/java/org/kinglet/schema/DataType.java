// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java type as a column holds it: which {@link SqlType} it is, and how its values become the few types that drivers
 * exchange ({@link #encode}) and come back ({@link #decode}).
 *
 * @param <T> the type of the property, boxed
 */
public final class DataType<T> {
    public static final DataType<Boolean> BOOLEAN = plain(Boolean.class, SqlType.BOOLEAN);
    public static final DataType<Byte> BYTE =
            new DataType<>("Byte", SqlType.SMALLINT, Byte::intValue, stored -> (byte) range(stored, -128, 127, "byte"));
    public static final DataType<Short> SHORT = new DataType<>(
            "Short", SqlType.SMALLINT, Short::intValue, stored -> (short) range(stored, -32768, 32767, "short"));
    public static final DataType<Integer> INTEGER = plain(Integer.class, SqlType.INTEGER);
    public static final DataType<Long> LONG = plain(Long.class, SqlType.BIGINT);
    public static final DataType<Float> FLOAT = plain(Float.class, SqlType.REAL);
    public static final DataType<Double> DOUBLE = plain(Double.class, SqlType.DOUBLE);
    public static final DataType<BigDecimal> DECIMAL = plain(BigDecimal.class, SqlType.DECIMAL);
    public static final DataType<BigInteger> BIG_INTEGER = new DataType<>(
            "BigInteger", SqlType.DECIMAL, BigDecimal::new, stored -> ((BigDecimal) stored).toBigIntegerExact());
    public static final DataType<String> STRING = plain(String.class, SqlType.TEXT);
    public static final DataType<Character> CHARACTER =
            new DataType<>("Character", SqlType.TEXT, String::valueOf, DataType::oneCharacter);
    /** Copied on the way in, so that an array that is changed later is noticed as a change. */
    public static final DataType<byte[]> BYTES =
            new DataType<>("byte[]", SqlType.BINARY, byte[]::clone, stored -> (byte[]) stored);

    public static final DataType<java.util.UUID> UUID = plain(java.util.UUID.class, SqlType.UUID);
    public static final DataType<LocalDate> LOCAL_DATE = plain(LocalDate.class, SqlType.DATE);
    public static final DataType<LocalTime> LOCAL_TIME =
            new DataType<>("LocalTime", SqlType.TIME, Micros::of, stored -> (LocalTime) stored);
    public static final DataType<LocalDateTime> LOCAL_DATE_TIME =
            new DataType<>("LocalDateTime", SqlType.TIMESTAMP, Micros::of, stored -> (LocalDateTime) stored);
    public static final DataType<Instant> INSTANT =
            new DataType<>("Instant", SqlType.TIMESTAMP_WITH_TIME_ZONE, Micros::of, stored -> (Instant) stored);
    /** Stored as the instant it is; comes back in UTC. */
    public static final DataType<OffsetDateTime> OFFSET_DATE_TIME = new DataType<>(
            "OffsetDateTime",
            SqlType.TIMESTAMP_WITH_TIME_ZONE,
            value -> Micros.of(value.toInstant()),
            stored -> ((Instant) stored).atOffset(ZoneOffset.UTC));
    /** Stored as nanoseconds, which is exact up to 292 years. */
    public static final DataType<Duration> DURATION =
            new DataType<>("Duration", SqlType.BIGINT, DataType::nanos, stored -> Duration.ofNanos((Long) stored));

    private static final Map<Class<?>, DataType<?>> BY_CLASS = Map.ofEntries(
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(Byte.class, BYTE),
            Map.entry(Short.class, SHORT),
            Map.entry(Integer.class, INTEGER),
            Map.entry(Long.class, LONG),
            Map.entry(Float.class, FLOAT),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(BigInteger.class, BIG_INTEGER),
            Map.entry(String.class, STRING),
            Map.entry(Character.class, CHARACTER),
            Map.entry(byte[].class, BYTES),
            Map.entry(java.util.UUID.class, UUID),
            Map.entry(LocalDate.class, LOCAL_DATE),
            Map.entry(LocalTime.class, LOCAL_TIME),
            Map.entry(LocalDateTime.class, LOCAL_DATE_TIME),
            Map.entry(Instant.class, INSTANT),
            Map.entry(OffsetDateTime.class, OFFSET_DATE_TIME),
            Map.entry(Duration.class, DURATION));

    private final String name;
    private final SqlType sqlType;
    private final Function<T, Object> encoder;
    private final Function<Object, T> decoder;

    private DataType(String name, SqlType sqlType, Function<T, Object> encoder, Function<Object, T> decoder) {
        this.name = name;
        this.sqlType = sqlType;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    private static <T> DataType<T> plain(Class<T> type, SqlType sqlType) {
        return new DataType<>(type.getSimpleName(), sqlType, value -> value, type::cast);
    }

    /** Constants by their {@link Enum#name()}. */
    public static <T extends Enum<T>> DataType<T> ofEnum(Class<T> type) {
        Map<String, T> constants = Stream.of(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(Enum::name, constant -> constant));
        return new DataType<>(type.getSimpleName(), SqlType.TEXT, Enum::name, stored -> {
            T constant = constants.get((String) stored);
            if (constant == null) {
                throw new IllegalArgumentException("the column holds a name that " + type.getName()
                        + " has no constant for; its constants are " + Arrays.toString(type.getEnumConstants()));
            }
            return constant;
        });
    }

    /**
     * A type that is stored as another.
     *
     * @param name the type's name, for messages
     */
    public static <T, C> DataType<T> converted(
            String name, DataType<C> column, Function<T, C> toColumn, Function<C, T> fromColumn) {
        return new DataType<>(
                name,
                column.sqlType,
                value -> column.encoder.apply(toColumn.apply(value)),
                stored -> fromColumn.apply(column.decoder.apply(stored)));
    }

    /**
     * The type that values of a class have.
     *
     * @throws IllegalArgumentException if the class has no mapping; the message names those that have
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static <T> DataType<T> of(Class<T> type) {
        DataType<?> known = BY_CLASS.get(type);
        if (known == null && Enum.class.isAssignableFrom(type)) {
            Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
            known = ofEnum((Class) declaring);
        }
        if (known == null) {
            throw new IllegalArgumentException(type.getName() + " is no type that a column can have; use one of "
                    + BY_CLASS.keySet().stream()
                            .map(Class::getSimpleName)
                            .sorted()
                            .toList() + " or an enum");
        }
        return (DataType<T>) known;
    }

    public SqlType sqlType() {
        return sqlType;
    }

    /** The value as drivers take it; {@code null} stays {@code null}. */
    public @Nullable Object encode(@Nullable T value) {
        return value == null ? null : encoder.apply(value);
    }

    /** What a driver read, as the property has it; {@code null} stays {@code null}. */
    public @Nullable T decode(@Nullable Object stored) {
        return stored == null ? null : decoder.apply(stored);
    }

    @Override
    public String toString() {
        return name;
    }

    private static long range(Object stored, int least, int most, String type) {
        int value = (Integer) stored;
        if (value < least || value > most) {
            throw new IllegalArgumentException("the column holds a number that is too large for a " + type);
        }
        return value;
    }

    private static Character oneCharacter(Object stored) {
        String text = (String) stored;
        if (text.length() != 1) {
            throw new IllegalArgumentException("the column holds " + text.length() + " characters instead of one");
        }
        return text.charAt(0);
    }

    private static Object nanos(Duration value) {
        try {
            return value.toNanos();
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("a Duration of more than 292 years has no column type", tooLong);
        }
    }
}
