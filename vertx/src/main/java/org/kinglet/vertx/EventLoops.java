// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of the process, shared by all pools: started with the first pool that opens and stopped with the last
 * one that closes. Two are enough, because a loop only encodes and decodes; a third would only cost wake-ups. Their
 * threads are daemons.
 */
final class EventLoops {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable EventLoops current;

    private final VertxInternal vertx;
    private final ContextInternal[] contexts;
    private final Map<ContextInternal, Deliveries> deliveries = new HashMap<>();
    private int users;
    private int pools;

    private EventLoops() {
        int loops = Math.min(2, Runtime.getRuntime().availableProcessors());
        vertx = (VertxInternal) Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setBlockedThreadCheckInterval(TimeUnit.MINUTES.toMillis(1))
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        contexts = new ContextInternal[loops];
        for (int i = 0; i < loops; i++) {
            contexts[i] = vertx.createEventLoopContext();
            deliveries.put(contexts[i], new Deliveries(contexts[i].nettyEventLoop()));
        }
    }

    /** The loops, started if need be; each call needs one {@link #release}. */
    static EventLoops acquire() {
        LOCK.lock();
        try {
            EventLoops loops = current;
            if (loops == null) {
                loops = new EventLoops();
                current = loops;
            }
            loops.users++;
            return loops;
        } finally {
            LOCK.unlock();
        }
    }

    /** Completed when the threads have ended, if this was the last user. */
    CompletableFuture<Void> release() {
        LOCK.lock();
        try {
            if (--users > 0) {
                return CompletableFuture.completedFuture(null);
            }
            current = null;
        } finally {
            LOCK.unlock();
        }
        return vertx.close().toCompletionStage().toCompletableFuture();
    }

    Vertx vertx() {
        return vertx;
    }

    /** Which loop another pool shall begin with. */
    int nextPool() {
        LOCK.lock();
        try {
            return pools++;
        } finally {
            LOCK.unlock();
        }
    }

    /** One of them. */
    ContextInternal context(int number) {
        return contexts[Math.floorMod(number, contexts.length)];
    }

    /** What is delivered on the loop of one of the contexts. */
    Deliveries deliveries(ContextInternal context) {
        return Objects.requireNonNull(deliveries.get(context));
    }

    /** Does something on a loop, later. */
    Future<?> schedule(Runnable action, long nanos) {
        return contexts[0].nettyEventLoop().schedule(action, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Whether blocking the current thread would stall connections: ours, or those of another user of Vert.x or Netty. */
    static boolean isEventLoop() {
        if (Context.isOnEventLoopThread()) {
            return true;
        }
        EventExecutor executor = ThreadExecutorMap.currentExecutor();
        return executor instanceof EventLoop && executor.inEventLoop();
    }
}
