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
    private final ConnectionChannel kept;
    private final boolean ambient;

    Connection(Database database, ConnectionChannel kept, boolean ambient) {
        this.database = database;
        this.kept = kept;
        this.ambient = ambient;
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
        return ambient && Frame.isEntered(kept) ? database.channel() : kept;
    }

    /** Gives the connection back, and waits until it is. Idempotent. */
    @Override
    public void close() {
        if (ambient) Frame.remove(kept);
        database.finish(kept.close());
    }

    public CompletableFuture<@Nullable Void> closeAsync() {
        if (ambient) Frame.remove(kept);
        return kept.close();
    }
}
