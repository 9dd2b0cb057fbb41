// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.kinglet.dialect.Dialect;

/** The connections to one database. Thread-safe; no method blocks. */
public interface DriverPool {
    Dialect dialect();

    /** The URL without user, password or any other secret, for messages. */
    String displayUrl();

    /**
     * Runs one statement outside any transaction, on whichever connection the driver thinks best; when the reply is
     * completed, a write is committed and the connection is free again.
     */
    <R> Reply<R> execute(Command<R> command);

    /**
     * Leases a connection for several statements outside a transaction; see
     * {@link DriverConnection#forTransaction(Access)} for transactions. First come, first served.
     *
     * <p>The future fails with {@link FailureKind#POOL_TIMEOUT} after the acquire timeout, and the message tells total,
     * active, idle and waiting, and who holds it where that is known. Whoever gives up waiting cancels the future;
     * a connection that finds its future already completed goes back to the pool.
     */
    CompletableFuture<DriverConnection> acquire(Access access);

    /** Leases a connection on which a transaction is about to begin; otherwise as {@link #acquire}. */
    CompletableFuture<DriverConnection> acquireForTransaction(Access access);

    /**
     * How many leases there can be at once, if single statements wait for them too; {@link Integer#MAX_VALUE} if not. A
     * task that holds so many and asks for more would wait for itself, and fails at once.
     */
    default int maxLeases() {
        return Integer.MAX_VALUE;
    }

    /**
     * Opens a connection that hears of notifications, beside those of the pool and not counted among them. It stays when
     * the pool closes: the caller closes it before that.
     */
    default CompletableFuture<DriverNotifications> openNotifications(DriverNotifications.Receiver receiver) {
        throw new UnsupportedOperationException("no connection to " + displayUrl() + " hears of notifications");
    }

    PoolStats stats();

    /** Whether the current thread must not be blocked because it serves the connections. */
    boolean isEventLoop();

    /**
     * Takes no more work, waits until statements in flight are done and leases are back, at most for the given time,
     * then closes everything. What is asked for later fails with {@link FailureKind#POOL_CLOSED}. Idempotent.
     */
    CompletableFuture<Void> close(Duration grace);
}
