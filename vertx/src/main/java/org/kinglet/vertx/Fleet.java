// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.FailureKind;

/**
 * The wires of a pool: how they come to be and how they go. A wire counts from the moment at which it begins to be opened
 * until its socket is closed, so there are never more connections than the pool may have. When one could not be opened, the
 * next attempt waits a while, longer each time.
 */
final class Fleet {
    private static final long FIRST_RETRY_MILLIS = 50;
    private static final long LAST_RETRY_MILLIS = 1_000;

    private final WirePool pool;
    private final Protocol protocol;
    private final DriverOptions options;
    private final EventLoops loops;
    private final ReentrantLock lock;
    private final int firstLoop;

    // Written under the lock:
    private volatile Wire[] wires = {};
    private int opening;
    private int parting;
    private int started;
    private long retryMillis;
    private boolean retryScheduled;
    private boolean shut;
    private @Nullable DriverException lastFailure;
    private @Nullable Future<?> upkeep;

    Fleet(WirePool pool, Protocol protocol, DriverOptions options, EventLoops loops, ReentrantLock lock) {
        this.pool = pool;
        this.protocol = protocol;
        this.options = options;
        this.loops = loops;
        this.lock = lock;
        this.firstLoop = loops.nextPool();
    }

    /** Those that are open; not to be changed. */
    Wire[] wires() {
        return wires;
    }

    /** How many are about to come. Under the lock. */
    int opening() {
        return opening;
    }

    /** Why the last attempt to connect failed, if it did. */
    @Nullable
    DriverException lastFailure() {
        return lastFailure;
    }

    /** Whether there is nothing any more. Under the lock. */
    boolean isEmpty() {
        return wires.length == 0 && opening == 0 && parting == 0;
    }

    /** Whether there may be one more now. Under the lock. */
    boolean mayOpen() {
        return wires.length + opening + parting < options.poolSize() && !retryScheduled && !shut;
    }

    /** One more would be good to have. Without the lock. */
    void grow() {
        if (wires.length < options.poolSize() && !retryScheduled && opening == 0) {
            lock.lock();
            try {
                if (opening == 0 && mayOpen()) {
                    var unused = open();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Opens the connections that there shall be at least, and one in any case. */
    List<CompletableFuture<Wire>> openMinimum() {
        lock.lock();
        try {
            List<CompletableFuture<Wire>> opened = new ArrayList<>();
            for (int i = 0; i < Math.clamp(options.minPoolSize(), 1, options.poolSize()); i++) {
                opened.add(open());
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /** Opens one. Under the lock. */
    CompletableFuture<Wire> open() {
        opening++;
        CompletableFuture<Wire> result = new CompletableFuture<>();
        ContextInternal context = loops.context(firstLoop + started++ / Sharing.SPREAD);
        context.runOnContext(start -> {
            try {
                protocol.connect(loops.vertx())
                        .onComplete((link, failure) -> context.nettyEventLoop().execute(() -> {
                            if (failure != null) {
                                refused(result, protocol.failure(failure));
                            } else {
                                opened(result, context, link);
                            }
                        }));
            } catch (RuntimeException failure) {
                refused(result, protocol.failure(failure));
            }
        });
        return result;
    }

    private void opened(CompletableFuture<Wire> result, ContextInternal context, Link link) {
        long life = options.maxLifetime().toNanos();
        // Those that were opened together shall not all be replaced together.
        long jitter = ThreadLocalRandom.current().nextLong(1 + life / 8);
        Wire wire =
                new Wire(pool, context, loops.deliveries(context), link, life == 0 ? 0 : Math.max(1, life - jitter));
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            opening--;
            Wire[] more = Arrays.copyOf(wires, wires.length + 1);
            more[wires.length] = wire;
            wires = more;
            retryMillis = 0;
            lastFailure = null;
            pool.distribution().handOver(wire, gifts); // within the lock, or it would be seen as in use
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
        result.complete(wire);
    }

    private void refused(CompletableFuture<Wire> result, DriverException failure) {
        boolean hopeless;
        lock.lock();
        try {
            opening--;
            lastFailure = failure;
            hopeless = isDefinite(failure) && wires.length == 0;
            if (!retryScheduled) {
                retryScheduled = true;
                retryMillis = Math.clamp(retryMillis * 2, FIRST_RETRY_MILLIS, LAST_RETRY_MILLIS);
                var unused = loops.schedule(this::retry, TimeUnit.MILLISECONDS.toNanos(retryMillis));
            }
        } finally {
            lock.unlock();
        }
        result.completeExceptionally(failure);
        if (hopeless) {
            pool.hopeless(failure);
        }
        pool.finishClosing();
    }

    /** Whether trying again would give the same answer. */
    private static boolean isDefinite(DriverException failure) {
        return failure.kind() == FailureKind.AUTHENTICATION
                || failure.kind() == FailureKind.PROGRAMMING
                || failure.kind() == FailureKind.UNSUPPORTED;
    }

    private void retry() {
        lock.lock();
        try {
            retryScheduled = false;
        } finally {
            lock.unlock();
        }
        pool.distribution().serve();
        keepMinimum();
    }

    /** A connection is about to be closed: nobody is sent there any more. */
    void forget(Wire wire) {
        lock.lock();
        try {
            parting++;
            List<Wire> fewer = new ArrayList<>(List.of(wires));
            fewer.remove(wire);
            wires = fewer.toArray(Wire[]::new);
        } finally {
            lock.unlock();
        }
    }

    /** A connection is closed, so there may be another. */
    void gone() {
        lock.lock();
        try {
            parting--;
        } finally {
            lock.unlock();
        }
        pool.distribution().serve();
        keepMinimum();
        pool.finishClosing();
    }

    private void keepMinimum() {
        lock.lock();
        try {
            while (!pool.isClosing() && wires.length + opening + parting < options.minPoolSize() && mayOpen()) {
                var unused = open();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Looks from time to time for what is idle for too long or too old. */
    void scheduleUpkeep() {
        long idle = options.idleTimeout().toNanos();
        long life = options.maxLifetime().toNanos();
        long shortest = idle == 0 ? life : life == 0 ? idle : Math.min(idle, life);
        if (shortest > 0) {
            long period = Math.clamp(shortest / 4, TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.SECONDS.toNanos(30));
            upkeep = loops.context(0)
                    .nettyEventLoop()
                    .scheduleWithFixedDelay(this::upkeep, period, period, TimeUnit.NANOSECONDS);
        }
    }

    private void upkeep() {
        long now = System.nanoTime();
        long idle = options.idleTimeout().toNanos();
        Wire[] known = wires;
        int spare = known.length - options.minPoolSize();
        for (int i = known.length - 1; i >= 0; i--) {
            Wire wire = known[i];
            if (wire.isRetired(now)) {
                pool.distribution().retire(wire);
            } else if (idle > 0
                    && spare > 0
                    && wire.idleNanos(now) >= idle
                    && wire.occupancy().take()) {
                spare--;
                wire.retire();
                pool.distribution().handOver(wire);
            }
        }
        keepMinimum();
    }

    /** Nothing is kept for later any more. Under the lock. */
    void endUpkeep() {
        if (upkeep != null) {
            upkeep.cancel(false);
        }
    }

    /** Nothing is opened any more. Under the lock. */
    void shut() {
        shut = true;
    }
}
