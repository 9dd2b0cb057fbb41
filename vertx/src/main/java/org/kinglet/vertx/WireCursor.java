// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.internal.PreparedStatement;
import io.vertx.sqlclient.internal.QueryResultHandler;
import io.vertx.sqlclient.internal.TupleInternal;
import io.vertx.sqlclient.internal.command.CloseCursorCommand;
import io.vertx.sqlclient.internal.command.CloseStatementCommand;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import io.vertx.sqlclient.internal.command.PrepareStatementCommand;
import io.vertx.sqlclient.internal.command.QueryCommandBase;
import io.vertx.sqlclient.internal.command.SimpleQueryCommand;
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
    private boolean begun;
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
        if (!lease.submit(new FetchStep(reply, tuple, rows))) {
            reply.giveUp(Failures.givenBack());
        }
        return reply;
    }

    @Override
    public CompletableFuture<Void> close() {
        if (closed.compareAndSet(false, true)) {
            WireReply<R> running = fetching;
            if (running != null && !running.isDone()) {
                running.interrupt();
            }
            if (!lease.submit(new CloseStep(true))) {
                freed.complete(null); // the return of the lease frees it
            }
        }
        return freed.copy();
    }

    /** For the return of the lease. On the loop. */
    void free() {
        closed.set(true);
        wire.submit(new CloseStep(false));
    }

    private final class FetchStep extends Step {
        private final WireReply<R> reply;
        private final Tuple tuple;
        private final int rows;
        private @Nullable Execution<R> execution;

        FetchStep(WireReply<R> reply, Tuple tuple, int rows) {
            this.reply = reply;
            this.tuple = tuple;
            this.rows = rows;
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
            Throwable refusal = lease.refusal();
            if (refusal != null) {
                lease.over();
                reply.giveUp(refusal);
                return false;
            }
            if (!reply.begin(on)) {
                lease.over();
                return false;
            }
            return true;
        }

        @Override
        void write(Wire on, CompositeCommand out) {
            Execution<R> running = new Execution<>(on, command);
            execution = running;
            PreparedStatement prepared = statement;
            if (exhausted) {
                // Nothing is left to fetch; a round trip keeps the order of things.
                out.add(
                        new SimpleQueryCommand<Void>(
                                WirePool.PROBE,
                                false,
                                false,
                                QueryCommandBase.NULL_COLLECTOR,
                                QueryResultHandler.NOOP_HANDLER),
                        (more, failure) -> on.answered(this, failure));
            } else if (prepared != null) {
                fetch(on, prepared, running, out);
            } else {
                lease.opened(WireCursor.this);
                out.add(
                        new PrepareStatementCommand(
                                command.sql(), null, on.protocol().keepsStatements()),
                        (made, failure) -> {
                            if (failure == null) {
                                statement = made;
                                CompositeCommand next = new CompositeCommand();
                                fetch(on, made, running, next);
                                on.send(next);
                            } else {
                                on.answered(this, failure);
                            }
                        });
            }
        }

        private void fetch(Wire on, PreparedStatement prepared, Execution<R> running, CompositeCommand out) {
            TupleInternal values;
            try {
                values = prepared.prepare((TupleInternal) tuple);
            } catch (Exception unfit) {
                on.answered(this, unfit);
                return;
            }
            out.add(
                    ExtendedQueryCommand.createQuery(
                            command.sql(), null, prepared, values, rows, id, begun, false, running, running),
                    (more, failure) -> {
                        exhausted = failure == null && !Boolean.TRUE.equals(more);
                        on.answered(this, failure);
                    });
            begun = true;
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
            if (reply.isInterrupted() && failure != null) {
                // It was stopped; MariaDB may also say that there is no cursor (any more), or the connection was
                // closed.
                broken = Failures.cancelled();
            }
            lease.over();
            reply.settle(on, result, broken);
        }

        @Override
        void refused(Wire on, Throwable failure) {
            lease.over();
            reply.giveUp(failure);
        }
    }

    private final class CloseStep extends Step {
        private final boolean counted;

        CloseStep(boolean counted) {
            this.counted = counted;
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
        boolean begin(Wire on) {
            if (statement == null) {
                done();
                return false;
            }
            return true;
        }

        @Override
        void write(Wire on, CompositeCommand out) {
            PreparedStatement open = statement;
            if (begun) {
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
            done();
            if (failure != null) {
                on.lost(failure); // what it holds on the server goes with the connection
            }
        }

        @Override
        void refused(Wire on, Throwable failure) {
            done();
        }

        private void done() {
            statement = null;
            lease.freed(WireCursor.this);
            if (counted) {
                lease.over();
            }
            freed.complete(null);
        }
    }
}
