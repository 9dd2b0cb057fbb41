// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;

/**
 * Several groupings of the same rows in one result: SQL's {@code rollup}, {@code cube} and {@code grouping sets}. What a
 * grouping leaves out is null in its rows. PostgreSQL has them all; MySQL and MariaDB have a rollup as the only grouping of a
 * select; SQLite has none.
 *
 * @param sets each one grouping; for rollup and cube each an element of which the groupings are made
 */
public record GroupingSets(Kind kind, List<List<Expression<?>>> sets) implements Grouping {
    /** How the groupings are made. */
    public enum Kind {
        /** By all, by all but the last, and so on up to none. */
        ROLLUP("rollup"),
        /** By each subset. */
        CUBE("cube"),
        /** As they are. */
        SETS("grouping sets");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }

    public GroupingSets {
        sets = sets.stream().<List<Expression<?>>>map(List::copyOf).toList();
    }

    /** By all of these, then by all but the last, and so on, and at last all rows as one group. */
    public static GroupingSets rollup(Expression<?>... expressions) {
        return new GroupingSets(Kind.ROLLUP, each(expressions));
    }

    /** By each subset of these, the empty one too. */
    public static GroupingSets cube(Expression<?>... expressions) {
        return new GroupingSets(Kind.CUBE, each(expressions));
    }

    /** By each of these lists in turn; an empty one makes all rows one group. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public static GroupingSets of(List<? extends Expression<?>>... sets) {
        return new GroupingSets(
                Kind.SETS,
                List.of(sets).stream().<List<Expression<?>>>map(List::copyOf).toList());
    }

    private static List<List<Expression<?>>> each(Expression<?>... expressions) {
        return List.of(expressions).stream().<List<Expression<?>>>map(List::of).toList();
    }
}
