// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.Reply;

/** A lease for one transaction within a lease: given back, it leaves the connection where it is. */
final class SubLease implements DriverConnection {
    private final WireLease lease;

    SubLease(WireLease lease) {
        this.lease = lease;
    }

    @Override
    public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
        return lease.execute(before, command);
    }

    @Override
    public <R> DriverCursor<R> openCursor(Command<R> command) {
        return lease.openCursor(command);
    }

    @Override
    public CompletableFuture<DriverConnection> forTransaction(Access access) {
        return lease.forTransaction(access);
    }

    @Override
    public boolean isLost() {
        return lease.isLost();
    }

    @Override
    public CompletableFuture<Void> release() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> discard() {
        return lease.discard();
    }
}
