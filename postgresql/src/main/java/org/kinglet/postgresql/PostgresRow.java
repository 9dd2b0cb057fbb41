// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.vertx.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.RowCollector;
import org.kinglet.vertx.RowAdapter;

/**
 * Reads the values of rows where they stand. What is asked for as what it is, is read at once; everything else goes through
 * {@link #value}.
 */
final class PostgresRow extends RowAdapter {
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long EPOCH_SECOND = TimeUnit.DAYS.toSeconds(EPOCH_DAY);

    private final WireFilter wire;
    private final DataRow row = new DataRow();

    PostgresRow(WireFilter wire) {
        this.wire = wire;
    }

    @Override
    public void names(List<String> columnNames) {
        super.names(columnNames);
        row.columns(columnNames);
    }

    @Override
    public String columnName(int column) {
        return DataRow.name(super.columnName(column));
    }

    /** The client's row has no values; those are where the client is. */
    @Override
    public int read(Row empty, RowCollector<?> to) {
        int count = 0;
        row.rows(wire.decoding());
        try {
            while (row.next()) {
                count++;
                to.row(this);
            }
        } finally {
            row.release();
        }
        return count;
    }

    @Override
    public boolean isNull(int column) {
        return form(column) == DataRow.NULL;
    }

    @Override
    public boolean getBoolean(int column) {
        if (form(column) == Types.BOOL) {
            return row.getBoolean(column);
        }
        Object value = value(column);
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Long number -> number != 0;
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
        if (form(column) == Types.INT4) {
            return row.getInt(column);
        }
        long number = getLong(column);
        if ((int) number != number) {
            throw unreadable(column, "an int");
        }
        return (int) number;
    }

