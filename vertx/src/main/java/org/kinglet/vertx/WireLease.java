// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.internal.command.CompositeCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
 * rolled back or the lease returned; and if the server did run something of it, on its own, the connection is closed. The
 * same holds when a cancellation came too late for its statement and hit the harmless one after it: where that ends the
 * transaction, {@code COMMIT} would be a silent rollback.
 *
 * <p>A lease that goes back with a transaction open is rolled back first.
 */
final class WireLease implements DriverConnection {
    private static final long RETURN_MILLIS = 10_000;

    private final WirePool pool;
    private final Wire wire;
    private final Thread owner;
    private final long since = System.nanoTime();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicBoolean returning = new AtomicBoolean();
    private final CompletableFuture<Void> returned = new CompletableFuture<>();
    private volatile boolean discarded;
    /** Whether nothing has happened that the next user could see; written on the loop before a reply is completed. */
    private volatile boolean clean = true;

    // Only on the loop:
    private final Set<WireCursor<?>> cursors = new HashSet<>();
    private @Nullable Throwable refusal;
    /** Whether all of the transaction that was given has been sent, and nothing of it has failed. */
    private boolean intact = true;

    /** @param owner who asked for it */
    WireLease(WirePool pool, Wire wire, Thread owner) {
        this.pool = pool;
        this.wire = wire;
        this.owner = owner;
        wire.setLease(this);
    }

    @Override
    public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
        WireReply<R> reply = new WireReply<>(command);
        outstanding.incrementAndGet();
        if (returning.get()) {
            outstanding.decrementAndGet();
            reply.giveUp(discarded ? Failures.discarded() : Failures.givenBack());
            return reply;
        }
        Step first = before == null ? null : new TextStep(before, this::beforeRan);
        try {
            wire.submit(new CommandStep<>(pool.protocol(), reply, new Leased<R>(first != null), first));
        } catch (DriverException unfit) {
            if (first != null) {
                clean = false;
                wire.submit(first); // later statements rely on the transaction
            }
            outstanding.decrementAndGet();
            reply.giveUp(unfit);
        }
        return reply;
    }

    @Override
    public Reply<Boolean> commit() {
        CommitStep step = new CommitStep(this);
        if (!submit(step)) {
            step.refuse();
        }
        return step.reply();
    }

    /** Whether the transaction may be committed. On the loop. */
    boolean isIntact() {
        return intact && refusal == null;
    }

    private void beforeRan(@Nullable Throwable failure) {
        if (failure != null) {
            refuse(failure);
        }
    }

    /** Nothing of this transaction is run any more. On the loop. */
    void refuse(Throwable failure) {
        if (refusal == null) {
            refusal = failure;
        }
    }

    /** Why nothing may run, if that is so. On the loop. */
    @Nullable
    Throwable refusal() {
        return refusal;
    }

    /** The lease's side of a command. */
    private final class Leased<R> implements CommandStep.Owner<R> {
        private final boolean opens;
        private boolean again;

        /** @param opens whether a transaction begins with it */
        Leased(boolean opens) {
            this.opens = opens;
        }

        @Override
        public @Nullable Throwable refusal(SqlText.Kind kind) {
            if (kind.isRollback()) {
                refusal = null;
            }
            if (opens || kind.isRollback()) {
                intact = true;
            }
            return refusal;
        }

        @Override
        public boolean isAutocommit() {
            return !wire.isTransactionOpen();
        }

        @Override
        public void ran(CommandStep<R> step, Wire on, @Nullable R result, @Nullable Throwable failure) {
            intact &= failure == null;
            Throwable refused = refusal;
            if (refused != null) {
                if (failure == null) {
                    on.lost(refused); // it was on the way and took effect outside of the transaction
                }
                over(on);
                step.reply().settle(on, null, refused);
                return;
            }
            if (!again
                    && failure instanceof DriverException known
                    && isAutocommit()
                    && on.isQuiet()
                    && pool.protocol().isStalePlan(known)
                    && step.reply().beginAgain()) {
                again = true;
                on.submit(new CommandStep<>(pool.protocol(), step.reply(), this, null));
                return;
            }
            over(on);
            step.reply().settle(on, result, failure);
        }

        @Override
        public void skipped(CommandStep<R> step, Wire on, @Nullable Throwable failure) {
            intact = false;
            over(on);
            if (failure != null) {
                step.reply().giveUp(failure);
            }
        }
    }

    /** A statement is over. On the loop. */
    void over(Wire on) {
        clean = !on.isTransactionOpen() && !on.isCancelling() && cursors.isEmpty() && refusal == null;
        over();
    }

    @Override
    public <R> DriverCursor<R> openCursor(Command<R> command) {
        return new WireCursor<>(this, wire, command);
    }

    /** Takes up a fetch or the like; false if the lease has gone back. */
    boolean submit(Step step) {
        outstanding.incrementAndGet();
        if (returning.get()) {
            outstanding.decrementAndGet();
            return false;
        }
        wire.submit(step);
        return true;
    }

    /** What was submitted is over. On the loop. */
    void over() {
        outstanding.decrementAndGet();
    }

    /** On the loop. */
    void opened(WireCursor<?> cursor) {
        cursors.add(cursor);
        clean = false;
    }

    /** On the loop. */
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
            if (outstanding.get() == 0 && clean) {
                giveBack();
            } else {
                wire.submit(new ReturnStep());
                Future<?> bound = wire.schedule(this::returnTooLong, RETURN_MILLIS);
                var unused = returned.whenComplete((nothing, failure) -> bound.cancel(false));
            }
        }
        return returned.copy();
    }

    private void returnTooLong() {
        wire.lost(Failures.discarded());
    }

    private void giveBack() {
        wire.setLease(null);
        pool.distribution().giveBack(wire);
        returned.complete(null);
    }

    @Override
    public CompletableFuture<Void> discard() {
        discarded = true;
        if (returning.compareAndSet(false, true)) {
            wire.run(() -> {
                wire.lost(Failures.discarded());
                returned.complete(null);
            });
        }
        return returned.copy();
    }

    /** Who has it and how long, for messages. */
    String describe() {
        String name =
                owner.getName().isEmpty() ? "virtual thread #" + owner.threadId() : "thread \"" + owner.getName() + '"';
        return name + " for " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) + " ms";
    }

    /** Everything before it is over: cleans up what is left, and gives the connection back. Nothing of it is written. */
    private final class ReturnStep extends Step {
        @Override
        boolean startsAlone() {
            return true;
        }

        @Override
        boolean begin(Wire on) {
            if (!cursors.isEmpty()) {
                for (WireCursor<?> cursor : new ArrayList<>(cursors)) {
                    cursor.free();
                }
                on.submit(new ReturnStep());
            } else if (on.isTransactionOpen()) {
                on.submit(new TextStep("ROLLBACK", failure -> {
                    if (failure != null) {
                        on.lost(failure);
                    }
                    giveBack();
                }));
            } else {
                giveBack();
            }
            return false;
        }

        @Override
        void write(Wire on, CompositeCommand out) {
            throw new IllegalStateException("Nothing to write");
        }

        @Override
        void answered(Wire on, @Nullable Throwable failure) {
            throw new IllegalStateException("Nothing was written");
        }

        @Override
        void refused(Wire on, Throwable failure) {
            giveBack();
        }
    }
}
