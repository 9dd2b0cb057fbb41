// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;
import org.kinglet.internal.Host.Problem;

/**
 * A transaction, or a savepoint in one: what may be sent in it, and when. How it ends is in {@link Ending}.
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
 * <p>The lock is held only while something is noted or handed to the driver, never while waiting for it. A savepoint's is
 * taken before that of the level around it.
 */
public final class Level extends Channel {
    enum State {
        OPEN,
        ENDING,
        ENDED
    }

    private static final String LOST = "the connection of this transaction was lost, and with it all that it did";

    final ReentrantLock lock = new ReentrantLock();
    private final Condition childEnded = lock.newCondition();
    final TransactionWire wire;
    final @Nullable Level parent;
    /** The SQL that begins it. */
    final String begin;

    private final int depth;
    /** What the task that began the transaction wrote; null if this cannot write, or is a savepoint. */
    private final @Nullable Wrote wrote;

    private final Ending ending = new Ending(this);
    private volatile Handles.@Nullable Handle handle;

    // All below is guarded by the lock.
    State state = State.OPEN;
    final Failures failures;
    final Effects effects = new Effects();
    private final InFlight inFlight = new InFlight();
    private @Nullable Level child;
    private @Nullable String unsent;
    private final List<DeferredReply<?>> deferred = new ArrayList<>();
    private final Set<LevelCursor<?>> streams = new HashSet<>();
    private final Map<Object, Object> memos = new HashMap<>(0);

    private Level(Engine engine, TransactionWire wire, @Nullable Level parent, String begin, @Nullable Wrote wrote) {
        super(engine);
        this.wire = wire;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.begin = begin;
        this.wrote = wrote;
        this.unsent = begin;
        this.failures = new Failures(engine);
    }

    /**
     * A transaction on a connection that is its own from now on.
     *
     * @param wrote whose it is; null if it only reads
     */
    static Level transaction(Engine engine, DriverConnection connection, String begin, @Nullable Wrote wrote) {
        return new Level(engine, new TransactionWire(engine, connection), null, begin, wrote);
    }

    // Levels within levels

    /** Opens a savepoint. Waits for one that is open already on the same level. */
    Level savepoint() {
        lock.lock();
        try {
            awaitChild();
            checkOpen();
            Level opened = new Level(engine(), wire, this, "savepoint kinglet_" + (depth + 1), null);
            child = opened;
            inFlight.started();
            return opened;
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
            return effects.hasCommitted();
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
            takeStreams().forEach(DriverCursor::close);
        } finally {
            lock.unlock();
        }
        undo();
        if (parent != null) parent.childHasEnded(null);
    }

    /** @param broken why the savepoint could not be undone, if so: then all of this must be */
    void childHasEnded(@Nullable DriverException broken) {
        List<Runnable> sent;
        lock.lock();
        try {
            child = null;
            childEnded.signalAll();
            if (broken != null) failures.add(broken, begin, Failures.UNSEEN, endsLevel());
            sent = transmitDeferred();
        } finally {
            lock.unlock();
        }
        sent.forEach(Runnable::run);
        ended();
    }

    // What is sent

