// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.ForwardingConnection;

/** A kept connection while a transaction has it. It is back only when what that sets off is done. */
final class LentConnection extends ForwardingConnection {
    private final Supplier<CompletableFuture<Void>> returned;
    private final AtomicBoolean over = new AtomicBoolean();

    LentConnection(DriverConnection lease, Supplier<CompletableFuture<Void>> returned) {
        super(lease);
        this.returned = returned;
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
