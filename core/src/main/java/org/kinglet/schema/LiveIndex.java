// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index as it is in a database.
 *
 * @param constraint whether a constraint of the table made it, and it goes with that only; on MySQL and MariaDB a unique
 *     index and a unique constraint are the same, and this is false
 * @param where the condition of a partial index; {@code null} for all rows
 * @param method {@code btree}, {@code gin}, {@code fulltext}…, in lower case
 * @param include columns that are stored with it but are no part of its key
 * @param nullsNotDistinct whether two rows with NULL count as the same
 * @param deferral when the constraint is checked
 */
public record LiveIndex(
        String name,
        List<Part> parts,
        boolean unique,
        boolean constraint,
        @Nullable String where,
        String method,
        List<String> include,
        boolean nullsNotDistinct,
        Deferral deferral) {
    public LiveIndex {
        parts = List.copyOf(parts);
        include = List.copyOf(include);
    }

    /** The columns of its key; empty if a part of it is an expression. */
    public List<String> columns() {
        if (parts.stream().anyMatch(part -> part.column() == null)) return List.of();
        return parts.stream().map(Part::text).toList();
    }

    /**
     * What an index orders by: a column or an expression.
     *
     * @param column {@code null} if it is an expression
     * @param expression {@code null} if it is a column
     * @param descending whether the greatest comes first
     * @param nullsOrder whether nulls come first; {@code null} where that is as the server has it anyway for this direction
     * @param length how many characters of a text it takes (MySQL, MariaDB); 0 for all
     * @param collation where it is not the column's
     * @param operatorClass where it is not the usual one of the type (PostgreSQL)
     */
    public record Part(
            @Nullable String column,
            @Nullable String expression,
            boolean descending,
            @Nullable NullsOrder nullsOrder,
            int length,
            @Nullable String collation,
            @Nullable String operatorClass) {
        public Part {
            if ((column == null) == (expression == null)) {
                throw new IllegalArgumentException("a part of an index is either a column or an expression");
            }
        }

        /** The column or the expression. */
        public String text() {
            return column != null ? column : String.valueOf(expression);
        }
    }

    /** Where nulls stand. */
    public enum NullsOrder {
        FIRST,
        LAST
    }
}
