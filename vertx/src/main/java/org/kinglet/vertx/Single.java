// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * A statement outside any transaction: it shares a connection with others or, if it may not or has proved to be slow, takes
 * one for itself. It is sent again where that is certain to be right:
 *
 * <ul>
 *   <li>It was never written: always.
 *   <li>It was stopped though its user did not ask for that, because it was in the way of others or stood next to one that
 *       was stopped. Alone in its transaction it has done nothing; this holds for {@link Access#READ} and {@link Access#WRITE}.
 *   <li>The connection was lost before the answer: a read, and not for ever, because it may be what kills the server.
 *   <li>Its prepared statement was out of date.
 * </ul>
 */
final class Single<R> extends WireReply<R> implements Waiter, CommandStep.Owner<R> {
    private static final int MOST_LOSSES = 2;

    private final WirePool pool;
    private CommandStep<R> step;
    private boolean alone;
    private boolean evicted;
    private int losses;
    private int stalePlans;
    private long since;

    /** @throws DriverException if a parameter cannot be sent */
    Single(WirePool pool, Command<R> command) {
        super(command);
        this.pool = pool;
        this.alone = command.access() == Access.EXCLUSIVE;
        this.step = new CommandStep<>(pool.protocol(), this, this, null);
    }

    /** Whether it needs a connection for itself. */
    boolean isAlone() {
        return alone;
    }

    boolean isRead() {
        return command().access() == Access.READ;
    }

    /** It is slow, so others shall not wait for it. Called before it is handed in. */
    void setAlone() {
        alone = true;
    }

    void beginsToWait() {
        since = System.nanoTime();
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public boolean accept(Wire wire) {
        if (!assign()) {
            return false;
        }
        wire.submit(step);
        return true;
    }

    @Override
    public void giveUp(DriverException why) {
        giveUp((Throwable) why);
    }

    @Override
    public @Nullable Throwable refusal(SqlText.Kind kind) {
        return null;
    }

    @Override
    public boolean isAutocommit() {
        return true;
    }

    @Override
    public void skipped(CommandStep<R> skipped, Wire wire, @Nullable Throwable failure) {
        leave(wire);
        if (beginAgain()) {
            sendAgain();
        }
    }

    @Override
    public void ran(CommandStep<R> ran, Wire wire, @Nullable R result, @Nullable Throwable failure) {
        boolean again = failure != null && !isInterrupted() && isWorthAnother(wire, failure);
        if (!again && alone && wire.isTransactionOpen()) {
            // The next statement on this connection is somebody else's and would be part of the transaction.
            wire.lost(Failures.discarded());
            settle(
                    wire,
                    null,
                    failure != null
                            ? failure
                            : new DriverException(
                                    FailureKind.PROGRAMMING,
                                    "The statement began a transaction on a connection that goes back to the pool, so it"
                                            + " was rolled back. Use db.atomic or db.begin"));
            return;
        }
        if (alone) {
            noteAlone(wire);
        } else if (failure == null && ran.isConspicuous()) {
            pool.patience().falseAlarm(System.nanoTime()); // it was done before it could be stopped
        }
        leave(wire);
        if (!again) {
            settle(wire, result, failure);
        } else if (beginAgain()) {
            if (ran.isConspicuous()) {
                alone = true;
                evicted = true;
                pool.slowStatements().remember(command().sql());
            }
            sendAgain();
        }
    }

    /** What was slow among others may be fast alone. */
    private void noteAlone(Wire wire) {
        long now = System.nanoTime();
        if (wire.lastService() < wire.patienceNanos(now)) {
            pool.slowStatements().forget(command().sql());
            if (evicted) {
                pool.patience().falseAlarm(now);
            }
        }
    }

    private void leave(Wire wire) {
        if (alone) {
            pool.distribution().giveBack(wire);
        } else {
            pool.distribution().left(wire, wire.occupancy().leave());
        }
    }

    private boolean isWorthAnother(Wire wire, Throwable thrown) {
        if (!(thrown instanceof DriverException failure) || pool.isForced()) {
            return false;
        }
        if (failure.kind() == FailureKind.CANCELLED) {
            return wire.isCancelling() && command().access() != Access.EXCLUSIVE;
        }
        if (failure.kind() == FailureKind.CONNECTION) {
            return isRead() && wire.isClosed() && ++losses <= MOST_LOSSES;
        }
        if (pool.protocol().isStalePlan(failure) && stalePlans < pool.mostStalePlans()) {
            stalePlans++;
            pool.distribution().retire(wire);
            return true;
        }
        return false;
    }

    private void sendAgain() {
        try {
            step = new CommandStep<>(pool.protocol(), this, this, null); // the client may have changed the tuple
        } catch (DriverException unfit) {
            giveUp(unfit);
            return;
        }
        pool.dispatch(this, true);
    }
}
