// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MICROS;
import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.MONTHS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static java.time.temporal.ChronoUnit.WEEKS;
import static java.time.temporal.ChronoUnit.YEARS;
import static java.time.temporal.IsoFields.QUARTER_YEARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.currentDate;
import static org.kinglet.query.Functions.currentTimestamp;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.TemporalExpression;

/** Parts of times, and how one follows from another: in UTC, with microseconds. */
class DateFunctionsTest extends DatabaseTest {
    private static final LocalDateTime TIME = LocalDateTime.parse("2024-02-29T23:59:59.987654");
    private static final Instant INSTANT = TIME.toInstant(ZoneOffset.UTC);
    private static final LocalDate DATE = TIME.toLocalDate();
    private static final LocalTime OF_DAY = TIME.toLocalTime();

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    @BeforeEach
    void oneRow() {
        SPECIMENS.create(
                SPECIMENS.instant.set(INSTANT),
                SPECIMENS.dateTime.set(TIME),
                SPECIMENS.date.set(DATE),
                SPECIMENS.time.set(OF_DAY),
                SPECIMENS.anInt.set(2));
    }

    private static <T> T get(Expression<T> expression) {
        return SPECIMENS.select(expression).map(row -> row.get(expression)).get();
    }

    @Test
    void parts() {
        for (TemporalExpression<?> time : List.of(SPECIMENS.instant, SPECIMENS.dateTime, SPECIMENS.date)) {
            assertThat(get(time.quarter())).isEqualTo(1);
            assertThat(get(time.week())).isEqualTo(9);
            assertThat(get(time.dayOfWeek())).isEqualTo(4);
            assertThat(get(time.dayOfYear())).isEqualTo(60);
            assertThat(get(time.day())).isEqualTo(29);
        }
        assertThat(get(SPECIMENS.instant.microsecond())).isEqualTo(987_654);
        assertThat(get(SPECIMENS.time.microsecond())).isEqualTo(987_654);
        assertThat(get(SPECIMENS.instant.second())).isEqualTo(59);
        assertThat(get(SPECIMENS.instant.epochSecond())).isEqualTo(INSTANT.getEpochSecond());
        assertThat(get(SPECIMENS.dateTime.epochSecond())).isEqualTo(INSTANT.getEpochSecond());
        assertThat(get(SPECIMENS.date.epochSecond())).isEqualTo(DATE.toEpochDay() * 86_400);
        assertThat(get(value(Instant.parse("1969-12-31T23:59:59.5Z")).epochSecond()))
                .isEqualTo(-1);
        assertThat(get(value(LocalDate.of(2023, 1, 1)).week())).isEqualTo(52);
        assertThat(get(value(LocalDate.of(2023, 1, 1)).dayOfWeek())).isEqualTo(7);
        assertThatThrownBy(() -> SPECIMENS.date.hour()).hasMessageContaining("a date");
        assertThatThrownBy(() -> SPECIMENS.time.year()).hasMessageContaining("a time of day");
    }

    @Test
    void truncation() {
        for (ChronoUnit unit : List.of(DAYS, HOURS, MINUTES, SECONDS, MILLIS, MICROS)) {
            assertThat(get(SPECIMENS.instant.truncatedTo(unit))).as(unit + "").isEqualTo(INSTANT.truncatedTo(unit));
            assertThat(get(SPECIMENS.dateTime.truncatedTo(unit))).as(unit + "").isEqualTo(TIME.truncatedTo(unit));
            if (unit != DAYS) {
                assertThat(get(SPECIMENS.time.truncatedTo(unit))).as(unit + "").isEqualTo(OF_DAY.truncatedTo(unit));
            }
        }
        assertThat(get(SPECIMENS.date.truncatedTo(YEARS))).isEqualTo("2024-01-01");
        assertThat(get(value(LocalDate.of(2024, 12, 31)).truncatedTo(QUARTER_YEARS)))
                .isEqualTo("2024-10-01");
        assertThat(get(SPECIMENS.date.truncatedTo(MONTHS))).isEqualTo("2024-02-01");
        assertThat(get(SPECIMENS.date.truncatedTo(WEEKS))).isEqualTo("2024-02-26");
        assertThat(get(SPECIMENS.date.truncatedTo(DAYS))).isEqualTo(DATE);
        assertThat(get(SPECIMENS.instant.truncatedTo(WEEKS))).isEqualTo("2024-02-26T00:00:00Z");
        assertThat(get(SPECIMENS.instant.truncatedTo(QUARTER_YEARS))).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(get(SPECIMENS.dateTime.truncatedTo(YEARS))).isEqualTo("2024-01-01T00:00:00");
        assertThatThrownBy(() -> SPECIMENS.date.truncatedTo(HOURS)).hasMessageContaining("a date has no");
        assertThatThrownBy(() -> SPECIMENS.date.truncatedTo(ChronoUnit.ERAS)).hasMessageContaining("use YEARS");
    }

