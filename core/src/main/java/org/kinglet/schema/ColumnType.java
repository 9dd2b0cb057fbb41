// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import org.jspecify.annotations.Nullable;

/**
 * A type as the database knows it.
 *
 * @param kind the kind of its values, by which they travel to the driver and back
 * @param element what an {@link SqlType#ARRAY} consists of, or the bounds of a {@link SqlType#RANGE} are, else {@code null}
 * @param declared the database's own name for it, as the user wrote it, where it does not follow from the kind: {@code inet}
 *     for text. Values travel as their kind all the same, and the dialect casts them
 */
public record ColumnType(
        SqlType kind,
        @Nullable ColumnType element,
        @Nullable String declared) {
    public ColumnType {
        if ((kind == SqlType.ARRAY || kind == SqlType.RANGE) != (element != null)) {
            throw new IllegalArgumentException("arrays and ranges, and nothing else, have elements");
        }
    }

    public static ColumnType of(SqlType kind) {
        return new ColumnType(kind, null, null);
    }

    public static ColumnType arrayOf(ColumnType element) {
        return new ColumnType(SqlType.ARRAY, element, null);
    }

    /** @param bound whole numbers, decimals, dates or times */
    public static ColumnType rangeOf(ColumnType bound) {
        return new ColumnType(SqlType.RANGE, bound, null);
    }

    /** The same kind under another name; {@code null} for the one that follows from the kind. */
    public ColumnType declared(@Nullable String sql) {
        return new ColumnType(kind, element, sql);
    }
}
