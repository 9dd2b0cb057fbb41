// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A lease within a lease: all that is asked of it the other does. Only what it means to give it back is its own. */
public abstract class ForwardingConnection implements DriverConnection {
    /** The lease that does it. */
    protected final DriverConnection lease;

    protected ForwardingConnection(DriverConnection lease) {
        this.lease = lease;
    }

    @Override
    public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
        return lease.execute(before, command);
    }

    @Override
    public Reply<Boolean> commit() {
        return lease.commit();
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
    public CompletableFuture<Void> discard() {
        return lease.discard();
    }
}
