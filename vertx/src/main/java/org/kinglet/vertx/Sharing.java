// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which wire a single statement joins.
 *
 * <p>As long as statements are fast, they are kept on the first few wires, in the order in which the wires were opened, and so
 * on one event loop: few wires with many statements each do as much as many with few, with a fraction of the wake-ups and
 * system calls. When those have enough, the next wire is used, and with it in the end the next event loop.
 *
 * <p>How many may be on one wire at once follows from how long statements have taken lately; with slow ones each gets its own
 * wire and the rest waits, as in any pool. Nobody joins a wire whose first statement has been running for some
 * milliseconds, and if it has been running for one, an idle wire is better.
 */
final class Sharing {
    /** On how many wires statements are spread at least, if there are that many. */
    static final int SPREAD = 4;
    /** How long a wire may be idle and still be lent without asking whether it is alive. */
    static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** So many on each wire are enough. */
    private static final int ENOUGH = 24;
    /** How long the last statement of a wire shall wait for those before it at most, about, if they are brief. */
    private static final long BRIEF_PIPELINE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** And if they are not. */
    private static final long PIPELINE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** A statement that takes longer than this is worth another wire, if there is one. */
    private static final long BRIEF_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Which part of the time that others wait for a statement at most is the time after which another wire is better. */
    private static final int HURRY = 5;

    private final Fleet fleet;
    private final Patience patience;
    private final int most;

    /** How long statements on shared wires have taken lately; only an estimate, so nobody minds a lost update. */
    private volatile long serviceNanos;

    /** @param most how many may be on one wire */
    Sharing(Fleet fleet, Patience patience, int most) {
        this.fleet = fleet;
        this.patience = patience;
        this.most = most;
    }

    /** A statement on a shared wire has taken so long. */
    void noteService(long nanos) {
        long known = serviceNanos;
        serviceNanos = known + (nanos - known) / 16;
    }

    /** A place on a wire for one more statement, or {@code null} if there is none now. Lock-free. */
    @Nullable
    Wire join(boolean reads) {
        while (true) {
            long now = System.nanoTime();
            long waits = patience.nanos(now);
            long hurry = waits / HURRY;
            boolean brief = serviceNanos <= BRIEF_NANOS;
            int depth = depth(brief);
            Wire idle = null;
            Wire best = null;
            int least = depth;
            int busy = 0;
            for (Wire wire : fleet.wires()) {
                Occupancy occupancy = wire.occupancy();
                if (!occupancy.isJoinable()) {
                    continue;
                }
                int statements = occupancy.statements();
                if (statements == 0) {
                    // A read that finds the wire dead is sent again; a write might have been done.
                    if (idle == null && (reads || wire.idleNanos(now) < TRUST_NANOS)) {
                        idle = wire;
                    }
                    continue;
                }
                busy++;
                if (statements < least && wire.firstNanos(now) < waits) {
                    least = statements;
                    best = wire;
                }
                if (brief && busy >= SPREAD && least < ENOUGH && best != null && best.firstNanos(now) <= hurry) {
                    break;
                }
            }
            boolean another = best == null || busy < SPREAD || !brief || best.firstNanos(now) > hurry;
            Wire chosen = another && idle != null ? idle : best;
            if (another && idle == null && best != null) {
                fleet.grow();
            }
            if (chosen == null) {
                return null;
            }
            if (chosen.occupancy().join(depth)) {
                if (chosen == idle) {
                    chosen.begins(now);
                }
                return chosen;
            }
        }
    }

    private int depth(boolean brief) {
        long budget = brief ? BRIEF_PIPELINE_NANOS : PIPELINE_NANOS;
        return (int) Math.clamp(budget / Math.max(1, serviceNanos), 1L, (long) most);
    }

    /** The wire that will be free first, if nobody joins any more. */
    @Nullable
    Wire leastBusy(long now) {
        Wire best = null;
        for (Wire wire : fleet.wires()) {
            if (wire.occupancy().isJoinable() && (best == null || cost(wire, now) < cost(best, now))) {
                best = wire;
            }
        }
        return best;
    }

    private static long cost(Wire wire, long now) {
        return wire.occupancy().statements() + Math.max(0, wire.firstNanos(now)) / BRIEF_NANOS * 100;
    }
}
