// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;
import org.kinglet.driver.RowCollector;

/**
 * A statement that is stepped on at each fetch and stays where it is in between. It keeps its snapshot until it is closed,
 * read to its end, or its connection goes back.
 */
final class SqliteCursor<R> implements DriverCursor<R> {
    private final Command<R> command;
    private final @Nullable ExclusiveLease lease;
    private final Worker worker;
    private final Consumer<SqliteReply<R>> queue;
    private final Set<? super SqliteCursor<?>> registry;
    private volatile boolean closed;
    private volatile @Nullable SqliteReply<R> fetching;
    private @Nullable CompletableFuture<Void> freed;

    // Only on the worker's thread:
    private NativeConnection.@Nullable OpenStatement statement;
    private @Nullable NativeConnection connection;
    private boolean begun;
    private boolean onRow;

    /** @param registry who opened it frees the cursors that are in there; used on the worker's thread */
    SqliteCursor(
            Command<R> command,
            @Nullable ExclusiveLease lease,
            Worker worker,
            Consumer<SqliteReply<R>> queue,
            Set<? super SqliteCursor<?>> registry) {
        this.command = command;
        this.lease = lease;
        this.worker = worker;
        this.queue = queue;
        this.registry = registry;
    }

    @Override
    public Reply<R> fetch(int rows) {
        Fetch reply = new Fetch(rows);
        fetching = reply;
        if (closed) {
            reply.giveUp(new DriverException(FailureKind.CANCELLED, "The cursor is closed"));
        } else {
            queue.accept(reply);
        }
        return reply;
    }

    @Override
    public CompletableFuture<Void> close() {
        closed = true;
        SqliteReply<R> running = fetching;
        if (running != null) {
            running.interrupt();
        }
        synchronized (this) {
            CompletableFuture<Void> done = freed;
            if (done == null) {
                CompletableFuture<Void> closing = new CompletableFuture<>();
                freed = closing;
                worker.send(() -> {
                    free();
                    closing.complete(null);
                });
                return closing.copy();
            }
            return done.copy();
        }
    }

    /** On the worker's thread. */
    void free() {
        closed = true;
        registry.remove(this);
        releaseStatement();
    }

    private void releaseStatement() {
        NativeConnection.OpenStatement open = statement;
        NativeConnection owner = connection;
        statement = null;
        connection = null;
        if (open != null && owner != null && owner == worker.connectionIfOpen()) {
            try {
                owner.release(open.statement());
            } catch (SQLException e) {
                throw Failures.of(e);
            }
        }
    }

    private final class Fetch extends SqliteReply<R> {
        private final int rows;

        Fetch(int rows) {
            super(lease);
            this.rows = rows;
        }

        @Override
        R perform(NativeConnection opener) throws Exception {
            if (closed) {
                throw Failures.cancelled(null);
            }
            RowCollector<R> collector = command.collector().get();
            long count = 0;
            try {
                if (!begun) {
                    begun = true;
                    registry.add(SqliteCursor.this);
                    NativeConnection.OpenStatement opened = opener.open(command.sql(), command.parameters());
                    statement = opened;
                    connection = opener;
                    onRow = opened.more();
                    if (!onRow) {
                        collector.start(opened.row());
                        releaseStatement();
                        return collector.finish(0, 0);
                    }
                }
                NativeConnection.OpenStatement open = statement;
                if (open != null && connection != opener) {
                    statement = null;
                    throw new DriverException(
                            FailureKind.CONNECTION, "The connection was closed while the cursor was open on it");
                }
                if (open == null) {
                    return collector.finish(0, 0); // read to its end by an earlier fetch
                }
                collector.start(open.row());
                while (count < rows && (onRow || open.statement().step())) {
                    onRow = false;
                    collector.row(open.row());
                    count++;
                }
                if (count < rows) {
                    releaseStatement();
                }
            } catch (Throwable failure) {
                NativeConnection.OpenStatement open = statement;
                releaseStatement();
                if (open != null) {
                    opener.failed(open.statement().kind());
                }
                throw failure;
            }
            return collector.finish(count, 0);
        }
    }
}
