// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;
import org.kinglet.internal.Host.Problem;

/**
 * A transaction, or a savepoint in one.
 *
 * <p>BEGIN and SAVEPOINT travel with the first statement, so a block that sends nothing costs nothing. Everything that is
 * started in a level is counted: statements until they have ended, and callbacks of futures from the moment they are due
 * until they have run. The end of the level waits until that count is zero, so a chain that nobody joined is part of the
 * transaction to its last link. A failure that nobody has seen by then makes the commit fail: none is lost.
 *
 * <p>A level has one open child at a time, since savepoints nest on one connection. What the task itself does goes to the
 * savepoint that it is in. What goes on beside it, a callback or an asynchronous operation of several statements, is not
 * part of that savepoint, and must not be undone with it: it waits until the savepoint has ended.
 *
 * <p>The lock is held only while something is noted or handed to the driver, never while waiting for it.
 */
public final class Level extends Channel {
    private enum State {
        OPEN,
        ENDING,
        ENDED
    }

    private record Failed(Throwable failure, String sql, Completion<?> completion) {
        Throwable shown(Engine engine) {
            Throwable shown = completion.shown();
            return shown != null ? shown : engine.toUser(failure, sql);
        }
    }

    private static final String LOST = "the connection of this transaction was lost, and with it all that it did";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition childEnded = lock.newCondition();
    private final DriverConnection connection;
    private final @Nullable Level parent;
    private final int depth;
    private final String begin;

    private volatile Handles.@Nullable Handle handle;

    // All below is guarded by the lock.
    private State state = State.OPEN;
    private @Nullable String unsent;
    private @Nullable Level child;
    private int inFlight;
    private @Nullable CompletableFuture<Void> quiet;
    private int quietAt;
    private List<Failed> failures = new ArrayList<>();
    private Deque<Runnable> undos = new ArrayDeque<>();
    private List<Runnable> afterCommit = new ArrayList<>();
    /** Callbacks of what was committed by hand within the block; they wait until the connection is back. */
    private final List<Runnable> committed = new ArrayList<>();
    /** Whether something of the block was committed and stands, whatever becomes of the rest. */
    private boolean hasCommitted;

    /** Futures derived from those of this level, whose callbacks may fail by themselves. */
    private List<TaskFuture<?>> watched = new ArrayList<>();

    private final Set<Reply<?>> replies = new HashSet<>();
    private final List<DeferredReply<?>> deferred = new ArrayList<>();
    private final Set<LevelCursor<?>> streams = new HashSet<>();

    private Level(Engine engine, DriverConnection connection, @Nullable Level parent, String begin) {
        super(engine);
        this.connection = connection;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.begin = begin;
        this.unsent = begin;
    }

    /** A transaction on a connection that is its own from now on. */
    static Level transaction(Engine engine, DriverConnection connection, String begin) {
        return new Level(engine, connection, null, begin);
    }

