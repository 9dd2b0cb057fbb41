// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/** The reply to something that is sent later. */
final class DeferredReply<X> extends Reply<X> {
    private final Supplier<Reply<X>> send;
    private final @Nullable Deadline deadline;
    // Guarded by this: it is either sent or given up, never both, or a statement that was reported as stopped could
    // run.
    private boolean decided;
    private boolean stopped;
    private @Nullable Reply<X> sent;

    /** To be sent when its turn comes. */
    DeferredReply(Supplier<Reply<X>> send) {
        this.send = send;
        this.deadline = null;
    }

    /** To be sent when a savepoint beside it has ended. */
    DeferredReply(Supplier<Reply<X>> send, Duration atMost) {
        this.send = send;
        this.deadline = new Deadline(
                atMost,
                () -> giveUp(
                        new DriverException(
                                FailureKind.LOCK_TIMEOUT,
                                "a savepoint of the same transaction is open, and the statement, which is not part of it, has"
                                        + " waited too long for its end; await the operation that opened the savepoint first")));
    }

    /**
     * Sends it, unless it was given up before.
     *
     * @return what makes the answer its own, to be run without any lock; null if it was not sent
     */
    @Nullable
    Runnable send() {
        if (!claim()) return null;
        try {
            Reply<X> reply = send.get();
            return () -> sentAs(reply);
        } catch (RuntimeException refused) {
            return () -> completeExceptionally(refused);
        }
    }

    private synchronized boolean claim() {
        boolean first = !decided;
        decided = true;
        return first;
    }

    private void sentAs(Reply<X> reply) {
        boolean stop;
        synchronized (this) {
            sent = reply;
            stop = stopped;
        }
        if (deadline != null) deadline.cancel();
        if (stop) reply.interrupt();
        reply.whenComplete((result, failure) -> {
            if (failure == null) complete(result);
            else completeExceptionally(failure);
        });
    }

    @Override
    public void interrupt() {
        if (giveUp(new DriverException(FailureKind.CANCELLED, "the statement was stopped before it was sent"))) return;
        Reply<X> running;
        synchronized (this) {
            stopped = true;
            running = sent;
        }
        if (running != null) running.interrupt();
    }

    /** Fails it instead of sending it; false if it was sent. */
    boolean giveUp(DriverException because) {
        if (!claim()) return false;
        if (deadline != null) deadline.cancel();
        return completeExceptionally(because);
    }
}