    @Override
    <X> Reply<X> send(Command<X> command, Completion<X> completion) {
        refuseCommitting(command);
        Reply<X> reply;
        lock.lock();
        try {
            checkOpen();
            inFlight.started();
            reply = child == null ? transmit(command) : defer(command);
            inFlight.started(reply, completion);
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

    private void refuseCommitting(Command<?> command) {
        if (command.access() == Access.EXCLUSIVE && engine().dialect().commitsTransaction(command.sql())) {
            throw engine().host()
                    .problem(
                            Problem.TRANSACTION,
                            "on " + engine().dialect().name()
                                    + " this statement commits the transaction in which it is run, so run it outside: "
                                    + command.sql(),
                            null);
        }
    }

    private <X> Reply<X> transmit(Command<X> command) {
        return wire.execute(takeBegin(), command);
    }

    /**
     * What must come before the next statement: BEGIN, if it has waited for one. A savepoint is sent here: it travels
     * with the statement too, and if it fails the whole transaction will, so it does not matter where what follows runs.
     */
    private @Nullable String takeBegin() {
        String first = unsent;
        if (first == null) return null;
        unsent = null;
        if (parent == null) return first;
        String outer;
        parent.lock.lock();
        try {
            outer = parent.takeBegin();
        } finally {
            parent.lock.unlock();
        }
        mustSucceed(wire.execute(outer, Command.update(first)), first);
        return null;
    }

    private void mustSucceed(Reply<?> reply, String sql) {
        reply.whenComplete((done, failure) -> noteFailure(failure, sql, Failures.UNSEEN, endsLevel()));
    }

    /** Whether nothing has been sent, not even what begins it. Called under the lock. */
    boolean isUnsent() {
        return unsent != null;
    }

    private <X> Reply<X> defer(Command<X> command) {
        DeferredReply<X> reply =
                new DeferredReply<>(() -> transmit(command), engine().settings().acquireTimeout());
        deferred.add(reply);
        return reply;
    }

    /** Sends what had to wait, and gives what is to be done about it without the lock. */
    private List<Runnable> transmitDeferred() {
        List<Runnable> sent = new ArrayList<>();
        for (DeferredReply<?> waiting : deferred) {
            Runnable rest = waiting.send();
            if (rest != null) sent.add(rest);
        }
        deferred.clear();
        return sent;
    }

    // Cursors

    @Override
    <X> OpenCursor<X> open(Command<X> command) {
        lock.lock();
        try {
            awaitChild();
            checkOpen();
            LevelCursor<X> cursor = new LevelCursor<>(wire.openCursor(command), command.sql());
            streams.add(cursor);
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    private final class LevelCursor<X> implements OpenCursor<X> {
        private final DriverCursor<X> cursor;
        private final String sql;

        LevelCursor(DriverCursor<X> cursor, String sql) {
            this.cursor = cursor;
            this.sql = sql;
        }

        @Override
        public Reply<X> fetch(int rows) {
            Reply<X> reply;
            lock.lock();
            try {
                // A fetch carries no BEGIN, so if it is the first something else must.
                String before = takeBegin();
                if (before != null) mustSucceed(wire.execute(before, Command.update("select 1")), before);
                reply = cursor.fetch(rows);
            } finally {
                lock.unlock();
            }
            reply.whenComplete((chunk, failure) -> noteFailure(failure, sql, Failures.SEEN, endsLevel()));
            return reply;
        }

        @Override
        public Channel beside() {
            return Level.this;
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

    /** How many streams are still read. Called under the lock. */
    int openStreams() {
        return streams.size();
    }

    /** The cursors of the streams that are still read, which the caller closes. Called under the lock. */
    List<DriverCursor<?>> takeStreams() {
        List<DriverCursor<?>> open = new ArrayList<>();
        for (LevelCursor<?> stream : streams) open.add(stream.cursor);
        streams.clear();
        return open;
    }

    // What is in flight, and what of it has failed

    /** Something of this level is due and will call {@link #ended}. */
    void started() {
        lock.lock();
        try {
            inFlight.started();
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        CompletableFuture<Void> reached;
        lock.lock();
        try {
            reached = inFlight.ended();
        } finally {
            lock.unlock();
        }
        if (reached != null) reached.complete(null);
    }

    /**
     * Completed when all that was started here has ended, but for the callback in which the caller itself may be; what
     * follows in the chain of such an operation is waited for too.
     */
    CompletableFuture<Void> quiet() {
        int own = Callbacks.runningIn(this);
        lock.lock();
        try {
            return inFlight.quiet(own);
        } finally {
            lock.unlock();
        }
    }

    /** Stops what is in flight, because it is going to be rolled back anyway. */
    void interrupt() {
        List<Reply<?>> running;
        lock.lock();
        try {
            running = inFlight.replies();
        } finally {
            lock.unlock();
        }
        running.forEach(Reply::interrupt);
    }

    /** A part of the task has failed; whoever has its future may see it. */
    void failed(Throwable failure, Completion<?> completion) {
        noteFailure(failure, "", completion, false);
    }

    /** The commit fails if this does and nobody sees it. */
    void watch(TaskFuture<?> future) {
        lock.lock();
        try {
            if (state == State.OPEN) failures.watch(future);
        } finally {
            lock.unlock();
        }
    }

    private void answered(Reply<?> reply, @Nullable Throwable failure, String sql, Completion<?> completion) {
        lock.lock();
        try {
            inFlight.answered(reply);
        } finally {
            lock.unlock();
        }
        noteFailure(failure, sql, completion, endsLevel());
    }

    /** Whether the server does nothing more in a level in which a statement has failed. */
    private boolean endsLevel() {
        return engine().dialect().failureEndsTransaction();
    }

    private void noteFailure(@Nullable Throwable failure, String sql, Completion<?> completion, boolean endsLevel) {
        if (failure == null) return;
        Throwable cause = unwrap(failure);
        lock.lock();
        try {
            if (!Failures.isConsequence(cause) || whatEnded() == null) failures.add(cause, sql, completion, endsLevel);
        } finally {
            lock.unlock();
        }
    }

    /** What ended this level at the server, or else those around it. */
    private Failures.@Nullable Failed whatEnded() {
        for (Level level = this; level != null; level = level.parent) {
            level.lock.lock();
            try {
                Failures.Failed first = level.failures.firstEndingLevel();
                if (first != null) return first;
            } finally {
                level.lock.unlock();
            }
        }
        return null;
    }

    /** In place of the server's answer that something failed before, what that was. */
    @Override
    RuntimeException shown(Throwable failure, String sql) {
        Failures.Failed first = Failures.isConsequence(failure) ? whatEnded() : null;
        return first == null ? super.shown(failure, sql) : engine().toUser(first.failure(), first.sql());
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
        DriverException gone = gone();
        if (gone != null) throw engine().toUser(gone, null);
        Failures.Failed first = failures.firstEndingLevel();
        if (first != null) throw engine().toUser(first.failure(), first.sql());
    }

    /** Why there is no transaction any more at the other end; null if there is. Called under the lock. */
    @Nullable
    DriverException gone() {
        DriverException rolledBack = wire.gone();
        if (rolledBack != null || !wire.isLost()) return rolledBack;
        for (Level level = this; level != null; level = level.parent) {
            level.lock.lock();
            try {
                Failures.Failed loss = level.failures.first(FailureKind.CONNECTION);
                if (loss != null && loss.failure() instanceof DriverException failure) return lost(failure);
            } finally {
                level.lock.unlock();
            }
        }
        return new DriverException(FailureKind.CONNECTION, LOST);
    }

    private static DriverException lost(DriverException how) {
        return new DriverException(
                FailureKind.CONNECTION, LOST + ": " + how.getMessage(), how.sqlState(), how.code(), how);
    }

    /** It has, or may have, written: who began it, and who ends it, read from the primary for a while. */
    void noteWrite(@Nullable Wrote endedBy) {
        if (wrote == null) return;
        wrote.mark();
        if (endedBy != null) endedBy.mark();
    }

    // How it ends

    /**
     * Commits; to be called when the level is {@link #quiet}. Fails, and rolls back, if something failed unseen.
     *
     * @param reopen whether the block goes on in a new transaction or savepoint
     */
    CompletableFuture<Void> commit(boolean reopen) {
        return ending.commit(reopen);
    }

    /**
     * Commits as {@link #commit} does, but without being quiet before: what is in flight are statements of which nothing more
     * comes than that they have failed, which the server knows before we do. Null if that is not so.
     */
    @Nullable
    CompletableFuture<Void> commitBehind(boolean reopen) {
        return ending.commitBehind(reopen);
    }

    /** Whether {@link #commitBehind} is possible. Called under the lock. */
    boolean mayCommitBehind() {
        return state == State.OPEN
                && parent == null
                && child == null
                && !isUnsent()
                && endsLevel()
                && streams.isEmpty()
                && inFlight.isSettled(Callbacks.runningIn(this))
                && gone() == null
                && failures.firstEndingLevel() == null
                && failures.refusal() == null;
    }

    /** Undoes everything, in the database and in memory. Nothing to do if the level has ended. */
    CompletableFuture<Void> rollback(boolean reopen) {
        return ending.rollback(reopen);
    }

    /** No block ends it, so it is watched until it has ended. */
    public void heldByHand() {
        handle = engine().handles().opened("transaction", this, () -> Blocks.rollbackAsync(this));
    }

    @Override
    public void onRollback(Runnable undo) {
        lock.lock();
        try {
            effects.onRollback(undo);
        } finally {
            lock.unlock();
        }
    }

    /** What somebody wants to remember as long as the transaction lasts: the same for the same key, made when first asked for. */
    @SuppressWarnings("unchecked") // made for the same key
    public <T> T memo(Object key, Supplier<T> first) {
        if (parent != null) return parent.memo(key, first);
        lock.lock();
        try {
            return (T) memos.computeIfAbsent(key, absent -> first.get());
        } finally {
            lock.unlock();
        }
    }

    /** Runs once the outermost commit is done and the connection is back. */
    public void afterCommit(Runnable callback) {
        lock.lock();
        try {
            checkOpen();
            effects.afterCommit(callback);
        } finally {
            lock.unlock();
        }
    }

    /** What is to be run now that the outermost transaction has ended and its connection is back. */
    List<Runnable> takeCommitted() {
        lock.lock();
        try {
            return effects.takeDue();
        } finally {
            lock.unlock();
        }
    }

    void undo() {
        Deque<Runnable> steps;
        lock.lock();
        try {
            steps = effects.takeUndos();
            failures.clear();
        } finally {
            lock.unlock();
        }
        steps.forEach(Runnable::run);
    }

    /** The block goes on: the next statement begins the next transaction or savepoint. */
    void reopen() {
        lock.lock();
        try {
            state = State.OPEN;
            unsent = begin;
        } finally {
            lock.unlock();
        }
    }

    /** It is over for good. */
    void endedAs(@Nullable DriverException broken) {
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

    static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
