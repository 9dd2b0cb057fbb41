// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/**
 * A statement or a fetch on its way through a worker, and its result. It waits until a worker begins it, is attempted once
 * or, where the group that it was in died, twice, and is settled when the result is final. Whoever moves it out of
 * {@code WAITING} is the one to settle it.
 */
abstract class SqliteReply<R> extends Reply<R> implements Work {
    private static final int WAITING = 0;
    private static final int BEGUN = 1;
    private static final int ENDED = 2;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(SqliteReply.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable ExclusiveLease lease;
    private final long queuedAt = System.nanoTime();
    private volatile int state;
    private volatile boolean interrupted;
    private volatile @Nullable Thread runner;
    private @Nullable Runnable afterwards;
    private @Nullable R result;
    private @Nullable Throwable failure;

    SqliteReply(@Nullable ExclusiveLease lease) {
        this.lease = lease;
    }

    /** Does it, on the connection's thread. */
    abstract R perform(NativeConnection connection) throws Exception;

    /** Whether it may share a transaction with others; see {@link GroupCommit}. */
    boolean isGroupable() {
        return false;
    }

    /** Called once, when it is settled; set before it is queued. */
    void setAfterwards(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    @Override
    public boolean isWaiting() {
        return state == WAITING;
    }

    @Override
    public long queuedAt() {
        return queuedAt;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** Whether nobody waits for it any more, so that it shall stop where it is. */
    boolean isUnwanted() {
        return interrupted || (lease != null && lease.isDiscarded());
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Takes it on; false if it was cancelled or timed out before. */
    boolean begin() {
        return STATE.compareAndSet(this, WAITING, BEGUN);
    }

    @Override
    public void giveUp(Throwable why) {
        if (STATE.compareAndSet(this, WAITING, ENDED)) {
            failure = why;
            settle();
        }
    }

    @Override
    public void interrupt() {
        interrupted = true;
        giveUp(Failures.cancelled(null));
        Thread thread = runner;
        if (thread != null) {
            LockSupport.unpark(thread); // it may be waiting for another process's lock
        }
    }

    /** Runs it and keeps what came of it. Throws nothing. */
    final void attempt(Worker worker) {
        result = null;
        failure = null;
        Throwable refusal = lease == null ? null : lease.refusal(this);
        if (refusal != null) {
            failure = refusal;
            return;
        }
        if (interrupted) {
            failure = Failures.cancelled(null);
            if (lease != null) {
                lease.skipped(this);
            }
            return;
        }
        runner = worker.thread();
        worker.setCurrent(this);
        boolean inTransaction = false;
        try {
            NativeConnection connection = worker.connection();
            inTransaction = connection.inTransaction();
            synchronized (connection.monitor()) {
                result = perform(connection);
            }
        } catch (Throwable thrown) {
            failure = translate(thrown, worker);
        } finally {
            worker.setCurrent(null);
            runner = null;
        }
        if (lease != null && failure != null) {
            lease.failed(this, failure, inTransaction);
        }
    }

    private Throwable translate(Throwable thrown, Worker worker) {
        Throwable translated = Failures.of(thrown);
        if (!Failures.isInterrupt(translated) && !Failures.isBusy(translated)) {
            return translated;
        }
        if (isUnwanted()) {
            return Failures.cancelled(thrown);
        }
        return worker.isForced()
                ? new DriverException(FailureKind.POOL_CLOSED, "The database was closed while the statement ran")
                : translated;
    }

    /** For what failed after the attempt. */
    final void replaceResult(Throwable why) {
        result = null;
        failure = why;
    }

    /** Hands over the result. The connection has been counted idle before, if this was its last work. */
    @SuppressWarnings("NullAway") // a null result is a result
    final void settle() {
        state = ENDED;
        Throwable why = failure;
        if (why != null) {
            completeExceptionally(why);
        } else {
            complete(result);
        }
        Runnable hook = afterwards;
        if (hook != null) {
            hook.run();
        }
    }
}
