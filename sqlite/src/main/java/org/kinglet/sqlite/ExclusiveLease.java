// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/**
 * A worker that serves one task alone until it comes back.
 *
 * <p>SQLite ends a transaction by itself when a statement in it is interrupted, when the disk is full, or when a trigger says
 * so. What was sent after that would commit on its own, one by one. So from that moment on the lease refuses everything with
 * the failure that ended the transaction, until the transaction is rolled back or the lease returned. The same holds when
 * what had to come before a command failed: {@code BEGIN} most of all.
 */
final class ExclusiveLease implements DriverConnection {
    private final Worker worker;
    private final String owner;
    private final boolean readOnly;
    private final long since = System.nanoTime();
    private final Queue<SqliteReply<?>> queue = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> returned = new CompletableFuture<>();
    private final Set<SqliteCursor<?>> cursors = new HashSet<>();
    private volatile boolean returning;
    private volatile boolean discarded;
    private volatile boolean ended;
    private @Nullable Throwable transactionLost;
    private boolean begun;

    /** @param readOnly whether writing must be refused on a connection that others write on */
    ExclusiveLease(Worker worker, String owner, boolean readOnly) {
        this.worker = worker;
        this.owner = owner;
        this.readOnly = readOnly;
    }

    @Override
    public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
        return submit(new StatementReply<>(this, before, command));
    }

    @Override
    public <R> DriverCursor<R> openCursor(Command<R> command) {
        return new SqliteCursor<>(command, this, worker, this::enqueue, cursors);
    }

    @Override
    public CompletableFuture<DriverConnection> forTransaction(Access access) {
        return CompletableFuture.completedFuture(new SubLease(this));
    }

    @Override
    public boolean isLost() {
        return discarded || ended;
    }

    @Override
    public CompletableFuture<Void> release() {
        giveBack();
        return returned.copy();
    }

    @Override
    public CompletableFuture<Void> discard() {
        discarded = true;
        returning = true;
        LockSupport.unpark(worker.thread());
        worker.wake();
        return returned.copy();
    }

    <R> Reply<R> submit(SqliteReply<R> reply) {
        enqueue(reply);
        return reply;
    }

    void enqueue(SqliteReply<?> reply) {
        if (returning) {
            reply.giveUp(goneBack());
            return;
        }
        queue.add(reply);
        if (ended) {
            reply.giveUp(goneBack());
        }
        worker.wake();
    }

    /** Gives it back without waiting for it. */
    void giveBack() {
        returning = true;
        worker.wake();
    }

    private DriverException goneBack() {
        return discarded
                ? new DriverException(FailureKind.CONNECTION, "The connection was closed")
                : new DriverException(FailureKind.CONNECTION, "The connection was given back already");
    }

    boolean hasWork() {
        return returning || !queue.isEmpty();
    }

    boolean isDiscarded() {
        return discarded;
    }

    /** Does the next piece of work, the return included. On the worker's thread. */
    boolean work() {
        SqliteReply<?> reply = discarded ? null : queue.poll();
        if (reply != null) {
            begin();
            if (reply.begin()) {
                reply.attempt(worker);
                reply.settle();
            } else {
                skipped(reply);
            }
            return true;
        }
        if (returning) {
            end(worker);
            return true;
        }
        return false;
    }

    private void begin() {
        if (readOnly && !begun) {
            begun = true;
            try {
                worker.connection().run("PRAGMA query_only = ON");
            } catch (SQLException e) {
                transactionLost = Failures.of(e);
            }
        }
    }

    /**
     * A statement was cancelled before it began. What had to come before it is run all the same: later statements, sent
     * long ago, rely on the transaction or the savepoint. On the worker's thread.
     */
    void skipped(SqliteReply<?> reply) {
        String before = reply instanceof StatementReply<?> statement ? statement.before() : null;
        if (before != null && transactionLost == null) {
            try {
                worker.connection().run(before);
            } catch (Throwable failure) {
                transactionLost = Failures.of(failure);
            }
        }
    }

    /** What a statement of a lost transaction gets instead of being run. On the worker's thread. */
    @Nullable
    Throwable refusal(SqliteReply<?> reply) {
        return transactionLost == null || isRollback(reply) ? null : transactionLost;
    }

    /** Whether there was a lost transaction, which is now over. On the worker's thread. */
    boolean forgetLostTransaction() {
        boolean wasLost = transactionLost != null;
        transactionLost = null;
        return wasLost;
    }

    /** Takes note of a failure that ended the transaction. On the worker's thread. */
    void failed(SqliteReply<?> reply, Throwable failure, boolean wasInTransaction) {
        NativeConnection connection = worker.connectionIfOpen();
        boolean isInTransaction = connection != null && connection.inTransaction();
        boolean hadBefore = reply instanceof StatementReply<?> statement && statement.before() != null;
        boolean beforeFailed = reply instanceof StatementReply<?> statement && statement.beforeFailed();
        // What came before the command may have begun the transaction that the command has ended.
        if (beforeFailed || ((wasInTransaction || hadBefore) && !isInTransaction)) {
            transactionLost = failure;
        }
    }

    private static boolean isRollback(SqliteReply<?> reply) {
        return reply instanceof SubLease.Ending
                || (reply instanceof StatementReply<?> statement
                        && statement.before() == null
                        && Sql.kind(statement.sql()) == Sql.Kind.ROLLBACK);
    }

    /** Rolls back whatever is open. On the worker's thread. */
    void reset() throws SQLException {
        freeCursors();
        transactionLost = null;
        NativeConnection connection = worker.connectionIfOpen();
        if (connection == null) return;
        if (connection.inTransaction()) {
            connection.run("ROLLBACK");
        }
        connection.heedForeignKeys();
    }

    /** Gives the worker back. On its thread, once. */
    void end(Worker worker) {
        try {
            reset();
            NativeConnection connection = worker.connectionIfOpen();
            if (readOnly && connection != null) {
                connection.run("PRAGMA query_only = OFF");
            }
        } catch (SQLException | RuntimeException e) {
            Worker.LOG.log(System.Logger.Level.WARNING, "A connection could not be reset and is closed", e);
            discarded = true;
            worker.dropConnection();
        }
        if (discarded && !worker.pool.isSingle()) {
            worker.dropConnection(); // where it is the only one, others have cursors on it, and it is clean now
        }
        ended = true;
        for (SqliteReply<?> reply = queue.poll(); reply != null; reply = queue.poll()) {
            reply.giveUp(goneBack());
        }
        worker.setLease(null);
        worker.leaseReturned();
        worker.pool.leaseEnded();
        returned.complete(null);
    }

    private void freeCursors() {
        List<SqliteCursor<?>> open = new ArrayList<>(cursors);
        cursors.clear();
        open.forEach(SqliteCursor::free);
    }

    Worker worker() {
        return worker;
    }

    /** The open cursors; used on the worker's thread. */
    Set<SqliteCursor<?>> cursors() {
        return cursors;
    }

    /** Who has it and how long, for messages. */
    String describe() {
        return "thread \"" + owner + "\" for " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) + " ms";
    }
}
