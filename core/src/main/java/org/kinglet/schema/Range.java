// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All values between two bounds, as PostgreSQL's range types have them: {@code Range.closedOpen(1, 5)} is {@code [1,5)}.
 *
 * <p>Two ranges with the same values are equal. So what has no values is {@link #empty()}; ranges of whole numbers and dates
 * include their lower bound and exclude the upper one, however they are made ({@code closed(1, 4)} is {@code [1,5)}); times are
 * cut to microseconds, and numbers have no zeros at the end of a fraction.
 *
 * @param lower null if there is none: all values up to the upper bound
 * @param lowerInclusive whether the lower bound is one of the values
 * @param upper null if there is none
 * @param isEmpty whether there is no value at all; then it has no bounds
 * @param <T> {@code Integer}, {@code Long}, {@code BigDecimal}, {@code LocalDate}, {@code LocalDateTime} or {@code Instant},
 *     which are the ranges that PostgreSQL has
 */
public record Range<T extends Comparable<? super T>>(
        @Nullable T lower, boolean lowerInclusive, @Nullable T upper, boolean upperInclusive, boolean isEmpty) {

    /** @throws IllegalArgumentException if the lower bound is greater than the upper one, or the next value is too large */
    public Range {
        lower = isEmpty ? null : normal(lower);
        upper = isEmpty ? null : normal(upper);
        lowerInclusive &= lower != null;
        upperInclusive &= upper != null;
        int order = lower == null || upper == null ? -1 : lower.compareTo(upper);
        if (order > 0) {
            throw new IllegalArgumentException("the lower bound of a range is greater than its upper bound");
        }
        isEmpty |= order == 0 && !(lowerInclusive && upperInclusive);
        if (!isEmpty && lower != null && !lowerInclusive && isDiscrete(lower)) {
            lower = next(lower);
            lowerInclusive = true;
        }
        if (!isEmpty && upper != null && upperInclusive && isDiscrete(upper)) {
            upper = next(upper);
            upperInclusive = false;
        }
        isEmpty |= lower != null && upper != null && lower.equals(upper) && !upperInclusive;
        if (isEmpty) {
            lower = null;
            upper = null;
            lowerInclusive = false;
            upperInclusive = false;
        }
    }

    /** {@code [lower,upper]}. */
    public static <T extends Comparable<? super T>> Range<T> closed(T lower, T upper) {
        return of(lower, true, upper, true);
    }

    /** {@code [lower,upper)}: how lengths of time are best said. */
    public static <T extends Comparable<? super T>> Range<T> closedOpen(T lower, T upper) {
        return of(lower, true, upper, false);
    }

    /** {@code (lower,upper]}. */
    public static <T extends Comparable<? super T>> Range<T> openClosed(T lower, T upper) {
        return of(lower, false, upper, true);
    }

    /** {@code (lower,upper)}. */
    public static <T extends Comparable<? super T>> Range<T> open(T lower, T upper) {
        return of(lower, false, upper, false);
    }

    /** {@code [lower,)}. */
    public static <T extends Comparable<? super T>> Range<T> atLeast(T lower) {
        return new Range<>(Objects.requireNonNull(lower), true, null, false, false);
    }

    /** {@code (lower,)}. */
    public static <T extends Comparable<? super T>> Range<T> greaterThan(T lower) {
        return new Range<>(Objects.requireNonNull(lower), false, null, false, false);
    }

    /** {@code (,upper]}. */
    public static <T extends Comparable<? super T>> Range<T> atMost(T upper) {
        return new Range<>(null, false, Objects.requireNonNull(upper), true, false);
    }

    /** {@code (,upper)}. */
    public static <T extends Comparable<? super T>> Range<T> lessThan(T upper) {
        return new Range<>(null, false, Objects.requireNonNull(upper), false, false);
    }

    /** All values. */
    public static <T extends Comparable<? super T>> Range<T> all() {
        return new Range<>(null, false, null, false, false);
    }

    /** No value. */
    public static <T extends Comparable<? super T>> Range<T> empty() {
        return new Range<>(null, false, null, false, true);
    }

    private static <T extends Comparable<? super T>> Range<T> of(
            T lower, boolean lowerInclusive, T upper, boolean upperInclusive) {
        return new Range<>(
                Objects.requireNonNull(lower), lowerInclusive, Objects.requireNonNull(upper), upperInclusive, false);
    }

    /** Whether the value is in it. */
    public boolean contains(T value) {
        if (isEmpty) return false;
        T least = lower;
        if (least != null) {
            int order = least.compareTo(value);
            if (order > 0 || order == 0 && !lowerInclusive) return false;
        }
        T most = upper;
        if (most == null) return true;
        int order = most.compareTo(value);
        return order > 0 || order == 0 && upperInclusive;
    }

    private static boolean isDiscrete(Object bound) {
        return bound instanceof Integer || bound instanceof Long || bound instanceof LocalDate;
    }

    @SuppressWarnings("unchecked") // the same class
    private static <T> T next(T bound) {
        try {
            return (T)
                    switch (bound) {
                        case Integer number -> Math.incrementExact(number);
                        case Long number -> Math.incrementExact(number);
                        case LocalDate date -> date.plusDays(1);
                        default -> throw new IllegalStateException("there is no next " + bound.getClass());
                    };
        } catch (ArithmeticException | DateTimeException tooLarge) {
            throw new IllegalArgumentException(
                    "the greatest value that there is has no next one, before which the range would end; leave the bound"
                            + " away, or exclude it");
        }
    }

    @SuppressWarnings("unchecked") // the same class
    private static <T> @Nullable T normal(@Nullable T bound) {
        return (@Nullable T)
                switch (bound) {
                    case Instant time -> Micros.of(time);
                    case LocalDateTime time -> Micros.of(time);
                    case BigDecimal number -> {
                        BigDecimal stripped = number.stripTrailingZeros();
                        yield stripped.scale() < 0 ? stripped.setScale(0) : stripped;
                    }
                    case null, default -> bound;
                };
    }

    /** As PostgreSQL writes it: {@code [1,5)}, {@code (,2]}, {@code empty}. */
    @Override
    public String toString() {
        if (isEmpty) return "empty";
        return (lowerInclusive ? "[" : "(")
                + (lower == null ? "" : lower)
                + ","
                + (upper == null ? "" : upper)
                + (upperInclusive ? "]" : ")");
    }
}
