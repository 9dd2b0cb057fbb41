// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverNotifications;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.PoolStats;
import org.kinglet.driver.Reply;

/**
 * The connections to one server, called <i>wires</i> here: some are leased, each by one task; on the others single statements
 * go out pipelined, many at a time on one wire.
 *
 * <p><b>Who gets what.</b> What a wire is used for is one word, its {@link Occupancy}, so whoever finds what he needs
 * free takes it without a lock and on his own thread. Who does not, waits: among the {@link Waiters}, for a place on a shared wire
 * or for a wire of his own (leases, statements that may not share, statements that proved to be slow). Both queues are first
 * come, first served. The two hardly compete: a single statement needs a place on any
 * wire that is shared, and there is one as soon as an answer comes in. For each who waits for a whole wire, one is
 * promised: opened, if the pool may still grow, and else taken out of sharing, so that it drains and is handed over
 * directly. When a wire becomes free, who has waited longest gets it, whichever queue he is in.
 *
 * <p><b>Nothing queues behind a slow statement.</b> A wire whose first statement has been running for some milliseconds takes
 * no new ones, and if others are behind it already, it is stopped and sent again on a wire of its own (see {@link Wire} and
 * {@link Single}). {@link SlowStatements} keeps this from happening again and again.
 *
 * <p><b>Locking.</b> The lock guards the queues and the list of wires. It is never held while anything is sent or any code of a
 * caller runs: who is to be given something is collected under the lock and told after it. Whether anybody
 * waits is volatile, and always looked at after a wire has been made free; and who waits is entered before the wires are looked
 * at once more. So one of the two sees the other.
 */
public final class WirePool implements DriverPool {
    static final String PROBE = "SELECT 1";

    private static final System.Logger LOG = System.getLogger("org.kinglet.pool");

    private final Protocol protocol;
    private final DriverOptions options;
    private final EventLoops loops = EventLoops.acquire();
    private final SlowStatements slowStatements = new SlowStatements();
    private final Patience patience = new Patience();
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicBoolean loopsReleased = new AtomicBoolean();
    private final Fleet fleet;
    private final Waiters waiters;
    private final Sharing sharing;
    private final Distribution distribution;
    private final long acquireNanos;
    private @Nullable Dialect dialect;

    // Written under the lock:
    private volatile boolean closing;
    private volatile boolean forced;

    private WirePool(Protocol protocol, DriverOptions options, WireSettings settings) {
        this.protocol = protocol;
        this.options = options;
        this.acquireNanos = options.acquireTimeout().toNanos();
        this.fleet = new Fleet(this, protocol, options, loops, lock);
        this.waiters = new Waiters(loops, acquireNanos, this::expire);
        this.sharing = new Sharing(fleet, patience, settings.pipeliningDepth());
        this.distribution = new Distribution(this, options, lock, fleet, waiters, sharing);
    }

