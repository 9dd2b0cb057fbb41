// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.concurrent.CompletableFuture;

/**
 * The result of a command, completed on the driver's thread: with the collector's result, with a
 * {@link DriverException}, or with what the collector threw. Dependents must not block.
 */
public abstract class Reply<R> extends CompletableFuture<R> {
    /** For the replies of drivers. */
    protected Reply() {}

    /**
     * Asks the database to stop the statement and returns at once. The reply is completed all the same, by the driver:
     * with {@link FailureKind#CANCELLED} if the statement was stopped or had not begun, or as usual if it was too late.
     * Never disturbs another statement for good. Idempotent, safe from any thread.
     */
    public abstract void interrupt();
}
