// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * One connection and what is on its way on it.
 *
 * <p><b>Writing.</b> Steps come in from any thread through a lock-free stack. Whoever finds it empty schedules one drain on
 * the connection's event loop; the drain takes all that is there, and writes all that may be written in one go. So under
 * load many statements share one wake-up and one system call, and nobody waits for a lock. Everything else here happens
 * on the loop.
 *
 * <p><b>Answers</b> come in the order of the writing, so the first of {@link #written} is what the server is working on. The
 * client's own bookkeeping is not relied upon when a connection is lost (the MySQL client then forgets all commands but
 * the first): the wire fails all that it has written itself, once.
 *
 * <p><b>Stopping</b> a statement is a request to the server to stop whatever the connection is doing when the request gets
 * there. So it is sent only when the statement is the first one, and from then on nothing is written until the server
 * has taken notice, all answers are here and one more round trip has gone by unharmed: no late cancellation can hit a
 * later {@code BEGIN} or {@code COMMIT}, or another user's statement, without this wire knowing that there was one. If
 * this does not come to an end in some seconds, the connection is closed.
 */
final class Wire {
    private static final System.Logger LOG = System.getLogger("org.kinglet.pool");
    private static final long CANCEL_SECONDS = 5;
    private static final VarHandle INBOX;

