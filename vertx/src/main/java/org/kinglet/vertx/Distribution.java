// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverOptions;

/**
 * What becomes of a wire that nobody needs any more, and of those who wait for one. When a wire becomes free, who has waited
 * longest gets it, whichever queue he is in. For each who waits for a whole wire, one is promised: opened, if the pool may
 * still grow, and else taken out of sharing, so that it drains and is handed over directly.
 *
 * <p>Gifts are collected under the pool's lock, and given without it.
 */
final class Distribution {
    private final WirePool pool;
    private final DriverOptions options;
    private final ReentrantLock lock;
    private final Fleet fleet;
    private final Waiters waiters;
    private final Sharing sharing;
    private int examining;

    Distribution(
            WirePool pool, DriverOptions options, ReentrantLock lock, Fleet fleet, Waiters waiters, Sharing sharing) {
        this.pool = pool;
        this.options = options;
        this.lock = lock;
        this.fleet = fleet;
        this.waiters = waiters;
        this.sharing = sharing;
    }

    /** How many wires are taken only to see whether they are alive. Under the lock. */
    int examining() {
        return examining;
    }

    /** An idle wire that needs no examination. */
    @Nullable
    Wire takeTrusted() {
        long now = System.nanoTime();
        for (Wire wire : fleet.wires()) {
            if (wire.occupancy().isIdle()
                    && wire.idleNanos(now) < Sharing.TRUST_NANOS
                    && wire.occupancy().take()) {
                if (!wire.isClosed() && !wire.isRetired(now)) {
                    return wire;
                }
                wire.close(Failures.discarded());
            }
        }
        return null;
    }

    /** Somebody is done with a wire that he had for himself. */
    void giveBack(Wire wire) {
        if (!isAnyWaiting() && !pool.isClosing() && !wire.isRetired(System.nanoTime())) {
            wire.becomesIdle();
            wire.occupancy().open(0);
            becameIdle();
        } else {
            handOver(wire);
        }
    }

    /** A statement has left a shared wire, or a cancellation on it is over. */
    void left(Wire wire, Occupancy.Left left) {
        switch (left) {
            case DRAINED -> handOver(wire);
            case IDLE -> {
                wire.becomesIdle();
                if (wire.isRetired(System.nanoTime())) {
                    if (wire.occupancy().take()) {
                        handOver(wire);
                    }
                } else {
                    becameIdle();
                }
            }
            case BUSY -> {
                if (waiters.isAnySingle()) {
                    serve();
                }
            }
        }
    }

    private void becameIdle() {
        if (isAnyWaiting() || pool.isClosing()) {
            serve();
        }
    }

    private boolean isAnyWaiting() {
        return waiters.isAnyExclusive() || waiters.isAnySingle();
    }

    /** A wire that nobody has any more goes to who has waited longest, to all, or is closed. */
    void handOver(Wire wire) {
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            handOver(wire, gifts);
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
    }

    /** The same under the lock; the gifts are given without it. */
    void handOver(Wire wire, List<Runnable> gifts) {
        if (wire.isClosed()) {
            return;
        }
        Waiter exclusive = waiters.nextExclusive();
        Single<?> single = waiters.nextSingle();
        if (wire.isRetired(System.nanoTime())) {
            wire.close(Failures.discarded());
        } else if (exclusive != null && (single == null || exclusive.since() - single.since() <= 0)) {
            waiters.removeExclusive();
            give(exclusive, wire, gifts);
        } else if (single != null) {
            waiters.removeSingle();
            wire.begins(System.nanoTime());
            wire.occupancy().open(1);
            giveShare(single, wire, gifts);
        } else if (pool.isClosing()) {
            wire.close(Failures.poolClosed(pool.protocol()));
        } else {
            wire.becomesIdle();
            wire.occupancy().open(0);
        }
        distribute(gifts);
    }

    /** Gives what is free to those who wait. */
    void serve() {
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            distribute(gifts);
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
    }

