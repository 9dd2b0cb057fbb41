// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * The text of PostgreSQL's ranges: {@code [1,5)}, {@code ["2026-01-01 10:00:00+00",)}, {@code empty}. Bounds are those that
 * drivers exchange.
 */
final class RangeText {
    private static final String EMPTY = "empty";
    private static final String BC = " BC";

    private RangeText() {}

    static <T extends Comparable<? super T>> String write(Range<T> range, DataType<T> element) {
        if (range.isEmpty()) return EMPTY;
        return (range.lowerInclusive() ? "[" : "(")
                + bound(element.encode(range.lower()))
                + ","
                + bound(element.encode(range.upper()))
                + (range.upperInclusive() ? "]" : ")");
    }

    private static String bound(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case LocalDate date -> '"' + date(date) + era(date) + '"';
            case LocalDateTime time -> '"' + time(time) + era(time.toLocalDate()) + '"';
            case Instant instant -> {
                LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
                yield '"' + time(time) + "+00" + era(time.toLocalDate()) + '"';
            }
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    // Java counts a year 0 before the year 1; the server has 1 BC there.

    private static String time(LocalDateTime time) {
        return date(time.toLocalDate()) + ' ' + time.toLocalTime();
    }

    private static String date(LocalDate date) {
        return "%04d-%02d-%02d"
                .formatted(date.get(ChronoField.YEAR_OF_ERA), date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() < 1 ? BC : "";
    }

    static <T extends Comparable<? super T>> Range<T> read(String text, DataType<T> element) {
        if (text.equals(EMPTY)) return Range.empty();
        int comma = text.indexOf(','); // in no number and in no time
        boolean closed = text.startsWith("[");
        boolean open = text.startsWith("(");
        if (comma < 0 || !closed && !open || !text.endsWith("]") && !text.endsWith(")")) throw malformed();
        T lower = bound(text.substring(1, comma), element);
        T upper = bound(text.substring(comma + 1, text.length() - 1), element);
        return new Range<>(lower, closed, upper, text.endsWith("]"), false);
    }

    private static <T> @Nullable T bound(String written, DataType<T> element) {
        String text = written.startsWith("\"") && written.endsWith("\"") && written.length() > 1
                ? written.substring(1, written.length() - 1)
                : written;
        if (text.isEmpty()) return null;
        try {
            return element.decode(value(text, element.sqlType()));
        } catch (NumberFormatException | DateTimeException unreadable) {
            throw malformed();
        }
    }

    private static Object value(String text, SqlType type) {
        return switch (type) {
            case INTEGER -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case DATE -> readDate(text);
            case TIMESTAMP -> readTime(text);
            case TIMESTAMP_WITH_TIME_ZONE -> readInstant(text);
            default -> throw new IllegalArgumentException("there are no ranges of " + type);
        };
    }

    private static LocalDate readDate(String text) {
        boolean before = text.endsWith(BC);
        String date = before ? text.substring(0, text.length() - BC.length()) : text;
        int dash = date.indexOf('-', 1);
        if (dash < 0) throw malformed();
        int year = Integer.parseInt(date.substring(0, dash));
        LocalDate inLeapYear = LocalDate.parse("0004" + date.substring(dash));
        return LocalDate.of(before ? 1 - year : year, inLeapYear.getMonth(), inLeapYear.getDayOfMonth());
    }

    private static LocalDateTime readTime(String text) {
        String era = text.endsWith(BC) ? BC : "";
        int between = text.indexOf(' ');
        if (between < 0) throw malformed();
        LocalTime time = LocalTime.parse(text.substring(between + 1, text.length() - era.length()));
        return readDate(text.substring(0, between) + era).atTime(time);
    }

    /** With an offset of hours, with minutes and seconds or without. */
    private static Instant readInstant(String text) {
        String era = text.endsWith(BC) ? BC : "";
        String time = text.substring(0, text.length() - era.length());
        int offset = Math.max(time.lastIndexOf('+'), time.lastIndexOf('-'));
        if (offset < 0) throw malformed();
        return readTime(time.substring(0, offset) + era).toInstant(ZoneOffset.of(time.substring(offset)));
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("it is not a range of values that Java has, such as one up to infinity");
    }
}
