// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import org.jspecify.annotations.Nullable;

/**
 * What an aggregate of the program knows of the rows of one group. Each group of each query has its own, used by one thread.
 *
 * @param <A> what is aggregated
 * @param <R> the result
 * @see SqliteAggregate
 */
public interface Accumulator<A, R> {
    /** Takes the value of one row; never null: nulls are left out, as by all aggregates of SQL. */
    void add(A value);

    /** The value of the rows that were taken. */
    @Nullable
    R result();

    /**
     * One that can also be asked while rows come and go.
     *
     * @see SqliteWindowFunction
     */
    interface Sliding<A, R> extends Accumulator<A, R> {
        /** Takes back the value of a row, which is the first of those that are there. */
        void remove(A value);
    }
}
