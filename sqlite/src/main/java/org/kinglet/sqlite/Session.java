// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/**
 * A connection outside transactions, as {@code db.connect()} and streams have it: it reads on a reader of its own and
 * writes, like everybody, through the writer. Where there is one connection only it has nothing of its own.
 *
 * <p>Its commands run in the order in which they were given, although they go to several threads: a command waits here
 * until those before it that went another way are done. So a read sees what the session wrote before.
 */
final class Session implements DriverConnection {
    /** Where a command goes. What goes the same way, other than to the shared readers, keeps its order there. */
    private enum Lane {
        READER,
        WRITER,
        SHARED_READERS,
        NONE
    }

    private final SqlitePool pool;
    private final @Nullable ExclusiveLease reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private final AtomicInteger openCursors = new AtomicInteger();
    private final Set<SqliteCursor<?>> cursors = ConcurrentHashMap.newKeySet();
    private Lane lane = Lane.NONE;
    private int running;
    private boolean hasWritten;
    private @Nullable CompletableFuture<Void> returned;

    /** @param reader {@code null} where there is one connection for all */
    Session(SqlitePool pool, @Nullable ExclusiveLease reader) {
        this.pool = pool;
        this.reader = reader;
    }

    private static final class Entry {
        final Lane lane;
        final Runnable start;
        boolean started;
        boolean over;

        Entry(Lane lane, Runnable start) {
            this.lane = lane;
            this.start = start;
        }
    }

