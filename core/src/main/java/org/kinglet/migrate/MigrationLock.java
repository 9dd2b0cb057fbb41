// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.LockTimeoutException;
import org.kinglet.PoolTimeoutException;

/**
 * Keeps all other programs from migrating the same database.
 *
 * <p>On servers it is a lock that belongs to the connection, and all is done on that connection. When it is lost, so is the
 * lock, and the next statement fails for the same reason: nobody applies a step without the lock. When the program dies, the
 * server gives the lock to the next. Those who wait ask again and again instead of waiting in a statement: on PostgreSQL
 * {@code create index concurrently} waits for all statements that have begun, and would wait for those.
 *
 * <p>On SQLite it is the transaction of each step, of which only one can write at a time.
 */
final class MigrationLock {
    private static final long SHORTEST_PAUSE_NANOS = 20_000_000;
    private static final long LONGEST_PAUSE_NANOS = 200_000_000;

    private final Database database;
    private final History history;
    private final Duration timeout;
    private final long deadline;
    private final long key;

    MigrationLock(Database database, History history, Duration timeout) {
        this.database = database;
        this.history = history;
        this.timeout = timeout;
        this.deadline = System.nanoTime() + timeout.toNanos();
        this.key = Checksums.number("migrations of " + history);
    }

    /** Whether another program can be in the middle of a step without a transaction. */
    boolean letsOthersIn() {
        return database.dialect().tryLock(key) == null;
    }

    /** Does all of something that has several rounds, each of which says whether there is another. */
    @SuppressWarnings("try") // the connection is the task's, for its unqualified statements
    void rounds(Supplier<Round> round) {
        String lock = database.dialect().tryLock(key);
        if (lock == null) {
            while (alone(round)) {}
            return;
        }
        try (Connection kept = database.connect()) {
            while (!Long.valueOf(1).equals(history.run(lock).scalar(Long.class))) pause();
            Throwable failed = null;
            try {
                while (round.get() != Round.LAST) {}
            } catch (Throwable failure) {
                failed = failure;
                throw failure;
            } finally {
                unlock(failed);
            }
        }
    }

    /** What comes after a round. */
    enum Round {
        ANOTHER,
        LAST,
        /** Another, once some time has passed. */
        LATER
    }

    /** A round on a connection of its own, since whoever holds the only one may be waited for. */
    @SuppressWarnings("try") // likewise
    private boolean alone(Supplier<Round> round) {
        Round next;
        try (Connection kept = database.connect()) {
            next = round.get();
        }
        if (next == Round.LATER) pause();
        return next != Round.LAST;
    }

    /** Whether it means that another is writing, so that it is to be tried again; if there is time left. */
    boolean isBusy(Throwable failure) {
        boolean busy = failure instanceof LockTimeoutException || failure instanceof PoolTimeoutException;
        return busy && letsOthersIn() && hasTime();
    }

    boolean hasTime() {
        return System.nanoTime() - deadline < 0;
    }

    private void pause() {
        if (!hasTime()) {
            throw new MigrationException("another program migrates this database, and did not end within "
                    + timeout.toSeconds() + " s; wait longer with lockTimeout(…)");
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
        if (Thread.currentThread().isInterrupted()) {
            throw new MigrationException("interrupted while another program migrates this database");
        }
    }

    /** Also of a thread that was interrupted: the connection goes back to the pool and would keep the lock. */
    private void unlock(@Nullable Throwable failed) {
        boolean interrupted = Thread.interrupted();
        try {
            String unlock = database.dialect().unlock(key);
            if (unlock != null) history.run(unlock);
        } catch (RuntimeException lost) {
            // With the connection the lock is gone, and what was done is committed or has failed for that reason.
            if (failed != null) failed.addSuppressed(lost);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
