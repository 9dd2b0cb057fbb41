// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import org.jspecify.annotations.Nullable;

/**
 * One of the things that an index is over: a column, or an SQL expression over columns. Exactly one of both is not null.
 *
 * @param expression as the user wrote it, without parentheses around it
 */
public record IndexPart(@Nullable String column, @Nullable String expression, boolean descending) {
    public IndexPart {
        if ((column == null) == (expression == null)) {
            throw new IllegalArgumentException("an index is over a column or an expression");
        }
    }

    public static IndexPart column(String name) {
        return new IndexPart(name, null, false);
    }

    public static IndexPart expression(String sql) {
        return new IndexPart(null, sql, false);
    }

    public IndexPart asDescending() {
        return new IndexPart(column, expression, true);
    }

    /** What it adds to the name of an index that is called after its parts. */
    String label() {
        if (column != null) return column;
        return String.valueOf(expression).replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_|_$", "");
    }
}
