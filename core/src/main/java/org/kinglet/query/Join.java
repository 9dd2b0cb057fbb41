// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.jspecify.annotations.Nullable;

/**
 * One more table in a select.
 *
 * @param on {@code null} only for a cross join
 */
public record Join(
        Kind kind, TableSource<?> table, @Nullable Condition on) {
    /** Which rows without a partner stay. */
    public enum Kind {
        INNER("join"),
        LEFT("left join"),
        RIGHT("right join"),
        FULL("full join"),
        /** Each row with each. */
        CROSS("cross join");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }
}
