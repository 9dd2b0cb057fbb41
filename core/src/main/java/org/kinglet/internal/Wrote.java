// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * When a task last wrote, so that it reads from the primary until its replicas have caught up. A task's callbacks share
 * this with it; a task that it starts begins with a copy, and whoever sees the result of that one, by {@code join} or a
 * callback, is taken to know what it wrote. Kept only if some database has replicas. Thread-safe.
 */
final class Wrote {
    private static final ThreadLocal<Wrote> CURRENT = new ThreadLocal<>();
    private static volatile boolean needed;

    private volatile @Nullable Long at;
    /** What the task knows of besides, since it waits for it. */
    private volatile List<Wrote> others = List.of();

    private Wrote() {}

    /** There is a database with replicas. */
    static void need() {
        needed = true;
    }

    /** The current task's, made if need be; null if nobody needs it. */
    static @Nullable Wrote ofTask() {
        if (!needed) return null;
        Wrote wrote = CURRENT.get();
        if (wrote == null) {
            wrote = new Wrote();
            CURRENT.set(wrote);
        }
        return wrote;
    }

    /** For a task that the current one starts. */
    static @Nullable Wrote ofNewTask() {
        if (!needed) return null;
        Wrote inherited = new Wrote();
        Wrote mine = CURRENT.get();
        if (mine != null) inherited.learn(mine);
        return inherited;
    }

    /** Whether the current task wrote less than so long ago. */
    static boolean within(Duration lag) {
        Wrote wrote = CURRENT.get();
        Long last = wrote == null ? null : wrote.last();
        return last != null && System.nanoTime() - last < lag.toNanos();
    }

    /** Runs as a part of the task whose this is. */
    static <T> T call(@Nullable Wrote wrote, Callable<T> body) throws Exception {
        Wrote before = install(wrote);
        try {
            return body.call();
        } finally {
            install(before);
        }
    }

    /** Makes it the current thread's, and gives what was. */
    static @Nullable Wrote install(@Nullable Wrote wrote) {
        if (!needed) return null;
        Wrote before = CURRENT.get();
        if (wrote == null) CURRENT.remove();
        else CURRENT.set(wrote);
        return before;
    }

    /** It writes now. */
    void mark() {
        at = System.nanoTime();
    }

    /** It knows what the other has written so far. */
    void learn(Wrote other) {
        Long theirs = other.last();
        Long mine = at;
        if (other != this && theirs != null && (mine == null || theirs - mine > 0)) at = theirs;
    }

    /** It waits for the other, too. */
    synchronized void also(Wrote other) {
        if (other != this && !others.contains(other)) {
            List<Wrote> more = new ArrayList<>(others);
            more.add(other);
            others = List.copyOf(more);
        }
    }

    private @Nullable Long last() {
        Long last = at;
        for (Wrote other : others) {
            Long theirs = other.at;
            if (theirs != null && (last == null || theirs - last > 0)) last = theirs;
        }
        return last;
    }
}
