// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Cuts times to microseconds, which is what every backend keeps, so that what is saved equals what is read. */
public final class Micros {
    private Micros() {}

    public static Instant of(Instant value) {
        return value.getNano() % 1000 == 0 ? value : value.truncatedTo(ChronoUnit.MICROS);
    }

    public static LocalDateTime of(LocalDateTime value) {
        return value.getNano() % 1000 == 0 ? value : value.truncatedTo(ChronoUnit.MICROS);
    }

    public static LocalTime of(LocalTime value) {
        return value.getNano() % 1000 == 0 ? value : value.truncatedTo(ChronoUnit.MICROS);
    }

    public static Duration of(Duration value) {
        return value.truncatedTo(ChronoUnit.MICROS);
    }

    /** Also in UTC, since only the instant is kept. */
    public static OffsetDateTime of(OffsetDateTime value) {
        return of(value.toInstant()).atOffset(ZoneOffset.UTC);
    }
}
