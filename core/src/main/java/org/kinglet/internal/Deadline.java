// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs something once a time is up, on the JDK's own timer thread. Cheap enough for one per statement. */
final class Deadline {
    private static final Executor DIRECTLY = Runnable::run;

    private volatile boolean reached;

    Deadline(Duration after, Runnable action) {
        CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS, DIRECTLY)
                .execute(() -> {
                    reached = true;
                    action.run();
                });
    }

    /** Whether the time was up. */
    boolean reached() {
        return reached;
    }
}
