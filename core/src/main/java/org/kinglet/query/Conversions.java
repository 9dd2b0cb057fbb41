// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.DataType;

/** Values of rows as other types, where nothing is lost. Needed where the types of a result are not known beforehand. */
final class Conversions {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class,
            char.class, Character.class);

    private static final Map<Class<?>, Function<String, Object>> FROM_TEXT = Map.of(
            BigDecimal.class, BigDecimal::new,
            BigInteger.class, BigInteger::new,
            UUID.class, UUID::fromString,
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse,
            LocalDateTime.class, text -> LocalDateTime.parse(text.replace(' ', 'T')),
            Instant.class, Instant::parse,
            OffsetDateTime.class, OffsetDateTime::parse);

    private Conversions() {}

    /** @param name what the value is, for the message */
    @SuppressWarnings("unchecked") // cast by the box of the type
    static <T> @Nullable T convert(@Nullable Object value, Class<T> type, String name) {
        if (value == null) return null;
        Class<?> box = BOXES.getOrDefault(type, type);
        if (box.isInstance(value)) return (T) value;
        try {
            Object converted = convert(value, box);
            if (converted != null) return (T) converted;
        } catch (RuntimeException unreadable) {
            // The value is not repeated, and neither is the exception that would repeat it.
            throw new IllegalArgumentException(message(value, type, name) + " without loss");
        }
        throw new IllegalArgumentException(message(value, type, name));
    }

    private static String message(Object value, Class<?> type, String name) {
        return name + " is a " + value.getClass().getSimpleName() + " and cannot be read as " + type.getSimpleName();
    }

    private static @Nullable Object convert(Object value, Class<?> type) {
        return switch (value) {
            case Number number when type == Boolean.class -> number.doubleValue() != 0;
            case Number number when type == String.class -> number.toString();
            case Number number when Number.class.isAssignableFrom(type) -> number(number, type);
            case String text
            when FROM_TEXT.containsKey(type) -> FROM_TEXT.get(type).apply(text);
            case Instant instant when type == OffsetDateTime.class -> instant.atOffset(ZoneOffset.UTC);
            case Instant instant when type == LocalDateTime.class -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            case LocalDateTime local when type == Instant.class -> local.toInstant(ZoneOffset.UTC);
            case UUID uuid when type == String.class -> uuid.toString();
            default ->
                type.isEnum() || type == Character.class || type == Duration.class
                        ? DataType.of(type).decode(value)
                        : null;
        };
    }

    private static @Nullable Object number(Number number, Class<?> type) {
        if (type == Double.class) return number.doubleValue();
        if (type == Float.class) return number.floatValue();
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
        if (type == Long.class) return exact.longValueExact();
        if (type == Integer.class) return exact.intValueExact();
        if (type == Short.class) return exact.shortValueExact();
        if (type == Byte.class) return exact.byteValueExact();
        if (type == BigDecimal.class) return exact;
        if (type == BigInteger.class) return exact.toBigIntegerExact();
        return null;
    }
}
