// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.concurrent.CompletableFuture;
import org.kinglet.driver.DriverConnection;

/** Somebody waits for a connection. The future decides: who finds it completed gives the connection to the next. */
final class LeaseRequest implements Work {
    enum Purpose {
        /** {@code db.connect()} and streams. */
        SESSION,
        READ_TRANSACTION,
        WRITE_TRANSACTION
    }

    private final CompletableFuture<DriverConnection> future = new CompletableFuture<>();
    private final Purpose purpose;
    private final String owner;
    private final long queuedAt = System.nanoTime();

    LeaseRequest(Purpose purpose) {
        this.purpose = purpose;
        Thread thread = Thread.currentThread();
        this.owner = thread.getName().isEmpty() ? "virtual thread #" + thread.threadId() : thread.getName();
    }

    CompletableFuture<DriverConnection> future() {
        return future;
    }

    Purpose purpose() {
        return purpose;
    }

    /** The thread that asked. */
    String owner() {
        return owner;
    }

    @Override
    public boolean isWaiting() {
        return !future.isDone();
    }

    @Override
    public long queuedAt() {
        return queuedAt;
    }

    @Override
    public void giveUp(Throwable failure) {
        future.completeExceptionally(failure);
    }
}
