// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.math.BigDecimal;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The collation {@code decimal}: text as decimal numbers, by value, so that {@code 1.5} equals {@code 1.50} and {@code 9}
 * comes before {@code 10}. Name and meaning are those of the decimal extension in SQLite's shell, so that the shell can
 * read what Kinglet wrote. What is no number comes after all numbers, in text order.
 */
final class Decimals implements Comparator<String> {
    static final String NAME = "decimal";

    @Override
    public int compare(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        BigDecimal first = parse(left);
        BigDecimal second = parse(right);
        if (first == null || second == null) {
            return first != null ? -1 : second != null ? 1 : left.compareTo(right);
        }
        return first.compareTo(second);
    }

    private static @Nullable BigDecimal parse(String text) {
        int last = text.length() - 1;
        if (last < 0 || text.charAt(last) < '.' || text.charAt(last) > '9') {
            return null; // the usual case of text that is no number, without an exception
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
