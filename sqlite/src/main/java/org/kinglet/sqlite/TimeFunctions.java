// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** Functions of dates and times with microseconds, where SQLite's own have milliseconds. */
final class TimeFunctions {
    private static final LocalDate ANY_DAY = LocalDate.EPOCH;

    private TimeFunctions() {}

    /**
     * @param arguments what to do, the type, perhaps a unit, the time, and perhaps another argument; none of them null
     * @return text or a whole number
     */
    static Object call(Object[] arguments) {
        String type = (String) arguments[1];
        return switch ((String) arguments[0]) {
            case "truncate" -> written(truncated(of(type, arguments[3]), (String) arguments[2]), type);
            case "add" ->
                written(
                        later(of(type, arguments[3]), (String) arguments[2], ((Number) arguments[4]).longValue()),
                        type);
            case "between" -> between(of(type, arguments[3]), of(type, arguments[4]), (String) arguments[2]);
            case "date" -> Times.write(of(type, arguments[2]).toLocalDate());
            case "time" -> Times.write(of(type, arguments[2]).toLocalTime());
            case "epoch" -> of(type, arguments[2]).toEpochSecond(ZoneOffset.UTC);
            case "microsecond" -> (long) of(type, arguments[2]).get(ChronoField.MICRO_OF_SECOND);
            default -> throw new IllegalArgumentException((String) arguments[0]);
        };
    }

    /** Every type as a time of some day, in UTC. */
    private static LocalDateTime of(String type, Object time) {
        byte[] text = ((String) time).getBytes(StandardCharsets.UTF_8);
        return switch (type) {
            case "date" -> Times.readDate(text).atStartOfDay();
            case "time" -> Times.readTime(text).atDate(ANY_DAY);
            case "timestamp" -> Times.readDateTime(text);
            default -> LocalDateTime.ofInstant(Times.readInstant(text), ZoneOffset.UTC);
        };
    }

    private static String written(LocalDateTime time, String type) {
        return switch (type) {
            case "date" -> Times.write(time.toLocalDate());
            case "time" -> Times.write(time.toLocalTime());
            case "timestamp" -> Times.write(time);
            default -> Times.write(time.toInstant(ZoneOffset.UTC));
        };
    }

    private static LocalDateTime truncated(LocalDateTime time, String unit) {
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        return switch (unit) {
            case "year" -> day.withDayOfYear(1);
            case "quarter" -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
            case "month" -> day.withDayOfMonth(1);
            case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "day" -> day;
            default -> time.truncatedTo(withinDay(unit));
        };
    }

    private static LocalDateTime later(LocalDateTime time, String unit, long amount) {
        return switch (unit) {
            case "year" -> time.plusYears(amount);
            case "quarter" -> time.plusMonths(Math.multiplyExact(amount, 3L));
            case "month" -> time.plusMonths(amount);
            case "week" -> time.plusWeeks(amount);
            case "day" -> time.plusDays(amount);
            default -> time.plus(amount, withinDay(unit));
        };
    }

    private static long between(LocalDateTime from, LocalDateTime to, String unit) {
        return switch (unit) {
            case "year" -> months(from, to) / 12;
            case "quarter" -> months(from, to) / 3;
            case "month" -> months(from, to);
            case "week" -> from.until(to, ChronoUnit.WEEKS);
            case "day" -> from.until(to, ChronoUnit.DAYS);
            default -> from.until(to, withinDay(unit));
        };
    }

    /** Whole ones, where a month ends at the same day and time; the JDK counts from the last day of a month in another way. */
    private static long months(LocalDateTime from, LocalDateTime to) {
        if (to.isBefore(from)) return -months(to, from);
        long months = (to.getYear() - from.getYear()) * 12L + to.getMonthValue() - from.getMonthValue();
        int days = Integer.compare(to.getDayOfMonth(), from.getDayOfMonth());
        boolean before = days < 0 || days == 0 && to.toLocalTime().isBefore(from.toLocalTime());
        return before ? months - 1 : months;
    }

    private static ChronoUnit withinDay(String unit) {
        return switch (unit) {
            case "hour" -> ChronoUnit.HOURS;
            case "minute" -> ChronoUnit.MINUTES;
            case "second" -> ChronoUnit.SECONDS;
            case "millisecond" -> ChronoUnit.MILLIS;
            case "microsecond" -> ChronoUnit.MICROS;
            default -> throw new IllegalArgumentException(unit);
        };
    }
}
