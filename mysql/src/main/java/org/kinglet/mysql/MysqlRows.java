// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.RowCollector;
import org.kinglet.vertx.RowAdapter;

/**
 * The client's values as the core wants them. The client has a type for each of the server's: bytes and shorts for small
 * numbers and booleans, {@link Numeric} for decimals and unsigned longs, {@link Duration} for times, JSON as objects
 * (MySQL) or as text (MariaDB). Text is read as whatever was asked for, because many an expression of dates or numbers is
 * text in MySQL.
 */
final class MysqlRows extends RowAdapter {
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[' ']['T']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private @Nullable Row row;

    @Override
    public int read(Row next, RowCollector<?> to) {
        row = next;
        to.row(this);
        return 1;
    }

    @Override
    public boolean isNull(int column) {
        return value(column) == null;
    }

    @Override
    public boolean getBoolean(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Numeric number -> number.bigDecimalValue().signum() != 0;
            case Float number -> number != 0;
            case Double number -> number != 0;
            case Number number -> number.longValue() != 0;
            case String text ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "1", "true", "t", "yes", "on" -> true;
                    case "0", "false", "f", "no", "off" -> false;
                    default -> throw unreadable(column, value, "a boolean");
                };
            default -> throw unreadable(column, value, "a boolean");
        };
    }

    @Override
    public int getInt(int column) {
        if (value(column) instanceof Integer number) {
            return number;
        }
        long number = getLong(column);
        if ((int) number != number) {
            throw unreadable(column, value(column), "an int");
        }
        return (int) number;
    }

    @Override
    public long getLong(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> 0;
            case Long number -> number;
            case Integer number -> number;
            case Short number -> number;
            case Byte number -> number;
            case Boolean flag -> flag ? 1 : 0;
            case Numeric number -> exactLong(column, value, number.bigDecimalValue());
            case Float number -> exactLong(column, value, number);
            case Double number -> exactLong(column, value, number);
            case String text -> exactLong(column, value, decimal(column, text));
            default -> throw unreadable(column, value, "an integer");
        };
    }

    private long exactLong(int column, Object value, double number) {
        if ((long) number != number || (long) number == Long.MAX_VALUE) {
            throw unreadable(column, value, "an integer");
        }
        return (long) number;
    }

    private long exactLong(int column, Object value, BigDecimal number) {
        // Compared first: a huge exponent would make a huge integer.
        if (number.compareTo(MIN_LONG) < 0 || number.compareTo(MAX_LONG) > 0) {
            throw unreadable(column, value, "an integer");
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw unreadable(column, value, "an integer");
        }
    }

    @Override
    public float getFloat(int column) {
        return value(column) instanceof Float number ? number : (float) getDouble(column);
    }

    @Override
    public double getDouble(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> 0;
            case Number number -> number.doubleValue();
            case String text -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw unreadable(column, value, "a number");
                }
            }
            default -> throw unreadable(column, value, "a number");
        };
    }

    @Override
    public @Nullable String getString(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Numeric number -> decimal(number).toPlainString();
            case Number number -> number.toString();
            case LocalDateTime time -> time.toLocalDate() + " " + DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            case LocalDate date -> date.toString();
            case Duration time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time(column, time));
            case Buffer bytes -> throw unreadable(column, bytes, "text");
            default -> json(column, value);
        };
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case Numeric number -> decimal(number);
            case Float number -> new BigDecimal(number.toString());
            case Double number -> BigDecimal.valueOf(number);
            case Number number -> BigDecimal.valueOf(number.longValue());
            case String text -> decimal(column, text);
            default -> throw unreadable(column, value, "a decimal number");
        };
    }

    /**
     * Thirty digits after the point are those of a column that was made for any decimal: the zeros at their end were not in
     * the value that was written.
     */
    private static BigDecimal decimal(Numeric number) {
        BigDecimal decimal = number.bigDecimalValue();
        if (decimal.scale() != MysqlTypes.MAX_SCALE) return decimal;
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private BigDecimal decimal(int column, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw unreadable(column, text, "a number");
        }
    }

    @Override
    public byte @Nullable [] getBytes(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case Buffer bytes -> bytes.getBytes();
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case JsonObject object -> object.encode().getBytes(StandardCharsets.UTF_8);
            case JsonArray array -> array.encode().getBytes(StandardCharsets.UTF_8);
            default -> throw unreadable(column, value, "bytes");
        };
    }

    @Override
    public @Nullable UUID getUuid(int column) {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Buffer bytes && bytes.length() == 16) {
            ByteBuffer both = ByteBuffer.wrap(bytes.getBytes());
            return new UUID(both.getLong(), both.getLong());
        }
        if (value instanceof String text && text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw unreadable(column, value, "a UUID");
            }
        }
        throw unreadable(column, value, "a UUID");
    }

    @Override
    public @Nullable LocalDate getLocalDate(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case LocalDate date -> date;
            case String text -> {
                try {
                    yield LocalDate.parse(text);
                } catch (DateTimeException e) {
                    throw unreadable(column, value, "a date");
                }
            }
            default -> throw unreadable(column, value, "a date");
        };
    }

    @Override
    public @Nullable LocalTime getLocalTime(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case Duration time -> time(column, time);
            case String text -> {
                try {
                    yield LocalTime.parse(text);
                } catch (DateTimeException e) {
                    throw unreadable(column, value, "a time of day");
                }
            }
            default -> throw unreadable(column, value, "a time of day");
        };
    }

    private LocalTime time(int column, Duration time) {
        if (time.isNegative() || time.toDays() > 0) {
            throw unreadable(column, time, "a time of day");
        }
        return LocalTime.ofNanoOfDay(time.toNanos());
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case LocalDateTime time -> time;
            case LocalDate date -> date.atStartOfDay();
            case String text ->
                parse(column, text, "a date with a time") instanceof LocalDateTime time
                        ? time
                        : fail(column, value, "a date with a time");
            default -> throw unreadable(column, value, "a date with a time");
        };
    }

    @Override
    public @Nullable Instant getInstant(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
            case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
            case String text ->
                switch (parse(column, text, "an instant")) {
                    case OffsetDateTime time -> time.toInstant();
                    case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
                    default -> throw unreadable(column, value, "an instant");
                };
            default -> throw unreadable(column, value, "an instant");
        };
    }

    private TemporalAccessor parse(int column, String text, String what) {
        try {
            return DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeException e) {
            throw unreadable(column, text, what);
        }
    }

    /** Decimals and unsigned {@code bigint} look the same to the client, so both are {@link BigDecimal} here. */
    @Override
    public @Nullable Object getObject(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Numeric number -> decimal(number);
            case Float number -> number.doubleValue();
            case Double number -> number;
            case Number number -> number.longValue();
            case Buffer bytes -> bytes.getBytes();
            case LocalDate date -> date;
            case LocalDateTime time -> time;
            case Duration time -> time.isNegative() || time.toDays() > 0 ? time : time(column, time);
            default -> json(column, value);
        };
    }

    private String json(int column, Object value) {
        if (value == Tuple.JSON_NULL) {
            return "null";
        }
        return switch (value) {
            case JsonObject object -> object.encode();
            case JsonArray array -> array.encode();
            case Boolean flag -> flag.toString();
            default -> throw unreadable(column, value, "text: select it with st_astext() or st_asbinary()");
        };
    }

    private @Nullable Object value(int column) {
        Row current = row;
        if (current == null || column < 0 || column >= current.size()) {
            throw new DriverException(
                    FailureKind.PROGRAMMING, "There is no column " + column + ": the result has " + columnCount());
        }
        return current.getValue(column);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the branch of a switch that only throws
    private <T> T fail(int column, Object value, String what) {
        throw unreadable(column, value, what);
    }

    private DriverException unreadable(int column, @Nullable Object value, String what) {
        String stored = switch (value) {
            case null -> "NULL";
            case Duration time -> time.isNegative() ? "a negative time" : "a time, maybe of 24 hours or more,";
            case Numeric number -> "a decimal number or unsigned bigint";
            case Float number -> "a floating-point number";
            case Double number -> "a floating-point number";
            case Number number -> "an integer";
            case String text -> "text";
            case Buffer bytes -> "bytes";
            case LocalDate date -> "a date";
            case LocalDateTime time -> "a date with a time";
            case JsonObject object -> "a JSON object";
            case JsonArray array -> "a JSON array";
            default -> "a " + value.getClass().getSimpleName();
        };
        return new DriverException(
                FailureKind.DATA,
                "Column " + columnName(column) + " holds " + stored + " that cannot be read as " + what);
    }
}
