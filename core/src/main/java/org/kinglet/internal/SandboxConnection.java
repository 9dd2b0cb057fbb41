// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.ForwardingConnection;
import org.kinglet.driver.Reply;

/**
 * The connection of a {@link Sandbox}: what begins, commits and rolls back a transaction does so with a savepoint. Where a
 * failed statement ends its transaction, each that is in none of the program's has a savepoint of its own, which must be gone
 * before anything else comes: therefore all is sent one by one. Thread-safe.
 */
final class SandboxConnection extends ForwardingConnection {
    private static final String TRANSACTION = "savepoint kinglet_transaction";
    private static final String STATEMENT = "savepoint kinglet_statement";

    private final Dialect dialect;
    private final OneByOne queue;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger openCursors = new AtomicInteger();

    /** @param lease in a transaction, which this ends */
    SandboxConnection(DriverConnection lease, Dialect dialect) {
        super(lease);
        this.dialect = dialect;
        this.queue = new OneByOne(dialect.conflictEndsTransaction());
    }

    @Override
    public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
        if (command.access() == Access.EXCLUSIVE && dialect.commitsTransaction(command.sql())) {
            return new FailedReply<>(new DriverException(
                    FailureKind.UNSUPPORTED,
                    "on " + dialect.name() + " this statement commits, and with it all that the test has done; give"
                            + " the tables to the test's extension, or make the test @Committed"));
        }
        return send(() -> guarded(() -> lease.execute(before, command)));
    }

    private <R> Reply<R> send(Supplier<Reply<R>> start) {
        if (ended.get()) return new FailedReply<>(over());
        return queue.send(start);
    }

    private static DriverException over() {
        return new DriverException(
                FailureKind.OTHER,
                "the test that this task belongs to has ended, and was rolled back; let the test wait for what it starts");
    }

    /** Runs a statement so that its failure does not end the transaction around it. */
    private <R> Reply<R> guarded(Supplier<Reply<R>> statement) {
        if (!dialect.failureEndsTransaction()) return statement.get();
        lease.execute(Command.update(STATEMENT));
        return new GuardedReply<>(statement.get());
    }

    private final class GuardedReply<R> extends Reply<R> {
        private final Reply<R> statement;

        GuardedReply(Reply<R> statement) {
            this.statement = statement;
            statement.whenComplete((result, failure) -> {
                if (failure != null) lease.execute(Command.update("rollback to " + STATEMENT));
                lease.execute(Command.update("release " + STATEMENT)).whenComplete((released, second) -> {
                    if (failure != null) completeExceptionally(failure);
                    else if (second != null) completeExceptionally(second);
                    else complete(result);
                });
            });
        }

        @Override
        public void interrupt() {
            statement.interrupt();
        }
    }

    private static final class FailedReply<R> extends Reply<R> {
        FailedReply(DriverException failure) {
            completeExceptionally(failure);
        }

        @Override
        public void interrupt() {}
    }

    @Override
    public Reply<Boolean> commit() {
        throw new UnsupportedOperationException("only a transaction within is committed");
    }

    @Override
    public <R> DriverCursor<R> openCursor(Command<R> command) {
        return cursor(command, true);
    }

    private <R> DriverCursor<R> cursor(Command<R> command, boolean guarded) {
        DriverCursor<R> cursor = lease.openCursor(command);
        openCursors.incrementAndGet();
        AtomicBoolean closed = new AtomicBoolean();
        return new DriverCursor<>() {
            @Override
            public Reply<R> fetch(int rows) {
                return send(() -> guarded ? guarded(() -> cursor.fetch(rows)) : cursor.fetch(rows));
            }

            @Override
            public CompletableFuture<Void> close() {
                if (closed.compareAndSet(false, true)) openCursors.decrementAndGet();
                return cursor.close();
            }
        };
    }

    int openCursors() {
        return openCursors.get();
    }

    @Override
    public CompletableFuture<DriverConnection> forTransaction(Access access) {
        return CompletableFuture.completedFuture(new Within());
    }

    @Override
    public boolean isLost() {
        return lease.isLost();
    }

    @Override
    public CompletableFuture<Void> release() {
        return CompletableFuture.completedFuture(null);
    }

    CompletableFuture<Void> idle() {
        return queue.idle();
    }

    /** Rolls back when all that was sent has been answered, and gives the connection back. */
    CompletableFuture<Void> end() {
        if (!ended.compareAndSet(false, true)) return CompletableFuture.completedFuture(null);
        queue.forgetGone();
        return queue.send(() -> lease.execute(Command.update("rollback")))
                .handle((done, failure) -> failure == null && !lease.isLost() ? lease.release() : lease.discard())
                .thenCompose(back -> back);
    }

    /** A transaction of the program's. */
    private final class Within implements DriverConnection {
        /** Whether a statement failed, after which the server refuses to commit. */
        private volatile boolean failed;

        @Override
        public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
            return switch (command.sql()) {
                case "commit" ->
                    SandboxConnection.this.send(() -> lease.execute(with(command, "release " + TRANSACTION)));
                case "rollback" ->
                    SandboxConnection.this.send(() -> {
                        failed = false;
                        lease.execute(Command.update("rollback to " + TRANSACTION));
                        return lease.execute(with(command, "release " + TRANSACTION));
                    });
                default -> {
                    // Nothing else comes before a statement than what begins its transaction.
                    String savepoint = before == null ? null : TRANSACTION;
                    Reply<R> reply = SandboxConnection.this.send(() -> lease.execute(savepoint, command));
                    yield noting(reply, command.sql());
                }
            };
        }

        private <R> Reply<R> noting(Reply<R> reply, String sql) {
            // A savepoint within is the end of the failures that came after it.
            boolean restores = sql.startsWith("rollback to ");
            reply.whenComplete((result, failure) -> {
                if (failure != null) failed = true;
                else if (restores) failed = false;
            });
            return reply;
        }

        private static <R> Command<R> with(Command<R> command, String sql) {
            return new Command<>(sql, command.parameters(), command.access(), command.collector());
        }

        @Override
        public Reply<Boolean> commit() {
            return SandboxConnection.this.send(() -> {
                if (failed) return new Known(false);
                CommitReply reply = new CommitReply();
                lease.execute(Command.update("release " + TRANSACTION)).whenComplete((done, failure) -> {
                    if (failure == null) reply.complete(true);
                    else reply.completeExceptionally(failure);
                });
                return reply;
            });
        }

        @Override
        public <R> DriverCursor<R> openCursor(Command<R> command) {
            return cursor(command, false);
        }

        @Override
        public CompletableFuture<DriverConnection> forTransaction(Access access) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public boolean isLost() {
            return lease.isLost();
        }

        @Override
        public CompletableFuture<Void> release() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> discard() {
            return lease.discard();
        }
    }

    /** Of what nobody can stop. */
    private static class CommitReply extends Reply<Boolean> {
        @Override
        public void interrupt() {}
    }

    private static final class Known extends CommitReply {
        Known(boolean value) {
            complete(value);
        }
    }
}
