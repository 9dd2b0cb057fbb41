// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who uses a wire, in one word, so that most of the pool's decisions need no lock.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>open</th><th>statements</th><th></th></tr>
 * <tr><td>yes</td><td>0</td><td>idle: single statements may join, whoever wants a connection may take it</td></tr>
 * <tr><td>yes</td><td>n</td><td>shared by n single statements; more may join</td></tr>
 * <tr><td>no</td><td>n</td><td>draining: still shared, but nobody may join, because somebody waits to take it</td></tr>
 * <tr><td>no</td><td>0</td><td>taken: by a lease, by a statement that needs it alone, by who examines or closes it</td></tr>
 * </table>
 *
 * <p>Besides, a wire is <i>held</i> while a cancellation is outstanding on it: then nobody may join or take it, whatever else
 * is true.
 *
 * <p>A wire begins as taken, by who has opened it.
 */
final class Occupancy {
    /** What became of an attempt to take a wire out of sharing. */
    enum Drain {
        /** It was idle, and is taken now. */
        TAKEN,
        /** It is draining now. */
        BEGUN,
        /** It is not open. */
        REFUSED
    }

    /** What a wire has become when a statement left it or a cancellation on it was over. */
    enum Left {
        /** Nobody is on it, and everybody may join or take it. */
        IDLE,
        /** Nobody is on it, and it belongs to the one who finds out; he must hand it over. */
        DRAINED,
        /** Nothing new. */
        BUSY
    }

    private static final int OPEN = 1 << 30;
    private static final int HELD = 1 << 29;
    private static final int COUNT = HELD - 1;

    private final AtomicInteger state = new AtomicInteger();

    /** One more statement, if that is allowed. */
    boolean join(int most) {
        while (true) {
            int now = state.get();
            if ((now & (OPEN | HELD)) != OPEN || (now & COUNT) >= most) {
                return false;
            }
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** One statement less. */
    Left leave() {
        return left(state.decrementAndGet());
    }

    /** Takes an idle wire. */
    boolean take() {
        return state.compareAndSet(OPEN, 0);
    }

    /** Gives a taken wire to all, with so many statements on it. */
    void open(int statements) {
        state.addAndGet(OPEN + statements);
    }

    /** Lets nobody join any more. */
    Drain drain() {
        while (true) {
            int now = state.get();
            if ((now & OPEN) == 0) {
                return Drain.REFUSED;
            }
            if (state.compareAndSet(now, now & ~OPEN)) {
                return (now & ~OPEN) == 0 ? Drain.TAKEN : Drain.BEGUN;
            }
        }
    }

    /**
     * Lets nobody join or take it until {@link #unhold}. Called when a statement is on it.
     *
     * @return false if it is taken, so that nobody could anyway
     */
    boolean hold() {
        return state.getAndUpdate(now -> now == 0 ? 0 : now | HELD) != 0;
    }

    Left unhold() {
        return left(state.updateAndGet(now -> now & ~HELD));
    }

    private static Left left(int now) {
        return now == OPEN ? Left.IDLE : now == 0 ? Left.DRAINED : Left.BUSY;
    }

    boolean isIdle() {
        return state.get() == OPEN;
    }

    /** Open, not held. */
    boolean isJoinable() {
        return (state.get() & (OPEN | HELD)) == OPEN;
    }

    /** Not open, but not taken yet. */
    boolean isDraining() {
        int now = state.get();
        return (now & OPEN) == 0 && (now & (COUNT | HELD)) != 0;
    }

    int statements() {
        return state.get() & COUNT;
    }

    /** Whether somebody's statement or lease is on it. */
    boolean isInUse() {
        int now = state.get();
        return (now & COUNT) > 0 || now == 0;
    }
}
