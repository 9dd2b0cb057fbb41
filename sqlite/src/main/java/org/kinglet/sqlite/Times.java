// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * Dates and times as text of fixed width, so that text order is time order:
 * {@code 2026-11-21T08:48:23.123456Z}, {@code 2026-11-21T08:48:23.123456}, {@code 2026-11-21}, {@code 08:48:23.123456}.
 * Written by hand because every row of a table passes here, and {@code DateTimeFormatter} costs more than the query.
 *
 * <p>Reading takes what other programs write as well: a blank for the T, any number of fraction digits or none, no
 * seconds, a date alone, and for instants an offset or nothing (which is UTC, as in SQLite's own
 * {@code CURRENT_TIMESTAMP}).
 */
final class Times {
    private static final int DATE = 10;
    private static final int TIME = 15;
    private static final long SECONDS_PER_DAY = 86_400;

    private Times() {}

    static String write(Instant instant) {
        long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
        int second = (int) Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        byte[] text = new byte[DATE + 1 + TIME + 1];
        LocalDate date = checked(day);
        putDate(text, date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        text[DATE] = 'T';
        putTime(text, DATE + 1, second / 3600, second / 60 % 60, second % 60, instant.getNano());
        text[DATE + 1 + TIME] = 'Z';
        return ascii(text);
    }

    static String write(LocalDateTime time) {
        byte[] text = new byte[DATE + 1 + TIME];
        putDate(text, checked(time.getYear()), time.getMonthValue(), time.getDayOfMonth());
        text[DATE] = 'T';
        putTime(text, DATE + 1, time.getHour(), time.getMinute(), time.getSecond(), time.getNano());
        return ascii(text);
    }

    static String write(LocalDate date) {
        byte[] text = new byte[DATE];
        putDate(text, checked(date.getYear()), date.getMonthValue(), date.getDayOfMonth());
        return ascii(text);
    }

    static String write(LocalTime time) {
        byte[] text = new byte[TIME];
        putTime(text, 0, time.getHour(), time.getMinute(), time.getSecond(), time.getNano());
        return ascii(text);
    }

    /** @throws DateTimeException if the text is no instant */
    static Instant readInstant(byte[] text) {
        Parser parser = new Parser(text);
        parser.date();
        parser.timeIfAny();
        int offset = parser.offset();
        parser.end();
        long day = LocalDate.of(parser.year, parser.month, parser.day).toEpochDay();
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY + parser.secondOfDay() - offset, parser.nano);
    }

    /** @throws DateTimeException if the text is no date with a time */
    static LocalDateTime readDateTime(byte[] text) {
        Parser parser = new Parser(text);
        parser.date();
        parser.timeIfAny();
        parser.end();
        return LocalDateTime.of(
                parser.year, parser.month, parser.day, parser.hour, parser.minute, parser.second, parser.nano);
    }

    /** @throws DateTimeException if the text is no date, or one with a time that is not midnight */
    static LocalDate readDate(byte[] text) {
        Parser parser = new Parser(text);
        parser.date();
        parser.timeIfAny();
        parser.end();
        if (parser.secondOfDay() != 0 || parser.nano != 0) {
            throw new DateTimeException("A date with a time");
        }
        return LocalDate.of(parser.year, parser.month, parser.day);
    }

    /** @throws DateTimeException if the text is no time of day */
    static LocalTime readTime(byte[] text) {
        Parser parser = new Parser(text);
        parser.time();
        parser.end();
        return LocalTime.of(parser.hour, parser.minute, parser.second, parser.nano);
    }

    private static LocalDate checked(long epochDay) {
        if (epochDay < -719_162 || epochDay > 2_932_896) {
            throw outOfRange();
        }
        return LocalDate.ofEpochDay(epochDay);
    }

    private static int checked(int year) {
        if (year < 1 || year > 9999) {
            throw outOfRange();
        }
        return year;
    }

    private static DriverException outOfRange() {
        return new DriverException(
                FailureKind.DATA,
                "SQLite keeps dates and times as text, from the year 0001 to 9999; a parameter is outside");
    }

    private static void putDate(byte[] text, int year, int month, int day) {
        two(text, 0, year / 100);
        two(text, 2, year % 100);
        text[4] = '-';
        two(text, 5, month);
        text[7] = '-';
        two(text, 8, day);
    }

    private static void putTime(byte[] text, int at, int hour, int minute, int second, int nano) {
        two(text, at, hour);
        text[at + 2] = ':';
        two(text, at + 3, minute);
        text[at + 5] = ':';
        two(text, at + 6, second);
        text[at + 8] = '.';
        int micro = nano / 1000;
        two(text, at + 9, micro / 10_000);
        two(text, at + 11, micro / 100 % 100);
        two(text, at + 13, micro % 100);
    }

    private static void two(byte[] text, int at, int number) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static final class Parser {
        private final byte[] text;
        private int at;
        private int year;
        private int month;
        private int day;
        private int hour;
        private int minute;
        private int second;
        private int nano;

        Parser(byte[] text) {
            this.text = text;
        }

        void date() {
            year = digits(4);
            sign('-');
            month = digits(2);
            sign('-');
            day = digits(2);
        }

        void timeIfAny() {
            if (at < text.length) {
                if (text[at] != 'T' && text[at] != ' ' && text[at] != 't') {
                    throw malformed();
                }
                at++;
                time();
            }
        }

        void time() {
            hour = digits(2);
            sign(':');
            minute = digits(2);
            if (at < text.length && text[at] == ':') {
                at++;
                second = digits(2);
                if (at < text.length && text[at] == '.') {
                    at++;
                    fraction();
                }
            }
        }

        /** Digits after the sixth are cut: times have microseconds. */
        private void fraction() {
            int micro = 0;
            int count = 0;
            while (at < text.length && text[at] >= '0' && text[at] <= '9') {
                if (count < 6) {
                    micro = micro * 10 + text[at] - '0';
                }
                count++;
                at++;
            }
            if (count == 0) {
                throw malformed();
            }
            for (int i = count; i < 6; i++) {
                micro *= 10;
            }
            nano = micro * 1000;
        }

        /** Seconds east of UTC. */
        int offset() {
            if (at < text.length && text[at] == ' ') {
                at++;
            }
            if (at >= text.length) {
                return 0;
            }
            byte sign = text[at++];
            if (sign == 'Z' || sign == 'z') {
                return 0;
            }
            if (sign != '+' && sign != '-') {
                throw malformed();
            }
            int hours = digits(2);
            int minutes = 0;
            if (at < text.length) {
                if (text[at] == ':') {
                    at++;
                }
                minutes = digits(2);
            }
            ZoneOffset offset = ZoneOffset.ofHoursMinutes(hours, minutes);
            return sign == '+' ? offset.getTotalSeconds() : -offset.getTotalSeconds();
        }

        int secondOfDay() {
            if (hour > 23 || minute > 59 || second > 59) {
                throw malformed();
            }
            return hour * 3600 + minute * 60 + second;
        }

        void end() {
            if (at != text.length) {
                throw malformed();
            }
        }

        private int digits(int count) {
            int number = 0;
            for (int i = 0; i < count; i++) {
                if (at >= text.length || text[at] < '0' || text[at] > '9') {
                    throw malformed();
                }
                number = number * 10 + text[at++] - '0';
            }
            return number;
        }

        private void sign(char c) {
            if (at >= text.length || text[at] != c) {
                throw malformed();
            }
            at++;
        }

        private static DateTimeException malformed() {
            return new DateTimeException("Malformed");
        }
    }
}
