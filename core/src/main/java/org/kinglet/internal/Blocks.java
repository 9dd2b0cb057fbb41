// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.FailureKind;
import org.kinglet.internal.Host.Problem;

/** Begins and ends transactions: around a block of the current task, or by hand. */
public final class Blocks {
    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 250_000_000;

    private Blocks() {}

    /**
     * How a transaction begins.
     *
     * @param altering whether it changes tables in ways for which foreign keys must not be heeded on the way
     */
    public record Options(
            @Nullable String isolation, boolean readOnly, boolean deferrable, int retries, boolean altering) {
        public static final Options DEFAULT = new Options(null, false, false, 0);

        public static final Options ALTERING = new Options(null, false, false, 0, true);

        public Options(@Nullable String isolation, boolean readOnly, boolean deferrable, int retries) {
            this(isolation, readOnly, deferrable, retries, false);
        }

        private Access access() {
            return readOnly ? Access.READ : Access.WRITE;
        }
    }

    /** What a block may be: the outermost one, a nested one, or either. */
    public enum Kind {
        ATOMIC,
        TRANSACTION,
        SAVEPOINT
    }

    /** The body of a block. */
    public interface Body<T extends @Nullable Object, X extends Exception> {
        T run(Level level) throws X;
    }

    /** Runs the body in a transaction or savepoint of the current task: commits if it returns, rolls back if it throws. */
    public static <T extends @Nullable Object, X extends Exception> T run(
            Engine engine, Channel channel, Kind kind, Options options, Body<T, X> body) throws X {
        engine.checkMayBlock();
        engine.checkOpen();
        if (channel instanceof Level outer) {
            if (kind == Kind.TRANSACTION) {
                throw engine.host()
                        .problem(
                                Problem.TRANSACTION,
                                "transaction(…) within a transaction of the same database; use atomic(…) for a savepoint",
                                null);
            }
            if (!options.equals(Options.DEFAULT)) {
                throw engine.host()
                        .problem(
                                Problem.TRANSACTION,
                                "isolation, read-only, deferrable and retries belong to the outermost transaction; leave"
                                        + " them out of the nested one",
                                null);
            }
            return runOn(outer.savepoint(), body);
        }
        if (kind == Kind.SAVEPOINT) {
            throw engine.host()
                    .problem(Problem.TRANSACTION, "savepoint(…) outside of a transaction; use atomic(…)", null);
        }
        return runWithRetries(engine, channel, options, body);
    }

