// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.TimeUnit;

/**
 * How long others wait for a statement on a shared wire before it is stopped and sent again alone.
 *
 * <p>A few milliseconds, if the statement is to blame. On a machine that has more to do than it can, everything takes that long
 * now and then, and to stop statements would make it worse: each costs a connection of its own. That shows afterwards, when the
 * statement is fast as soon as it is alone. Each such false alarm doubles the patience, up to a tenth of a
 * second; each second without one halves it again.
 */
final class Patience {
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int MOST_DOUBLINGS = 4;
    private static final long DECAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    // Two fields that do not change together: it is an estimate, and nobody minds a stale one.
    private volatile int doublings;
    private volatile long lastAlarm;

    /** The time now. */
    long nanos(long now) {
        int known = doublings;
        return known == 0 ? LEAST_NANOS : LEAST_NANOS << left(known, now);
    }

    /** A statement for which others would not wait was fast when it was alone. */
    void falseAlarm(long now) {
        doublings = Math.min(MOST_DOUBLINGS, left(doublings, now) + 1);
        lastAlarm = now;
    }

    private int left(int known, long now) {
        long left = known - (now - lastAlarm) / DECAY_NANOS;
        return (int) Math.max(0, left);
    }
}
