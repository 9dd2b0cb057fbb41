// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.jspecify.annotations.Nullable;
import org.kinglet.Column;

/** What {@code @Column} says of a column beside its name; zeros and empty texts say nothing. */
record ColumnFacts(
        int length, int precision, int scale, String type, String defaultValue, String collation, String check) {
    static final ColumnFacts NONE = new ColumnFacts(0, 0, 0, "", "", "", "");

    static ColumnFacts of(@Nullable Column column) {
        return column == null
                ? NONE
                : new ColumnFacts(
                        column.length(),
                        column.precision(),
                        column.scale(),
                        column.type(),
                        column.defaultValue(),
                        column.collation(),
                        column.check());
    }

    /** For a reference: its own facts, and where it has none those of the key that it holds, so that the types agree. */
    ColumnFacts orOfKey(ColumnFacts key) {
        return new ColumnFacts(
                length > 0 ? length : key.length,
                precision > 0 ? precision : key.precision,
                precision > 0 ? scale : key.scale,
                type.isEmpty() ? key.type : type,
                defaultValue,
                collation.isEmpty() ? key.collation : collation,
                check);
    }
}
