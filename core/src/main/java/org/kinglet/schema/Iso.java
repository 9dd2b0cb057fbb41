// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;

/** Lengths of time as ISO 8601 writes them, which is how they travel to and from columns of type {@code interval}. */
final class Iso {
    private Iso() {}

    static String text(Duration value) {
        return Micros.of(value).toString();
    }

    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException notADuration) {
            throw new IllegalArgumentException(
                    "the interval has years or months, whose length is not fixed; make the property a Period or a String");
        }
    }

    static Period period(String text) {
        try {
            return Period.parse(text.equals("PT0S") ? "P0D" : text);
        } catch (DateTimeException notAPeriod) {
            throw new IllegalArgumentException(
                    "it has a time of day, or is no period; make the property a Duration or a String");
        }
    }
}
