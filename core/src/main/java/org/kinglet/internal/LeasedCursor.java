// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.Reply;

/**
 * A cursor that has a connection to itself. Where a cursor lives only in a transaction it has one of its own, too, which
 * only reads: it begins with the first fetch, ends with the cursor, and no statement of the user's is ever in it.
 */
final class LeasedCursor<X> implements Channel.OpenCursor<X> {
    private final Engine engine;
    private final TransactionWire wire;
    private final DriverCursor<X> cursor;
    private final Handles.Handle handle;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable String unsent;
    private volatile boolean inTransaction;

    private LeasedCursor(Engine engine, TransactionWire wire, DriverCursor<X> cursor, @Nullable String begin) {
        this.engine = engine;
        this.wire = wire;
        this.cursor = cursor;
        this.unsent = begin;
        this.handle = engine.handles().opened("stream", null, this::giveBack);
    }

    /** @param connection is given back when the cursor is closed, and at once if there can be none */
    static <X> LeasedCursor<X> open(Engine engine, DriverConnection connection, Command<X> command) {
        TransactionWire wire = new TransactionWire(engine, connection);
        try {
            DriverCursor<X> cursor = wire.openCursor(command);
            String begin =
                    engine.dialect().cursorsNeedTransaction() ? engine.dialect().begin(null, true, false) : null;
            return new LeasedCursor<>(engine, wire, cursor, begin);
        } catch (Throwable failure) {
            Waiting.quietly(engine, connection.release());
            throw engine.toUser(failure, command.sql());
        }
    }

    @Override
    public Reply<X> fetch(int rows) {
        String begin = unsent;
        if (begin != null) {
            unsent = null;
            inTransaction = true;
            // Not waited for: if it fails, so does the fetch.
            wire.execute(begin, Command.update("select 1"));
        }
        return cursor.fetch(rows);
    }

    @Override
    public Channel beside() {
        return new ConnectionChannel(engine, wire.connection());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        handle.closed();
        Waiting.finish(engine, giveBack());
    }

    private CompletableFuture<Void> giveBack() {
        CompletableFuture<?> freed = cursor.close();
        CompletableFuture<?> ended = inTransaction ? wire.end("commit") : CompletableFuture.completedFuture(null);
        return CompletableFuture.allOf(freed, ended)
                .handle((nothing, failure) -> failure == null && !wire.isLost()
                        ? wire.connection().release()
                        : wire.connection().discard())
                .thenCompose(back -> back);
    }
}
