// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Texts;

/**
 * From the parameters of a command to those of the client. What MySQL would change in silence, or the client would send as
 * something else (the year 10000 in two bytes, half a surrogate pair as a question mark), is refused here.
 */
final class Parameters {
    /** Beyond this a decimal is written with an exponent: 1E1000000000 would be a gigabyte of zeros. */
    private static final int MAX_SCALE = 10_000;

    private Parameters() {}

    static Tuple of(@Nullable Object[] parameters) {
        if (parameters.length == 0) {
            return Tuple.tuple();
        }
        Tuple tuple = Tuple.tuple();
        for (int i = 0; i < parameters.length; i++) {
            tuple.addValue(toWire(parameters[i], i + 1));
        }
        return tuple;
    }

    private static @Nullable Object toWire(@Nullable Object value, int place) {
        return switch (value) {
            case null -> null;
            case Long number -> number;
            case Integer number -> number;
            case String text -> wellFormed(text, place);
            case Boolean flag -> flag;
            case Double number -> finite(number, number, place);
            case Float number -> finite(number, number.doubleValue(), place);
            case byte[] bytes -> Buffer.buffer(bytes);
            case Instant instant -> dateTime(instant, place);
            case LocalDateTime time -> inRange(time, time.getYear(), place);
            case LocalDate date -> inRange(date, date.getYear(), place);
            case LocalTime time -> time;
            case UUID uuid -> uuid.toString();
            case BigDecimal number ->
                Math.abs((long) number.scale()) > MAX_SCALE ? number.toString() : number.toPlainString();
            default ->
                throw new DriverException(
                        FailureKind.PROGRAMMING,
                        "Parameter " + place + " has a type that the MySQL driver does not take: "
                                + value.getClass().getName());
        };
    }

    private static Object finite(Object boxed, double number, int place) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw unfit(place, "is NaN or infinite, which MySQL does not have");
        }
        return boxed;
    }

    private static LocalDateTime dateTime(Instant instant, int place) {
        LocalDateTime time;
        try {
            time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw unfit(place, "is an instant beyond the years 1 to 9999, which are all that MySQL has");
        }
        return inRange(time, time.getYear(), place);
    }

    private static <T> T inRange(T time, int year, int place) {
        if (year < 1 || year > 9999) {
            throw unfit(place, "has a year beyond 1 to 9999, which are all that MySQL has");
        }
        return time;
    }

    private static String wellFormed(String text, int place) {
        if (!Texts.isWellFormed(text)) {
            throw unfit(place, "is a text with an unpaired surrogate, which UTF-8 cannot express");
        }
        return text;
    }

    private static DriverException unfit(int place, String what) {
        return new DriverException(FailureKind.DATA, "Parameter " + place + " " + what);
    }
}
