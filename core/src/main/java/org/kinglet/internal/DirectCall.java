// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.Reply;

/** A statement whose caller waits for it. */
final class DirectCall<X> implements Completion<X> {
    private volatile boolean thrown;

    static <X> X call(Channel channel, Command<X> command, @Nullable Duration timeout) {
        DirectCall<X> call = new DirectCall<>();
        Reply<X> reply = channel.send(command, call);
        CompletableFuture<?> observed = channel.engine().sent(command, reply);
        try {
            return Waiting.await(channel, reply, command.sql(), timeout);
        } catch (Throwable failure) {
            call.thrown = true;
            throw failure;
        } finally {
            // Else the caller could be further on than what listeners know.
            if (observed != null && reply.isDone())
                observed.handle((result, failure) -> null).join();
        }
    }

    @Override
    public void done(@Nullable X result, @Nullable Throwable failure) {}

    @Override
    public boolean delivered() {
        return thrown;
    }

    @Override
    public @Nullable Throwable shown() {
        return null;
    }
}
