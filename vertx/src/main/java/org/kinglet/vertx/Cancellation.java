// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops the first statement on a wire, until it is certain that nothing else can be stopped by that any more. Used on the wire's
 * loop.
 *
 * <p>A request to stop goes over a connection of its own, and hits whatever the server is doing on the wire when it gets
 * there: nothing, if the statement has not begun yet; so it is sent again, in growing intervals, while the statement goes on.
 * Or a later statement; so nothing new is written meanwhile, and when everything is answered and every request has got
 * there, one more round trip takes what may be left of them. On a shared wire those behind the statement may turn out to be
 * slow or unwanted themselves; then they are stopped too.
 *
 * <p>If a request cannot be delivered it may still come at any time, so nothing more is sent, and the connection is closed when
 * all is answered; at once, if somebody wants to be rid of the first statement. The same if it does not end in some seconds.
 */
final class Cancellation {
    private static final System.Logger LOG = System.getLogger("org.kinglet.pool");
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LAST_PAUSE_MILLIS = 1_000;
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Wire wire;
    private final boolean shared;
    private @Nullable Step target;
    private @Nullable Future<?> timer;
    private long pause = FIRST_PAUSE_MILLIS;
    private long deadline = System.nanoTime() + BOUND_NANOS;
    private int requests;
    private boolean undelivered;
    private boolean probing;
    private boolean over;

    Cancellation(Wire wire) {
        this.wire = wire;
        this.shared = wire.occupancy().hold();
    }

    /** Whether the wire is shared, so that those who come too late find another one. */
    boolean isShared() {
        return shared;
    }

    void begin(Step first) {
        send(first);
        proceed();
    }

    private void send(Step first) {
        if (first != target) {
            target = first;
            deadline = System.nanoTime() + BOUND_NANOS;
            pause = FIRST_PAUSE_MILLIS;
        }
        requests++;
        wire.protocol()
                .cancel(wire.connection())
                .onComplete((nothing, failure) -> wire.run(() -> {
                    requests--;
                    if (failure != null && !undelivered && !over) {
                        undelivered = true;
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "A request to cancel could not be delivered: {0}",
                                wire.protocol().failure(failure).getMessage());
                    }
                    proceed();
                }));
    }

    /** Something has been answered, or somebody wants to be rid of a statement. */
    void proceed() {
        if (over) {
            return;
        }
        Step first = wire.first();
        if (first == null) {
            if (requests == 0 && undelivered) {
                wire.lost(Failures.lost(wire.protocol()));
                return;
            }
            if (requests == 0 && !probing) {
                probing = true;
                deadline = System.nanoTime() + BOUND_NANOS;
                wire.probe(new TextStep(WirePool.PROBE, this::proved));
            }
        } else if (undelivered && first.isUnwanted()) {
            wire.lost(Failures.lost(wire.protocol()));
            return;
        }
        if (timer == null && !over) {
            timer = wire.schedule(this::lookAgain, pause);
        }
    }

    private void lookAgain() {
        timer = null;
        if (over) {
            return;
        }
        Step first = wire.first();
        long now = System.nanoTime();
        boolean late = now - deadline >= 0;
        if (late && (probing || first == null || first.isUnwanted())) {
            LOG.log(System.Logger.Level.WARNING, "A cancelled statement does not end, so its connection is closed");
            wire.lost(Failures.lost(wire.protocol()));
            return;
        }
        pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        if (first != null && !probing && requests == 0 && !undelivered) {
            if (first.isUnwanted()) {
                send(first);
            } else if (first.isRepeatable() && wire.firstNanos(now) > wire.patienceNanos(now)) {
                first.setConspicuous();
                send(first);
            }
        }
        proceed();
    }

    private void proved(@Nullable Throwable failure) {
        if (over) {
            return;
        }
        drop();
        WireLease holder = wire.lease();
        if (failure != null && wire.isTransactionOpen() && holder != null) {
            holder.refuse(failure); // it hit the probe, and with it perhaps the transaction
        }
        wire.proved(shared);
    }

    /** The wire is lost, or all is well. */
    void drop() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
