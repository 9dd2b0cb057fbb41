// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Dates and times as the server's text has them: {@code 0044-03-15 08:00:00.5+00 BC}. */
final class Times {
    private static final String BC = " BC";

    private Times() {}

    // Java counts a year 0 before the year 1; the server has 1 BC there.

    static String write(LocalDate date) {
        return date(date) + era(date);
    }

    static String write(LocalDateTime time) {
        return date(time.toLocalDate()) + "T" + time.toLocalTime() + era(time.toLocalDate());
    }

    static String write(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return date(time.toLocalDate()) + "T" + time.toLocalTime() + "Z" + era(time.toLocalDate());
    }

    private static String date(LocalDate date) {
        String text = date.toString();
        String monthAndDay = text.substring(text.length() - "-12-31".length());
        String year = Integer.toString(date.get(ChronoField.YEAR_OF_ERA));
        return "0".repeat(Math.max(0, 4 - year.length())) + year + monthAndDay;
    }

    private static String era(LocalDate date) {
        return date.getYear() < 1 ? BC : "";
    }

    static LocalDate readDate(String text) {
        boolean before = text.endsWith(BC);
        String date = before ? text.substring(0, text.length() - BC.length()) : text;
        int dash = date.indexOf('-');
        if (dash < 1) {
            throw new DateTimeException("no date");
        }
        try {
            int year = Integer.parseInt(date, 0, dash, 10);
            LocalDate monthAndDay = LocalDate.parse("0004" + date.substring(dash));
            return LocalDate.of(before ? 1 - year : year, monthAndDay.getMonth(), monthAndDay.getDayOfMonth());
        } catch (NumberFormatException e) {
            throw new DateTimeException("no date", e);
        }
    }

    static LocalDateTime readDateTime(String text) {
        String era = text.endsWith(BC) ? BC : "";
        int between = Math.max(text.indexOf(' '), text.indexOf('T'));
        if (between < 0) {
            throw new DateTimeException("no time");
        }
        LocalTime time = LocalTime.parse(text.substring(between + 1, text.length() - era.length()));
        return readDate(text.substring(0, between) + era).atTime(time);
    }

    /** With an offset of hours, or hours and minutes, or Z. */
    static Instant readInstant(String text) {
        String era = text.endsWith(BC) ? BC : "";
        String time = text.substring(0, text.length() - era.length());
        int offset = Math.max(time.lastIndexOf('+'), Math.max(time.lastIndexOf('-'), time.lastIndexOf('Z')));
        if (offset < 0) {
            throw new DateTimeException("no offset");
        }
        return readDateTime(time.substring(0, offset) + era).toInstant(ZoneOffset.of(time.substring(offset)));
    }
}
