// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.internal.PreparedStatement;
import io.vertx.sqlclient.internal.TupleInternal;
import io.vertx.sqlclient.internal.command.CloseCursorCommand;
import io.vertx.sqlclient.internal.command.CloseStatementCommand;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import io.vertx.sqlclient.internal.command.PrepareStatementCommand;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/**
 * A cursor on the server. It has a prepared statement of its own, because on MySQL the cursor is a state of the statement.
 * Its steps have the connection to themselves: the MySQL client opens a cursor in two round trips and would mistake the
 * answer of a command in between for its own.
 */
final class WireCursor<R> implements DriverCursor<R> {
    private final WireLease lease;
    private final Wire wire;
    private final Command<R> command;
    private final String id = UUID.randomUUID().toString();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> freed = new CompletableFuture<>();
    private volatile @Nullable WireReply<R> fetching;

    // Only on the loop:
    private @Nullable PreparedStatement statement;
    private boolean suspended;
    private boolean exhausted;

    WireCursor(WireLease lease, Wire wire, Command<R> command) {
        this.lease = lease;
        this.wire = wire;
        this.command = command;
    }

    @Override
    public Reply<R> fetch(int rows) {
        WireReply<R> reply = new WireReply<>(command);
        if (closed.get()) {
            reply.giveUp(new DriverException(FailureKind.CANCELLED, "The cursor is closed"));
            return reply;
        }
        Tuple tuple;
        try {
            tuple = wire.protocol().tuple(command.parameters());
        } catch (DriverException unfit) {
            reply.giveUp(unfit);
            return reply;
        }
        fetching = reply;
        lease.submit(new FetchStep(reply, tuple, rows));
        return reply;
    }

    @Override
    public CompletableFuture<Void> close() {
        if (closed.compareAndSet(false, true)) {
            WireReply<R> running = fetching;
            if (running != null && !running.isDone()) {
                running.interrupt();
            }
            lease.submit(new CloseStep());
        }
        return freed.copy();
    }

    private final class FetchStep extends Step {
        private final WireReply<R> reply;
        private final Tuple tuple;
        private final int fetchSize;
        private @Nullable Execution<R> execution;

        FetchStep(WireReply<R> reply, Tuple tuple, int fetchSize) {
            this.reply = reply;
            this.tuple = tuple;
            this.fetchSize = fetchSize;
        }

        @Override
        boolean startsAlone() {
            return true;
        }

        @Override
        boolean staysAlone() {
            return true;
        }

        @Override
        boolean isUnwanted() {
            return reply.isInterrupted();
        }

        @Override
        boolean begin(Wire on) {
            Throwable refusal = lease.refusal(SqlText.Kind.QUERY);
            if (refusal != null) {
                reply.giveUp(refusal);
                return false;
            }
            return reply.begin(on);
        }

        @Override
        void write(Wire on, CompositeCommand out) {
            Execution<R> running = new Execution<>(on, command);
            execution = running;
            PreparedStatement prepared = statement;
            if (prepared != null) {
                fetch(prepared, running, out);
                return;
            }
            lease.opened(WireCursor.this);
            out.add(new PrepareStatementCommand(command.sql(), null, on.protocol().keepsStatements()), (made, failure) -> {
                if (failure != null) {
                    on.answered(this, failure);
                    return;
                }
                statement = made;
                CompositeCommand next = new CompositeCommand();
                try {
                    fetch(made, running, next);
                } catch (RuntimeException unfit) {
                    on.answered(this, unfit);
                    return;
                }
                on.send(next);
            });
        }

        private void fetch(PreparedStatement prepared, Execution<R> running, CompositeCommand out) {
            if (exhausted) {
                // Nothing is left to fetch; an empty round trip keeps the order of things.
                out.add(
                        new io.vertx.sqlclient.internal.command.SimpleQueryCommand<>(
                                WirePool.PROBE,
                                false,
                                false,
                                io.vertx.sqlclient.internal.command.QueryCommandBase.NULL_COLLECTOR,
                                io.vertx.sqlclient.internal.QueryResultHandler.NOOP_HANDLER),
                        (more, failure) -> wire.answered(this, failure));
                return;
            }
            TupleInternal values;
            try {
                values = prepared.prepare((TupleInternal) tuple);
            } catch (Exception unfit) {
                throw unfit instanceof RuntimeException known ? known : new IllegalArgumentException(unfit);
            }
            out.add(
                    ExtendedQueryCommand.createQuery(
                            command.sql(), null, prepared, values, fetchSize, id, suspended, false, running, running),
                    (more, failure) -> {
                        suspended = true;
                        exhausted = failure == null && !Boolean.TRUE.equals(more);
                        wire.answered(this, failure);
                    });
        }

        @Override
        void answered(Wire on, @Nullable Throwable failure) {
            R result = null;
            Throwable broken = failure;
            Execution<R> ran = execution;
            if (broken == null && ran != null) {
                try {
                    result = ran.finishChunk();
                } catch (Throwable thrown) {
                    broken = thrown;
                }
            }
            if (reply.isInterrupted() && Failures.is(broken, FailureKind.CONNECTION)) {
                broken = Failures.cancelled();
            }
            reply.settle(result, broken);
        }

        @Override
        void refused(Wire on, Throwable failure) {
            reply.giveUp(failure);
        }
    }

    private final class CloseStep extends Step {
        @Override
        boolean startsAlone() {
            return true;
        }

        @Override
        boolean staysAlone() {
            return true;
        }

        @Override
        boolean begin(Wire on) {
            if (statement == null) {
                freed();
                return false;
            }
            return true;
        }

        @Override
        void write(Wire on, CompositeCommand out) {
            PreparedStatement open = statement;
            if (suspended) {
                out.add(new CloseCursorCommand(id, open), (nothing, failure) -> {
                    if (failure != null) {
                        on.answered(this, failure);
                    }
                });
            }
            out.add(new CloseStatementCommand(open), (nothing, failure) -> on.answered(this, failure));
        }

        @Override
        void answered(Wire on, @Nullable Throwable failure) {
            freed();
            if (failure != null) {
                on.lost(failure); // what it holds on the server goes with the connection
            }
        }

        @Override
        void refused(Wire on, Throwable failure) {
            freed();
        }

        private void freed() {
            statement = null;
            lease.freed(WireCursor.this);
            freed.complete(null);
        }
    }
}
