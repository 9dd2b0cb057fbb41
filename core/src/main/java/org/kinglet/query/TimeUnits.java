// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalUnit;
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
            throw new IllegalArgumentException((type == SqlType.DATE ? "a date has no " : "a time of day has no ") + unit);
        }
        return known;
    }

    /** @throws ArithmeticException if it has more than 292 thousand years */
    static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }

    private static TimeUnit of(TemporalUnit unit) {
        if (unit == IsoFields.QUARTER_YEARS) return TimeUnit.QUARTER;
        if (unit instanceof ChronoUnit chrono) {
            switch (chrono) {
                case YEARS:
                    return TimeUnit.YEAR;
                case MONTHS:
                    return TimeUnit.MONTH;
                case WEEKS:
                    return TimeUnit.WEEK;
                case DAYS:
                    return TimeUnit.DAY;
                case HOURS:
                    return TimeUnit.HOUR;
                case MINUTES:
                    return TimeUnit.MINUTE;
                case SECONDS:
                    return TimeUnit.SECOND;
                case MILLIS:
                    return TimeUnit.MILLISECOND;
                case MICROS:
                    return TimeUnit.MICROSECOND;
                default:
                    break;
            }
        }
        throw new IllegalArgumentException("databases do not know the unit " + unit + "; use YEARS, QUARTER_YEARS of"
                + " IsoFields, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS, MILLIS or MICROS");
    }
}
