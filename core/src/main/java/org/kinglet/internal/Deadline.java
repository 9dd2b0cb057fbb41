// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs something once a time is up, unless it is cancelled before. All of them share one timer thread. */
final class Deadline {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Future<?> task;
    private volatile boolean reached;

    /** @param action must be quick: others wait for the timer */
    Deadline(Duration after, Runnable action) {
        task = TIMER.schedule(
                () -> {
                    reached = true;
                    action.run();
                },
                after.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("kinglet-timer").factory());
        // Or each statement that was in time would stay in the queue until its time is up.
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Whether the time was up. */
    boolean reached() {
        return reached;
    }

    void cancel() {
        task.cancel(false);
    }
}
