// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.Reply;

/** A kept connection while a transaction has it. It is back only when what that sets off is done. */
final class LentConnection implements DriverConnection {
    private final DriverConnection lease;
    private final Supplier<CompletableFuture<Void>> returned;
    private final AtomicBoolean over = new AtomicBoolean();

    LentConnection(DriverConnection lease, Supplier<CompletableFuture<Void>> returned) {
        this.lease = lease;
        this.returned = returned;
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
        return whenBack(lease.release());
    }

    @Override
    public CompletableFuture<Void> discard() {
        return whenBack(lease.discard());
    }

    private CompletableFuture<Void> whenBack(CompletableFuture<Void> back) {
        return back.handle((nothing, failure) -> over.compareAndSet(false, true)
                        ? returned.get()
                        : CompletableFuture.<Void>completedFuture(null))
                .thenCompose(end -> end);
    }
}
