// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;

/** A cursor that has a connection to itself. */
final class LeasedCursor<X> implements Channel.OpenCursor<X> {
    private final Engine engine;
    private final DriverConnection connection;
    private final DriverCursor<X> cursor;
    private final Handles.Handle handle;
    private final AtomicBoolean closed = new AtomicBoolean();

    LeasedCursor(Engine engine, DriverConnection connection, Command<X> command) {
        this.engine = engine;
        this.connection = connection;
        this.cursor = connection.openCursor(command);
        this.handle = engine.handles().opened("stream", this::giveBack);
    }

    @Override
    public DriverCursor<X> cursor() {
        return cursor;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        handle.closed();
        Waiting.finish(engine, giveBack());
    }

    private CompletableFuture<Void> giveBack() {
        return cursor.close()
                .handle((nothing, failure) -> failure == null ? connection.release() : connection.discard())
                .thenCompose(end -> end);
    }
}
