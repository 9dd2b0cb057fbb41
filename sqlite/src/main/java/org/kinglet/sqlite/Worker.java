// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * A daemon platform thread that owns one connection and works off queues. Before it sleeps it looks around for a moment:
 * waking a thread costs more than a point select, and under load the next statement is always about to come.
 */
abstract class Worker implements Runnable {
    static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 1000 : 0;

    final SqlitePool pool;
    private final boolean queryOnly;
    private final Thread thread;
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Interruption interruption;
    private @Nullable NativeConnection connection;
    private @Nullable SqliteReply<?> current;
    private volatile boolean open;
    private volatile boolean busy;
    private volatile boolean ended;
    private volatile @Nullable ExclusiveLease lease;

    Worker(SqlitePool pool, String name, boolean queryOnly) {
        this.pool = pool;
        this.queryOnly = queryOnly;
        this.thread = new WorkerThread(this, name);
        this.interruption = new Interruption(pool.connector().busyTimeout()) {
            @Override
            boolean isRequested() {
                SqliteReply<?> running = current;
                return (running != null && running.isUnwanted()) || isForced();
            }

            @Override
            void stillRunning() {
                heartbeat();
            }

            @Override
            void enterApplication() {
                stepAside();
            }

            @Override
            void leaveApplication() {
                stepBack();
            }
        };
    }

    /** So that a thread can be recognised as one that must not be blocked. */
    static final class WorkerThread extends Thread {
        WorkerThread(Worker worker, String name) {
            super(null, worker, name, 0, false);
            setDaemon(true);
        }
    }

    final void start() {
        thread.start();
    }

    /** Does one piece of work; false if there is none. */
    abstract boolean work();

    abstract boolean hasWork();

    /** Whether, the pool being closed, nothing can come any more. */
    abstract boolean isFinished();

    /** Whether this worker shall end while the pool goes on. */
    boolean isRetired() {
        return false;
    }

    /** Called when there is nothing to do. */
    abstract void rest();

    /** Called from time to time while one statement runs. */
    void heartbeat() {}

    /** Called before code of the application runs in a statement; until {@link #stepBack} nobody may count on this one. */
    void stepAside() {}

    void stepBack() {}

    /** Called when the thread ends; whatever still waits must be told. */
    abstract void afterEnd();

    @Override
    public final void run() {
        try {
            while (!isForced() && !isRetired() && !(pool.isClosing() && isFinished())) {
                try {
                    Runnable errand = errands.poll();
                    if (errand != null) {
                        errand.run();
                    } else if (!work()) {
                        rest();
                    }
                } catch (Throwable failure) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "A worker of " + pool.displayUrl() + " failed and goes on",
                            failure);
                }
            }
        } finally {
            end();
        }
    }

    private void end() {
        ended = true;
        ExclusiveLease held = lease;
        if (held != null) {
            held.end(this);
        }
        closeConnection();
        afterEnd();
        busy = false;
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
        pool.ended(this);
    }

    /** Runs something on this worker's thread ahead of all that is queued, or here if the thread has ended. */
    final void send(Runnable errand) {
        errands.add(errand);
        if (ended && errands.remove(errand)) {
            errand.run();
        }
        wake();
    }

    final void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** Looks out for work for a moment. */
    final boolean lookOut() {
        for (int i = 0; i < SPINS; i++) {
            if (hasWork() || !errands.isEmpty()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    final boolean hasErrands() {
        return !errands.isEmpty();
    }

    /** Sleeps until {@link #wake}, unless there is work. */
    final void sleep(long nanos) {
        asleep.set(true);
        if (!hasWork() && errands.isEmpty() && !(pool.isClosing() && isFinished()) && !isForced()) {
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            } else {
                LockSupport.park(this);
            }
            Thread.interrupted(); // nobody may interrupt this thread; if somebody did, it must not spin
        }
        asleep.set(false);
    }

    /** Opened at the first need, and again after it was closed. Only on the worker's thread. */
    final NativeConnection connection() {
        NativeConnection opened = connection;
        if (opened == null) {
            opened = pool.connector().open(queryOnly, interruption);
            connection = opened;
            open = true;
        }
        return opened;
    }

    final @Nullable NativeConnection connectionIfOpen() {
        return connection;
    }

    /** Closes it; the next statement opens another. A database in memory would be gone, so that one is kept. */
    final void dropConnection() {
        if (!pool.connector().url().isMemory()) {
            closeConnection();
        }
    }

    private void closeConnection() {
        NativeConnection closing = connection;
        connection = null;
        open = false;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException | RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Closing a connection to " + pool.displayUrl() + " failed", e);
            }
        }
    }

    /** Runs one statement or fetch to its end. */
    final void execute(SqliteReply<?> reply) {
        if (reply.begin()) {
            busy = true;
            try {
                reply.attempt(this);
            } finally {
                busy = false;
            }
            reply.settle();
        }
    }

    final Thread thread() {
        return thread;
    }

    final void setCurrent(@Nullable SqliteReply<?> reply) {
        current = reply;
    }

    final void setBusy(boolean busy) {
        this.busy = busy;
    }

    final boolean isForced() {
        return pool.isForced();
    }

    final boolean isOpen() {
        return open;
    }

    boolean isInUse() {
        return busy || lease != null;
    }

    final boolean isBusy() {
        return busy;
    }

    final boolean hasEnded() {
        return ended;
    }

    final @Nullable ExclusiveLease lease() {
        return lease;
    }

    final void setLease(@Nullable ExclusiveLease lease) {
        this.lease = lease;
    }

    /** Called on the worker's thread when a lease has come back. */
    abstract void leaseReturned();

    final DriverException closedFailure() {
        return new DriverException(FailureKind.POOL_CLOSED, "The database " + pool.displayUrl() + " is closed");
    }
}
