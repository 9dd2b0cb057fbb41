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
    private @Nullable Reply<X> sent;

    DeferredReply(Command<X> command, Duration atMost) {
        this.command = command;
        this.deadline = new Deadline(
                atMost,
                () -> fail(
                        FailureKind.LOCK_TIMEOUT,
                        "a savepoint of the same transaction is open, and the statement, which is not part of it, has"
                                + " waited too long for its end; await the operation that opened the savepoint first"));
    }

    Command<X> command() {
        return command;
    }

    /** The statement is on its way. */
    void sentAs(Reply<X> reply) {
        synchronized (this) {
            sent = reply;
        }
        deadline.cancel();
        reply.whenComplete((result, failure) -> {
            if (failure == null) complete(result);
            else completeExceptionally(failure);
        });
    }

    @Override
    public void interrupt() {
        fail(FailureKind.CANCELLED, "the statement was stopped before it was sent");
    }

    private void fail(FailureKind kind, String message) {
        Reply<X> running;
        synchronized (this) {
            running = sent;
        }
        if (running == null) completeExceptionally(new DriverException(kind, message));
        else if (kind == FailureKind.CANCELLED) running.interrupt();
    }
}
