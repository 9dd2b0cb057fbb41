// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something that a database can run. Immutable: every method that changes something returns another statement, so a
 * statement can be kept, shared between tasks and run as often as wanted. Nothing of a result is kept in it.
 *
 * @param <R> what running it gives
 */
public abstract sealed class Statement<R> permits Query, Insert, Update, Delete, Returning, RawSql, RawSelect {
    private final Execution execution;

    Statement(Execution execution) {
        this.execution = execution;
    }

    /**
     * Runs it and waits for the result. The waiting thread may be interrupted, which cancels the statement on the server.
     */
    public final R execute() {
        return runner().execute(this);
    }

    /** Starts it. Cancelling the future cancels the statement on the server. */
    public final CompletableFuture<R> executeAsync() {
        return runner().executeAsync(this);
    }

    /** The same statement, to be run by another database, connection or transaction than the one it would find itself. */
    public abstract Statement<R> on(QueryRunner runner);

    /**
     * The same statement, stopped on the server when it has not ended after this time, waiting included; it fails with a
     * {@code StatementTimeoutException} then. Where a backend makes several statements of it, each has this time.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public abstract Statement<R> timeout(Duration timeout);

    /** What would be sent now. */
    public final Sql sql() {
        return runner().render(this);
    }

    /** How the database would run it, in its own words; nothing is run. */
    public final String explain() {
        return runner().explain(this);
    }

    public final CompletableFuture<String> explainAsync() {
        return runner().explainAsync(this);
    }

    /** How long it may take, or {@code null} for the database's default. */
    public final @Nullable Duration timeout() {
        return execution.timeout();
    }

    /** Whether it must not be sent to a replica. */
    public final boolean isOnPrimary() {
        return execution.isOnPrimary();
    }

    final Execution execution() {
        return execution;
    }

    final QueryRunner runner() {
        QueryRunner chosen = execution.runner();
        return chosen != null ? chosen : ambientRunner();
    }

    /** Who runs it when nobody was named. */
    abstract QueryRunner ambientRunner();

    /** By whom, where and for how long a statement is run. */
    record Execution(@Nullable QueryRunner runner, @Nullable Duration timeout, boolean isOnPrimary) {
        static final Execution DEFAULT = new Execution(null, null, false);

        Execution on(QueryRunner newRunner) {
            return new Execution(newRunner, timeout, isOnPrimary);
        }

        Execution onPrimary() {
            return new Execution(runner, timeout, true);
        }

        Execution within(Duration newTimeout) {
            if (newTimeout.isNegative() || newTimeout.isZero()) {
                throw new IllegalArgumentException("a timeout must be longer than nothing, not " + newTimeout);
            }
            return new Execution(runner, newTimeout, isOnPrimary);
        }
    }
}