    @Override
    public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
        boolean read = command.access() == Access.READ;
        if (before != null) {
            StatementReply<R> refused = new StatementReply<>(null, null, command);
            refused.giveUp(Failures.programming("A transaction needs a connection of its own: forTransaction"));
            return refused;
        }
        StatementReply<R> reply = new StatementReply<>(read && useReader() ? reader : null, null, command);
        return submit(reply, !read ? Lane.WRITER : useReader() ? Lane.READER : otherReads());
    }

    /**
     * An open cursor keeps the reader on the snapshot that the cursor began with: a read there would not see what the
     * session has written since.
     */
    private boolean useReader() {
        return reader != null && !(hasWritten && openCursors.get() > 0);
    }

    private Lane otherReads() {
        return reader == null ? Lane.WRITER : Lane.SHARED_READERS;
    }

    @Override
    public <R> DriverCursor<R> openCursor(Command<R> command) {
        if (command.access() != Access.READ && Sql.kind(command.sql()) != Sql.Kind.QUERY) {
            throw new DriverException(
                    FailureKind.UNSUPPORTED,
                    "On SQLite a statement that changes rows can be streamed only inside a transaction");
        }
        ExclusiveLease own = reader;
        if (own == null) {
            return new SqliteCursor<>(command, null, pool.writer(), fetch -> enqueue(fetch, Lane.WRITER), cursors);
        }
        openCursors.incrementAndGet();
        DriverCursor<R> cursor =
                new SqliteCursor<>(command, own, own.worker(), fetch -> enqueue(fetch, Lane.READER), own.cursors());
        return new CountedCursor<>(cursor);
    }

    private final class CountedCursor<R> implements DriverCursor<R> {
        private final DriverCursor<R> cursor;
        private final AtomicInteger open = new AtomicInteger(1);

        CountedCursor(DriverCursor<R> cursor) {
            this.cursor = cursor;
        }

        @Override
        public Reply<R> fetch(int rows) {
            return cursor.fetch(rows);
        }

        @Override
        public CompletableFuture<Void> close() {
            return cursor.close().whenComplete((nothing, failure) -> openCursors.addAndGet(-open.getAndSet(0)));
        }
    }

    @Override
    public CompletableFuture<DriverConnection> forTransaction(Access access) {
        CompletableFuture<DriverConnection> future = new CompletableFuture<>();
        ExclusiveLease own = reader;
        inOrder(() -> {
            CompletableFuture<DriverConnection> granted = access == Access.READ && own != null
                    ? own.forTransaction(access)
                    : pool.requestTransaction(access, true);
            pass(granted, future);
        });
        return future;
    }

    /** Hands on what was granted; if the taker has gone, gives it back. */
    private static void pass(CompletableFuture<DriverConnection> granted, CompletableFuture<DriverConnection> taker) {
        var unused = granted.whenComplete((connection, failure) -> {
            if (failure != null) {
                taker.completeExceptionally(failure);
            } else if (!taker.complete(connection)) {
                var unusedRelease = connection.release();
            }
        });
        var unusedCancel = taker.whenComplete((connection, failure) -> {
            if (taker.isCancelled()) {
                granted.cancel(false);
            }
        });
    }

    @Override
    public boolean isLost() {
        return reader != null && reader.isLost();
    }

    @Override
    public CompletableFuture<Void> release() {
        return giveBack(false);
    }

    @Override
    public CompletableFuture<Void> discard() {
        return giveBack(true);
    }

    private CompletableFuture<Void> giveBack(boolean discard) {
        CompletableFuture<Void> done;
        lock.lock();
        try {
            if (returned != null) {
                return returned.copy();
            }
            done = new CompletableFuture<>();
            returned = done;
        } finally {
            lock.unlock();
        }
        ExclusiveLease own = reader;
        Runnable giveBack = () -> {
            if (own != null) {
                CompletableFuture<Void> back = discard ? own.discard() : own.release();
                var unused = back.whenComplete((nothing, failure) -> done.complete(null));
            } else {
                pool.writer().send(() -> {
                    Set.copyOf(cursors).forEach(SqliteCursor::free);
                    pool.sessionEnded();
                    done.complete(null);
                });
            }
        };
        if (discard) {
            giveBack.run();
        } else {
            inOrder(giveBack);
        }
        return done.copy();
    }

    private <R> Reply<R> submit(SqliteReply<R> reply, Lane to) {
        enqueue(reply, to);
        return reply;
    }

    private void enqueue(SqliteReply<?> reply, Lane to) {
        Entry entry = new Entry(to, () -> {
            switch (to) {
                case READER -> {
                    if (reader != null) {
                        reader.enqueue(reply);
                    }
                }
                case SHARED_READERS -> pool.readers().submit(reply);
                default -> pool.writer().submit(reply);
            }
        });
        reply.setAfterwards(() -> over(entry));
        lock.lock();
        try {
            if (returned != null) {
                reply.giveUp(new DriverException(FailureKind.CONNECTION, "The connection was given back already"));
                return;
            }
            hasWritten |= to == Lane.WRITER;
            waiting.add(entry);
            startNext();
        } finally {
            lock.unlock();
        }
    }

    /** Runs something when all that was given before is done, and lets nothing pass it. */
    private void inOrder(Runnable action) {
        Entry[] self = new Entry[1];
        Entry entry = new Entry(Lane.NONE, () -> {
            action.run();
            over(self[0]);
        });
        self[0] = entry;
        lock.lock();
        try {
            waiting.add(entry);
            startNext();
        } finally {
            lock.unlock();
        }
    }

    /** An entry is done, or was cancelled while it waited here. */
    private void over(Entry entry) {
        lock.lock();
        try {
            if (!entry.over) {
                entry.over = true;
                if (entry.started) {
                    running--;
                }
                startNext();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Holding the lock: starts what may run beside what is running. */
    private void startNext() {
        for (Entry next = waiting.peek(); next != null; next = waiting.peek()) {
            if (!next.over) {
                boolean keepsOrder = next.lane == lane && (lane == Lane.READER || lane == Lane.WRITER);
                if (running > 0 && !keepsOrder) {
                    return;
                }
                lane = next.lane;
                next.started = true;
                running++;
            }
            waiting.remove();
            if (next.started) {
                next.start.run();
            }
        }
    }
}
