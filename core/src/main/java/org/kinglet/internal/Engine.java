// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;
import org.kinglet.internal.Host.Problem;

/** One open database: its pool, and what all that runs on it shares. Thread-safe. */
public final class Engine {
    private static final ThreadLocal<Integer> BLOCKING_ALLOWED = new ThreadLocal<>();

    private final DriverPool pool;
    private final DriverPool primary;
    private final Host host;
    private final Settings settings;
    private final Channel poolChannel = new PoolChannel(this, false);
    private final Channel primaryChannel = new PoolChannel(this, true);
    private final Handles handles = new Handles(this);
    private final LongAdder statements = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** What those are told who are outside of every test; null if nothing is reserved. */
    private volatile @Nullable String reserved;

    /**
     * What the builder set.
     *
     * @param endTimeout how long the end of a transaction may take before its connection is closed
     * @param timeout of each statement, or null
     * @param replicaLag for how long a task that wrote reads from the primary
     * @param callbacks runs the callbacks of futures; null for a virtual thread each
     * @param virtualThreadsOnly whether platform threads may wait only where they were allowed to
     * @param observer null if nobody listens
     */
    public record Settings(
            Duration acquireTimeout,
            Duration endTimeout,
            @Nullable Duration timeout,
            Duration replicaLag,
            @Nullable Executor callbacks,
            boolean virtualThreadsOnly,
            @Nullable StatementObserver observer) {}

    public Engine(DriverPool pool, Host host, Settings settings) {
        this.pool = pool;
        this.primary = pool instanceof ReplicatedPool replicated ? replicated.primary() : pool;
        if (primary != pool) Wrote.need();
        this.host = host;
        this.settings = settings;
    }

    public DriverPool pool() {
        return pool;
    }

    /** The connections to the server that takes writes. */
    DriverPool primary() {
        return primary;
    }

    /** The connections for what the current task reads outside of transactions. */
    DriverPool forReading() {
        return primary == pool || Wrote.within(settings.replicaLag()) ? primary : pool;
    }

    /** If it may write, the current task reads from the primary for a while, also counted from its end. */
    void noteWrite(Command<?> command, Reply<?> reply) {
        Wrote wrote = primary == pool || command.access() == Access.READ ? null : Wrote.ofTask();
        if (wrote == null) return;
        wrote.mark();
        reply.whenComplete((result, failure) -> wrote.mark());
    }

    public Dialect dialect() {
        return pool.dialect();
    }

    public Host host() {
        return host;
    }

    public Settings settings() {
        return settings;
    }

    /** How many statements the user's code asked for so far. */
    public long statements() {
        return statements.sum();
    }

    /** Where a statement of the current task goes: into its transaction or kept connection, else to the pool. */
    public Channel channel() {
        Channel ambient = Frame.find(this);
        return ambient == null ? outside() : ambient.current();
    }

    /** Where statements of a new task would go: to the pool, or into the transaction of its test. */
    public Channel channelOfNewTask() {
        Channel ground = Frame.groundOf(this);
        return ground == null ? outside() : ground;
    }

    private Channel outside() {
        String refusal = reserved;
        if (refusal != null) throw host.problem(Problem.TRANSACTION, refusal, null);
        return poolChannel;
    }

    /** From now on, only tasks of tests may use it, and others are told this; null opens it to all again. */
    public void reserve(@Nullable String refusal) {
        reserved = refusal;
    }

    /** Where statements go that are in no transaction and on no kept connection. */
    public Channel poolChannel() {
        return poolChannel;
    }

    /** The same, without going to a replica. */
    public Channel primaryChannel() {
        return primaryChannel;
    }

    Handles handles() {
        return handles;
    }

