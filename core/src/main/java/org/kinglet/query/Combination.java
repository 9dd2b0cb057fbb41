// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** One more select whose rows are added to, or compared with, those of the selects before it. */
public record Combination(Operator operator, Select<?> select) {
    /** What is done with the rows of both. */
    public enum Operator {
        UNION("union"),
        UNION_ALL("union all"),
        EXCEPT("except"),
        EXCEPT_ALL("except all"),
        INTERSECT("intersect"),
        INTERSECT_ALL("intersect all");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }

        /** Whether a row that is there several times counts several times. */
        public boolean isAll() {
            return this == UNION_ALL || this == EXCEPT_ALL || this == INTERSECT_ALL;
        }

        /** Intersection binds more tightly than the others in some databases, and not in others. */
        boolean isIntersection() {
            return this == INTERSECT || this == INTERSECT_ALL;
        }
    }
}
