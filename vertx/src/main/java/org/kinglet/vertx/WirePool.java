// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

/**
 * The connections to one server, called <i>wires</i> here: some are leased, each by one task; on the others single statements
 * go out pipelined, many at a time on one wire.
 *
 * <p><b>Who gets what.</b> What a wire is used for is one word, its {@link Occupancy}, so whoever finds what he needs
 * free takes it without a lock and on his own thread. Who does not, waits: in {@link #singles} for a place on a shared
 * wire, in {@link #exclusives} for a wire of his own (leases, statements that may not share, statements that proved to
 * be slow). Both queues are first come, first served. The two hardly compete: a single statement needs a place on any
 * wire that is shared, and there is one as soon as an answer comes in. For each who waits for a whole wire, one is
 * promised: opened, if the pool may still grow, and else taken out of sharing, so that it drains and is handed over
 * directly. When a wire becomes free, who has waited longest gets it, whichever queue he is in.
 *
 * <p><b>How many wires for single statements?</b> A statement goes to an idle wire as long as there are few at work. Then it
 * joins one, if statements are fast: two wires with many statements each do as much as ten, with a fraction of the
 * wake-ups and system calls. How many may be on one wire at once follows from how long statements have taken lately; with
 * slow ones each gets its own wire and the rest waits in the queue, as in any pool.
 *
 * <p><b>Nothing queues behind a slow statement.</b> A wire whose first statement has been running for some milliseconds takes
 * no new ones, and if others are behind it already, it is stopped and sent again on a wire of its own (see {@link Wire} and
 * {@link Single}). {@link SlowStatements} keeps this from happening again and again.
 *
 * <p><b>Locking.</b> The lock guards the queues and the list of wires. It is never held while anything is sent or any code of a
 * caller runs: who is to be given something is collected under the lock and told after it. The counts of those who wait
 * are volatile, and always looked at after a wire has been made free; and who waits is entered before the wires are looked
 * at once more. So one of the two sees the other.
 */
public final class WirePool implements DriverPool {
    static final String PROBE = "SELECT 1";

    private static final System.Logger LOG = System.getLogger("org.kinglet.pool");
    private static final long FIRST_RETRY_MILLIS = 50;
    private static final long LAST_RETRY_MILLIS = 1_000;
    /** How long a wire may be idle and still be lent without asking whether it is alive. */
    private static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** How long the last statement of a wire shall wait for those before it, about. */
    private static final long PIPELINE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** A statement that takes longer than this is worth another wire, if there is one. */
    private static final long BRIEF_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Protocol protocol;
    private final DriverOptions options;
    private final WireSettings settings;
    private final EventLoops loops = EventLoops.acquire();
    private final SlowStatements slowStatements = new SlowStatements();
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicBoolean loopsReleased = new AtomicBoolean();
    private final long acquireNanos;
    private final int spread;

    // Written under the lock:
    private volatile Wire[] wires = {};
    private final Deque<Single<?>> singles = new ArrayDeque<>();
    private final Deque<Waiter> exclusives = new ArrayDeque<>();
    private volatile int waitingSingles;
    private volatile int waitingExclusives;
    private int opening;
    private volatile boolean closing;
    private volatile boolean forced;
    private int parting;
    private int examining;
    private int nextLoop;
    private long retryMillis;
    private boolean retryScheduled;
    private boolean expiryScheduled;
    private @Nullable DriverException lastFailure;
    private @Nullable Dialect dialect;
    private @Nullable Future<?> upkeep;

    /** How long statements on shared wires have taken lately; only an estimate, so nobody minds a lost update. */
    private volatile long serviceNanos;

