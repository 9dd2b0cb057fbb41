// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.Queue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Fails what has waited in a queue longer than the pool allows. All wait equally long, so the head is always the next to
 * fail, and one timer serves the whole queue.
 */
final class Deadline {
    /** Shared by all pools; its thread goes away when nothing waits. */
    static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Queue<? extends Work> queue;
    private final SqlitePool pool;
    private final AtomicBoolean armed = new AtomicBoolean();

    Deadline(Queue<? extends Work> queue, SqlitePool pool) {
        this.queue = queue;
        this.pool = pool;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "kinglet-sqlite-timer", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Called after something was queued. */
    void arm() {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            schedule(pool.acquireTimeoutNanos());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it logs what goes wrong
    private void schedule(long delay) {
        TIMER.schedule(this::expire, delay, TimeUnit.NANOSECONDS);
    }

    private void expire() {
        armed.set(false);
        long now = System.nanoTime();
        for (Work work : queue) {
            if (work.isWaiting()) {
                long left = work.queuedAt() + pool.acquireTimeoutNanos() - now;
                if (left > 0) {
                    if (armed.compareAndSet(false, true)) {
                        schedule(left);
                    }
                    return;
                }
                work.giveUp(pool.timeout(now - work.queuedAt()));
            }
        }
    }
}
