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
 * there. So it is sent only when the statement is the first one, and then nothing is written until the server is known to
 * have done with it: no late request can hit a later {@code BEGIN} or {@code COMMIT} or a lease's statement; see
 * {@link Cancellation}. What was written behind the statement before may be hit; a {@link Single} is then sent again.
 *
 * <p><b>Eviction.</b> On a shared connection a statement is stopped in the same way, although nobody has asked for that, if
 * it has been the first for more than a few milliseconds and others are waiting behind it: it is sent again on a connection
 * of its own. It may be waiting for a lock whose owner waits for one of the others.
 */
final class Wire {
    private static final System.Logger LOG = System.getLogger("org.kinglet.pool");
    private static final long CLOSE_MILLIS = 1_000;
    private static final long BEGIN_MILLIS = 5_000;
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
    private final Link link;
    private final Connection commands;
    private final RowAdapter rows;
    private final Deliveries deliveries;
    private final Runnable drain = this::drain;
    private final Runnable watch = this::watch;
    private final int limit;
    private final Occupancy occupancy = new Occupancy();
    private final long expiresAt;
    private volatile @Nullable Step inbox;
    private volatile boolean closed;
    private volatile boolean retired;
    private volatile @Nullable WireLease lease;
    private volatile long idleSince = System.nanoTime();
    private volatile long firstSince = System.nanoTime();

    // Only on the loop:
    private final ArrayDeque<Step> backlog = new ArrayDeque<>();
    private final ArrayDeque<Step> written = new ArrayDeque<>();
    private @Nullable Cancellation cancellation;
    private boolean writing;
    private boolean watching;
    private long watchDue;
    private long lastService;
    private boolean transactionOpen;
    private boolean gone;

    /**
     * Called on the loop.
     *
     * @param lifeNanos after how long it shall be replaced; 0 for never
     */
    Wire(WirePool pool, ContextInternal context, Deliveries deliveries, Link link, long lifeNanos) {
        this.pool = pool;
        this.loop = context.nettyEventLoop();
        this.deliveries = deliveries;
        this.link = link;
        this.commands = ((SqlConnectionInternal) link.connection()).unwrap();
        this.rows = pool.protocol().rows(link);
        this.limit = Math.max(1, commands.pipeliningLimit() - 2); // the client itself prepares and closes statements
        this.expiresAt = lifeNanos == 0 ? 0 : System.nanoTime() + lifeNanos;
        link.connection().closeHandler(nothing -> ended());
        link.connection()
                .exceptionHandler(thrown -> LOG.log(
                        System.Logger.Level.DEBUG,
                        "A connection failed: {0}",
                        protocol().failure(thrown)));
    }

    Protocol protocol() {
        return pool.protocol();
    }

    SqlConnection connection() {
        return link.connection();
    }

