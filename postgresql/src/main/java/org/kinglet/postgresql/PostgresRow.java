// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.vertx.RowAdapter;

/**
 * Reads the client's rows. What the client does not read exactly comes as text, and the name of the column then says of which
 * type it is: see {@link WireFilter}.
 */
final class PostgresRow extends RowAdapter {
    private static final int[] NONE = {};
    private static final LocalDateTime FIRST = LocalDateTime.of(-4713, 11, 24, 0, 0);

    /** The types of columns that come as text, else 0; empty if there are none. */
    private int[] types = NONE;

    private @Nullable Row row;

    @Override
    public void names(List<String> columnNames) {
        int[] found = NONE;
        List<String> names = columnNames;
        for (int i = 0; i < columnNames.size(); i++) {
            String name = columnNames.get(i);
            int mark = name.lastIndexOf(WireFilter.MARK);
            if (mark >= 0) {
                if (found.length == 0) {
                    found = new int[columnNames.size()];
                    names = new ArrayList<>(columnNames);
                }
                found[i] = Integer.parseUnsignedInt(name, mark + 1, name.length(), 10);
                names.set(i, name.substring(0, mark));
            }
        }
        types = found;
        super.names(names);
    }

    @Override
    public void row(Row next) {
        row = next;
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
            case Boolean truth -> truth;
            case Number number when isInteger(number) -> number.longValue() != 0;
            case String text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "1", "true", "t", "yes", "on" -> true;
                    case "0", "false", "f", "no", "off" -> false;
                    default -> throw unreadable(column, "a boolean");
                };
            default -> throw unreadable(column, "a boolean");
        };
    }

    @Override
    public int getInt(int column) {
        Object value = value(column);
        if (value instanceof Integer number) {
            return number;
        }
        long number = integer(column, value);
        if ((int) number != number) {
            throw unreadable(column, "an int");
        }
        return (int) number;
    }

    @Override
    public long getLong(int column) {
        Object value = value(column);
        return value instanceof Long number ? number : integer(column, value);
    }

    private long integer(int column, @Nullable Object value) {
        try {
            return switch (value) {
                case null -> 0;
                case Integer number -> number;
                case Long number -> number;
                case Short number -> number;
                case Double number -> new BigDecimal(number).longValueExact();
                case Float number -> new BigDecimal(number).longValueExact();
                case String text -> new BigDecimal(text.strip()).longValueExact();
                default -> throw unreadable(column, "an integer");
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw unreadable(column, "an integer");
        }
    }

    @Override
    public float getFloat(int column) {
        Object value = value(column);
        return value instanceof Float number ? number : (float) floating(column, value);
    }

    @Override
    public double getDouble(int column) {
        return floating(column, value(column));
    }

    private double floating(int column, @Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Number number -> number.doubleValue();
            case String text -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw unreadable(column, "a number");
                }
            }
            default -> throw unreadable(column, "a number");
        };
    }

    @Override
    public @Nullable String getString(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Buffer bytes -> throw unreadable(column, "text");
            case LocalDate date -> finite(column, date).toString();
            case LocalDateTime time -> finite(column, time).toString();
            case OffsetDateTime time -> finite(column, time).toString();
            default -> value.toString();
        };
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) {
        Object value = value(column);
        try {
            return switch (value) {
                case null -> null;
                case String text -> new BigDecimal(text.strip());
                case Integer number -> BigDecimal.valueOf(number);
                case Long number -> BigDecimal.valueOf(number);
                case Short number -> BigDecimal.valueOf(number);
                case Double number -> BigDecimal.valueOf(number);
                case Float number -> new BigDecimal(number.toString());
                default -> throw unreadable(column, "a decimal number");
            };
        } catch (NumberFormatException e) {
            throw unreadable(column, "a decimal number");
        }
    }

    @Override
    public byte @Nullable [] getBytes(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case Buffer bytes -> bytes.getBytes();
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> throw unreadable(column, "bytes");
        };
    }

    @Override
    public @Nullable UUID getUuid(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case UUID uuid -> uuid;
            case String text
            when text.length() == 36 -> {
                try {
                    yield UUID.fromString(text);
                } catch (IllegalArgumentException e) {
                    throw unreadable(column, "a UUID");
                }
            }
            default -> throw unreadable(column, "a UUID");
        };
    }

    @Override
    public @Nullable LocalDate getLocalDate(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case LocalDate date -> finite(column, date);
            case String text -> parse(column, text, "a date", Times::readDate);
            default -> throw unreadable(column, "a date");
        };
    }

    @Override
    public @Nullable LocalTime getLocalTime(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case LocalTime time -> time;
            case String text -> parse(column, text, "a time of day", LocalTime::parse);
            default -> throw unreadable(column, "a time of day");
        };
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case LocalDateTime time -> finite(column, time);
            case LocalDate date -> finite(column, date).atStartOfDay();
            case String text -> parse(column, text, "a date with a time", Times::readDateTime);
            default -> throw unreadable(column, "a date with a time");
        };
    }

    @Override
    public @Nullable Instant getInstant(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case OffsetDateTime time -> finite(column, time);
            // The session is in UTC.
            case LocalDateTime time -> finite(column, time).toInstant(ZoneOffset.UTC);
            case String text -> parse(column, text, "an instant", Times::readInstant);
            default -> throw unreadable(column, "an instant");
        };
    }

    @Override
    public @Nullable Object getObject(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case String text -> types.length > 0 ? typed(column, text) : text;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Float number -> number.doubleValue();
            case Buffer bytes -> bytes.getBytes();
            case LocalDate date -> finite(column, date);
            case LocalDateTime time -> finite(column, time);
            case OffsetDateTime time -> finite(column, time);
            default -> value;
        };
    }

    @Override
    @SuppressWarnings("unchecked") // of the class that the reader makes
    public <E> @Nullable E @Nullable [] getArray(int column, Class<E> element) {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && types.length > 0 && types[column] != 0 && text.endsWith("}")) {
            Object[] array;
            try {
                array = ArrayText.read(text, element, part -> element(element, part));
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                throw unreadable(column, "an array of " + element.getSimpleName());
            }
            if (array.getClass().componentType() == element) {
                return (E[]) array;
            }
        }
        throw unreadable(column, "an array of " + element.getSimpleName());
    }

    /** An element of an array as one of the classes that commands have. */
    private static Object element(Class<?> type, String text) {
        if (type == Long.class) return Long.parseLong(text);
        if (type == Integer.class) return Integer.parseInt(text);
        if (type == Boolean.class) return element(Types.BOOL, text);
        if (type == Double.class) return Double.parseDouble(text);
        if (type == Float.class) return Float.parseFloat(text);
        if (type == BigDecimal.class) return new BigDecimal(text);
        if (type == LocalDate.class) return Times.readDate(text);
        if (type == LocalTime.class) return LocalTime.parse(text);
        if (type == LocalDateTime.class) return Times.readDateTime(text);
        if (type == Instant.class) return Times.readInstant(text);
        if (type == UUID.class) return UUID.fromString(text);
        if (type == byte[].class) return element(Types.BYTEA, text);
        if (type == String.class) return text;
        throw new IllegalArgumentException(type.getName());
    }

    /** The value of a column that came as text, if Java has something better for it. */
    private Object typed(int column, String text) {
        int type = types[column];
        Integer element = Types.ELEMENTS.get(type);
        try {
            return element == null ? element(type, text) : array(element, text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(column, "what its type is");
        }
    }

    private static Object element(int type, String text) {
        return switch (type) {
            case Types.BOOL -> text.equals("t");
            case Types.INT2, Types.INT4, Types.INT8, Types.OID -> Long.parseLong(text);
            case Types.FLOAT4, Types.FLOAT8 -> Double.parseDouble(text);
            case Types.NUMERIC -> new BigDecimal(text);
            case Types.DATE -> Times.readDate(text);
            case Types.TIME -> LocalTime.parse(text);
            case Types.TIMESTAMP -> Times.readDateTime(text);
            case Types.TIMESTAMPTZ -> Times.readInstant(text);
            case Types.UUID -> UUID.fromString(text);
            case Types.BYTEA -> HexFormat.of().parseHex(text, 2, text.length());
            default -> text;
        };
    }

    private static Object[] array(int element, String text) {
        Class<?> type = switch (element) {
            case Types.BOOL -> Boolean.class;
            case Types.INT2, Types.INT4, Types.INT8, Types.OID -> Long.class;
            case Types.FLOAT4, Types.FLOAT8 -> Double.class;
            case Types.NUMERIC -> BigDecimal.class;
            case Types.DATE -> LocalDate.class;
            case Types.TIME -> LocalTime.class;
            case Types.TIMESTAMP -> LocalDateTime.class;
            case Types.TIMESTAMPTZ -> Instant.class;
            case Types.UUID -> UUID.class;
            case Types.BYTEA -> byte[].class;
            default -> String.class;
        };
        return ArrayText.read(text, type, value -> element(element, value));
    }

    private <T> T parse(int column, String text, String what, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw unreadable(column, what);
        }
    }

    // The client reads infinity as the ends of Java's calendar, and -infinity of a timestamp as a year that no server
    // has.

    private LocalDate finite(int column, LocalDate date) {
        if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
            throw infinite(column);
        }
        return date;
    }

    private LocalDateTime finite(int column, LocalDateTime time) {
        if (time.equals(LocalDateTime.MAX) || time.isBefore(FIRST)) {
            throw infinite(column);
        }
        return time;
    }

    private Instant finite(int column, OffsetDateTime time) {
        if (time.equals(OffsetDateTime.MAX)
                || time.equals(OffsetDateTime.MIN)
                || time.toLocalDateTime().isBefore(FIRST)) {
            throw infinite(column);
        }
        return time.toInstant();
    }

    private static boolean isInteger(Number number) {
        return number instanceof Short || number instanceof Integer || number instanceof Long;
    }

    private @Nullable Object value(int column) {
        if (column < 0 || column >= columnCount()) {
            throw PostgresConfig.programming("There is no column " + column + ": the result has " + columnCount());
        }
        Row current = row;
        Object value = current == null ? null : current.getValue(column);
        return types.length > 0 && types[column] == Types.INTERVAL && value instanceof String text
                ? Intervals.iso(text)
                : value;
    }

    private DriverException infinite(int column) {
        return new DriverException(
                FailureKind.DATA, "Column " + columnName(column) + " holds infinity, which Java's times do not have");
    }

    private DriverException unreadable(int column, String what) {
        String stored = switch (value(column)) {
            case null -> "NULL";
            case String text -> "text";
            case Buffer bytes -> "bytea";
            case Boolean truth -> "a boolean";
            case Number number -> isInteger(number) ? "an integer" : "a floating-point number";
            case UUID uuid -> "a UUID";
            case LocalDate date -> "a date";
            case LocalTime time -> "a time";
            case LocalDateTime time -> "a timestamp";
            case OffsetDateTime time -> "a timestamp with time zone";
            default -> "something";
        };
        return new DriverException(
                FailureKind.DATA,
                "Column " + columnName(column) + " holds " + stored + " that cannot be read as " + what);
    }
}
