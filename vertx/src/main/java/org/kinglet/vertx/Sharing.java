// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which wire a single statement joins.
 *
 * <p>It goes to an idle wire as long as there are few at work. Then it joins one, if statements are fast: two wires with many
 * statements each do as much as ten, with a fraction of the wake-ups and system calls. How many may be on one wire at once
 * follows from how long statements have taken lately; with slow ones each gets its own wire and the rest waits, as in any
 * pool. Nobody joins a wire whose first statement has been running for some milliseconds.
 */
final class Sharing {
    /** How long a wire may be idle and still be lent without asking whether it is alive. */
    static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** How long the last statement of a wire shall wait for those before it, about. */
    private static final long PIPELINE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** A statement that takes longer than this is worth another wire, if there is one. */
    private static final long BRIEF_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Fleet fleet;
    private final int most;
    private final int spread;

    /** How long statements on shared wires have taken lately; only an estimate, so nobody minds a lost update. */
    private volatile long serviceNanos;

    /**
     * @param most how many may be on one wire
     * @param spread on how many wires they are spread at least
     */
    Sharing(Fleet fleet, int most, int spread) {
        this.fleet = fleet;
        this.most = most;
        this.spread = spread;
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
            long service = serviceNanos;
            int depth = Math.clamp(PIPELINE_NANOS / Math.max(1, service), 1, most);
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
                } else {
                    busy++;
                    if (statements < least && wire.firstNanos(now) < Wire.PATIENCE_NANOS) {
                        least = statements;
                        best = wire;
                    }
                }
            }
            boolean another =
                    best == null || busy < spread || service > BRIEF_NANOS || best.firstNanos(now) > BRIEF_NANOS;
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
