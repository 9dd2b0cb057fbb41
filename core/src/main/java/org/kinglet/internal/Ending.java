// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;
import org.kinglet.internal.Host.Problem;

/**
 * How a level ends. What was asked for is sent once nothing is in flight any more; the connection is given back, or closed
 * if it is not known to be clean; only then is the caller told. A commit that is refused becomes a rollback.
 *
 * <p>A commit may also be sent behind statements that have not been answered, so that a whole transaction is one write and one
 * round trip. That is right where the server itself refuses to commit after a failure (PostgreSQL answers {@code COMMIT}
 * with a rollback then), and where we could not refuse for a reason of our own: if all that is to come is the number of
 * rows. Nobody can stop such a transaction between its statements and its end any more, but the statements themselves.
 */
final class Ending {
    private final Level level;

    Ending(Level level) {
        this.level = level;
    }

    CompletableFuture<Void> commit(boolean reopen) {
        @Nullable RuntimeException refused;
        boolean nothingSent;
        level.lock.lock();
        try {
            if (level.state != Level.State.OPEN) {
                return CompletableFuture.failedFuture(
                        engine().host().problem(Problem.TRANSACTION_ENDED, "the transaction has ended already", null));
            }
            refused = refusal();
            nothingSent = level.isUnsent();
            level.state = Level.State.ENDING;
        } finally {
            level.lock.unlock();
        }
        if (refused != null) return rollbackNow(reopen, refused);
        if (nothingSent) return committed(reopen);
        return level.wire
                .end(level.parent == null ? "commit" : "release " + level.begin)
                .handle((done, failure) -> failure == null
                        ? committed(reopen)
                        : rollbackNow(reopen, engine().toUser(ofCommit(Level.unwrap(failure)), null)))
                .thenCompose(end -> end);
    }

    @Nullable
    CompletableFuture<Void> commitBehind(boolean reopen) {
        Reply<Boolean> sent;
        level.lock.lock();
        try {
            if (!level.mayCommitBehind()) return null;
            level.state = Level.State.ENDING;
            sent = level.wire.commit();
        } finally {
            level.lock.unlock();
        }
        // Before that it is not the commit that takes its time.
        level.quiet().thenRun(() -> level.wire.bound(sent));
        return sent.handle((committing, failure) -> failure == null
                        ? answeredBehind(committing, reopen)
                        : rollbackNow(reopen, engine().toUser(ofCommit(Level.unwrap(failure)), null)))
                .thenCompose(end -> end);
    }

    /** All that was sent before has been answered, and what has failed is known, unless it was given up just now. */
    private CompletableFuture<Void> answeredBehind(boolean committing, boolean reopen) {
        if (!committing) return level.quiet().thenCompose(quiet -> rollbackNow(reopen, whyNotCommitted()));
        RuntimeException refused = refusalNow();
        return refused == null ? committed(reopen) : rollbackNow(reopen, refused);
    }

    private RuntimeException whyNotCommitted() {
        RuntimeException refused = refusalNow();
        return refused != null
                ? refused
                : engine().toUser(
                                new DriverException(
                                        FailureKind.CANCELLED,
                                        "a statement of the transaction was given up before its turn, so it was rolled back"),
                                null);
    }

    private @Nullable RuntimeException refusalNow() {
        level.lock.lock();
        try {
            return refusal();
        } finally {
            level.lock.unlock();
        }
    }

    /** Whoever loses the connection while COMMIT is on its way cannot know what became of it. */
    private Throwable ofCommit(Throwable failure) {
        if (level.parent != null
                || !(failure instanceof DriverException lost)
                || lost.kind() != FailureKind.CONNECTION) {
            return failure;
        }
        return new DriverException(
                FailureKind.COMMIT_UNKNOWN,
                "the connection was lost during the commit, which may or may not have happened: " + lost.getMessage(),
                lost.sqlState(),
                lost.code(),
                lost);
    }