    RowAdapter rows() {
        return rows;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    Occupancy occupancy() {
        return occupancy;
    }

    /** Who has it for himself, if it is leased. */
    @Nullable
    WireLease lease() {
        return lease;
    }

    void setLease(@Nullable WireLease holder) {
        lease = holder;
    }

    boolean isClosed() {
        return closed;
    }

    /** It takes no new work, and is closed when what is on it is done. */
    void retire() {
        retired = true;
    }

    boolean isRetired(long now) {
        return retired || (expiresAt != 0 && now - expiresAt >= 0);
    }

    void becomesIdle() {
        idleSince = System.nanoTime();
    }

    long idleNanos(long now) {
        return now - idleSince;
    }

    /** For how long the server has been working on the first statement, if there is any. */
    long firstNanos(long now) {
        return now - firstSince;
    }

    /** How long others may wait for it. */
    long patienceNanos(long now) {
        return pool.patience().nanos(now);
    }

    /** Something is about to be first. */
    void begins(long now) {
        firstSince = now;
    }

    /** How long the statement has taken that was answered last. On the loop. */
    long lastService() {
        return lastService;
    }

    boolean isTransactionOpen() {
        return transactionOpen;
    }

    /** Whether an answer of "cancelled" may be meant for another statement. On the loop. */
    boolean isCancelling() {
        return cancellation != null;
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
        Cancellation outstanding = cancellation;
        if (outstanding != null) {
            if (outstanding.isShared()) {
                refuseBacklog(Failures.cancelled()); // each finds another connection
            }
            return;
        }
        writing = true;
        try {
            CompositeCommand out = null;
            for (Step step = backlog.peek(); step != null && mayWrite(step); step = backlog.peek()) {
                backlog.remove();
                if (step.begin(this)) {
                    if (written.isEmpty()) {
                        firstSince = System.nanoTime();
                    }
                    written.add(step);
                    deliveries.expect(1);
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
        if (written.size() > 1 && !watching && occupancy.statements() > 0) {
            watchIn(patienceNanos(System.nanoTime()));
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
        deliveries.expect(-1);
        if (written.peek() == step) {
            written.remove();
            long now = System.nanoTime();
            lastService = now - firstSince;
            firstSince = now;
            if (occupancy.statements() > 0) {
                pool.sharing().noteService(lastService);
            }
        } else {
            written.remove(step); // refused by the client, which does not wait for its turn
        }
        DriverException failure = thrown == null ? null : protocol().failure(thrown);
        if (failure != null && failure.kind() == FailureKind.CONNECTION) {
            step.setConspicuous();
            abandon();
            step.answered(this, failure);
            failAll(failure);
            return;
        }
        step.answered(this, failure);
        if (cancellation != null) {
            cancellation.proceed();
        } else {
            stopFirst();
        }
        write();
    }

    /** Somebody wants a statement to be stopped that has begun here. From any thread. */
    void stop() {
        loop.execute(() -> {
            if (cancellation != null) {
                cancellation.proceed();
                return;
            }
            stopFirst();
            Step first = written.peek();
            if (cancellation == null && first instanceof TextStep) boundFirst(first);
        });
    }

    /** What somebody wants to be rid of is behind what cannot be stopped, such as {@code BEGIN}: that has some seconds. */
    private void boundFirst(Step first) {
        var unused = schedule(
                () -> {
                    if (closed || written.peek() != first) return;
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "A statement that was cancelled does not begin, so its connection is closed");
                    lost(Failures.lost(protocol()));
                },
                BEGIN_MILLIS);
    }

    private void stopFirst() {
        Step first = written.peek();
        if (first != null && first.isUnwanted() && !closed) {
            cancel(first);
        }
    }

    private void cancel(Step first) {
        cancellation = new Cancellation(this);
        cancellation.begin(first);
        write();
    }

    /** What the server is working on. On the loop. */
    @Nullable
    Step first() {
        return written.peek();
    }

    /** Sends the round trip that shows that a cancellation is over. On the loop. */
    void probe(TextStep step) {
        written.add(step);
        deliveries.expect(1);
        CompositeCommand out = new CompositeCommand();
        step.write(this, out);
        send(out);
    }

    /** A cancellation is over. On the loop. */
    void proved(boolean shared) {
        cancellation = null;
        if (shared) {
            pool.distribution().left(this, occupancy.unhold());
        }
    }

    private void watchIn(long nanos) {
        watching = true;
        watchDue = System.nanoTime() + nanos;
        var unused = loop.schedule(watch, nanos, TimeUnit.NANOSECONDS);
    }

    /** Looks whether others have waited for the first statement for too long. */
    private void watch() {
        watching = false;
        Step first = written.peek();
        if (closed || cancellation != null || first == null || written.size() < 2 || occupancy.statements() == 0) {
            return;
        }
        long now = System.nanoTime();
        long patience = patienceNanos(now);
        long left = patience - firstNanos(now);
        if (left > 0) {
            watchIn(Math.max(left, patience / 4));
        } else if (now - watchDue > patience / 2) {
            watchIn(patience); // this thread was held up itself, so it cannot tell
        } else if (first.isRepeatable()) {
            first.setConspicuous();
            cancel(first);
        }
    }

    /** Closes the connection, whatever goes on, from any thread. */
    void close(Throwable why) {
        loop.execute(() -> lost(why));
    }

    /** The connection is lost, or given up: everything on it fails. On the loop. */
    void lost(Throwable why) {
        if (!closed) {
            abandon();
            failAll(why);
        }
    }

    /** Whether nothing is on its way and nothing is in doubt. On the loop. */
    boolean isQuiet() {
        return written.isEmpty() && backlog.isEmpty() && inbox == null && cancellation == null;
    }

    /** Makes room for another connection. */
    private void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        pool.fleet().forget(this);
        if (cancellation != null) {
            cancellation.drop();
            cancellation = null;
        }
        var unused = link.connection().close();
        Future<?> unusedTimer = schedule(this::cut, CLOSE_MILLIS);
    }

    private void failAll(Throwable why) {
        List<Step> failed = new ArrayList<>(written);
        written.clear();
        deliveries.expect(-failed.size());
        if (!failed.isEmpty() && Failures.is(why, FailureKind.CONNECTION)) {
            failed.getFirst().setConspicuous();
        }
        for (Step step : failed) {
            if (step.end()) {
                step.answered(this, why);
            }
        }
        refuseBacklog(why);
    }

    private void refuseBacklog(Throwable why) {
        for (Step step = backlog.poll(); step != null; step = backlog.poll()) {
            if (step.end()) {
                step.refused(this, why);
            }
        }
    }

    /** The server does not close its side, or the other end of the wire is dead. */
    private void cut() {
        if (!gone) {
            var unused = link.socket()
                    .channelHandlerContext()
                    .pipeline()
                    .firstContext()
                    .close();
        }
    }

    /** The socket is closed. */
    private void ended() {
        gone = true;
        lost(Failures.lost(protocol()));
        pool.fleet().gone();
    }
}
