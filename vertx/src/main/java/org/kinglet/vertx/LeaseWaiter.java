// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.CompletableFuture;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;

/** Waits for a lease. The future decides: who finds it completed gives the connection to the next. */
final class LeaseWaiter implements Waiter {
    private final WirePool pool;
    private final CompletableFuture<DriverConnection> future = new CompletableFuture<>();
    private final Thread owner = Thread.currentThread();
    private final long since = System.nanoTime();

    LeaseWaiter(WirePool pool) {
        this.pool = pool;
    }

    CompletableFuture<DriverConnection> future() {
        return future;
    }

    @Override
    public boolean isWaiting() {
        return !future.isDone();
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public boolean accept(Wire wire) {
        if (future.complete(new WireLease(pool, wire, owner))) {
            return true;
        }
        wire.setLease(null);
        return false;
    }

    @Override
    public void giveUp(DriverException why) {
        future.completeExceptionally(why);
    }
}
