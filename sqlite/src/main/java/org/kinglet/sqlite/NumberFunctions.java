// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Exact arithmetic on decimals, which SQLite has as text, and the rounding of floating-point numbers as such. */
final class NumberFunctions {
    private static final int QUOTIENT_DIGITS = 20;

    private NumberFunctions() {}

    /** @return text, a whole number for {@code sign}, or null for a division by zero */
    static @Nullable Object decimal(String operation, Object first, @Nullable Object second) {
        BigDecimal a = of(first);
        if (operation.equals("sign")) return (long) a.signum();
        if (operation.equals("text"))
            return a.signum() == 0 ? "0" : a.stripTrailingZeros().toPlainString();
        BigDecimal result = second == null ? unary(operation, a) : binary(operation, a, of(second));
        return result == null ? null : Parameters.toStored(result);
    }

    private static BigDecimal unary(String operation, BigDecimal a) {
        return switch (operation) {
            case "decimal" -> a;
            case "negate" -> a.negate();
            case "abs" -> a.abs();
            case "floor" -> a.setScale(0, RoundingMode.FLOOR);
            case "ceiling" -> a.setScale(0, RoundingMode.CEILING);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static @Nullable BigDecimal binary(String operation, BigDecimal a, BigDecimal b) {
        return switch (operation) {
            case "+" -> a.add(b);
            case "-" -> a.subtract(b);
            case "*" -> a.multiply(b);
            case "/" -> b.signum() == 0 ? null : a.divide(b, QUOTIENT_DIGITS, RoundingMode.HALF_UP);
            case "%" -> b.signum() == 0 ? null : a.remainder(b);
            case "round" -> a.setScale(b.intValueExact(), RoundingMode.HALF_UP);
            case "truncate" -> a.setScale(b.intValueExact(), RoundingMode.DOWN);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    static double rounded(double number, long digits, RoundingMode mode) {
        if (Double.isInfinite(number)) return number;
        return BigDecimal.valueOf(number)
                .setScale(Math.toIntExact(digits), mode)
                .doubleValue();
    }

    private static BigDecimal of(Object value) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case Double number -> BigDecimal.valueOf(number);
            case String text -> new BigDecimal(text.strip());
            default -> throw new IllegalArgumentException("bytes are no number");
        };
    }
}
