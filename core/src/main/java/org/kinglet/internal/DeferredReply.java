// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/** The reply to a statement that has to wait until a savepoint beside it has ended. */
final class DeferredReply<X> extends Reply<X> {
    private final Command<X> command;
    private final Deadline deadline;
    // Guarded by this: it is either sent or given up, never both, or a statement that was reported as stopped could
    // run.
    private boolean decided;
    private boolean stopped;
    private @Nullable Reply<X> sent;

    DeferredReply(Command<X> command, Duration atMost) {
        this.command = command;
        this.deadline = new Deadline(
                atMost,
                () -> giveUp(
                        FailureKind.LOCK_TIMEOUT,
                        "a savepoint of the same transaction is open, and the statement, which is not part of it, has"
                                + " waited too long for its end; await the operation that opened the savepoint first"));
    }

    Command<X> command() {
        return command;
    }

    /** Decides that it is sent; false if it was given up before. */
    synchronized boolean claim() {
        boolean first = !decided;
        decided = true;
        return first;
    }

    /** The statement, which was claimed, is on its way. */
    void sentAs(Reply<X> reply) {
        boolean stop;
        synchronized (this) {
            sent = reply;
            stop = stopped;
        }
        deadline.cancel();
        if (stop) reply.interrupt();
        reply.whenComplete((result, failure) -> {
            if (failure == null) complete(result);
            else completeExceptionally(failure);
        });
    }

    @Override
    public void interrupt() {
        if (giveUp(FailureKind.CANCELLED, "the statement was stopped before it was sent")) return;
        Reply<X> running;
        synchronized (this) {
            stopped = true;
            running = sent;
        }
        if (running != null) running.interrupt();
    }

    private boolean giveUp(FailureKind kind, String message) {
        return claim() && completeExceptionally(new DriverException(kind, message));
    }
}
