// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Channel;
import org.kinglet.internal.ConnectionChannel;
import org.kinglet.internal.Engine;
import org.kinglet.internal.Frame;

/**
 * A connection that a task keeps for a block, by {@link Database#connect}. Each statement commits by itself; {@code
 * atomic} within the block runs on it. Close it in the task that opened it.
 */
public final class Connection extends Manager implements AutoCloseable {
    private final Database database;
    private final Channel kept;
    private final Kind kind;
    private volatile boolean closed;

    /** Whose connection it is. */
    enum Kind {
        /** The task's, for its unqualified statements too. */
        TASK,
        /** What the task had kept before: the connection, or the transaction, of a block further out. */
        OUTER,
        /** Nobody's but the caller's. */
        HANDLE
    }

    Connection(Database database, Channel kept, Kind kind) {
        this.database = database;
        this.kept = kept;
        this.kind = kind;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    Engine engine() {
        return database.engine();
    }

    /** Within a transaction on it, the transaction. */
    @Override
    Channel channel() {
        if (closed) throw new TransactionException("the connection has been given back by close()", null);
        return kind != Kind.HANDLE && Frame.isEntered(kept) ? database.channel() : kept.current();
    }

    /** Gives the connection back, unless a block further out still keeps it, and waits until it is. Idempotent. */
    @Override
    public void close() {
        database.finish(closeAsync());
    }

    /** The same without waiting. */
    public CompletableFuture<@Nullable Void> closeAsync() {
        closed = true;
        if (kind == Kind.TASK) Frame.remove(kept);
        return kind != Kind.OUTER && kept instanceof ConnectionChannel own
                ? own.close()
                : CompletableFuture.completedFuture(null);
    }
}
