// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Reply;

/**
 * What was started in a level and has not ended: statements, callbacks that are due, parts of the task on other threads,
 * and an open savepoint. Guarded by the level's lock.
 */
final class InFlight {
    private final Map<Reply<?>, Completion<?>> replies = new HashMap<>();
    private int count;
    private @Nullable CompletableFuture<Void> quiet;
    private int quietAt;

    void started() {
        count++;
    }

    void started(Reply<?> reply, Completion<?> completion) {
        replies.put(reply, completion);
    }

    void answered(Reply<?> reply) {
        replies.remove(reply);
    }

    /** Gives what is to be completed without the lock, if this was the last. */
    @Nullable
    CompletableFuture<Void> ended() {
        count--;
        if (quiet == null || count > quietAt) return null;
        CompletableFuture<Void> reached = quiet;
        quiet = null;
        return reached;
    }

    /**
     * Completed when nothing more is in flight.
     *
     * @param own how much of it is the caller itself
     */
    CompletableFuture<Void> quiet(int own) {
        if (count <= own) return CompletableFuture.completedFuture(null);
        if (quiet == null) quiet = new CompletableFuture<>();
        quietAt = own;
        return quiet;
    }

    /**
     * Whether it is statements and nothing else, of which nothing but success or failure is to come.
     *
     * @param own how much of it is the caller itself
     */
    boolean isSettled(int own) {
        if (replies.isEmpty() || count - own != replies.size()) return false;
        for (Map.Entry<Reply<?>, Completion<?>> each : replies.entrySet()) {
            // What is done is about to be noted.
            if (each.getKey().isDone() || !each.getValue().isSettled()) return false;
        }
        return true;
    }

    /** The statements among it. */
    List<Reply<?>> replies() {
        return List.copyOf(replies.keySet());
    }
}
