// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;

/**
 * Something to be done, said once for direct style and for futures.
 *
 * <p>Most operations are one statement and what is made of its answer. Those that are several are written in direct style;
 * for a future they run so on a virtual thread that belongs to the task which asked for it.
 */
public sealed interface Operation<R extends @Nullable Object> {

    /** Runs on the channel and waits. */
    R run(Channel channel);

    /** Starts on the channel. */
    CompletableFuture<R> start(Channel channel);

    /** What is made of the answer: may throw what the user is to see. Must not block. */
    interface Finish<X extends @Nullable Object, R extends @Nullable Object> {
        R apply(X answer, Channel channel);

        /** Nothing is made of it. */
        @SuppressWarnings("unchecked") // whatever it is, it is given back
        static <X extends @Nullable Object> Finish<X, X> asItIs() {
            return (Finish<X, X>) AsItIs.INSTANCE;
        }
    }

    /** See {@link Finish#asItIs}. */
    enum AsItIs implements Finish<Object, Object> {
        INSTANCE;

        @Override
        public Object apply(Object answer, Channel channel) {
            return answer;
        }
    }

    /** One statement. */
    record Single<X, R extends @Nullable Object>(
            Command<X> command, @Nullable Duration timeout, Finish<? super X, ? extends R> finish)
            implements Operation<R> {
        @Override
        public R run(Channel channel) {
            channel.engine().checkMayBlock();
            return finish.apply(DirectCall.call(channel, command, limit(channel)), channel);
        }

        @Override
        public CompletableFuture<R> start(Channel channel) {
            return TaskFuture.send(channel, command, limit(channel), finish);
        }

        private @Nullable Duration limit(Channel channel) {
            return timeout != null ? timeout : channel.engine().settings().timeout();
        }
    }

    /** The same, without going to a replica. */
    record OnPrimary<R extends @Nullable Object>(Operation<R> operation) implements Operation<R> {
        @Override
        public R run(Channel channel) {
            return operation.run(channel.onPrimary());
        }

        @Override
        public CompletableFuture<R> start(Channel channel) {
            return operation.start(channel.onPrimary());
        }
    }

    /** Several statements, in direct style. */
    record Block<R extends @Nullable Object>(Callable<R> body) implements Operation<R> {
        @Override
        public R run(Channel channel) {
            channel.engine().checkMayBlock();
            try {
                return body.call();
            } catch (Exception failure) {
                throw channel.engine().toUser(failure, null);
            }
        }

        @Override
        public CompletableFuture<R> start(Channel channel) {
            return Tasks.fork(channel, body);
        }
    }

    /** Several statements, in direct style, on the channel that is asked. */
    record Steps<R extends @Nullable Object>(Body<R> body) implements Operation<R> {
        /** What is done. */
        public interface Body<R extends @Nullable Object> {
            R run(Channel channel);
        }

        @Override
        public R run(Channel channel) {
            channel.engine().checkMayBlock();
            return body.run(channel);
        }

        @Override
        public CompletableFuture<R> start(Channel channel) {
            return Tasks.fork(channel, () -> body.run(channel));
        }
    }

    /** Nothing, with the result known. */
    record Done<R extends @Nullable Object>(R result) implements Operation<R> {
        @Override
        public R run(Channel channel) {
            return result;
        }

        @Override
        public CompletableFuture<R> start(Channel channel) {
            TaskFuture<R> future = TaskFuture.create(channel.engine());
            future.done(result, null);
            return future;
        }
    }
}