    private WirePool(Protocol protocol, DriverOptions options, WireSettings settings) {
        this.protocol = protocol;
        this.options = options;
        this.settings = settings;
        this.acquireNanos = options.acquireTimeout().toNanos();
        this.spread = loops.size();
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
            List<CompletableFuture<Wire>> opened = new ArrayList<>();
            for (int i = 0; i < Math.clamp(options.minPoolSize(), 1, options.poolSize()); i++) {
                opened.add(pool.openFirst());
            }
            for (CompletableFuture<Wire> future : opened) {
                Wire wire = future.join();
                if (pool.dialect == null) {
                    pool.dialect = protocol.dialect(wire.connection());
                }
            }
            pool.scheduleUpkeep();
            return pool;
        } catch (CompletionException e) {
            var unused = pool.close(Duration.ZERO);
            throw e.getCause() instanceof DriverException failure ? failure : e;
        } catch (RuntimeException | Error e) {
            var unused = pool.close(Duration.ZERO);
            throw e;
        }
    }

    private CompletableFuture<Wire> openFirst() {
        lock.lock();
        try {
            return openWire();
        } finally {
            lock.unlock();
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
        if (!single.isAlone() && waitingSingles == 0 && !closing) {
            Wire wire = join(single);
            if (wire != null) {
                if (!single.accept(wire)) {
                    left(wire, wire.occupancy().leave());
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
                    exclusives.add(single);
                } else {
                    singles.add(single);
                }
                distribute(gifts);
                scheduleExpiry();
            }
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
    }

    /** A place on a wire for one more statement, or {@code null} if there is none now. */
    private @Nullable Wire join(Single<?> single) {
        while (true) {
            long now = System.nanoTime();
            long service = serviceNanos;
            int depth = Math.clamp(PIPELINE_NANOS / Math.max(1, service), 1, settings.pipeliningDepth());
            Wire idle = null;
            Wire best = null;
            int least = depth;
            int busy = 0;
            for (Wire wire : wires) {
                Occupancy occupancy = wire.occupancy();
                if (!occupancy.isJoinable()) {
                    continue;
                }
                int statements = occupancy.statements();
                if (statements == 0) {
                    if (idle == null && (single.isRead() || wire.idleNanos(now) < TRUST_NANOS)) {
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
            boolean another = best == null || busy < spread || service > BRIEF_NANOS || best.firstNanos(now) > BRIEF_NANOS;
            Wire chosen = another && idle != null ? idle : best;
            if (another && idle == null && best != null) {
                grow();
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

    /** One more wire would be good to have. */
    private void grow() {
        if (opening == 0 && wires.length < options.poolSize() && !retryScheduled) {
            lock.lock();
            try {
                if (opening == 0 && mayOpen()) {
                    var unused = openWire();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    void noteService(long nanos) {
        long known = serviceNanos;
        serviceNanos = known + (nanos - known) / 16;
    }

    // --------------------------------------------------------------------------------------------------------- leases

    @Override
    public CompletableFuture<DriverConnection> acquire(Access access) {
        if (closing) {
            return CompletableFuture.failedFuture(Failures.poolClosed(protocol));
        }
        if (waitingExclusives == 0) {
            Wire wire = takeTrusted();
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
                exclusives.add(waiter);
                distribute(gifts);
                scheduleExpiry();
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

    /** An idle wire that needs no examination. */
    private @Nullable Wire takeTrusted() {
        long now = System.nanoTime();
        for (Wire wire : wires) {
            if (wire.occupancy().isIdle()
                    && wire.idleNanos(now) < TRUST_NANOS
                    && wire.occupancy().take()) {
                if (!wire.isClosed() && !wire.isRetired(now)) {
                    return wire;
                }
                wire.close(Failures.discarded());
            }
        }
        return null;
    }

    // ---------------------------------------------------------------------------------------- what becomes of a wire

    /** Somebody is done with a wire that he had for himself. */
    void giveBack(Wire wire) {
        if (waitingExclusives == 0 && waitingSingles == 0 && !closing && !wire.isRetired(System.nanoTime())) {
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
                if (waitingSingles > 0) {
                    serve();
                }
            }
        }
    }

    private void becameIdle() {
        if (waitingExclusives > 0 || waitingSingles > 0 || closing) {
            serve();
        }
    }

    /** A wire that nobody has any more goes to who has waited longest, to all, or is closed. */
    private void handOver(Wire wire) {
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            handOver(wire, gifts);
        } finally {
            lock.unlock();
        }
        gifts.forEach(Runnable::run);
    }

    /** Under the lock. */
    private void handOver(Wire wire, List<Runnable> gifts) {
        if (wire.isClosed()) {
            return;
        }
        Waiter exclusive = firstWaiting(exclusives);
        Single<?> single = firstWaiting(singles);
        if (wire.isRetired(System.nanoTime())) {
            wire.close(Failures.discarded());
        } else if (exclusive != null && (single == null || exclusive.since() - single.since() <= 0)) {
            exclusives.remove();
            give(exclusive, wire, gifts);
        } else if (single != null) {
            singles.remove();
            wire.begins(System.nanoTime());
            wire.occupancy().open(1);
            giveShare(single, wire, gifts);
        } else if (closing) {
            wire.close(Failures.poolClosed(protocol));
        } else {
            wire.becomesIdle();
            wire.occupancy().open(0);
        }
        distribute(gifts);
    }

    /** Gives what is free to those who wait. */
    private void serve() {
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
    private void distribute(List<Runnable> gifts) {
        waitingExclusives = exclusives.size();
        waitingSingles = singles.size();
        for (Waiter next = firstWaiting(exclusives); next != null; next = firstWaiting(exclusives)) {
            Wire wire = takeTrusted();
            if (wire == null) {
                break;
            }
            exclusives.remove();
            give(next, wire, gifts);
        }
        for (Single<?> next = firstWaiting(singles); next != null; next = firstWaiting(singles)) {
            Wire wire = join(next);
            if (wire == null) {
                break;
            }
            singles.remove();
            giveShare(next, wire, gifts);
        }
        waitingExclusives = exclusives.size();
        waitingSingles = singles.size();
        supply(gifts);
        if (closing && exclusives.isEmpty() && singles.isEmpty()) {
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

    /** The first who still waits; those who have gone are dropped. */
    private static <W extends Waiter> @Nullable W firstWaiting(Deque<W> queue) {
        W first = queue.peek();
        while (first != null && !first.isWaiting()) {
            queue.remove();
            first = queue.peek();
        }
        return first;
    }

    /** Promises a wire to each who waits for one: an idle one that must be examined, a new one, or a draining one. */
    private void supply(List<Runnable> gifts) {
        int takers = waiting(exclusives, options.poolSize());
        int wanted = takers + waiting(singles, 1);
        if (wanted == 0) {
            return;
        }
        long now = System.nanoTime();
        int promised = opening + examining;
        for (Wire wire : wires) {
            if (wire.occupancy().isDraining() && wire.firstNanos(now) < Wire.PATIENCE_NANOS) {
                promised++;
            }
        }
        for (Wire wire : wires) {
            if (promised >= wanted) {
                return;
            }
            if (wire.occupancy().take()) {
                promised++;
                examine(wire);
            }
        }
        while (promised < wanted && mayOpen()) {
            promised++;
            var unused = openWire();
        }
        while (promised < takers) {
            Wire wire = leastBusy(now);
            if (wire == null) {
                return;
            }
            promised++;
            if (wire.occupancy().drain() == Occupancy.Drain.TAKEN) {
                gifts.add(() -> handOver(wire));
            }
        }
    }

    /** How many wait, as far as that matters. */
    private static int waiting(Deque<? extends Waiter> queue, int most) {
        int count = 0;
        for (Waiter waiter : queue) {
            if (waiter.isWaiting() && ++count >= most) {
                break;
            }
        }
        return count;
    }

    private @Nullable Wire leastBusy(long now) {
        Wire best = null;
        for (Wire wire : wires) {
            if (wire.occupancy().isJoinable()
                    && (best == null || cost(wire, now) < cost(best, now))) {
                best = wire;
            }
        }
        return best;
    }

    private static long cost(Wire wire, long now) {
        return wire.occupancy().statements() + Math.max(0, wire.firstNanos(now)) / BRIEF_NANOS * 100;
    }

    /** Finds out whether a wire that has been idle for a while is alive; it has been taken for that. Under the lock. */
    private void examine(Wire wire) {
        examining++;
        AtomicBoolean over = new AtomicBoolean();
        long bound = Math.max(1, Math.min(acquireNanos, TimeUnit.SECONDS.toNanos(2)));
        wire.run(() -> {
            Future<?> timer = wire.schedule(
                    () -> examined(wire, over, Failures.lost(protocol)), TimeUnit.NANOSECONDS.toMillis(bound));
            wire.submit(new TextStep(PROBE, failure -> {
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

    // ------------------------------------------------------------------------------------------- opening and closing

    /** Whether there may be one more connection. Under the lock. */
    private boolean mayOpen() {
        return wires.length + opening + parting < options.poolSize() && !retryScheduled && !forced;
    }

    /** Opens one connection. Under the lock. */
    private CompletableFuture<Wire> openWire() {
        opening++;
        CompletableFuture<Wire> result = new CompletableFuture<>();
        ContextInternal context = loops.context(nextLoop++ % loops.size());
        context.runOnContext(start -> {
            try {
                protocol.connect(loops.vertx()).onComplete((link, failure) -> context.nettyEventLoop()
                        .execute(() -> {
                            if (failure != null) {
                                connectFailed(result, protocol.failure(failure));
                            } else {
                                connected(result, context, link);
                            }
                        }));
            } catch (RuntimeException failure) {
                connectFailed(result, protocol.failure(failure));
            }
        });
        return result;
    }

    private void connected(CompletableFuture<Wire> result, ContextInternal context, Link link) {
        long life = options.maxLifetime().toNanos();
        // Those that were opened together shall not all be replaced together.
        Wire wire = new Wire(
                this, context, link, life == 0 ? 0 : Math.max(1, life - ThreadLocalRandom.current().nextLong(1 + life / 8)));
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            opening--;
            Wire[] more = Arrays.copyOf(wires, wires.length + 1);
            more[wires.length] = wire;
            wires = more;
            retryMillis = 0;
            lastFailure = null;
            handOver(wire, gifts);
        } finally {
            lock.unlock();
        }
        result.complete(wire);
        gifts.forEach(Runnable::run);
    }

    private void connectFailed(CompletableFuture<Wire> result, DriverException failure) {
        List<Waiter> hopeless = new ArrayList<>();
        lock.lock();
        try {
            opening--;
            lastFailure = failure;
            if (isDefinite(failure) && wires.length == 0) {
                hopeless.addAll(exclusives);
                hopeless.addAll(singles);
                exclusives.clear();
                singles.clear();
            }
            if (!retryScheduled) {
                retryScheduled = true;
                retryMillis = Math.clamp(retryMillis * 2, FIRST_RETRY_MILLIS, LAST_RETRY_MILLIS);
                var unused = timer(this::retry, TimeUnit.MILLISECONDS.toNanos(retryMillis));
            }
        } finally {
            lock.unlock();
        }
        result.completeExceptionally(failure);
        hopeless.forEach(waiter -> waiter.giveUp(failure));
        finishClosing();
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
        serve();
        keepMinimum();
    }

    private Future<?> timer(Runnable action, long nanos) {
        return loops.context(0).nettyEventLoop().schedule(action, nanos, TimeUnit.NANOSECONDS);
    }

    /** Closes a wire as soon as nothing is on it. */
    void retire(Wire wire) {
        wire.retire();
        if (wire.occupancy().drain() == Occupancy.Drain.TAKEN) {
            handOver(wire);
        }
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
    void gone(Wire wire) {
        lock.lock();
        try {
            parting--;
        } finally {
            lock.unlock();
        }
        serve();
        keepMinimum();
        finishClosing();
    }

    private void keepMinimum() {
        lock.lock();
        try {
            while (!closing && wires.length + opening + parting < options.minPoolSize() && mayOpen()) {
                var unused = openWire();
            }
        } finally {
            lock.unlock();
        }
    }

    private void scheduleUpkeep() {
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

    /** Closes what is idle for too long or too old. */
    private void upkeep() {
        long now = System.nanoTime();
        long idle = options.idleTimeout().toNanos();
        Wire[] known = wires;
        int spare = known.length - options.minPoolSize();
        for (int i = known.length - 1; i >= 0; i--) {
            Wire wire = known[i];
            if (wire.isRetired(now)) {
                retire(wire);
            } else if (idle > 0 && spare > 0 && wire.idleNanos(now) >= idle && wire.occupancy().take()) {
                spare--;
                wire.retire();
                handOver(wire);
            }
        }
        keepMinimum();
    }

    // ------------------------------------------------------------------------------------------------------- waiting

    /** All wait equally long, so the first is always the next to give up, and one timer serves all. Under the lock. */
    private void scheduleExpiry() {
        if (expiryScheduled) {
            return;
        }
        Waiter exclusive = exclusives.peek();
        Waiter single = singles.peek();
        if (exclusive == null && single == null) {
            return;
        }
        long since = exclusive == null
                ? single.since()
                : single == null || exclusive.since() - single.since() < 0 ? exclusive.since() : single.since();
        expiryScheduled = true;
        var unused = timer(this::expire, Math.max(0, since + acquireNanos - System.nanoTime()));
    }

    private void expire() {
        List<Waiter> expired = new ArrayList<>();
        DriverException failure;
        lock.lock();
        try {
            failure = timeout();
            expiryScheduled = false;
            long now = System.nanoTime();
            expire(exclusives, now, expired);
            expire(singles, now, expired);
            waitingExclusives = exclusives.size();
            waitingSingles = singles.size();
            scheduleExpiry();
        } finally {
            lock.unlock();
        }
        expired.forEach(waiter -> waiter.giveUp(failure));
    }

    private void expire(Deque<? extends Waiter> queue, long now, List<Waiter> expired) {
        Waiter first = firstWaiting(queue);
        while (first != null && now - first.since() >= acquireNanos) {
            queue.remove();
            expired.add(first);
            first = firstWaiting(queue);
        }
    }

    private DriverException timeout() {
        PoolStats stats = stats();
        StringBuilder message = new StringBuilder("No connection to ")
                .append(protocol.displayUrl())
                .append(" after ")
                .append(options.acquireTimeout().toMillis())
                .append(" ms (total=")
                .append(stats.total())
                .append(", active=")
                .append(stats.inUse())
                .append(", idle=")
                .append(stats.idle())
                .append(", waiting=")
                .append(stats.waiting())
                .append(')');
        int named = 0;
        for (Wire wire : wires) {
            WireLease lease = wire.lease();
            if (lease != null && named++ < 3) {
                message.append("; one is held by ").append(lease.describe());
            }
        }
        DriverException last = lastFailure;
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
            for (Wire wire : wires) {
                if (wire.occupancy().isInUse()) {
                    inUse++;
                }
            }
            inUse -= Math.min(inUse, examining);
            return new PoolStats(wires.length, wires.length - inUse, inUse, waiting(exclusives, Integer.MAX_VALUE) + waiting(singles, Integer.MAX_VALUE));
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
        List<Waiter> leases = new ArrayList<>();
        List<Runnable> gifts = new ArrayList<>();
        lock.lock();
        try {
            if (!closing) {
                closing = true;
                Future<?> timer = timer(this::force, grace.toNanos());
                var unused = closed.whenComplete((nothing, failure) -> timer.cancel(false));
                Future<?> known = upkeep;
                if (known != null) {
                    known.cancel(false);
                }
            }
            exclusives.removeIf(waiter -> waiter instanceof LeaseWaiter && leases.add(waiter));
            distribute(gifts);
        } finally {
            lock.unlock();
        }
        leases.forEach(waiter -> waiter.giveUp(Failures.poolClosed(protocol)));
        gifts.forEach(Runnable::run);
        finishClosing();
        return closed.copy();
    }

    /** Under the lock. */
    private void closeIdle() {
        for (Wire wire : wires) {
            if (wire.occupancy().drain() == Occupancy.Drain.TAKEN) {
                wire.close(Failures.poolClosed(protocol));
            }
        }
    }

    private void force() {
        List<Waiter> waiting = new ArrayList<>();
        lock.lock();
        try {
            forced = true;
            waiting.addAll(exclusives);
            waiting.addAll(singles);
            exclusives.clear();
            singles.clear();
        } finally {
            lock.unlock();
        }
        waiting.forEach(waiter -> waiter.giveUp(Failures.poolClosed(protocol)));
        for (Wire wire : wires) {
            wire.close(Failures.poolClosed(protocol));
        }
        finishClosing();
    }

    private void finishClosing() {
        lock.lock();
        try {
            if (!closing || wires.length > 0 || opening > 0 || parting > 0) {
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
