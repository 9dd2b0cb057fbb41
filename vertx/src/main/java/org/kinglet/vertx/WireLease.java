// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.Reply;

/**
 * A connection that serves one task alone until it comes back.
 *
 * <p>When what had to come before a command has failed ({@code BEGIN} most of all), the command itself may be on the way
 * already, and others too. So from that moment on the lease fails everything with that failure, until the transaction is
 * rolled back or the lease returned; and if the server did run something of it, on its own, the connection is closed.
 */
final class WireLease implements DriverConnection, CommandStep.Owner {
    private final WirePool pool;
    private final Wire wire;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicBoolean returning = new AtomicBoolean();
    private final CompletableFuture<Void> returned = new CompletableFuture<>();

    // Only on the loop:
    private final Set<WireCursor<?>> cursors = new HashSet<>();
    private @Nullable Throwable refusal;

    WireLease(WirePool pool, Wire wire) {
        this.pool = pool;
        this.wire = wire;
    }

    @Override
    public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
        WireReply<R> reply = new WireReply<>(command);
        if (returning.get()) {
            reply.giveUp(wire.isClosed() ? Failures.lost(pool.protocol()) : Failures.givenBack());
            return reply;
        }
        Step first = before == null
                ? null
                : new TextStep(before, failure -> {
                    if (failure != null && refusal == null) {
                        refusal = failure;
                    }
                });
        CommandStep<R> step;
        try {
            step = new CommandStep<>(pool.protocol(), reply, this, first);
        } catch (DriverException unfit) {
            if (first != null) {
                submit(first); // later statements rely on the transaction
            }
            reply.giveUp(unfit);
            return reply;
        }
        outstanding.incrementAndGet();
        submit(step);
        return reply;
    }

    void submit(Step step) {
        wire.submit(step);
    }

    @Override
    public @Nullable Throwable refusal(SqlText.Kind kind) {
        if (kind.isRollback()) {
            refusal = null;
        }
        return refusal;
    }

    @Override
    public boolean isAutocommit() {
        return !wire.isTransactionOpen();
    }

    @Override
    public @Nullable Throwable over(CommandStep<?> step, boolean written, @Nullable Throwable failure) {
        outstanding.decrementAndGet();
        Throwable refused = refusal;
        if (refused == null || !written) {
            return failure;
        }
        if (failure == null) {
            wire.lost(refused); // it was on the way and took effect outside of the transaction
        }
        return refused;
    }

    @Override
    public <R> DriverCursor<R> openCursor(Command<R> command) {
        return new WireCursor<>(this, wire, command);
    }

    void opened(WireCursor<?> cursor) {
        cursors.add(cursor);
    }

    void freed(WireCursor<?> cursor) {
        cursors.remove(cursor);
    }

    @Override
    public CompletableFuture<DriverConnection> forTransaction(Access access) {
        return CompletableFuture.completedFuture(new SubLease(this));
    }

    @Override
    public boolean isLost() {
        return wire.isClosed();
    }

    @Override
    public CompletableFuture<Void> release() {
        if (returning.compareAndSet(false, true)) {
            wire.submit(new ReturnStep());
        }
        return returned.copy();
    }

    @Override
    public CompletableFuture<Void> discard() {
        returning.set(true);
        wire.run(() -> {
            wire.lost(Failures.discarded());
            returned.complete(null);
        });
        return returned.copy();
    }

    /** Ends the transaction, if one is open; then does something. */
    final class ReturnStep extends Step {
        @Override
        boolean startsAlone() {
            return true;
        }

        @Override
        boolean begin(Wire on) {
            List<WireCursor<?>> open = new ArrayList<>(cursors);
            if (!open.isEmpty()) {
                open.forEach(WireCursor::close);
                wire.submit(new ReturnStep());
            } else if (on.isTransactionOpen()) {
                wire.submit(new TextStep("ROLLBACK", failure -> {
                    if (failure != null) {
                        wire.lost(failure);
                    }
                    finish();
                }));
            } else {
                finish();
            }
            return false;
        }

        private void finish() {
            pool.giveBack(wire);
            returned.complete(null);
        }

        @Override
        void write(Wire on, io.vertx.sqlclient.internal.command.CompositeCommand out) {}

        @Override
        void answered(Wire on, @Nullable Throwable failure) {}

        @Override
        void refused(Wire on, Throwable failure) {
            returned.complete(null);
        }
    }
}