    CompletableFuture<Void> rollback(boolean reopen) {
        level.lock.lock();
        try {
            if (level.state != Level.State.OPEN) return CompletableFuture.completedFuture(null);
            level.state = Level.State.ENDING;
        } finally {
            level.lock.unlock();
        }
        return rollbackNow(reopen, null);
    }

    /**
     * Why this must not be committed: the transaction is gone, something failed and nobody has seen it, or a stream is
     * still read. Called under the lock.
     */
    private @Nullable RuntimeException refusal() {
        DriverException gone = level.isUnsent() ? null : level.gone();
        RuntimeException failed = level.failures.refusal();
        if (gone != null) {
            RuntimeException lost = engine().toUser(gone, null);
            if (failed != null) lost.addSuppressed(failed);
            return lost;
        }
        if (failed != null) return failed;
        if (level.openStreams() == 0) return null;
        return engine().host()
                .problem(
                        Problem.TRANSACTION,
                        level.openStreams()
                                + " stream(s) of this transaction are still open, so it was rolled back; close a stream"
                                + " (try-with-resources) before the transaction ends",
                        null);
    }

    private CompletableFuture<Void> committed(boolean reopen) {
        level.lock.lock();
        try {
            Level parent = level.parent;
            if (parent == null) {
                level.effects.committed();
            } else {
                parent.lock.lock();
                try {
                    parent.effects.inherit(level.effects);
                } finally {
                    parent.lock.unlock();
                }
            }
            level.failures.clear();
        } finally {
            level.lock.unlock();
        }
        return reopen ? reopened() : leave(false);
    }

    /** @param because what the caller is to be told, or null if it asked for this */
    private CompletableFuture<Void> rollbackNow(boolean reopen, @Nullable RuntimeException because) {
        return sendRollback()
                .handle((clean, failure) -> {
                    level.undo();
                    if (because != null) {
                        if (failure != null) because.addSuppressed(Level.unwrap(failure));
                        return leave(failure != null).thenCompose(n -> CompletableFuture.<Void>failedFuture(because));
                    }
                    // A rollback that cannot be sent has happened all the same: the connection is closed.
                    if (failure != null || !reopen) return leave(failure != null);
                    return reopened();
                })
                .thenCompose(end -> end);
    }

    private CompletableFuture<Void> sendRollback() {
        boolean nothingSent;
        List<DriverCursor<?>> open;
        level.lock.lock();
        try {
            nothingSent = level.isUnsent();
            open = level.takeStreams();
        } finally {
            level.lock.unlock();
        }
        CompletableFuture<Void> closed =
                CompletableFuture.allOf(open.stream().map(DriverCursor::close).toArray(CompletableFuture[]::new));
        if (nothingSent) return closed;
        if (level.wire.isLost()) {
            return CompletableFuture.failedFuture(
                    new DriverException(FailureKind.CONNECTION, "the connection was lost before the rollback"));
        }
        return closed.thenCompose(nothing -> {
            if (level.parent == null) return CompletableFuture.allOf(level.wire.rollback());
            // The savepoint went with the rest of the transaction, which its outermost level rolls back.
            if (level.wire.gone() != null) return CompletableFuture.completedFuture(null);
            return CompletableFuture.allOf(
                    level.wire.execute(null, Command.update("rollback to " + level.begin)),
                    level.wire.end("release " + level.begin));
        });
    }

    private CompletableFuture<Void> reopened() {
        level.reopen();
        return CompletableFuture.completedFuture(null);
    }

    /** Ends for good: gives the connection back, or closes it; a savepoint hands over to its parent. */
    private CompletableFuture<Void> leave(boolean broken) {
        if (level.parent != null) {
            level.endedAs(
                    broken
                            ? new DriverException(FailureKind.CONNECTION, "the savepoint could not be rolled back")
                            : null);
            return CompletableFuture.completedFuture(null);
        }
        boolean discard = broken || level.wire.isLost();
        return (discard
                        ? level.wire.connection().discard()
                        : level.wire.connection().release())
                .whenComplete((nothing, failure) -> level.endedAs(null));
    }

    private Engine engine() {
        return level.engine();
    }
}