    private static <T extends @Nullable Object, X extends Exception> T runWithRetries(
            Engine engine, Channel channel, Options options, Body<T, X> body) throws X {
        for (int attempt = 0; ; attempt++) {
            Level level = begin(engine, channel, options);
            try {
                return runOn(level, body);
            } catch (Exception failure) {
                if (attempt >= options.retries()
                        || !engine.host().isRetryable(failure)
                        || level.hasCommitted()
                        || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
            }
            pause(attempt);
        }
    }

    /** Longer after each attempt, and not the same for all, so that those who collided do so no more. */
    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(attempt, 10));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }

    private static <T extends @Nullable Object, X extends Exception> T runOn(Level level, Body<T, X> body) throws X {
        T result;
        Frame.enter(level);
        try {
            result = body.run(level);
        } catch (Throwable failure) {
            Frame.remove(level);
            rollbackAfter(level, failure);
            throw failure;
        }
        Frame.remove(level);
        commit(level, false);
        return result;
    }

    private static void rollbackAfter(Level level, Throwable failure) {
        try {
            rollback(level, false);
        } catch (Throwable second) {
            if (second != failure) failure.addSuppressed(second);
        }
        // What the program committed by hand in this block has happened, whatever came after it.
        try {
            runAfterCommit(level.engine(), level.takeCommitted());
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** Commits and waits; runs what is due after it. */
    public static void commit(Level level, boolean reopen) {
        if (level.isWithinChild()) {
            throw level.engine()
                    .host()
                    .problem(
                            Problem.TRANSACTION,
                            "a transaction cannot be committed within a nested block of it; end that first",
                            null);
        }
        CompletableFuture<Void> behind = level.commitBehind(reopen);
        if (behind == null) quietThenCommit(level, reopen);
        else awaitCommit(level, () -> Waiting.behind(level, behind));
        if (!reopen) runAfterCommit(level.engine(), level.takeCommitted());
    }

    private static void quietThenCommit(Level level, boolean reopen) {
        try {
            Waiting.quiet(level);
        } catch (Throwable interrupted) {
            rollbackAfter(level, interrupted);
            throw interrupted;
        }
        // A savepoint's end decides nothing yet.
        FailureKind unanswered = level.isNested() ? FailureKind.TIMEOUT : FailureKind.COMMIT_UNKNOWN;
        awaitCommit(level, () -> Waiting.finish(level.engine(), level.commit(reopen), unanswered));
    }

    private static void awaitCommit(Level level, Runnable wait) {
        try {
            wait.run();
        } finally {
            level.noteWrite(Wrote.ofTask());
        }
    }

    /** Rolls back and waits. */
    public static void rollback(Level level, boolean reopen) {
        if (level.isWithinChild()) level.abandonChild();
        if (!level.isNested()) level.interrupt();
        Waiting.quietWithin(level);
        Waiting.finish(level.engine(), level.rollback(reopen));
    }

    public static CompletableFuture<@Nullable Void> commitAsync(Level level) {
        Wrote wrote = Wrote.ofTask();
        CompletableFuture<Void> behind = level.commitBehind(false);
        CompletableFuture<Void> end = behind != null ? behind : level.quiet().thenCompose(quiet -> level.commit(false));
        return ended(level, end.whenComplete((done, failure) -> level.noteWrite(wrote)));
    }

    public static CompletableFuture<@Nullable Void> rollbackAsync(Level level) {
        level.interrupt();
        return ended(level, level.quiet().thenCompose(quiet -> level.rollback(false)));
    }

    private static CompletableFuture<@Nullable Void> ended(Level level, CompletableFuture<Void> end) {
        TaskFuture<@Nullable Void> future = TaskFuture.create(level.engine());
        end.whenComplete((nothing, failure) -> {
            if (failure != null) {
                future.done(null, level.engine().toUser(Level.unwrap(failure), null));
                return;
            }
            List<Runnable> callbacks = level.takeCommitted();
            if (callbacks.isEmpty()) {
                future.done(null, null);
                return;
            }
            Thread.startVirtualThread(() -> {
                try {
                    runAfterCommit(level.engine(), callbacks);
                } catch (RuntimeException thrown) {
                    future.done(null, thrown);
                    return;
                }
                future.done(null, null);
            });
        });
        return future;
    }

    /** Begins a transaction on a connection from the channel; waits for it. */
    public static Level begin(Engine engine, Channel channel, Options options) {
        DriverConnection connection = Waiting.acquire(engine, acquire(engine, channel, options));
        return level(engine, connection, options, Wrote.ofTask());
    }

    /** @param handle makes of the transaction what the caller gets */
    public static <T> CompletableFuture<T> beginAsync(
            Engine engine, Channel channel, Options options, Function<Level, T> handle) {
        TaskFuture<T> future = TaskFuture.create(engine);
        Wrote wrote = Wrote.ofTask();
        lease(
                engine,
                future,
                () -> acquire(engine, channel, options),
                connection -> handle.apply(level(engine, connection, options, wrote)));
        return future;
    }

    /** Keeps a connection for several statements; waits for it. */
    public static ConnectionChannel connect(Engine engine) {
        ConnectionChannel kept = new ConnectionChannel(engine, Waiting.acquire(engine, acquire(engine)));
        kept.heldByThread();
        return kept;
    }

    /** @param handle makes of the connection what the caller gets */
    public static <T> CompletableFuture<T> connectAsync(Engine engine, Function<ConnectionChannel, T> handle) {
        TaskFuture<T> future = TaskFuture.create(engine);
        lease(
                engine,
                future,
                () -> acquire(engine),
                connection -> handle.apply(new ConnectionChannel(engine, connection)));
        return future;
    }

    private static <T> void lease(
            Engine engine,
            TaskFuture<T> future,
            Supplier<CompletableFuture<DriverConnection>> acquire,
            Function<DriverConnection, T> handle) {
        CompletableFuture<DriverConnection> acquisition;
        try {
            acquisition = acquire.get();
        } catch (RuntimeException refused) {
            future.done(null, refused);
            return;
        }
        future.cancelledBy(() -> acquisition.cancel(false));
        acquisition.whenComplete((connection, failure) -> {
            if (failure != null) {
                future.done(null, engine.toUser(Level.unwrap(failure), null));
                return;
            }
            // Cancelled or timed out meanwhile: nobody will ever hear of it.
            if (!future.complete(handle.apply(connection))) connection.release();
        });
    }

    /** Waits for the end of something that must not be interrupted. */
    public static void finish(Engine engine, CompletableFuture<? extends @Nullable Object> end) {
        Waiting.finish(engine, end);
    }

    private static CompletableFuture<DriverConnection> acquire(Engine engine) {
        engine.checkOpen();
        engine.checkNotWaitingForItself();
        return engine.primary().acquire(Access.WRITE);
    }

    private static CompletableFuture<DriverConnection> acquire(Engine engine, Channel channel, Options options) {
        engine.checkOpen();
        if (channel instanceof ConnectionChannel kept) return kept.lease(options.access());
        engine.checkNotWaitingForItself();
        return engine.primary().acquireForTransaction(options.access());
    }

    private static Level level(Engine engine, DriverConnection connection, Options options, @Nullable Wrote wrote) {
        String begin = options.altering()
                ? engine.dialect().beginAlteration()
                : engine.dialect().begin(options.isolation(), options.readOnly(), options.deferrable());
        return Level.transaction(engine, connection, begin, options.readOnly() ? null : wrote);
    }

    /** Runs them all; what they throw does not undo the commit, and says so. */
    private static void runAfterCommit(Engine engine, List<Runnable> callbacks) {
        RuntimeException failed = null;
        for (Runnable callback : callbacks) {
            try {
                callback.run();
            } catch (Throwable thrown) {
                if (failed == null) {
                    failed = engine.host()
                            .problem(
                                    Problem.AFTER_COMMIT,
                                    "the transaction was committed and stands, but a callback of afterCommit failed",
                                    thrown);
                } else {
                    failed.addSuppressed(thrown);
                }
            }
        }
        if (failed != null) throw failed;
    }
}
