// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.RowReader;
import org.sqlite.core.Codes;

/**
 * Reads values as SQLite stores them. It types values, not columns, so each read asks for the value's type: text in a
 * number's column must be an error and not the zero that SQLite would make of it.
 */
abstract class StoredRow implements RowReader {
    /** One of the five storage classes. */
    abstract int type(int column);

    abstract long integer(int column);

    abstract double floating(int column);

    abstract byte[] bytes(int column);

    /** Of text, in UTF-8. */
    abstract byte[] textBytes(int column);

    /** Of anything but a blob. */
    abstract String text(int column);

    @Override
    public boolean isNull(int column) {
        return type(column) == Codes.SQLITE_NULL;
    }

    @Override
    public boolean getBoolean(int column) {
        return switch (type(column)) {
            case Codes.SQLITE_INTEGER -> integer(column) != 0;
            case Codes.SQLITE_NULL -> false;
            case Codes.SQLITE_TEXT ->
                switch (text(column).toLowerCase(Locale.ROOT)) {
                    case "1", "true", "t", "yes", "on" -> true;
                    case "0", "false", "f", "no", "off" -> false;
                    default -> throw unreadable(column, "a boolean", null);
                };
            default -> throw unreadable(column, "a boolean", null);
        };
    }

    @Override
    public int getInt(int column) {
        long number = getLong(column);
        if ((int) number != number) {
            throw unreadable(column, "an int", null);
        }
        return (int) number;
    }

    @Override
    public long getLong(int column) {
        return switch (type(column)) {
            case Codes.SQLITE_INTEGER -> integer(column);
            case Codes.SQLITE_NULL -> 0;
            case Codes.SQLITE_FLOAT -> {
                double number = floating(column);
                if ((long) number != number || (long) number == Long.MAX_VALUE) {
                    throw unreadable(column, "an integer", null);
                }
                yield (long) number;
            }
            case Codes.SQLITE_TEXT -> {
                try {
                    yield Long.parseLong(text(column).strip());
                } catch (NumberFormatException e) {
                    throw unreadable(column, "an integer", e);
                }
            }
            default -> throw unreadable(column, "an integer", null);
        };
    }

    @Override
    public float getFloat(int column) {
        return (float) getDouble(column);
    }

    @Override
    public double getDouble(int column) {
        return switch (type(column)) {
            case Codes.SQLITE_INTEGER, Codes.SQLITE_FLOAT -> floating(column);
            case Codes.SQLITE_NULL -> 0;
            case Codes.SQLITE_TEXT -> {
                try {
                    yield Double.parseDouble(text(column));
                } catch (NumberFormatException e) {
                    throw unreadable(column, "a number", e);
                }
            }
            default -> throw unreadable(column, "a number", null);
        };
    }

    @Override
    public @Nullable String getString(int column) {
        return switch (type(column)) {
            case Codes.SQLITE_NULL -> null;
            case Codes.SQLITE_BLOB -> throw unreadable(column, "text", null);
            default -> text(column);
        };
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) {
        try {
            return switch (type(column)) {
                case Codes.SQLITE_NULL -> null;
                case Codes.SQLITE_INTEGER -> BigDecimal.valueOf(integer(column));
                case Codes.SQLITE_FLOAT -> BigDecimal.valueOf(floating(column));
                case Codes.SQLITE_TEXT -> new BigDecimal(text(column).strip());
                default -> throw unreadable(column, "a decimal number", null);
            };
        } catch (NumberFormatException e) {
            throw unreadable(column, "a decimal number", e);
        }
    }

    @Override
    public byte @Nullable [] getBytes(int column) {
        return switch (type(column)) {
            case Codes.SQLITE_NULL -> null;
            case Codes.SQLITE_BLOB -> bytes(column);
            case Codes.SQLITE_TEXT -> text(column).getBytes(StandardCharsets.UTF_8);
            default -> throw unreadable(column, "bytes", null);
        };
    }

    @Override
    public @Nullable UUID getUuid(int column) {
        int type = type(column);
        if (type == Codes.SQLITE_NULL) {
            return null;
        }
        if (type == Codes.SQLITE_TEXT) {
            String text = text(column);
            if (text.length() == 36) {
                try {
                    return UUID.fromString(text);
                } catch (IllegalArgumentException e) {
                    throw unreadable(column, "a UUID", e);
                }
            }
        }
        throw unreadable(column, "a UUID", null);
    }

    @Override
    public @Nullable LocalDate getLocalDate(int column) {
        byte[] text = timeText(column, "a date");
        try {
            return text == null ? null : Times.readDate(text);
        } catch (DateTimeException e) {
            throw unreadable(column, "a date", e);
        }
    }

    @Override
    public @Nullable LocalTime getLocalTime(int column) {
        byte[] text = timeText(column, "a time of day");
        try {
            return text == null ? null : Times.readTime(text);
        } catch (DateTimeException e) {
            throw unreadable(column, "a time of day", e);
        }
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        byte[] text = timeText(column, "a date with a time");
        try {
            return text == null ? null : Times.readDateTime(text);
        } catch (DateTimeException e) {
            throw unreadable(column, "a date with a time", e);
        }
    }

    @Override
    public @Nullable Instant getInstant(int column) {
        byte[] text = timeText(column, "an instant");
        try {
            return text == null ? null : Times.readInstant(text);
        } catch (DateTimeException e) {
            throw unreadable(column, "an instant", e);
        }
    }

    @Override
    public @Nullable Object getObject(int column) {
        return switch (type(column)) {
            case Codes.SQLITE_INTEGER -> integer(column);
            case Codes.SQLITE_FLOAT -> floating(column);
            case Codes.SQLITE_TEXT -> text(column);
            case Codes.SQLITE_BLOB -> bytes(column);
            default -> null;
        };
    }

    /** A number is not taken for a time: it may be seconds, milliseconds or a Julian day. */
    private byte @Nullable [] timeText(int column, String what) {
        return switch (type(column)) {
            case Codes.SQLITE_NULL -> null;
            case Codes.SQLITE_TEXT -> textBytes(column);
            default -> throw unreadable(column, what, null);
        };
    }

    private DriverException unreadable(int column, String what, @Nullable Throwable cause) {
        String stored = switch (type(column)) {
            case Codes.SQLITE_INTEGER -> "an integer";
            case Codes.SQLITE_FLOAT -> "a floating-point number";
            case Codes.SQLITE_TEXT -> "text";
            case Codes.SQLITE_BLOB -> "a blob";
            default -> "NULL";
        };
        // The cause's message quotes the value, so only its kind is told.
        String why = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
        return new DriverException(
                FailureKind.DATA,
                "Column " + columnName(column) + " holds " + stored + " that cannot be read as " + what + why);
    }
}