    static {
        try {
            INBOX = MethodHandles.lookup().findVarHandle(Wire.class, "inbox", Step.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WirePool pool;
    private final EventLoop loop;
    private final SqlConnection connection;
    private final Connection commands;
    private final RowAdapter rows;
    private final Runnable drain = this::drain;
    private final int limit;
    private volatile @Nullable Step inbox;
    private volatile boolean closed;

    // Guarded by the pool's lock:
    long idleSince;
    long expiresAt;

    // Only on the loop:
    private final ArrayDeque<Step> backlog = new ArrayDeque<>();
    private final ArrayDeque<Step> written = new ArrayDeque<>();
    private @Nullable Cancellation cancellation;
    private boolean writing;
    private boolean transactionOpen;

    /** On the loop. */
    Wire(WirePool pool, ContextInternal context, SqlConnection connection) {
        this.pool = pool;
        this.loop = context.nettyEventLoop();
        this.connection = connection;
        this.commands = ((SqlConnectionInternal) connection).unwrap();
        this.rows = pool.protocol().rows();
        this.limit = Math.max(1, commands.pipeliningLimit() - 2); // the client itself prepares and closes statements
        connection.closeHandler(nothing -> lost(Failures.lost(protocol())));
        connection.exceptionHandler(thrown -> LOG.log(System.Logger.Level.DEBUG, "A connection failed", thrown));
    }

    Protocol protocol() {
        return pool.protocol();
    }

    SqlConnection connection() {
        return connection;
    }

    Connection commands() {
        return commands;
    }

    RowAdapter rows() {
        return rows;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isTransactionOpen() {
        return transactionOpen;
    }

    /** Takes note of what a statement has done to the transaction, as far as its text tells. */
    void noteTransaction(SqlText.Kind kind, @Nullable Throwable failure) {
        if (failure == null) {
            if (kind == SqlText.Kind.BEGIN) {
                transactionOpen = true;
            } else if (kind == SqlText.Kind.COMMIT || kind == SqlText.Kind.ROLLBACK) {
                transactionOpen = false;
            }
        }
    }

    /** Hands in a step, from any thread. */
    void submit(Step step) {
        Step head;
        do {
            head = inbox;
            step.next = head;
        } while (!INBOX.compareAndSet(this, head, step));
        if (head == null) {
            loop.execute(drain);
        }
    }

    /** Does something on the loop, soon. */
    void run(Runnable action) {
        loop.execute(action);
    }

    Future<?> schedule(Runnable action, long delayMillis) {
        return loop.schedule(action, delayMillis, TimeUnit.MILLISECONDS);
    }

    private void drain() {
        Step newest = (Step) INBOX.getAndSet(this, null);
        Step oldest = null;
        while (newest != null) {
            Step before = newest.next;
            newest.next = oldest;
            oldest = newest;
            newest = before;
        }
        while (oldest != null) {
            Step step = oldest;
            oldest = step.next;
            step.next = null;
            Step first = step.first();
            if (first != null) {
                backlog.add(first);
            }
            backlog.add(step);
        }
        write();
    }

    /** Writes what may be written. */
    private void write() {
        if (closed) {
            refuseBacklog(Failures.lost(protocol()));
            return;
        }
        if (writing || backlog.isEmpty()) {
            return;
        }
        writing = true;
        try {
            CompositeCommand out = null;
            for (Step step = backlog.peek(); step != null && mayWrite(step); step = backlog.peek()) {
                backlog.remove();
                if (step.begin(this)) {
                    written.add(step);
                    out = out == null ? new CompositeCommand() : out;
                    step.write(this, out);
                }
            }
            if (out != null) {
                send(out);
            }
        } finally {
            writing = false;
        }
    }

    private boolean mayWrite(Step step) {
        if (cancellation != null || closed) {
            return false;
        }
        if (written.isEmpty()) {
            return true;
        }
        return written.size() < limit
                && !step.startsAlone()
                && !written.getLast().staysAlone();
    }

    /** Gives commands to the client: one write and one flush for all of them. */
    void send(CompositeCommand out) {
        commands.schedule(out, (nothing, failure) -> {
            if (failure != null) {
                lost(Failures.lost(protocol()));
            }
        });
    }

    /** The server has answered a step, or the client has refused it. */
    void answered(Step step, @Nullable Throwable thrown) {
        if (!step.end()) {
            return;
        }
        if (written.peek() == step) {
            written.remove();
        } else {
            written.remove(step); // refused by the client, which does not wait for its turn
        }
        DriverException failure = thrown == null ? null : protocol().failure(thrown);
        step.answered(this, failure);
        if (failure != null && failure.kind() == FailureKind.CONNECTION) {
            lost(failure);
            return;
        }
        if (cancellation != null) {
            cancellation.proceed();
        } else {
            stopFirst();
        }
        write();
    }

    /** Somebody wants a statement to be stopped that has begun here. From any thread. */
    void stop(WireReply<?> reply) {
        loop.execute(() -> {
            if (cancellation == null) {
                stopFirst();
            }
        });
    }

    private void stopFirst() {
        Step first = written.peek();
        if (first != null && first.isUnwanted() && !closed) {
            cancellation = new Cancellation();
            cancellation.send();
        }
    }

    /** Whether nothing is on its way and nothing is in doubt. */
    boolean isQuiet() {
        return written.isEmpty() && backlog.isEmpty() && cancellation == null;
    }

    /** Closes the connection, whatever goes on, from any thread. */
    void close(Throwable why) {
        loop.execute(() -> lost(why));
    }

    /** The connection is lost, or given up: everything on it fails. On the loop. */
    void lost(Throwable why) {
        if (closed) {
            return;
        }
        closed = true;
        pool.forget(this);
        if (cancellation != null) {
            cancellation.end();
        }
        var unused = connection.close();
        List<Step> failed = new ArrayList<>(written);
        written.clear();
        for (Step step : failed) {
            if (step.end()) {
                step.answered(this, why);
            }
        }
        refuseBacklog(why);
        pool.lost(this);
    }

    private void refuseBacklog(Throwable why) {
        for (Step step = backlog.poll(); step != null; step = backlog.poll()) {
            if (step.end()) {
                step.refused(this, why);
            }
        }
    }

    /** A request to stop the first statement, until it is certain that it cannot stop anything else any more. */
    private final class Cancellation {
        private final Future<?> bound = schedule(this::tooLong, TimeUnit.SECONDS.toMillis(CANCEL_SECONDS));
        private boolean delivered;
        private boolean probing;

        void send() {
            protocol()
                    .cancel(connection)
                    .onComplete((nothing, failure) -> loop.execute(() -> {
                        if (cancellation != this) {
                            return;
                        }
                        if (failure != null) {
                            LOG.log(
                                    System.Logger.Level.WARNING,
                                    "A statement could not be cancelled, so its connection is closed",
                                    protocol().failure(failure));
                            lost(Failures.lost(protocol()));
                            return;
                        }
                        delivered = true;
                        proceed();
                    }));
        }

        /** Once everything is answered, one round trip shows that the request has spent itself. */
        void proceed() {
            if (delivered && !probing && written.isEmpty() && !closed) {
                probing = true;
                TextStep probe = new TextStep(WirePool.PROBE, failure -> proved());
                written.add(probe);
                CompositeCommand out = new CompositeCommand();
                probe.write(Wire.this, out);
                Wire.this.send(out);
            }
        }

        private void proved() {
            end();
            // the caller, answered(), goes on writing
        }

        private void tooLong() {
            if (cancellation == this) {
                LOG.log(System.Logger.Level.WARNING, "A cancelled statement did not end, so its connection is closed");
                lost(Failures.lost(protocol()));
            }
        }

        void end() {
            bound.cancel(false);
            cancellation = null;
        }
    }
}
