// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.Reply;

/**
 * The connection of a transaction, which its levels share, and whether the transaction is still there. Thread-safe.
 *
 * <p>What is sent is pipelined, except where the server may roll back all of the transaction because of one statement
 * ({@link org.kinglet.dialect.Dialect#conflictEndsTransaction}): what followed that statement on the wire would be run
 * outside of any transaction and stay. There each waits for the answer to the one before, and once the transaction is
 * gone nothing more is sent but the rollback.
 */
final class TransactionWire {
    private final DriverConnection connection;
    private final @Nullable OneByOne queue;
    private final Duration endTimeout;

    TransactionWire(Engine engine, DriverConnection connection) {
        this.connection = connection;
        this.queue = engine.dialect().conflictEndsTransaction() ? new OneByOne(true) : null;
        this.endTimeout = engine.settings().endTimeout();
    }

    DriverConnection connection() {
        return connection;
    }

    boolean isLost() {
        return connection.isLost();
    }

    /** Why the server has rolled the transaction back by itself; null if it has not. */
    @Nullable
    DriverException gone() {
        return queue == null ? null : queue.gone();
    }

    <X> Reply<X> execute(@Nullable String before, Command<X> command) {
        return send(() -> connection.execute(before, command));
    }

    <X> DriverCursor<X> openCursor(Command<X> command) {
        DriverCursor<X> cursor = connection.openCursor(command);
        return queue == null
                ? cursor
                : new DriverCursor<>() {
                    @Override
                    public Reply<X> fetch(int rows) {
                        return send(() -> cursor.fetch(rows));
                    }

                    @Override
                    public CompletableFuture<Void> close() {
                        return cursor.close();
                    }
                };
    }

    /**
     * Sends what ends a level. Nobody can stop that, so if there is no answer in time the connection is closed, which is
     * an answer.
     */
    Reply<Long> end(String sql) {
        Reply<Long> reply = execute(null, Command.update(sql));
        bound(reply);
        return reply;
    }

    /** Sends the commit right behind what is in flight; see {@link DriverConnection#commit}. */
    Reply<Boolean> commit() {
        return connection.commit();
    }

    /** From now on, the end has only so much time. */
    void bound(Reply<?> end) {
        if (end.isDone()) return;
        Deadline deadline = new Deadline(endTimeout, connection::discard);
        end.whenComplete((done, failure) -> deadline.cancel());
    }

    /** Rolls back all of the transaction, also if the server did so before; after that another may begin. */
    Reply<Long> rollback() {
        if (queue != null) queue.forgetGone();
        return end("rollback");
    }

    private <X> Reply<X> send(Supplier<Reply<X>> start) {
        return queue == null ? start.get() : queue.send(start);
    }
}
