// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** One more table in a select. */
public record Join(Kind kind, TableSource<?> table, Condition on) {
    /** Which rows without a partner stay. */
    public enum Kind {
        INNER("join"),
        LEFT("left join"),
        RIGHT("right join"),
        FULL("full join");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }
}
