// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/**
 * A worker that reads. Readers share the queue of statements on their own, or serve one lease.
 *
 * <p>As few of them as possible are awake: a thread that is awake takes the next statement for nothing, one that sleeps
 * costs more to wake than the statement takes. So a statement wakes a reader only if none is awake, and a reader that is
 * awake wakes another when its own statement takes long ({@link #heartbeat}) or when, on a machine with cores to spare, it
 * can't keep up.
 *
 * <p>For the same reason results are handed over a handful at a time: each wakes a task, and a batch of tasks is woken for
 * little more than one. A result that is ready never waits for a statement that is slow: the heartbeat hands it over.
 */
final class Reader extends Worker {
    enum State {
        /** Asleep, or about to: whoever changes this to another state has it. */
        IDLE,
        /** Serving the shared queue. */
        ACTIVE,
        LEASED,
        /** Ending. */
        GONE
    }

    private static final int BACKLOG = 64;

    private final Readers readers;
    private final AtomicReference<State> state;
    private @Nullable LeaseRequest firstRequest;
    /** Results that are ready, while the next statement runs. */
    private final @Nullable SqliteReply<?>[] held = new SqliteReply<?>[16];

    private int heldCount;
    private int streak;
    private boolean resting;

    /** @param request who gets it first, or {@code null} if it shall serve the shared queue */
    Reader(SqlitePool pool, Readers readers, String name, @Nullable LeaseRequest request) {
        super(pool, name, true);
        this.readers = readers;
        firstRequest = request;
        state = new AtomicReference<>(request == null ? State.ACTIVE : State.LEASED);
    }

    boolean change(State from, State to) {
        return state.get() == from && state.compareAndSet(from, to);
    }

    State state() {
        return state.get();
    }

    @Override
    boolean work() {
        if (connectionIfOpen() == null && !connect()) {
            return true;
        }
        LeaseRequest request = firstRequest;
        if (request != null) {
            firstRequest = null;
            grant(request);
            return true;
        }
        if (state.get() == State.LEASED) {
            ExclusiveLease held = lease();
            return held != null && held.work();
        }
        if (readers.hasRequests() && readers.serveRequest(this)) {
            return true;
        }
        SqliteReply<?> reply = readers.poll();
        if (reply == null) {
            streak = 0;
            return false;
        }
        runBatch(reply);
        return true;
    }

    /** Runs what waits, one after the other, and hands over the results a handful at a time. */
    private void runBatch(SqliteReply<?> first) {
        setBusy(true);
        try {
            SqliteReply<?> next = first;
            while (next != null) {
                if (next.begin()) {
                    next.attempt(this);
                    held[heldCount++] = next;
                }
                if (++streak % BACKLOG == 0) {
                    readers.backlog();
                }
                next = heldCount < held.length ? readers.poll() : null;
            }
        } finally {
            setBusy(false);
            handOver();
        }
    }

    private void handOver() {
        for (int i = 0; i < heldCount; i++) {
            SqliteReply<?> reply = held[i];
            held[i] = null;
            if (reply != null) {
                reply.settle();
            }
        }
        heldCount = 0;
    }

    /** False if it can't be opened: then this reader ends, and those it was opened for are told. */
    private boolean connect() {
        try {
            connection();
            return true;
        } catch (DriverException failure) {
            LeaseRequest request = firstRequest;
            firstRequest = null;
            boolean served = state.getAndSet(State.GONE) == State.ACTIVE;
            readers.cannotOpen(this, served, request, failure);
            return false;
        }
    }

    /** Gives itself to the request, being in the state {@code LEASED}. From any thread. */
    void grant(LeaseRequest request) {
        ExclusiveLease granted = new ExclusiveLease(this, request.owner(), false);
        pool.leaseBegun();
        setLease(granted);
        if (!request.future()
                .complete(request.purpose() == LeaseRequest.Purpose.SESSION ? new Session(pool, granted) : granted)) {
            granted.giveBack();
        }
    }

    @Override
    boolean hasWork() {
        return switch (state.get()) {
            case LEASED -> {
                ExclusiveLease held = lease();
                yield firstRequest != null || (held != null && held.hasWork());
            }
            case ACTIVE -> resting || readers.hasReads() || readers.hasRequests();
            case IDLE -> false;
            case GONE -> true;
        };
    }

    @Override
    boolean isFinished() {
        return switch (state.get()) {
            case GONE -> true;
            case LEASED -> false;
            case ACTIVE, IDLE -> !readers.hasReads() && !pool.hasLeases();
        };
    }

    @Override
    boolean isRetired() {
        return state.get() == State.GONE;
    }

    @Override
    void rest() {
        if (lookOut()) {
            return;
        }
        if (state.get() == State.LEASED) {
            sleep(0);
            return;
        }
        resting = true;
        try {
            fallAsleep();
        } finally {
            resting = false;
        }
    }

    private void fallAsleep() {
        state.set(State.IDLE);
        readers.fallsAsleep();
        if ((readers.hasReads() || readers.hasRequests()) && change(State.IDLE, State.ACTIVE)) {
            readers.wokeUp(); // something came in between
            return;
        }
        while (state.get() == State.IDLE && !hasErrands() && !(pool.isClosing() && isFinished()) && !isForced()) {
            long slept = System.nanoTime();
            sleep(pool.idleTimeoutNanos());
            if (isExpired(slept) && change(State.IDLE, State.GONE)) {
                return;
            }
        }
        if (change(State.IDLE, State.ACTIVE)) {
            readers.wokeUp();
        }
    }

    private boolean isExpired(long idleSince) {
        NativeConnection connection = connectionIfOpen();
        return connection != null
                && (pool.isTooOld(connection.openedAt()) || (pool.mayShrink() && pool.isIdleTooLong(idleSince)));
    }

    @Override
    void heartbeat() {
        if (heldCount > 0) {
            handOver();
        }
        if (state.get() == State.ACTIVE && (readers.hasReads() || readers.hasRequests())) {
            readers.wakeOne();
        }
    }

    @Override
    void stepAside() {
        if (state.get() == State.ACTIVE) {
            readers.fallsAsleep();
        }
        heartbeat();
    }

    @Override
    void stepBack() {
        if (state.get() == State.ACTIVE) {
            readers.wokeUp();
        }
    }

    @Override
    void leaseReturned() {
        if (change(State.LEASED, State.ACTIVE)) {
            readers.wokeUp();
        }
    }

    @Override
    void afterEnd() {
        if (state.getAndSet(State.GONE) == State.ACTIVE) {
            readers.fallsAsleep();
        }
        readers.leaves(this);
    }
}
