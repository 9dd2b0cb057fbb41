// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;

/** A column of every type, each of which can be null, so that a test fills in what it is about. */
@Entity
public record Specimen(
        @Id long id,
        @Nullable Boolean aBoolean,
        @Nullable Byte aByte,
        @Nullable Short aShort,
        @Nullable Integer anInt,
        @Nullable Long aLong,
        @Nullable Float aFloat,
        @Nullable Double aDouble,
        @Nullable Character aChar,
        @Nullable String text,
        @Nullable BigDecimal decimal,
        @Nullable BigInteger bigInteger,
        byte @Nullable [] bytes,
        @Nullable UUID uuid,
        @Nullable LocalDate date,
        @Nullable LocalTime time,
        @Nullable LocalDateTime dateTime,
        @Nullable Instant instant,
        @Nullable OffsetDateTime offsetDateTime,
        @Nullable Duration duration,
        @Nullable Color color) {

    /** One constant has a body and with it a class of its own. */
    public enum Color {
        RED,
        GREEN {
            @Override
            public boolean isLoud() {
                return false;
            }
        };

        public boolean isLoud() {
            return true;
        }
    }
}