    /** Opens a savepoint. Waits for one that is open already on the same level. */
    Level savepoint() {
        lock.lock();
        try {
            awaitChild();
            checkOpen();
            // If BEGIN has not been sent yet, it must have succeeded before a savepoint is set: on its own, some
            // databases take SAVEPOINT for the begin of a transaction of another kind.
            boolean beginFirst = unsent != null;
            String name = "kinglet_" + (depth + 1);
            Level opened = new Level(engine(), connection, this, "savepoint " + name);
            child = opened;
            inFlight++;
            if (!beginFirst) return opened;
            opened.unsent = null;
            Reply<Long> reply = connection.execute(unsent, Command.update(opened.begin));
            unsent = null;
            lock.unlock();
            try {
                Waiting.finish(engine(), reply);
                return opened;
            } catch (Throwable failure) {
                opened.endedAs(null);
                throw failure;
            } finally {
                lock.lock();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitChild() {
        long left = engine().settings().acquireTimeout().toNanos();
        while (child != null) {
            try {
                if (left <= 0) {
                    throw engine().host()
                            .problem(
                                    Problem.TRANSACTION,
                                    "another savepoint of this transaction is open and did not end in time; a transaction"
                                            + " has one at a time, so await the operation that opened it before you open"
                                            + " the next",
                                    null);
                }
                left = childEnded.awaitNanos(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw engine().toUser(
                                new DriverException(
                                        FailureKind.CANCELLED, "interrupted while waiting for a savepoint to end"),
                                null);
            }
        }
    }

    public boolean isNested() {
        return parent != null;
    }

    boolean hasCommitted() {
        lock.lock();
        try {
            return hasCommitted;
        } finally {
            lock.unlock();
        }
    }

    public boolean isEnded() {
        lock.lock();
        try {
            return state == State.ENDED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Channel current() {
        return innermost();
    }

    /** The savepoint within it that the current task is in, or this. */
    public Level innermost() {
        Level innermost = this;
        for (Level next = openChild(); next != null && Frame.isEntered(next); next = next.openChild()) innermost = next;
        return innermost;
    }

    private @Nullable Level openChild() {
        lock.lock();
        try {
            return child;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the current task is in a nested block of this one, which it would wait for in vain. */
    boolean isWithinChild() {
        Level open = openChild();
        return open != null && Frame.isEntered(open);
    }

    /** Ends the nested level that is open, because all of this is going to be rolled back. */
    void abandonChild() {
        Level open = openChild();
        if (open == null) return;
        open.abandonChild();
        open.abandon();
    }

    private void abandon() {
        lock.lock();
        try {
            if (state != State.OPEN) return;
            state = State.ENDED;
            streams.forEach(stream -> stream.cursor().close());
            streams.clear();
        } finally {
            lock.unlock();
        }
        undo();
        if (parent != null) parent.childHasEnded(null);
    }

    @Override
    <X> Reply<X> send(Command<X> command, Completion<X> completion) {
        Reply<X> reply;
        lock.lock();
        try {
            checkOpen();
            reply = child == null ? transmit(command) : defer(command);
            inFlight++;
            replies.add(reply);
        } finally {
            lock.unlock();
        }
        reply.whenComplete((result, failure) -> {
            try {
                answered(reply, failure, command.sql(), completion);
                completion.done(result, failure);
            } finally {
                ended();
            }
        });
        return reply;
    }

    private <X> Reply<X> transmit(Command<X> command) {
        Reply<X> reply = connection.execute(unsent, command);
        unsent = null;
        return reply;
    }

    private <X> Reply<X> defer(Command<X> command) {
        DeferredReply<X> reply =
                new DeferredReply<>(command, engine().settings().acquireTimeout());
        deferred.add(reply);
        return reply;
    }

    /** Sends what had to wait, and gives what is to be done about it without the lock. */
    private List<Runnable> transmitDeferred() {
        List<Runnable> sent = new ArrayList<>();
        for (DeferredReply<?> waiting : deferred) {
            if (waiting.claim()) sent.add(transmitted(waiting));
        }
        deferred.clear();
        return sent;
    }

    private <X> Runnable transmitted(DeferredReply<X> waiting) {
        Reply<X> reply = transmit(waiting.command());
        return () -> waiting.sentAs(reply);
    }

    @Override
    <X> OpenCursor<X> open(Command<X> command) {
        LevelCursor<X> cursor;
        lock.lock();
        try {
            awaitChild();
            checkOpen();
            if (unsent != null) {
                // A cursor cannot be the first: its fetches carry no BEGIN.
                Reply<Long> begun = connection.execute(unsent, Command.update("select 1"));
                unsent = null;
                lock.unlock();
                try {
                    Waiting.finish(engine(), begun);
                } finally {
                    lock.lock();
                }
            }
            cursor = new LevelCursor<>(connection.openCursor(command));
            streams.add(cursor);
        } finally {
            lock.unlock();
        }
        return cursor;
    }

    private final class LevelCursor<X> implements OpenCursor<X> {
        private final DriverCursor<X> cursor;

        LevelCursor(DriverCursor<X> cursor) {
            this.cursor = cursor;
        }

        @Override
        public DriverCursor<X> cursor() {
            return cursor;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!streams.remove(this)) return;
            } finally {
                lock.unlock();
            }
            Waiting.finish(engine(), cursor.close());
        }
    }

    @Override
    public void onRollback(Runnable undo) {
        lock.lock();
        try {
            undos.push(undo);
        } finally {
            lock.unlock();
        }
    }

    /** No block ends it, so it is watched until it has ended. */
    public void heldByHand() {
        handle = engine().handles().opened("transaction", () -> Blocks.rollbackAsync(this));
    }

    /** Runs once the outermost commit is done and the connection is back. */
    public void afterCommit(Runnable callback) {
        lock.lock();
        try {
            checkOpen();
            afterCommit.add(callback);
        } finally {
            lock.unlock();
        }
    }

    /** Something of this level is due and will call {@link #ended}. */
    void started() {
        lock.lock();
        try {
            inFlight++;
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        CompletableFuture<Void> reached = null;
        lock.lock();
        try {
            inFlight--;
            if (quiet != null && inFlight <= quietAt) {
                reached = quiet;
                quiet = null;
            }
        } finally {
            lock.unlock();
        }
        if (reached != null) reached.complete(null);
    }

    /** A part of the task has failed; whoever has its future may see it. */
    void failed(Throwable failure, Completion<?> completion) {
        lock.lock();
        try {
            failures.add(new Failed(failure, "", completion));
        } finally {
            lock.unlock();
        }
    }

    /** The commit fails if this does and nobody sees it. */
    void watch(TaskFuture<?> future) {
        lock.lock();
        try {
            if (state == State.OPEN) watched.add(future);
        } finally {
            lock.unlock();
        }
    }

    private void answered(Reply<?> reply, @Nullable Throwable failure, String sql, Completion<?> completion) {
        lock.lock();
        try {
            replies.remove(reply);
            if (failure != null) failures.add(new Failed(failure, sql, completion));
        } finally {
            lock.unlock();
        }
    }

    /** Why no statement can be started, if that is so. */
    private void checkOpen() {
        if (state != State.OPEN) {
            throw engine().host()
                    .problem(
                            Problem.TRANSACTION_ENDED,
                            "the transaction (or savepoint) that this belongs to has ended; await what you start within"
                                    + " its block, or start it outside",
                            null);
        }
        if (connection.isLost()) {
            Throwable lost = failures.isEmpty()
                    ? new DriverException(FailureKind.CONNECTION, LOST)
                    : failures.getFirst().failure();
            throw engine().toUser(lost, null);
        }
        if (engine().dialect().failureEndsTransaction() && !failures.isEmpty()) {
            Failed first = failures.getFirst();
            throw engine().toUser(first.failure(), first.sql());
        }
    }

    /**
     * Completed when all that was started here has ended, but for the callback in which the caller itself may be; what
     * follows in the chain of such an operation is waited for too.
     */
    CompletableFuture<Void> quiet() {
        int own = Callbacks.runningIn(this);
        lock.lock();
        try {
            if (inFlight <= own) return CompletableFuture.completedFuture(null);
            if (quiet == null) quiet = new CompletableFuture<>();
            quietAt = own;
            return quiet;
        } finally {
            lock.unlock();
        }
    }

    /** Stops what is in flight, because it is going to be rolled back anyway. */
    void interrupt() {
        List<Reply<?>> running;
        lock.lock();
        try {
            running = List.copyOf(replies);
        } finally {
            lock.unlock();
        }
        running.forEach(Reply::interrupt);
    }

    /**
     * Commits; to be called when the level is {@link #quiet}. Fails, and rolls back, if something failed unseen.
     *
     * @param reopen whether the block goes on in a new transaction or savepoint
     */
    CompletableFuture<Void> commit(boolean reopen) {
        @Nullable RuntimeException refused;
        boolean nothingSent;
        lock.lock();
        try {
            if (state != State.OPEN) {
                return CompletableFuture.failedFuture(
                        engine().host().problem(Problem.TRANSACTION_ENDED, "the transaction has ended already", null));
            }
            refused = refusal();
            nothingSent = unsent != null;
            state = State.ENDING;
        } finally {
            lock.unlock();
        }
        if (refused != null) return rollbackNow(reopen, refused);
        if (nothingSent) return committed(reopen);
        if (connection.isLost()) {
            return rollbackNow(reopen, engine().toUser(new DriverException(FailureKind.CONNECTION, LOST), null));
        }
        return connection
                .execute(Command.update(parent == null ? "commit" : "release " + begin))
                .handle((done, failure) -> failure == null
                        ? committed(reopen)
                        : rollbackNow(
                                reopen,
                                engine().toUser(parent == null ? ofCommit(unwrap(failure)) : unwrap(failure), null)))
                .thenCompose(end -> end);
    }

    /** Whoever loses the connection while COMMIT is on its way cannot know what became of it. */
    private static Throwable ofCommit(Throwable failure) {
        if (!(failure instanceof DriverException lost) || lost.kind() != FailureKind.CONNECTION) return failure;
        return new DriverException(
                FailureKind.COMMIT_UNKNOWN,
                "the connection was lost during the commit, which may or may not have happened: " + lost.getMessage(),
                lost.sqlState(),
                lost.code(),
                lost);
    }

    /** Undoes everything, in the database and in memory. Nothing to do if the level has ended. */
    CompletableFuture<Void> rollback(boolean reopen) {
        lock.lock();
        try {
            if (state != State.OPEN) return CompletableFuture.completedFuture(null);
            state = State.ENDING;
        } finally {
            lock.unlock();
        }
        return rollbackNow(reopen, null);
    }

    /** Why this must not be committed: what nobody has seen fail, or a stream that is still read. Called under the lock. */
    private @Nullable RuntimeException refusal() {
        if (!streams.isEmpty()) {
            return engine().host()
                    .problem(
                            Problem.TRANSACTION,
                            streams.size()
                                    + " stream(s) of this transaction are still open, so it was rolled back; close"
                                    + " a stream (try-with-resources) before the transaction ends",
                            null);
        }
        Set<Throwable> unseen = Collections.newSetFromMap(new LinkedHashMap<>());
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Failed failed : failures) {
            if (failed.completion().delivered()) seen.add(failed.shown(engine()));
        }
        for (TaskFuture<?> future : watched) {
            Throwable failure = future.delivered() ? future.shown() : null;
            if (failure != null) seen.add(failure);
        }
        boolean any = engine().dialect().failureEndsTransaction();
        for (Failed failed : failures) {
            Completion<?> completion = failed.completion();
            boolean known = completion.delivered() || completion.passedOn();
            Throwable shown = failed.shown(engine());
            if (any || (!known && !seen.contains(shown))) unseen.add(shown);
        }
        for (TaskFuture<?> future : watched) {
            Throwable failure = future.shown();
            if (failure != null && !future.passedOn() && !seen.contains(failure)) unseen.add(failure);
        }
        if (unseen.isEmpty()) return null;
        Iterator<Throwable> all = unseen.iterator();
        RuntimeException first = engine().toUser(all.next(), null);
        all.forEachRemaining(other -> {
            if (other != first) first.addSuppressed(other);
        });
        return first;
    }

    private CompletableFuture<Void> committed(boolean reopen) {
        lock.lock();
        try {
            if (parent != null) {
                parent.inherit(undos, afterCommit);
            } else {
                committed.addAll(afterCommit);
                hasCommitted = true;
            }
            clear();
        } finally {
            lock.unlock();
        }
        return reopen ? reopened() : leave(false);
    }

    private void inherit(Deque<Runnable> childUndos, List<Runnable> callbacks) {
        lock.lock();
        try {
            childUndos.descendingIterator().forEachRemaining(undos::push);
            afterCommit.addAll(callbacks);
        } finally {
            lock.unlock();
        }
    }

    /** @param because what the caller is to be told, or null if it asked for this */
    private CompletableFuture<Void> rollbackNow(boolean reopen, @Nullable RuntimeException because) {
        return sendRollback()
                .handle((clean, failure) -> {
                    undo();
                    if (because != null) {
                        if (failure != null) because.addSuppressed(unwrap(failure));
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
        List<DriverCursor<?>> open = new ArrayList<>();
        lock.lock();
        try {
            nothingSent = unsent != null;
            for (LevelCursor<?> stream : streams) open.add(stream.cursor());
            streams.clear();
        } finally {
            lock.unlock();
        }
        CompletableFuture<Void> closed =
                CompletableFuture.allOf(open.stream().map(DriverCursor::close).toArray(CompletableFuture[]::new));
        if (nothingSent) return closed;
        if (connection.isLost()) {
            return CompletableFuture.failedFuture(
                    new DriverException(FailureKind.CONNECTION, "the connection was lost before the rollback"));
        }
        return closed.thenCompose(nothing -> {
            if (parent == null) return CompletableFuture.allOf(connection.execute(Command.update("rollback")));
            return CompletableFuture.allOf(
                    connection.execute(Command.update("rollback to " + begin)),
                    connection.execute(Command.update("release " + begin)));
        });
    }

    private void undo() {
        Deque<Runnable> steps;
        lock.lock();
        try {
            steps = undos;
            clear();
        } finally {
            lock.unlock();
        }
        steps.forEach(Runnable::run);
    }

    private void clear() {
        undos = new ArrayDeque<>();
        afterCommit = new ArrayList<>();
        failures = new ArrayList<>();
        watched = new ArrayList<>();
    }

    private CompletableFuture<Void> reopened() {
        lock.lock();
        try {
            state = State.OPEN;
            unsent = begin;
        } finally {
            lock.unlock();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Ends for good: gives the connection back, or closes it; a savepoint hands over to its parent. */
    private CompletableFuture<Void> leave(boolean broken) {
        if (parent != null) {
            endedAs(
                    broken
                            ? new DriverException(FailureKind.CONNECTION, "the savepoint could not be rolled back")
                            : null);
            return CompletableFuture.completedFuture(null);
        }
        boolean discard = broken || connection.isLost();
        return (discard ? connection.discard() : connection.release())
                .whenComplete((nothing, failure) -> endedAs(null));
    }

    private void endedAs(@Nullable DriverException broken) {
        lock.lock();
        try {
            state = State.ENDED;
        } finally {
            lock.unlock();
        }
        Handles.Handle held = handle;
        if (held != null) held.closed();
        if (parent != null) parent.childHasEnded(broken);
    }

    private void childHasEnded(@Nullable DriverException broken) {
        List<Runnable> sent;
        lock.lock();
        try {
            child = null;
            childEnded.signalAll();
            if (broken != null) failures.add(new Failed(broken, begin, UNSEEN));
            sent = transmitDeferred();
        } finally {
            lock.unlock();
        }
        sent.forEach(Runnable::run);
        ended();
    }

    private static final Completion<Object> UNSEEN = new Completion<>() {
        @Override
        public void done(@Nullable Object result, @Nullable Throwable failure) {}

        @Override
        public boolean delivered() {
            return false;
        }

        @Override
        public @Nullable Throwable shown() {
            return null;
        }
    };

    /** What is to be run now that the outermost transaction has ended and its connection is back. */
    List<Runnable> takeCommitted() {
        lock.lock();
        try {
            List<Runnable> callbacks = List.copyOf(committed);
            committed.clear();
            return callbacks;
        } finally {
            lock.unlock();
        }
    }

    static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof java.util.concurrent.CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
