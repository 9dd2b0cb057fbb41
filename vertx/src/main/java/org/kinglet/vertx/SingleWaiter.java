// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/** A single statement that needs a connection for itself. */
final class SingleWaiter<R> implements Waiter, CommandStep.Owner {
    private final WirePool pool;
    private final CommandStep<R> step;
    private final long since = System.nanoTime();
    private @Nullable Wire wire;

    SingleWaiter(WirePool pool, WireReply<R> reply) {
        this.pool = pool;
        this.step = new CommandStep<>(pool.protocol(), reply, this, null);
    }

    @Override
    public boolean isWaiting() {
        return step.reply().isWaiting();
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public boolean accept(Wire on) {
        if (!isWaiting()) {
            return false;
        }
        wire = on;
        on.submit(step);
        return true;
    }

    @Override
    public void giveUp(DriverException why) {
        step.reply().giveUp(why);
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
    public @Nullable Throwable over(CommandStep<?> done, boolean written, @Nullable Throwable failure) {
        Wire on = wire;
        if (on == null) {
            return failure;
        }
        if (on.isTransactionOpen()) {
            // The next statement on this connection is somebody else's and would be part of the transaction.
            on.lost(Failures.discarded());
            return new DriverException(
                    FailureKind.PROGRAMMING,
                    "The statement began a transaction on a connection that goes back to the pool, so it was rolled"
                            + " back. Use db.atomic or db.begin");
        }
        pool.giveBack(on);
        return failure;
    }
}
