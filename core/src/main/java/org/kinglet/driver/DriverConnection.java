// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A leased connection. Commands run in the order in which they are given, each starting without waiting for the caller to
 * see the reply of the one before (they are pipelined). Thread-safe; no method blocks.
 */
public interface DriverConnection {
    /**
     * Runs a command.
     *
     * @param before SQL that must succeed first on this connection ({@code BEGIN}, {@code SAVEPOINT …}), sent together
     *     with the command; if it fails, the command is not run and the reply fails with that failure, and so does
     *     every later command until {@code ROLLBACK} or the return of the connection: nothing of a transaction runs
     *     outside of it. It is run even if the command is interrupted before its turn
     */
    <R> Reply<R> execute(@Nullable String before, Command<R> command);

    default <R> Reply<R> execute(Command<R> command) {
        return execute(null, command);
    }

    /**
     * Commits without waiting for what is on its way: {@code COMMIT} is sent right behind the commands given before. {@code
     * ROLLBACK} is sent in its place if one of the transaction has failed by then or will never be sent; if one fails
     * later, the server makes a rollback of the commit. So this is for databases that do that ({@link
     * org.kinglet.dialect.Dialect#failureEndsTransaction}), and others need not have it. The reply comes after those of the commands
     * before; interrupting it does nothing.
     *
     * @return whether {@code COMMIT} was sent. The transaction is committed if it was and none of its commands has failed
     */
    default Reply<Boolean> commit() {
        throw new UnsupportedOperationException("a failed statement does not end the transaction here");
    }

    /**
     * Opens a cursor; nothing is sent before the first fetch. While it is open, other commands on this connection work
     * where the database can do that, and else fail at once with {@link FailureKind#UNSUPPORTED}.
     */
    <R> DriverCursor<R> openCursor(Command<R> command);

    /**
     * The connection on which a transaction of this lease runs: this one, or another where the driver keeps apart who
     * reads and who writes. Must be released on its own before this one.
     */
    CompletableFuture<DriverConnection> forTransaction(Access access);

    /** Whether the connection is known to be dead. */
    boolean isLost();

    /**
     * Gives the connection back. The caller has ended every transaction. Completed when it is in the pool again. Idempotent.
     */
    CompletableFuture<Void> release();

    /**
     * Closes the connection, with whatever goes on in it, and makes room for another in the pool. Replies that are still
     * out fail with {@link FailureKind#CONNECTION}. Idempotent.
     */
    CompletableFuture<Void> discard();
}