    @Test
    void laterAndSooner() {
        for (ChronoUnit unit : List.of(YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS, MILLIS, MICROS)) {
            assertThat(get(SPECIMENS.dateTime.plus(13, unit))).as(unit + "").isEqualTo(TIME.plus(13, unit));
            assertThat(get(SPECIMENS.dateTime.minus(13, unit))).as(unit + "").isEqualTo(TIME.minus(13, unit));
            assertThat(get(SPECIMENS.instant.plus(13, unit)))
                    .as(unit + "")
                    .isEqualTo(TIME.plus(13, unit).toInstant(ZoneOffset.UTC));
            if (unit.isDateBased()) {
                assertThat(get(SPECIMENS.date.plus(13, unit))).as(unit + "").isEqualTo(DATE.plus(13, unit));
            } else {
                assertThat(get(SPECIMENS.time.plus(13, unit))).as(unit + "").isEqualTo(OF_DAY.plus(13, unit));
                assertThat(get(value(LocalTime.MIDNIGHT).minus(13, unit)))
                        .isEqualTo(LocalTime.MIDNIGHT.minus(13, unit));
            }
        }
        assertThat(get(value(LocalDate.of(2024, 1, 31)).plus(1, MONTHS))).isEqualTo("2024-02-29");
        assertThat(get(value(LocalDate.of(2024, 1, 31)).plus(1, QUARTER_YEARS))).isEqualTo("2024-04-30");
        assertThat(get(SPECIMENS.date.minus(4, YEARS))).isEqualTo("2020-02-29");
        assertThat(get(SPECIMENS.instant.plus(Duration.ofNanos(1_000_000_012_345_000L))))
                .isEqualTo(INSTANT.plusNanos(1_000_000_012_345_000L));
        assertThat(get(SPECIMENS.date.plus(Period.of(1, 2, 3)))).isEqualTo(DATE.plus(Period.of(1, 2, 3)));
        assertThat(get(SPECIMENS.date.minus(Period.of(0, 2, 3)))).isEqualTo(DATE.minus(Period.of(0, 2, 3)));
        assertThat(get(SPECIMENS.date.plus(SPECIMENS.anInt, DAYS))).isEqualTo("2024-03-02");
        assertThat(get(SPECIMENS.date.minus(SPECIMENS.anInt, MONTHS))).isEqualTo("2023-12-29");
        assertThat(get(SPECIMENS.instant.plus(SPECIMENS.anInt.plus(1), HOURS))).isEqualTo(INSTANT.plus(3, HOURS));
        assertThat(get(SPECIMENS.date.plus(SPECIMENS.aLong, DAYS))).isNull();
        assertThat(SPECIMENS.count(SPECIMENS.instant.plus(1, DAYS).gt(INSTANT))).isEqualTo(1);
        assertThat(SPECIMENS.count(
                        SPECIMENS.instant.plus(1, MICROS).minus(1, MICROS).eq(INSTANT)))
                .isEqualTo(1);
    }

    @Test
    void differences() {
        LocalDateTime later = LocalDateTime.parse("2026-05-28T01:02:03.000001");
        for (ChronoUnit unit : List.of(YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS, MILLIS, MICROS)) {
            long expected = TIME.until(later, unit);
            assertThat(get(SPECIMENS.dateTime.until(later, unit))).as(unit + "").isEqualTo(expected);
            assertThat(get(value(later).until(SPECIMENS.dateTime, unit)))
                    .as(unit + "")
                    .isEqualTo(-expected);
            assertThat(get(SPECIMENS.instant.until(later.toInstant(ZoneOffset.UTC), unit)))
                    .as(unit + "")
                    .isEqualTo(expected);
            if (unit.isDateBased()) {
                assertThat(get(SPECIMENS.date.until(later.toLocalDate(), unit)))
                        .as(unit + "")
                        .isEqualTo(DATE.until(later.toLocalDate(), unit));
            } else {
                assertThat(get(SPECIMENS.time.until(LocalTime.NOON, unit)))
                        .as(unit + "")
                        .isEqualTo(OF_DAY.until(LocalTime.NOON, unit));
            }
        }
        assertThat(get(value(LocalDate.of(2024, 1, 31)).until(LocalDate.of(2024, 2, 29), MONTHS)))
                .isZero();
        assertThat(get(value(LocalDate.of(2024, 1, 1)).until(LocalDate.of(2024, 7, 1), QUARTER_YEARS)))
                .isEqualTo(2);
    }

    @Test
    void datesTimesAndNow() {
        assertThat(get(SPECIMENS.instant.date())).isEqualTo(DATE);
        assertThat(get(SPECIMENS.instant.time())).isEqualTo(OF_DAY);
        assertThat(get(SPECIMENS.dateTime.date())).isEqualTo(DATE);
        assertThat(get(SPECIMENS.dateTime.time())).isEqualTo(OF_DAY);
        assertThat(SPECIMENS.count(SPECIMENS.instant.date().eq(SPECIMENS.date))).isEqualTo(1);
        assertThat(Duration.between(Instant.now(), get(currentTimestamp())).abs())
                .isLessThan(Duration.ofMinutes(5));
        assertThat(Math.abs(LocalDate.now(ZoneOffset.UTC).until(get(currentDate()), DAYS)))
                .isLessThanOrEqualTo(1);
        assertThat(SPECIMENS.count(SPECIMENS.instant.lt(currentTimestamp()), SPECIMENS.date.lt(currentDate())))
                .isEqualTo(1);
    }
}
