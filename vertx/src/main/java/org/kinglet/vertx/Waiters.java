// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/**
 * Who waits: single statements for a place on a shared wire, and leases and statements that must be alone for a wire of their
 * own; each in the order in which they came. Whoever has given up stays in his queue until he would be next. Under the pool's
 * lock, but for the two questions.
 */
final class Waiters {
    private final Deque<Single<?>> singles = new ArrayDeque<>();
    private final Deque<Waiter> exclusives = new ArrayDeque<>();
    private final EventLoops loops;
    private final long patience;
    private final Runnable expiry;
    private volatile boolean anySingle;
    private volatile boolean anyExclusive;
    private boolean expiryScheduled;

    /**
     * @param patience how long each waits, in nanoseconds
     * @param expiry called on an event loop, without the lock, when somebody may have waited for too long; it calls
     *     {@link #expire}
     */
    Waiters(EventLoops loops, long patience, Runnable expiry) {
        this.loops = loops;
        this.patience = patience;
        this.expiry = expiry;
    }

    /** Whether single statements wait. Without the lock. */
    boolean isAnySingle() {
        return anySingle;
    }

    /** Whether anybody waits for a wire of his own. Without the lock. */
    boolean isAnyExclusive() {
        return anyExclusive;
    }

    void addSingle(Single<?> single) {
        singles.add(single);
        anySingle = true;
        scheduleExpiry();
    }

    void addExclusive(Waiter waiter) {
        exclusives.add(waiter);
        anyExclusive = true;
        scheduleExpiry();
    }

    /** The next one; still in the queue. */
    @Nullable
    Single<?> nextSingle() {
        Single<?> next = next(singles);
        anySingle = next != null;
        return next;
    }

    /** The next one; still in the queue. */
    @Nullable
    Waiter nextExclusive() {
        Waiter next = next(exclusives);
        anyExclusive = next != null;
        return next;
    }

    private static <W extends Waiter> @Nullable W next(Deque<W> queue) {
        W first = queue.peek();
        while (first != null && !first.isWaiting()) {
            queue.remove();
            first = queue.peek();
        }
        return first;
    }

    void removeSingle() {
        singles.remove();
        anySingle = !singles.isEmpty();
    }

    void removeExclusive() {
        exclusives.remove();
        anyExclusive = !exclusives.isEmpty();
    }

    int countSingles(int most) {
        return count(singles, most);
    }

    int countExclusives(int most) {
        return count(exclusives, most);
    }

    private static int count(Deque<? extends Waiter> queue, int most) {
        int count = 0;
        for (Waiter waiter : queue) {
            if (waiter.isWaiting() && ++count >= most) {
                break;
            }
        }
        return count;
    }

    boolean isEmpty() {
        return singles.isEmpty() && exclusives.isEmpty();
    }

    /** Everybody, and nobody waits any more. */
    List<Waiter> removeAll() {
        List<Waiter> all = new ArrayList<>(exclusives);
        all.addAll(singles);
        exclusives.clear();
        singles.clear();
        anySingle = false;
        anyExclusive = false;
        return all;
    }

    /** Those who wait for leases. */
    List<Waiter> removeLeases() {
        List<Waiter> leases = new ArrayList<>();
        exclusives.removeIf(waiter -> waiter instanceof LeaseWaiter && leases.add(waiter));
        anyExclusive = !exclusives.isEmpty();
        return leases;
    }

    /** Those who have waited for too long. */
    List<Waiter> expire() {
        expiryScheduled = false;
        long now = System.nanoTime();
        List<Waiter> expired = new ArrayList<>();
        for (Waiter next = nextExclusive(); next != null && now - next.since() >= patience; next = nextExclusive()) {
            removeExclusive();
            expired.add(next);
        }
        for (Waiter next = nextSingle(); next != null && now - next.since() >= patience; next = nextSingle()) {
            removeSingle();
            expired.add(next);
        }
        scheduleExpiry();
        return expired;
    }

    /** All wait equally long, so the first is always the next to give up, and one timer serves all. */
    private void scheduleExpiry() {
        if (expiryScheduled) {
            return;
        }
        Waiter exclusive = exclusives.peek();
        Waiter single = singles.peek();
        Waiter first =
                exclusive == null || (single != null && single.since() - exclusive.since() < 0) ? single : exclusive;
        if (first != null) {
            expiryScheduled = true;
            var unused = loops.schedule(expiry, first.since() + patience - System.nanoTime());
        }
    }

    /** Tells them that they get nothing. Without the lock. */
    static void giveUp(List<Waiter> waiters, DriverException why) {
        waiters.forEach(waiter -> waiter.giveUp(why));
    }
}
