// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.Reply;

/** A lease for one transaction within a lease: given back, it ends the transaction and leaves the connection. */
final class SubLease implements DriverConnection {
    private final ExclusiveLease lease;
    private @Nullable CompletableFuture<Void> returned;

    SubLease(ExclusiveLease lease) {
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
    public synchronized CompletableFuture<Void> release() {
        CompletableFuture<Void> done = returned;
        if (done == null) {
            // If the lease itself has gone back meanwhile, there is nothing left to end.
            done = lease.submit(new Ending(lease)).handle((nothing, failure) -> null);
            returned = done;
        }
        return done.copy();
    }

    @Override
    public CompletableFuture<Void> discard() {
        return lease.discard();
    }

    /** Rolls back, also what is lost already. */
    static final class Ending extends SqliteReply<Boolean> {
        private final ExclusiveLease lease;

        Ending(ExclusiveLease lease) {
            super(null);
            this.lease = lease;
        }

        @Override
        Boolean perform(NativeConnection connection) throws Exception {
            lease.reset();
            return true;
        }
    }
}
