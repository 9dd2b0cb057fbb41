// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;

/**
 * A transaction that stands for the whole database: to its test it looks like a database with one connection, and nothing of
 * it is ever committed. So the code under test needs to know nothing of it: a statement by itself commits, or fails and has
 * done nothing; {@code atomic} is a transaction, and may be {@code transaction(…)} or {@code begin()}; callbacks of
 * {@code afterCommit} run; tasks see what others have committed, and take turns.
 */
final class Sandbox {
    private final Engine engine;
    private final SandboxConnection connection;
    private final ConnectionChannel channel;

    private Sandbox(Engine engine, DriverConnection lease) {
        this.engine = engine;
        this.connection = new SandboxConnection(lease, engine.dialect());
        this.channel = new ConnectionChannel(engine, connection, true);
    }

    static Sandbox begin(Engine engine) {
        engine.checkMayBlock();
        engine.checkOpen();
        DriverConnection lease = Waiting.acquire(engine, engine.primary().acquireForTransaction(Access.WRITE));
        try {
            String begin = engine.dialect().begin(null, false, false);
            Waiting.finish(engine, lease.execute(begin, Command.update("select 1")));
        } catch (Throwable failure) {
            Waiting.quietly(engine, lease.discard());
            throw failure;
        }
        return new Sandbox(engine, lease);
    }

    Channel channel() {
        return channel;
    }

    /** Completed when nothing is in flight. */
    CompletableFuture<Void> idle() {
        return connection.idle();
    }

    /** Undoes all; what comes later is refused. Waits. */
    void end() {
        Waiting.finish(engine, connection.end());
    }

    /** What the test should have closed. */
    List<String> left() {
        int streams = connection.openCursors();
        return streams == 0 ? List.of() : List.of(streams + " stream(s) that were not closed");
    }
}
