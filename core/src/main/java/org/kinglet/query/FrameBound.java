// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the frame of a {@link Window} starts or ends. Also by {@code import static} of {@link Functions}.
 *
 * @param distance a {@link Long}, {@link BigDecimal} or {@link Duration} of a bound that has one, else {@code null}
 */
public record FrameBound(Kind kind, @Nullable Object distance) {
    public FrameBound {
        boolean negative = switch (distance) {
            case null -> false;
            case Long number -> number < 0;
            case BigDecimal number -> number.signum() < 0;
            case Duration time -> time.isNegative();
            default ->
                throw new IllegalArgumentException(
                        "a distance is a number or a Duration, not a " + distance.getClass());
        };
        if (negative) throw new IllegalArgumentException("the distance of a frame's bound must not be negative");
        if ((kind == Kind.PRECEDING || kind == Kind.FOLLOWING) != (distance != null)) {
            throw new IllegalArgumentException(kind + " with the distance " + distance);
        }
    }

    /** As it reads in SQL. */
    @Override
    public String toString() {
        String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return distance == null ? words : distance + " " + words;
    }

    /** The bounds in their order. */
    public enum Kind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }
}
