// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.PoolStats;
import org.kinglet.driver.Reply;

/** The connections to one server. */
public final class WirePool implements DriverPool {
    static final String PROBE = "SELECT 1";
    private static final long FIRST_RETRY_MILLIS = 50;
    private static final long LAST_RETRY_MILLIS = 1_000;

    private final Protocol protocol;
    private final DriverOptions options;
    private final EventLoops loops = EventLoops.acquire();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock:
    private final Set<Wire> wires = new HashSet<>();
    private final Deque<Wire> idle = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int opening;
    private int nextLoop;
    private long retryMillis;
    private boolean retryScheduled;
    private boolean expiryScheduled;
    private boolean closing;
    private boolean loopsReleased;
    private @Nullable DriverException lastFailure;

    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable Dialect dialect;

    private WirePool(Protocol protocol, DriverOptions options) {
        this.protocol = protocol;
        this.options = options;
    }

    /**
     * Opens the minimum of connections, and at least one, so that what is wrong with the URL or the server shows here.
     * Blocks.
     *
     * @throws DriverException if no connection could be opened
     */
    public static WirePool open(Protocol protocol, DriverOptions options, WireSettings settings) {
        WirePool pool = new WirePool(protocol, options);
        try {
            List<CompletableFuture<Wire>> opened = new ArrayList<>();
            for (int i = 0; i < Math.max(1, options.minPoolSize()); i++) {
                pool.opening++;
                opened.add(pool.openWire());
            }
            for (CompletableFuture<Wire> wire : opened) {
                Wire first = wire.join();
                if (pool.dialect == null) {
                    pool.dialect = protocol.dialect(first.connection());
                }
            }
            return pool;
        } catch (CompletionException e) {
            var unused = pool.close(Duration.ZERO);
            throw e.getCause() instanceof DriverException failure ? failure : e;
        } catch (RuntimeException | Error e) {
            var unused = pool.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public Dialect dialect() {
        Dialect known = dialect;
        if (known == null) {
            throw new IllegalStateException("The pool is not open");
        }
        return known;
    }

    @Override
    public String displayUrl() {
        return protocol.displayUrl();
    }

    Protocol protocol() {
        return protocol;
    }

    @Override
    public <R> Reply<R> execute(Command<R> command) {
        WireReply<R> reply = new WireReply<>(command);
        SingleWaiter<R> waiter;
        try {
            waiter = new SingleWaiter<>(this, reply);
        } catch (DriverException unfit) {
            reply.giveUp(unfit);
            return reply;
        }
        take(waiter);
        return reply;
    }

    @Override
    public CompletableFuture<DriverConnection> acquire(Access access) {
        LeaseWaiter waiter = new LeaseWaiter(this);
        take(waiter);
        return waiter.future();
    }

    @Override
    public CompletableFuture<DriverConnection> acquireForTransaction(Access access) {
        return acquire(access);
    }

    private void take(Waiter waiter) {
        Wire wire;
        lock.lock();
        try {
            if (closing) {
                wire = null;
            } else {
                wire = waiters.isEmpty() ? idle.pollLast() : null;
                if (wire == null) {
                    waiters.add(waiter);
                    supply();
                    scheduleExpiry();
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
        if (wire == null) {
            waiter.giveUp(Failures.poolClosed(protocol));
        } else if (!waiter.accept(wire)) {
            giveBack(wire);
        }
    }

    /** A connection is free: for who has waited longest, if anybody does. */
    void giveBack(Wire wire) {
        while (true) {
            Waiter next;
            lock.lock();
            try {
                if (wire.isClosed() || !wires.contains(wire)) {
                    return;
                }
                next = waiters.poll();
                if (next == null) {
                    if (!closing) {
                        idle.addLast(wire);
                        return;
                    }
                }
            } finally {
                lock.unlock();
            }
            if (next == null) {
                wire.close(Failures.poolClosed(protocol));
                return;
            }
            if (next.accept(wire)) {
                return;
            }
        }
    }

    /** Opens connections for those who wait. Under the lock. */
    private void supply() {
        if (retryScheduled) {
            return;
        }
        int waiting = 0;
        for (Waiter waiter : waiters) {
            if (waiter.isWaiting()) {
                waiting++;
            }
        }
        while (opening < waiting && wires.size() + opening < options.poolSize()) {
            opening++;
            var unused = openWire();
        }
    }

    /** Opens one connection, which has been counted. */
    private CompletableFuture<Wire> openWire() {
        CompletableFuture<Wire> result = new CompletableFuture<>();
        ContextInternal context = loops.context(nextLoop++ % loops.size());
        long bound = Math.max(1, options.acquireTimeout().toMillis());
        context.runOnContext(start -> {
            Future<?> timer = context.nettyEventLoop()
                    .schedule(
                            () -> connectFailed(
                                    result,
                                    new DriverException(
                                            FailureKind.CONNECTION,
                                            "No answer from " + protocol.displayUrl() + " within " + bound + " ms")),
                            bound,
                            TimeUnit.MILLISECONDS);
            try {
                protocol.connect(loops.vertx())
                        .onComplete((connection, failure) -> context.nettyEventLoop()
                                .execute(() -> {
                                    timer.cancel(false);
                                    if (failure != null) {
                                        connectFailed(result, protocol.failure(failure));
                                    } else {
                                        connected(result, context, connection);
                                    }
                                }));
            } catch (RuntimeException failure) {
                timer.cancel(false);
                connectFailed(result, protocol.failure(failure));
            }
        });
        return result;
    }

    private void connected(CompletableFuture<Wire> result, ContextInternal context, SqlConnection connection) {
        if (result.isDone()) {
            var unused = connection.close(); // too late
            return;
        }
        Wire wire = new Wire(this, context, connection);
        lock.lock();
        try {
            opening--;
            wires.add(wire);
            retryMillis = 0;
            lastFailure = null;
        } finally {
            lock.unlock();
        }
        result.complete(wire);
        giveBack(wire);
    }

    private void connectFailed(CompletableFuture<Wire> result, DriverException failure) {
        if (result.isDone()) {
            return;
        }
        List<Waiter> hopeless = List.of();
        lock.lock();
        try {
            opening--;
            lastFailure = failure;
            if (failure.kind() != FailureKind.CONNECTION && wires.isEmpty()) {
                hopeless = new ArrayList<>(waiters);
                waiters.clear();
            } else if (!waiters.isEmpty() && !retryScheduled) {
                retryScheduled = true;
                retryMillis = Math.min(LAST_RETRY_MILLIS, Math.max(FIRST_RETRY_MILLIS, retryMillis * 2));
                var unused =
                        loops.context(0).nettyEventLoop().schedule(this::retry, retryMillis, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
        hopeless.forEach(waiter -> waiter.giveUp(failure));
        result.completeExceptionally(failure);
        finishClosing();
    }

    private void retry() {
        lock.lock();
        try {
            retryScheduled = false;
            supply();
        } finally {
            lock.unlock();
        }
    }

    /** A connection is going to be closed. */
    void forget(Wire wire) {
        lock.lock();
        try {
            wires.remove(wire);
            idle.remove(wire);
        } finally {
            lock.unlock();
        }
    }

    /** A connection is closed. */
    void lost(Wire wire) {
        lock.lock();
        try {
            supply();
        } finally {
            lock.unlock();
        }
        finishClosing();
    }

    /** All wait equally long, so the first is always the next to give up, and one timer serves all. Under the lock. */
    private void scheduleExpiry() {
        Waiter first = waiters.peek();
        if (first == null || expiryScheduled) {
            return;
        }
        expiryScheduled = true;
        long left = first.since() + options.acquireTimeout().toNanos() - System.nanoTime();
        var unused = loops.context(0).nettyEventLoop().schedule(this::expire, Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    private void expire() {
        List<Waiter> expired = new ArrayList<>();
        DriverException failure;
        lock.lock();
        try {
            failure = timeout();
            expiryScheduled = false;
            long now = System.nanoTime();
            while (!waiters.isEmpty()) {
                Waiter first = waiters.element();
                if (first.isWaiting()
                        && now - first.since() < options.acquireTimeout().toNanos()) {
                    break;
                }
                waiters.remove();
                expired.add(first);
            }
            scheduleExpiry();
        } finally {
            lock.unlock();
        }
        expired.forEach(waiter -> waiter.giveUp(failure));
    }

    private DriverException timeout() {
        PoolStats stats = stats();
        DriverException last = lastFailure;
        return new DriverException(
                FailureKind.POOL_TIMEOUT,
                "No connection to " + protocol.displayUrl() + " after "
                        + options.acquireTimeout().toMillis() + " ms (total=" + stats.total() + ", active="
                        + stats.inUse() + ", idle=" + stats.idle() + ", waiting=" + stats.waiting() + ")"
                        + (last == null ? "" : "; the last attempt to connect failed: " + last.getMessage()));
    }

    @Override
    public PoolStats stats() {
        lock.lock();
        try {
            int waiting = 0;
            for (Waiter waiter : waiters) {
                if (waiter.isWaiting()) {
                    waiting++;
                }
            }
            return new PoolStats(wires.size(), idle.size(), wires.size() - idle.size(), waiting);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEventLoop() {
        return EventLoops.isEventLoop();
    }

    @Override
    public CompletableFuture<Void> close(Duration grace) {
        List<Waiter> leases = new ArrayList<>();
        List<Wire> spare;
        boolean first;
        lock.lock();
        try {
            first = !closing;
            closing = true;
            waiters.removeIf(waiter -> waiter instanceof LeaseWaiter && leases.add(waiter));
            spare = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        leases.forEach(waiter -> waiter.giveUp(Failures.poolClosed(protocol)));
        spare.forEach(wire -> wire.close(Failures.poolClosed(protocol)));
        if (first) {
            Future<?> timer =
                    loops.context(0).nettyEventLoop().schedule(this::force, grace.toMillis(), TimeUnit.MILLISECONDS);
            var unused = closed.whenComplete((nothing, failure) -> timer.cancel(false));
        }
        finishClosing();
        return closed.copy();
    }

    private void force() {
        List<Wire> open;
        List<Waiter> waiting;
        lock.lock();
        try {
            open = new ArrayList<>(wires);
            waiting = new ArrayList<>(waiters);
            waiters.clear();
        } finally {
            lock.unlock();
        }
        waiting.forEach(waiter -> waiter.giveUp(Failures.poolClosed(protocol)));
        open.forEach(wire -> wire.close(Failures.poolClosed(protocol)));
    }

    private void finishClosing() {
        lock.lock();
        try {
            if (!closing || !wires.isEmpty() || opening > 0 || loopsReleased) {
                return;
            }
            loopsReleased = true;
        } finally {
            lock.unlock();
        }
        var unused = loops.release().whenComplete((nothing, failure) -> closed.complete(null));
    }
}
