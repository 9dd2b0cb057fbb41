// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import org.kinglet.driver.Command;
import org.kinglet.driver.Reply;

/** Where statements go: the pool, a kept connection, or a transaction. Thread-safe. */
public abstract sealed class Channel permits PoolChannel, ConnectionChannel, Level {
    private final Engine engine;

    Channel(Engine engine) {
        this.engine = engine;
    }

    public final Engine engine() {
        return engine;
    }

    /**
     * Sends a command. When it has ended, {@code completion} is told before anybody who waits for the channel to become
     * quiet, so what it starts is still waited for.
     */
    abstract <X> Reply<X> send(Command<X> command, Completion<X> completion);

    /** What is to be undone in memory if what was just done is rolled back. */
    public abstract void onRollback(Runnable undo);

    /** This channel for a statement that must not go to a replica. */
    public Channel onPrimary() {
        return this;
    }

    /** The innermost part of it that the current task is in: a savepoint within a transaction. */
    public abstract Channel current();

    /**
     * Opens a cursor on a connection of its own or on the one that this channel stands for, which is told when the
     * reader is done. May wait.
     */
    abstract <X> OpenCursor<X> open(Command<X> command);

    /** What the user is to see of a failure of a statement on this channel. */
    RuntimeException shown(Throwable failure, String sql) {
        return engine.toUser(failure, sql);
    }

    /** A cursor, and what is to be done when it is no longer read. */
    interface OpenCursor<X> {
        /** As {@link org.kinglet.driver.DriverCursor#fetch}. */
        Reply<X> fetch(int rows);

        /** Where statements go that belong to the reader: beside the cursor, on the same connection. */
        Channel beside();

        /** Frees everything and waits for it. Idempotent. */
        void close();
    }
}
