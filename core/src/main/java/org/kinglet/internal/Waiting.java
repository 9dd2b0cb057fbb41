// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/**
 * How direct style waits. A statement can be interrupted, which stops it on the server; what ends a transaction or gives
 * back a connection cannot, and is bounded in time instead.
 */
final class Waiting {
    /** What is waited for is bounded by itself; this much later something is wrong with that. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger("org.kinglet.transactions");

    private Waiting() {}

    /** How long the end of a transaction, or of a statement that was stopped, may take. */
    private static Duration bound(Engine engine) {
        return engine.settings().endTimeout().plus(GRACE);
    }

    /** Waits for a statement and throws what the user is to see, from here. */
    static <X> X await(Channel channel, Reply<X> reply, String sql, @Nullable Duration timeout) {
        boolean timedOut = false;
        try {
            return timeout == null ? reply.get() : within(reply, timeout);
        } catch (ExecutionException failed) {
            throw channel.shown(cause(failed), sql);
        } catch (TimeoutException late) {
            timedOut = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        reply.interrupt();
        return afterInterrupt(channel, reply, sql, timedOut);
    }

    /** If the statement came to its end all the same, its result counts: it may have written. */
    private static <X> X afterInterrupt(Channel channel, Reply<X> reply, String sql, boolean timedOut) {
        try {
            return uninterruptibly(reply, bound(channel.engine()));
        } catch (ExecutionException failed) {
            throw channel.shown(timedOut ? asTimeout(cause(failed)) : cause(failed), sql);
        } catch (TimeoutException late) {
            DriverException endless =
                    new DriverException(FailureKind.CANCELLED, "the statement was to be stopped and did not end");
            throw channel.shown(timedOut ? asTimeout(endless) : endless, sql);
        }
    }

    /** What was stopped because its time was up. */
    static Throwable asTimeout(Throwable failure) {
        if (failure instanceof DriverException stopped && stopped.kind() == FailureKind.CANCELLED) {
            return new DriverException(
                    FailureKind.TIMEOUT,
                    "the statement took longer than it was given and was stopped",
                    stopped.sqlState(),
                    stopped.code(),
                    stopped);
        }
        return failure;
    }

    /** Waits for a connection. Whoever is interrupted loses none: it goes back if it comes too late. */
    static DriverConnection acquire(Engine engine, CompletableFuture<DriverConnection> acquisition) {
        try {
            return acquisition.get();
        } catch (ExecutionException failed) {
            throw engine.toUser(cause(failed), null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            if (!acquisition.cancel(false) && !acquisition.isCompletedExceptionally()) {
                finish(engine, acquisition.join().release());
            }
            throw engine.toUser(
                    new DriverException(FailureKind.CANCELLED, "interrupted while waiting for a connection"), null);
        }
    }

    /** Waits as long as it takes until nothing of the level is in flight. Can be interrupted. */
    static void quiet(Level level) {
        try {
            level.quiet().get();
        } catch (ExecutionException failed) {
            throw level.engine().toUser(cause(failed), null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw level.engine()
                    .toUser(
                            new DriverException(
                                    FailureKind.CANCELLED,
                                    "interrupted before the commit, while statements of the transaction were in flight"),
                            null);
        }
    }

    /**
     * Waits as long as it takes for a commit that was sent behind what is in flight. Whoever is interrupted stops the statements,
     * and learns what became of the transaction all the same.
     */
    static void behind(Level level, CompletableFuture<Void> commit) {
        try {
            commit.get();
            return;
        } catch (ExecutionException failed) {
            throw level.engine().toUser(cause(failed), null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        level.interrupt();
        finish(level.engine(), commit, FailureKind.COMMIT_UNKNOWN);
    }

    /** The same for a rollback, which goes on after a while in any case. */
    static void quietWithin(Level level) {
        try {
            uninterruptibly(level.quiet(), bound(level.engine()));
        } catch (ExecutionException failed) {
            throw level.engine().toUser(cause(failed), null);
        } catch (TimeoutException late) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a callback of a transaction that is being rolled back still runs after {0} seconds; it is no longer"
                            + " waited for",
                    bound(level.engine()).toSeconds());
        }
    }

    /** Waits for what must not be interrupted: the end of a transaction, the return of a connection. */
    static <X extends @Nullable Object> X finish(Engine engine, CompletableFuture<X> end) {
        return finish(engine, end, FailureKind.TIMEOUT);
    }

    /**
     * The same for what is not merely late when it does not answer.
     *
     * @param unanswered what that means
     */
    static <X extends @Nullable Object> X finish(Engine engine, CompletableFuture<X> end, FailureKind unanswered) {
        try {
            return uninterruptibly(end, bound(engine));
        } catch (ExecutionException failed) {
            throw engine.toUser(cause(failed), null);
        } catch (TimeoutException late) {
            throw engine.toUser(
                    new DriverException(
                            unanswered,
                            "the database did not answer within "
                                    + bound(engine).toSeconds() + " seconds"),
                    null);
        }
    }

    /** The same where nobody is told how it ended. */
    static void quietly(Engine engine, CompletableFuture<?> end) {
        try {
            uninterruptibly(end, bound(engine));
        } catch (ExecutionException | TimeoutException failed) {
            LOG.log(System.Logger.Level.DEBUG, "what was left open could not be closed", failed);
        }
    }

    /**
     * As {@link CompletableFuture#get(long, TimeUnit)}, by our own timer: a virtual thread that parks for a time makes the JDK
     * wake another thread, twice, which costs more than a statement.
     */
    private static <X extends @Nullable Object> X within(CompletableFuture<X> future, Duration bound)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!future.isDone()) {
            CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
            Deadline deadline = new Deadline(bound, () -> over.complete(null));
            try {
                future.whenComplete((result, failure) -> over.complete(null));
                over.get();
            } finally {
                deadline.cancel();
            }
            if (!future.isDone()) throw new TimeoutException();
        }
        return future.get();
    }

    private static <X extends @Nullable Object> X uninterruptibly(CompletableFuture<X> future, Duration bound)
            throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        long deadline = System.nanoTime() + bound.toNanos();
        try {
            while (true) {
                try {
                    return within(future, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static Throwable cause(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed : Level.unwrap(cause);
    }
}
