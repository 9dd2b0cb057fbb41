// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The replies that are settled on an event loop and not yet completed.
 *
 * <p><b>Together.</b> Those whose answers came together, on all wires of the loop, are completed together, when the loop has read
 * what there is. Whoever waits for one runs on another thread as soon as he is told. Told one by one, those threads would
 * be woken, find little to do and go to sleep again, and their next statements would be written one by one, too.
 *
 * <p><b>The nap.</b> When answers come in quick succession, and each statement takes much longer than a nap
 * because many are in flight, the loop sleeps for the shortest time
 * that the system knows (on Linux about 60 microseconds) and looks once more before it hands over what it has. It is what network
 * cards and their drivers do at high rates, polling in place of interrupts, and for the same reason: a server that is asked for
 * many small things answers each by itself, and to wake up for each costs more than to handle it. On two cores that are
 * shared with the server a point select costs half the processor time with it. A task that is alone, or one of a few, never
 * waits for it, and no statement waits for more than a tenth of the time that it takes anyway.
 */
final class Deliveries {
    /** As long as a nap takes, about. */
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(60);
    /** An answer each so often is quick succession. */
    private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(80);
    /** Statements take so many naps before a nap more is worth it. */
    private static final int NAPS = 10;
    /** What is together already goes out at once. */
    private static final int ENOUGH = 24;
    /** Where the system's shortest sleep, or a crowded processor's, is longer than this, naps are left for a while. */
    private static final long OVERSLEPT_NANOS = TimeUnit.MICROSECONDS.toNanos(400);

    private static final int WAKEFUL = 100;

    /** A reply that knows its result. */
    interface Due {
        /** Hands it over. */
        void deliver();
    }

    private final EventLoop loop;
    private final Runnable deliver = this::deliver;
    private final ArrayDeque<Due> due = new ArrayDeque<>();
    private int inFlight;
    private boolean napped;
    private int wakeful;
    private long lastDelivery = System.nanoTime();
    /** How long it has taken from answer to answer lately. */
    private long gap = TimeUnit.SECONDS.toNanos(1);

    Deliveries(EventLoop loop) {
        this.loop = loop;
    }

    /** So many more answers are expected on the loop, or fewer. On the loop. */
    void expect(int more) {
        inFlight += more;
    }

    /** On the loop. */
    void add(Due reply) {
        if (loop.isShutdown()) {
            reply.deliver(); // these are its last steps
            return;
        }
        if (due.isEmpty()) {
            loop.execute(deliver); // after what is being read
        }
        due.add(reply);
    }

    private void deliver() {
        if (!napped && isWorthANap()) {
            if (wakeful > 0) {
                wakeful--;
            } else {
                nap();
                loop.execute(deliver); // after what has come meanwhile
                return;
            }
        }
        napped = false;
        if (!due.isEmpty()) {
            long now = System.nanoTime();
            gap += ((now - lastDelivery) / due.size() - gap) / 8;
            lastDelivery = now;
        }
        // What a delivery leads to may add one more.
        for (Due reply = due.poll(); reply != null; reply = due.poll()) {
            reply.deliver();
        }
    }

    /** How long a statement takes is known from how many are in flight and how often one ends (Little's law). */
    private boolean isWorthANap() {
        return gap <= QUICK_NANOS && inFlight * gap >= NAPS * NAP_NANOS && due.size() < ENOUGH;
    }

    private void nap() {
        long start = System.nanoTime();
        LockSupport.parkNanos(1);
        napped = true;
        if (System.nanoTime() - start > OVERSLEPT_NANOS) {
            wakeful = WAKEFUL;
        }
    }
}
