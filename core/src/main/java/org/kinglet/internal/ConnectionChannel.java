// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.Reply;
import org.kinglet.internal.Host.Problem;

/**
 * A connection that is kept for several statements, each of which commits by itself.
 *
 * <p>Transactions on it have it one at a time. What is not part of a transaction waits until it has ended: on the same
 * wire it would be in the middle of it. Where a stream needs a transaction, what is not that stream is refused at once,
 * since its reader, who is likely to be the one who asks, would wait for itself.
 */
public final class ConnectionChannel extends Channel {
    private final DriverConnection connection;
    private final boolean cursorsAnyTime;
    /** Null if it belongs to no thread. */
    private volatile Handles.@Nullable Handle handle;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private boolean closed;
    private @Nullable Request holder;
    /** Requests, and statements as {@link DeferredReply}. */
    private final Deque<Object> waiting = new ArrayDeque<>();

    /** Of a transaction that wants the connection. */
    private record Request(Access access, boolean forStream, CompletableFuture<DriverConnection> taker) {}

    public ConnectionChannel(Engine engine, DriverConnection connection) {
        this(engine, connection, !engine.dialect().cursorsNeedTransaction());
    }

    /** @param cursorsAnyTime whether a cursor can be opened here without a transaction of its own */
    ConnectionChannel(Engine engine, DriverConnection connection, boolean cursorsAnyTime) {
        super(engine);
        this.connection = connection;
        this.cursorsAnyTime = cursorsAnyTime;
    }

    /** The current thread keeps it: it is taken back when that ends. */
    public void heldByThread() {
        handle = engine().handles().opened("connection", this, this::close);
    }

    @Override
    <X> Reply<X> send(Command<X> command, Completion<X> completion) {
        Reply<X> reply;
        lock.lock();
        try {
            checkFree();
            if (holder != null) {
                DeferredReply<X> later = new DeferredReply<>(
                        () -> connection.execute(command), engine().settings().acquireTimeout());
                waiting.add(later);
                reply = later;
            } else {
                reply = connection.execute(command);
            }
        } finally {
            lock.unlock();
        }
        if (!(completion instanceof DirectCall)) reply.whenComplete(completion::done);
        engine().noteWrite(command, reply);
        return reply;
    }

    /** What has committed by itself is never rolled back. */
    @Override
    public void onRollback(Runnable undo) {}

    @Override
    public Channel current() {
        return this;
    }

    @Override
    <X> OpenCursor<X> open(Command<X> command) {
        if (cursorsAnyTime) return openBeside(command);
        DriverConnection lease = Waiting.acquire(engine(), lease(Access.READ, true));
        return LeasedCursor.open(engine(), lease, command);
    }

    private <X> OpenCursor<X> openBeside(Command<X> command) {
        DriverCursor<X> cursor;
        lock.lock();
        try {
            checkFree();
            cursor = connection.openCursor(command);
        } finally {
            lock.unlock();
        }
        return new OpenCursor<>() {
            @Override
            public Reply<X> fetch(int rows) {
                return cursor.fetch(rows);
            }

            @Override
            public Channel beside() {
                return ConnectionChannel.this;
            }

            @Override
            public void close() {
                Waiting.finish(engine(), cursor.close());
            }
        };
    }

    /** The connection for a transaction, when those before it have ended. */
    CompletableFuture<DriverConnection> lease(Access access) {
        return lease(access, false);
    }

    private CompletableFuture<DriverConnection> lease(Access access, boolean forStream) {
        Request request = new Request(access, forStream, new CompletableFuture<>());
        lock.lock();
        try {
            checkFree();
            if (holder != null) {
                waiting.add(request);
                return request.taker();
            }
            holder = request;
        } finally {
            lock.unlock();
        }
        grant(request);
        return request.taker();
    }

    private void grant(Request request) {
        connection.forTransaction(request.access()).whenComplete((lease, failure) -> {
            if (failure != null) {
                request.taker().completeExceptionally(failure);
                transactionEnded();
                return;
            }
            DriverConnection lent = new LentConnection(lease, this::transactionEnded);
            // Whoever gave up waiting wants it no more.
            if (!request.taker().complete(lent)) lent.release();
        });
    }

    /** Completed when the connection has gone back, if nobody wants it any more. */
    private CompletableFuture<Void> transactionEnded() {
        List<Runnable> sent = new ArrayList<>();
        Request next = null;
        boolean done;
        lock.lock();
        try {
            while (next == null && !waiting.isEmpty()) {
                Object first = waiting.poll();
                if (first instanceof Request request) {
                    if (!request.taker().isDone()) next = request;
                } else if (first instanceof DeferredReply<?> statement) {
                    Runnable rest = statement.send();
                    if (rest != null) sent.add(rest);
                }
            }
            holder = next;
            done = closed && next == null;
        } finally {
            lock.unlock();
        }
        sent.forEach(Runnable::run);
        if (next != null) grant(next);
        return done ? connection.release() : CompletableFuture.completedFuture(null);
    }

    /** Gives it back, or has the transaction that still runs on it do so at its end. Idempotent. */
    public CompletableFuture<@Nullable Void> close() {
        boolean inUse;
        lock.lock();
        try {
            if (closed) return CompletableFuture.completedFuture(null);
            closed = true;
            inUse = holder != null;
        } finally {
            lock.unlock();
        }
        Handles.Handle held = handle;
        if (held != null) held.closed();
        return inUse
                ? CompletableFuture.completedFuture(null)
                : connection.release().thenApply(nothing -> null);
    }

    private void checkFree() {
        if (closed) {
            throw engine().host().problem(Problem.TRANSACTION, "the connection has been given back by close()", null);
        }
        if (holder != null && holder.forStream()) {
            throw engine().host()
                    .problem(
                            Problem.TRANSACTION,
                            "a stream is open on this kept connection, and on "
                                    + engine().dialect().name()
                                    + " it has the connection to itself; close the stream first, or open it within"
                                    + " atomic(…), where statements run beside it, or without connect(), where it takes"
                                    + " another connection",
                            null);
        }
    }
}
