// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work on a virtual thread of its own. */
public final class Tasks {
    private Tasks() {}

    /** A new task: outside of every transaction of the current one. Cancelling the future interrupts it. */
    public static <T extends @Nullable Object> CompletableFuture<T> start(Engine engine, Callable<T> body) {
        return start(engine, null, null, Wrote.ofNewTask(), body);
    }

    /** A part of what goes on in the channel: its transaction waits for it. */
    static <T extends @Nullable Object> CompletableFuture<T> fork(Channel channel, Callable<T> body) {
        return start(
                channel.engine(), Frame.current(), channel instanceof Level level ? level : null, Wrote.ofTask(), body);
    }

    /** Beside the current task: in its transaction, which does not wait for it. */
    static <T extends @Nullable Object> CompletableFuture<T> beside(Engine engine, Callable<T> body) {
        return start(engine, Frame.current(), null, Wrote.ofTask(), body);
    }

    private static <T extends @Nullable Object> CompletableFuture<T> start(
            Engine engine, @Nullable Frame frame, @Nullable Level level, @Nullable Wrote wrote, Callable<T> body) {
        TaskFuture<T> future = TaskFuture.create(engine, wrote);
        if (level != null) level.started();
        Scope scope = Frame.scope(frame);
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                run(engine, frame, level, () -> Wrote.call(wrote, body), future);
            } finally {
                if (level != null) level.ended();
                if (scope != null) scope.ended(Thread.currentThread());
            }
        });
        if (scope != null) scope.started(thread);
        future.cancelledBy(thread::interrupt);
        thread.start();
        return future;
    }

    private static <T extends @Nullable Object> void run(
            Engine engine, @Nullable Frame frame, @Nullable Level level, Callable<T> body, TaskFuture<T> future) {
        T result;
        try {
            result = Frame.call(frame, body);
        } catch (Throwable failure) {
            engine.handles().taskHasEnded();
            if (level != null) level.failed(failure, future);
            future.done(null, failure);
            return;
        }
        engine.handles().taskHasEnded();
        future.done(result, null);
    }
}