    @Override
    public long getLong(int column) {
        if (form(column) == Types.INT8) {
            return row.getLong(column, 0);
        }
        if (form(column) == Types.INT4) {
            return row.getInt(column);
        }
        Object value = value(column);
        try {
            return switch (value) {
                case null -> 0;
                case Long number -> number;
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
        return form(column) == Types.FLOAT4 ? Float.intBitsToFloat(row.getInt(column)) : (float) getDouble(column);
    }

    @Override
    public double getDouble(int column) {
        if (form(column) == Types.FLOAT8) {
            return Double.longBitsToDouble(row.getLong(column, 0));
        }
        Object value = value(column);
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
        if (form(column) == DataRow.PLAIN) {
            return row.getText(column);
        }
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case byte[] bytes -> throw unreadable(column, "text");
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
                case Long number -> BigDecimal.valueOf(number);
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
            case byte[] bytes -> bytes;
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
            case LocalDate date -> date;
            case String text -> parse(column, text, "a date", Times::readDate);
            default -> throw unreadable(column, "a date");
        };
    }

    @Override
    public @Nullable LocalTime getLocalTime(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case String text -> parse(column, text, "a time of day", LocalTime::parse);
            default -> throw unreadable(column, "a time of day");
        };
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case LocalDateTime time -> time;
            case LocalDate date -> date.atStartOfDay();
            case String text -> parse(column, text, "a date with a time", Times::readDateTime);
            default -> throw unreadable(column, "a date with a time");
        };
    }

    @Override
    public @Nullable Instant getInstant(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case Instant instant -> instant;
            // The session is in UTC.
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
            case String text -> parse(column, text, "an instant", Times::readInstant);
            default -> throw unreadable(column, "an instant");
        };
    }

    @Override
    public @Nullable Object getObject(int column) {
        Object value = value(column);
        return switch (value) {
            case null -> null;
            case String text when row.type(column) == Types.TEXT -> text;
            case String text -> typed(column, text);
            case Float number -> number.doubleValue();
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
        if (value instanceof String text && !Types.isReadInBinary(row.type(column)) && text.endsWith("}")) {
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
        int type = row.type(column);
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
            case Types.BYTEA -> bytea(text);
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

    /** The form of a column's value in this row, see {@link DataRow}. */
    private int form(int column) {
        if (!row.has(column)) {
            throw PostgresConfig.programming("There is no column " + column + ": the result has " + columnCount());
        }
        return row.form(column);
    }

    /** The value as Java has it: {@code byte[]} for {@code bytea}, {@link Long} for all integers; text for what has no form. */
    private @Nullable Object value(int column) {
        return switch (form(column)) {
            case DataRow.NULL -> null;
            case DataRow.PLAIN -> row.getText(column);
            case Types.BOOL -> row.getBoolean(column);
            case Types.INT2 -> (long) row.getShort(column);
            case Types.INT4 -> (long) row.getInt(column);
            case Types.INT8 -> row.getLong(column, 0);
            case Types.FLOAT4 -> Float.intBitsToFloat(row.getInt(column));
            case Types.FLOAT8 -> Double.longBitsToDouble(row.getLong(column, 0));
            case Types.DATE -> date(column);
            case Types.TIMESTAMP -> instant(column).atOffset(ZoneOffset.UTC).toLocalDateTime();
            case Types.TIMESTAMPTZ -> instant(column);
            case Types.UUID -> new UUID(row.getLong(column, 0), row.getLong(column, Long.BYTES));
            case Types.BYTEA -> row.getBytes(column);
            default -> parsed(column, row.getText(column));
        };
    }

    private LocalDate date(int column) {
        int day = row.getInt(column);
        if (day == Integer.MAX_VALUE || day == Integer.MIN_VALUE) {
            throw infinite(column);
        }
        return LocalDate.ofEpochDay(EPOCH_DAY + day);
    }

    private Instant instant(int column) {
        long micros = row.getLong(column, 0);
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            throw infinite(column);
        }
        long second = Math.floorDiv(micros, 1_000_000L);
        return Instant.ofEpochSecond(EPOCH_SECOND + second, (micros - second * 1_000_000) * 1_000);
    }

    /** From text that is not the value itself: that of a plain query. */
    private Object parsed(int column, String text) {
        int type = row.type(column);
        boolean time = type == Types.DATE || type == Types.TIMESTAMP || type == Types.TIMESTAMPTZ;
        if (time && text.endsWith("infinity")) {
            throw infinite(column);
        }
        try {
            return switch (type) {
                case Types.INTERVAL -> Intervals.iso(text);
                case Types.FLOAT4 -> Float.parseFloat(text);
                default -> element(type, text);
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(column, "text", "what its type is");
        }
    }

    private static byte[] bytea(String text) {
        if (text.startsWith("\\x")) {
            return HexFormat.of().parseHex(text, 2, text.length());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) != '\\') {
                bytes.write(text.charAt(at));
            } else if (text.charAt(at + 1) == '\\') {
                bytes.write('\\');
                at++;
            } else {
                bytes.write(Integer.parseInt(text, at + 1, at + 4, 8));
                at += 3;
            }
        }
        return bytes.toByteArray();
    }

    private DriverException infinite(int column) {
        return new DriverException(
                FailureKind.DATA, "Column " + columnName(column) + " holds infinity, which Java's times do not have");
    }

    private DriverException unreadable(int column, String what) {
        String stored = switch (value(column)) {
            case null -> "NULL";
            case byte[] bytes -> "bytea";
            case Boolean truth -> "a boolean";
            case Long number -> "an integer";
            case Number number -> "a floating-point number";
            case UUID uuid -> "a UUID";
            case LocalDate date -> "a date";
            case LocalDateTime time -> "a timestamp";
            case Instant instant -> "a timestamp with time zone";
            default -> "text";
        };
        return unreadable(column, stored, what);
    }

    private DriverException unreadable(int column, String stored, String what) {
        return new DriverException(
                FailureKind.DATA,
                "Column " + columnName(column) + " holds " + stored + " that cannot be read as " + what);
    }
}
