// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.concurrent.CompletableFuture;

/** An open result that is read in chunks. One fetch at a time. */
public interface DriverCursor<R> {
    /**
     * Reads the next rows into a new collector of the command. A chunk with fewer than {@code rows} rows is the last.
     * {@code finish} is called at the end of each chunk with the number of its rows.
     */
    Reply<R> fetch(int rows);

    /** Frees what the cursor holds. Idempotent; the connection is the caller's to release. */
    CompletableFuture<Void> close();
}
