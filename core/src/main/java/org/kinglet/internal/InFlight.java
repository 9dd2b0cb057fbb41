// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Reply;

/**
 * What was started in a level and has not ended: statements, callbacks that are due, parts of the task on other threads,
 * and an open savepoint. Guarded by the level's lock.
 */
final class InFlight {
    private final Set<Reply<?>> replies = new HashSet<>();
    private int count;
    private @Nullable CompletableFuture<Void> quiet;
    private int quietAt;

    void started() {
        count++;
    }

    void started(Reply<?> reply) {
        replies.add(reply);
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

    /** The statements among it. */
    List<Reply<?>> replies() {
        return List.copyOf(replies);
    }
}