    /** The current task is going to close it, and must not wait for what it has open itself. */
    public void leave() {
        for (Channel open = Frame.find(this); open != null && handles.isOpen(open); open = Frame.find(this)) {
            Frame.remove(open);
        }
        if (Frame.find(this) instanceof Level) {
            throw host.problem(
                    Problem.TRANSACTION,
                    "close() within a transaction of this task, for whose end it would wait; close the database after the"
                            + " block",
                    null);
        }
        handles.reclaimFromCurrentThread("is going to close the database");
    }

    /** Refuses what comes later. Whether this was the first time. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }

    void checkOpen() {
        if (closed.get()) {
            throw host.problem(Problem.CLOSED, pool.displayUrl() + " has been closed", null);
        }
    }

    /** Fails if the current task itself holds all connections that there can be: nobody would ever give one back. */
    void checkNotWaitingForItself() {
        int most = handles.heldByCurrentTask() == 0 ? Integer.MAX_VALUE : pool.maxLeases();
        if (handles.heldByCurrentTask() < most) return;
        throw toUser(
                new DriverException(
                        FailureKind.POOL_TIMEOUT,
                        "this task itself holds all " + most + " connection(s) that the pool can have, by streams or"
                                + " handles that are open, and would wait for itself; close one first, do both in one"
                                + " atomic(…), or give the database a larger poolSize"),
                null);
    }

    /** Counts the statement, and has its end observed; gives what ends when that was done, null if nobody observes. */
    <X> @Nullable CompletableFuture<?> sent(Command<X> command, Reply<X> reply) {
        statements.increment();
        Frame.asked(command.sql());
        return observe(command, reply);
    }

    private <X> @Nullable CompletableFuture<?> observe(Command<X> command, Reply<X> reply) {
        StatementObserver observer = settings.observer();
        if (observer == null || !observer.isListening()) return null;
        long start = System.nanoTime();
        return reply.whenComplete((result, failure) ->
                observer.ended(command.sql(), command.parameters(), System.nanoTime() - start, failure));
    }

    /** Has the end of a fetch observed; only the first counts as a statement. */
    <X> void fetched(Command<X> command, Reply<X> reply, boolean first) {
        if (first) {
            statements.increment();
            Frame.asked(command.sql());
        }
        observe(command, reply);
    }

    /** What the caller is to see of a failure. */
    public RuntimeException toUser(Throwable failure, @Nullable String sql) {
        if (failure instanceof DriverException driverFailure) return host.failure(driverFailure, sql);
        if (failure instanceof Error error) throw error;
        if (failure instanceof RuntimeException unchecked) return unchecked;
        return new IllegalStateException(failure);
    }

    /** Fails if the current thread must not wait for the database. */
    public void checkMayBlock() {
        if (pool.isEventLoop() || EventLoopThreads.isCurrent()) {
            throw host.problem(
                    Problem.BLOCKING_CALL,
                    "a call that waits was made on an event loop thread, which would stop every connection that it serves;"
                            + " use the operation's Async twin, or db.runAsync(() -> …) for several",
                    null);
        }
        if (settings.virtualThreadsOnly() && !Thread.currentThread().isVirtual() && BLOCKING_ALLOWED.get() == null) {
            throw host.problem(
                    Problem.BLOCKING_CALL,
                    "a call that waits was made on platform thread "
                            + Thread.currentThread().getName()
                            + ", and the database was opened for virtual threads only; use the operation's Async twin,"
                            + " db.runAsync(() -> …), or db.allowBlocking(() -> …) where this is meant",
                    null);
        }
    }

    /** Lets the current thread wait, in spite of {@code virtualThreadsOnly}, until {@link #forbidBlocking}. */
    public static void allowBlocking() {
        Integer depth = BLOCKING_ALLOWED.get();
        BLOCKING_ALLOWED.set(depth == null ? 1 : depth + 1);
    }

    public static void forbidBlocking() {
        Integer depth = BLOCKING_ALLOWED.get();
        if (depth == null || depth == 1) BLOCKING_ALLOWED.remove();
        else BLOCKING_ALLOWED.set(depth - 1);
    }
}
