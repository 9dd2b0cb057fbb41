// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalUnit;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Node.TimeUnit;
import org.kinglet.schema.SqlType;

/** Which of the JDK's units databases know. */
final class TimeUnits {
    private TimeUnits() {}

    /**
     * The unit, if values of the type have it.
     *
     * @throws IllegalArgumentException if they have not
     */
    static TimeUnit of(TemporalUnit unit, SqlType type) {
        TimeUnit known = of(unit);
        boolean ofDate = known.compareTo(TimeUnit.DAY) <= 0;
        if (type == SqlType.DATE && !ofDate || type == SqlType.TIME && ofDate) {
            throw new IllegalArgumentException(
                    (type == SqlType.DATE ? "a date has no " : "a time of day has no ") + unit);
        }
        return known;
    }

    /** @throws ArithmeticException if it has more than 292 thousand years */
    static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }

    private static TimeUnit of(TemporalUnit unit) {
        if (unit == IsoFields.QUARTER_YEARS) return TimeUnit.QUARTER;
        TimeUnit known = unit instanceof ChronoUnit chrono ? ofChrono(chrono) : null;
        if (known == null) {
            throw new IllegalArgumentException(
                    "databases do not know the unit " + unit + "; use YEARS, QUARTER_YEARS of"
                            + " IsoFields, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS, MILLIS or MICROS");
        }
        return known;
    }

    private static @Nullable TimeUnit ofChrono(ChronoUnit unit) {
        return switch (unit) {
            case YEARS -> TimeUnit.YEAR;
            case MONTHS -> TimeUnit.MONTH;
            case WEEKS -> TimeUnit.WEEK;
            case DAYS -> TimeUnit.DAY;
            case HOURS -> TimeUnit.HOUR;
            case MINUTES -> TimeUnit.MINUTE;
            case SECONDS -> TimeUnit.SECOND;
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            default -> null;
        };
    }
}
