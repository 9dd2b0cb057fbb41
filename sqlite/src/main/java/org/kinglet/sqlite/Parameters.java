// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Texts;

/** From the parameters of a command to the four types that SQLite stores. */
final class Parameters {
    /** Beyond this a decimal is written with an exponent: 1E1000000000 would be a gigabyte of zeros. */
    private static final int MAX_SCALE = 10_000;

    private Parameters() {}

    /** An {@link Integer}, {@link Long}, {@link Double}, {@link String}, {@code byte[]} or {@code null}. */
    static @Nullable Object toStored(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long number -> number;
            case Integer number -> number;
            case String text -> wellFormed(text);
            case Boolean flag -> flag ? 1 : 0;
            case Double number -> notNan(number);
            case Float number -> notNan(number.doubleValue());
            case byte[] bytes -> bytes;
            case Instant instant -> Times.write(instant);
            case LocalDateTime time -> Times.write(time);
            case LocalDate date -> Times.write(date);
            case LocalTime time -> Times.write(time);
            case UUID uuid -> uuid.toString();
            case BigDecimal number -> decimal(number);
            default ->
                throw Failures.programming("A parameter has a type that the SQLite driver does not take: "
                        + value.getClass().getName());
        };
    }

    private static Double notNan(Double number) {
        if (number.isNaN()) {
            throw new DriverException(
                    FailureKind.DATA, "SQLite cannot keep NaN: it would become NULL; a parameter is NaN");
        }
        return number;
    }

    private static String wellFormed(String text) {
        if (!Texts.isWellFormed(text)) {
            throw new DriverException(
                    FailureKind.DATA, "A text parameter has an unpaired surrogate, which UTF-8 cannot express");
        }
        return text;
    }

    private static String decimal(BigDecimal number) {
        return Math.abs((long) number.scale()) > MAX_SCALE ? number.toString() : number.toPlainString();
    }
}