    /** Gives what is free to those who wait, and sees to it that there will be something for the others. Under the lock. */
    void distribute(List<Runnable> gifts) {
        for (Waiter next = waiters.nextExclusive(); next != null; next = waiters.nextExclusive()) {
            Wire wire = takeTrusted();
            if (wire == null) {
                break;
            }
            waiters.removeExclusive();
            give(next, wire, gifts);
        }
        for (Single<?> next = waiters.nextSingle(); next != null; next = waiters.nextSingle()) {
            Wire wire = sharing.join(next.isRead());
            if (wire == null) {
                break;
            }
            waiters.removeSingle();
            giveShare(next, wire, gifts);
        }
        supply(gifts);
        if (pool.isClosing() && waiters.isEmpty()) {
            closeIdle();
        }
    }

    private void give(Waiter waiter, Wire wire, List<Runnable> gifts) {
        gifts.add(() -> {
            if (!waiter.accept(wire)) {
                giveBack(wire);
            }
        });
    }

    private void giveShare(Single<?> single, Wire wire, List<Runnable> gifts) {
        gifts.add(() -> {
            if (!single.accept(wire)) {
                left(wire, wire.occupancy().leave());
            }
        });
    }

    /** Promises a wire to each who waits for one: an idle one that must be examined, a new one, or a draining one. */
    private void supply(List<Runnable> gifts) {
        int takers = waiters.countExclusives(options.poolSize());
        int wanted = takers + waiters.countSingles(1);
        if (wanted == 0) {
            return;
        }
        long now = System.nanoTime();
        int promised = fleet.opening() + examining;
        for (Wire wire : fleet.wires()) {
            if (wire.occupancy().isDraining() && wire.firstNanos(now) < wire.patienceNanos(now)) {
                promised++;
            }
        }
        for (Wire wire : fleet.wires()) {
            if (promised >= wanted) {
                return;
            }
            if (wire.occupancy().take()) {
                promised++;
                examine(wire);
            }
        }
        while (promised < wanted && fleet.mayOpen()) {
            promised++;
            var unused = fleet.open();
        }
        while (promised < takers) {
            Wire wire = sharing.leastBusy(now);
            if (wire == null) {
                return;
            }
            promised++;
            if (wire.occupancy().drain() == Occupancy.Drain.TAKEN) {
                gifts.add(() -> handOver(wire));
            }
        }
    }

    /** Finds out whether a wire that has been idle for a while is alive; it has been taken for that. Under the lock. */
    private void examine(Wire wire) {
        examining++;
        AtomicBoolean over = new AtomicBoolean();
        long bound = Math.max(1, Math.min(options.acquireTimeout().toNanos(), TimeUnit.SECONDS.toNanos(2)));
        wire.run(() -> {
            Future<?> timer = wire.schedule(
                    () -> examined(wire, over, Failures.lost(pool.protocol())), TimeUnit.NANOSECONDS.toMillis(bound));
            wire.submit(new TextStep(WirePool.PROBE, failure -> {
                timer.cancel(false);
                examined(wire, over, failure);
            }));
        });
    }

    private void examined(Wire wire, AtomicBoolean over, @Nullable Throwable failure) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            examining--;
            if (failure == null) {
                handOver(wire, gifts);
            }
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
        if (failure != null) {
            wire.lost(failure);
            serve();
        }
    }

    /** Closes a wire as soon as nothing is on it. */
    void retire(Wire wire) {
        wire.retire();
        if (wire.occupancy().drain() == Occupancy.Drain.TAKEN) {
            handOver(wire);
        }
    }

    /** Under the lock. */
    private void closeIdle() {
        for (Wire wire : fleet.wires()) {
            if (wire.occupancy().drain() == Occupancy.Drain.TAKEN) {
                wire.close(Failures.poolClosed(pool.protocol()));
            }
        }
    }
}
