// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

/**
 * Makes the result of one execution out of the rows as they are decoded. Called on the driver's thread, by one thread at
 * a time, and must not block. What it throws becomes the failure of the statement and does no harm to the connection.
 *
 * @param <R> the result
 */
public interface RowCollector<R> {
    /** Called once before the first row, also when there is none. Only the names of the columns may be read. */
    default void start(RowReader columns) {}

    void row(RowReader row);

    /**
     * Called after the last row.
     *
     * @param affectedRows rows inserted, updated or deleted; 0 for a query
     * @param lastInsertedId the key generated for the (first) inserted row where the database reports it so, else 0
     */
    R finish(long affectedRows, long lastInsertedId);
}