    /**
     * Opens the minimum of connections, and at least one, so that what is wrong with the URL or the server shows here.
     * Blocks, at most for as long as the protocol takes to connect.
     *
     * @throws DriverException if a connection could not be opened
     */
    public static WirePool open(Protocol protocol, DriverOptions options, WireSettings settings) {
        WirePool pool = new WirePool(protocol, options, settings);
        try {
            for (CompletableFuture<Wire> future : pool.fleet.openMinimum()) {
                Wire wire = future.join();
                if (pool.dialect == null) {
                    pool.dialect = protocol.dialect(wire.connection());
                }
            }
            pool.fleet.scheduleUpkeep();
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

    @Override
    public int maxLeases() {
        return options.poolSize();
    }

    Protocol protocol() {
        return protocol;
    }

    SlowStatements slowStatements() {
        return slowStatements;
    }

    Patience patience() {
        return patience;
    }

    Sharing sharing() {
        return sharing;
    }

    Fleet fleet() {
        return fleet;
    }

    Distribution distribution() {
        return distribution;
    }

    boolean isClosing() {
        return closing;
    }

    boolean isForced() {
        return forced;
    }

    int mostStalePlans() {
        return options.poolSize() + 1;
    }

    // ---------------------------------------------------------------------------------------------- single statements

    @Override
    public <R> Reply<R> execute(Command<R> command) {
        Single<R> single;
        try {
            single = new Single<>(this, command);
        } catch (DriverException unfit) {
            WireReply<R> refused = new WireReply<>(command);
            refused.giveUp(unfit);
            return refused;
        }
        if (!single.isAlone() && slowStatements.contains(command.sql())) {
            single.setAlone();
        }
        dispatch(single, false);
        return single;
    }

    /**
     * Sends a statement on its way.
     *
     * @param again whether it was accepted before, so that the pool's closing does not keep it out
     */
    void dispatch(Single<?> single, boolean again) {
        if (closing && !(again && !forced)) {
            single.giveUp(Failures.poolClosed(protocol));
            return;
        }
        if (!single.isAlone() && !waiters.isAnySingle() && !closing) {
            Wire wire = sharing.join(single.isRead());
            if (wire != null) {
                if (!single.accept(wire)) {
                    distribution.left(wire, wire.occupancy().leave());
                }
                return;
            }
        }
        single.beginsToWait();
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            if (forced) {
                gifts.add(() -> single.giveUp(Failures.poolClosed(protocol)));
            } else {
                if (single.isAlone()) {
                    waiters.addExclusive(single);
                } else {
                    waiters.addSingle(single);
                }
                distribution.distribute(gifts);
            }
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
    }

    // --------------------------------------------------------------------------------------------------------- leases

    @Override
    public CompletableFuture<DriverConnection> acquire(Access access) {
        if (closing) {
            return CompletableFuture.failedFuture(Failures.poolClosed(protocol));
        }
        if (!waiters.isAnyExclusive()) {
            Wire wire = distribution.takeTrusted();
            if (wire != null) {
                return CompletableFuture.completedFuture(new WireLease(this, wire, Thread.currentThread()));
            }
        }
        LeaseWaiter waiter = new LeaseWaiter(this);
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            if (closing) {
                gifts.add(() -> waiter.giveUp(Failures.poolClosed(protocol)));
            } else {
                waiters.addExclusive(waiter);
                distribution.distribute(gifts);
            }
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
        return waiter.future();
    }

    @Override
    public CompletableFuture<DriverConnection> acquireForTransaction(Access access) {
        return acquire(access);
    }

    @Override
    public CompletableFuture<DriverNotifications> openNotifications(DriverNotifications.Receiver receiver) {
        return closing
                ? CompletableFuture.failedFuture(Failures.poolClosed(protocol))
                : NotificationWire.open(protocol, receiver, options.acquireTimeout());
    }

    private void expire() {
        List<Waiter> expired;
        DriverException failure;
        lock.lock();
        try {
            failure = timeout();
            expired = waiters.expire();
        } finally {
            lock.unlock();
        }
        Waiters.giveUp(expired, failure);
    }

    /** There will be no connection, however long they wait. */
    void hopeless(DriverException why) {
        List<Waiter> all;
        lock.lock();
        try {
            all = waiters.removeAll();
        } finally {
            lock.unlock();
        }
        Waiters.giveUp(all, why);
    }

    private DriverException timeout() {
        StringBuilder message = new StringBuilder("No connection to ")
                .append(protocol.displayUrl())
                .append(" after ")
                .append(options.acquireTimeout().toMillis())
                .append(" ms (")
                .append(stats().describe())
                .append(')');
        int named = 0;
        for (Wire wire : fleet.wires()) {
            WireLease lease = wire.lease();
            if (lease != null && named++ < 3) {
                message.append("; one is held by ").append(lease.describe());
            }
        }
        DriverException last = fleet.lastFailure();
        if (last != null) {
            message.append("; the last attempt to connect failed: ").append(last.getMessage());
        }
        return new DriverException(FailureKind.POOL_TIMEOUT, message.toString());
    }

    @Override
    public PoolStats stats() {
        lock.lock();
        try {
            int inUse = 0;
            int total = 0;
            for (Wire wire : fleet.wires()) {
                total++;
                if (wire.occupancy().isInUse()) {
                    inUse++;
                }
            }
            inUse -= Math.min(inUse, distribution.examining());
            int waiting = waiters.countExclusives(Integer.MAX_VALUE) + waiters.countSingles(Integer.MAX_VALUE);
            return new PoolStats(total, total - inUse, inUse, waiting);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEventLoop() {
        return EventLoops.isEventLoop();
    }

    // ------------------------------------------------------------------------------------------------------- the end

    @Override
    public CompletableFuture<Void> close(Duration grace) {
        List<Waiter> leases;
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            if (!closing) {
                closing = true;
                Future<?> timer = loops.schedule(this::force, grace.toNanos());
                var unused = closed.whenComplete((nothing, failure) -> timer.cancel(false));
                fleet.endUpkeep();
            }
            leases = waiters.removeLeases();
            distribution.distribute(gifts);
        } finally {
            lock.unlock();
        }
        Waiters.giveUp(leases, Failures.poolClosed(protocol));
        gifts.forEach(Runnable::run);
        finishClosing();
        return closed.copy();
    }

    private void force() {
        List<Waiter> all;
        lock.lock();
        try {
            forced = true;
            fleet.shut();
            all = waiters.removeAll();
        } finally {
            lock.unlock();
        }
        Waiters.giveUp(all, Failures.poolClosed(protocol));
        for (Wire wire : fleet.wires()) {
            wire.close(Failures.poolClosed(protocol));
        }
        finishClosing();
    }

    void finishClosing() {
        lock.lock();
        try {
            if (!closing || !fleet.isEmpty()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        if (loopsReleased.compareAndSet(false, true)) {
            var unused = loops.release().whenComplete((nothing, failure) -> {
                if (failure != null) {
                    LOG.log(System.Logger.Level.WARNING, "The event loops did not end properly", failure);
                }
                closed.complete(null);
            });
        }
    }
}
