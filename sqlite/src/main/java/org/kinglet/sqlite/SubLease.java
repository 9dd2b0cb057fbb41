// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.ForwardingConnection;

/** A lease for one transaction within a lease: given back, it ends the transaction and leaves the connection. */
final class SubLease extends ForwardingConnection {
    private final ExclusiveLease exclusive;
    private @Nullable CompletableFuture<Void> returned;

    SubLease(ExclusiveLease lease) {
        super(lease);
        exclusive = lease;
    }

    @Override
    public synchronized CompletableFuture<Void> release() {
        CompletableFuture<Void> done = returned;
        if (done == null) {
            // If the lease itself has gone back meanwhile, there is nothing left to end.
            done = exclusive.submit(new Ending(exclusive)).handle((nothing, failure) -> null);
            returned = done;
        }
        return done.copy();
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
