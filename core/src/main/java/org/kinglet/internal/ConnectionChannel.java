// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.Reply;
import org.kinglet.internal.Host.Problem;

/** A connection that is kept for several statements, each of which commits by itself. */
public final class ConnectionChannel extends Channel {
    private final DriverConnection connection;
    /** Null if it belongs to no thread. */
    private volatile Handles.@Nullable Handle handle;

    private final AtomicBoolean closed = new AtomicBoolean();

    public ConnectionChannel(Engine engine, DriverConnection connection) {
        super(engine);
        this.connection = connection;
    }

    /** The current thread keeps it: it is taken back when that ends. */
    public void heldByThread() {
        handle = engine().handles().opened("connection", this::close);
    }

    DriverConnection connection() {
        checkOpen();
        return connection;
    }

    @Override
    <X> Reply<X> send(Command<X> command, Completion<X> completion) {
        checkOpen();
        Reply<X> reply = connection.execute(command);
        if (!(completion instanceof DirectCall)) reply.whenComplete(completion::done);
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
        checkOpen();
        DriverCursor<X> cursor = connection.openCursor(command);
        return new OpenCursor<>() {
            @Override
            public DriverCursor<X> cursor() {
                return cursor;
            }

            @Override
            public void close() {
                Waiting.finish(engine(), cursor.close());
            }
        };
    }

    /** Gives it back. Idempotent. */
    public CompletableFuture<@Nullable Void> close() {
        if (!closed.compareAndSet(false, true)) return CompletableFuture.completedFuture(null);
        Handles.Handle held = handle;
        if (held != null) held.closed();
        return connection.release().thenApply(nothing -> null);
    }

    public boolean isClosed() {
        return closed.get();
    }

    private void checkOpen() {
        if (closed.get()) {
            throw engine().host().problem(Problem.TRANSACTION, "the connection has been given back by close()", null);
        }
    }
}
