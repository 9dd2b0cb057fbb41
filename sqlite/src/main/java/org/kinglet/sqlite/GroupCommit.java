// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets statements that each commit on their own share one commit.
 *
 * <p>With {@code synchronous=FULL} a commit waits for the disk, and everything else about an insert is ten times cheaper.
 * SQLite has one writer, so while it waits for the disk, the statements of other tasks pile up in the queue. When it comes
 * back, it takes all of them into one transaction and waits for the disk once. Its size is what came meanwhile, one under
 * light load and dozens under heavy load.
 *
 * <p>Those who were told the end of their statements a moment ago are often about to come with the next ones. A group that is
 * smaller than the last one waits for them, but in all no longer than a quarter of what the last commit took: then it costs
 * less than the commit that it may save.
 *
 * <p>What each task may rely on is what it would have alone:
 *
 * <ul>
 *   <li><b>Durable before acknowledged.</b> No reply of a group is completed before {@code COMMIT} has returned. That goes
 *       for failures too: a statement may have failed because of a row that another one of the group put there, and that
 *       the group's death takes away again.
 *   <li><b>One that fails, fails alone.</b> A statement that fails undoes itself and nothing else (SQLite's {@code ABORT},
 *       which is the default). The others go on and are committed.
 *   <li><b>What takes the transaction down, takes nobody with it.</b> An interrupt, a full disk, {@code OR ROLLBACK} and
 *       {@code RAISE(ROLLBACK)} end the whole transaction, and a deferred constraint stops the {@code COMMIT}. Then
 *       nothing has happened and nobody has been told anything, so each of the others runs again, in its own transaction,
 *       with a new collector. The one that was to blame fails there by itself, for its own reason.
 *   <li><b>No order is invented.</b> All members were waiting at the same time, so any order of them is right; it is the
 *       order in which they came.
 * </ul>
 *
 * <p>Statements that manage transactions, {@code PRAGMA}, {@code VACUUM}, DDL and reads never join a group
 * ({@link SqliteReply#isGroupable}). A group that has taken long takes no more, so that nobody waits without need.
 *
 * <p>If the lock is not to be had (another process writes), all fail with that: they have waited equally long, and to let
 * each wait again, one after the other, would take minutes.
 */
final class GroupCommit {
    private static final int MAX_MEMBERS = 256;
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long MAX_PATIENCE = TimeUnit.MICROSECONDS.toNanos(50);

    private final Writer writer;
    private final List<SqliteReply<?>> members = new ArrayList<>(MAX_MEMBERS);
    private int settled;
    /** How many the last group had. */
    private int expected;
    /** How long the next group may wait for so many. */
    private long patience;

    GroupCommit(Writer writer) {
        this.writer = writer;
    }

    /** Who joins the first one; {@code null} if nobody is there or about to come. */
    @Nullable
    SqliteReply<?> second() {
        SqliteReply<?> second = next(1);
        if (second == null) {
            expected = 1;
        }
        return second;
    }

    /** Who comes after so many; if nobody is there, but more were there the last time, waits for them. */
    @SuppressWarnings("ThreadPriorityCheck") // yield is only a hint here
    private @Nullable SqliteReply<?> next(int count) {
        long since = System.nanoTime();
        long now = since;
        if (count < expected) {
            while (writer.queue().isEmpty() && now - since < patience) {
                Thread.yield(); // on a machine with few cores it is here that they would come from
                now = System.nanoTime();
            }
            patience -= now - since;
        }
        return writer.pollGroupable(now);
    }

    /** Runs the two, and what else has come for the group, and settles them all. */
    void run(SqliteReply<?> first, SqliteReply<?> second) {
        members.clear();
        settled = 0;
        writer.setBusy(true);
        long start = System.nanoTime();
        try {
            if (begin(first, second, start)) {
                boolean alive = attempt(first);
                if (alive) {
                    alive = attempt(second) && attemptOthers(start);
                } else if (second.begin()) {
                    members.add(second); // it has left the queue, so it belongs to those who run one by one
                }
                if (!alive || !commit()) {
                    oneByOne();
                }
            }
        } catch (Throwable failure) {
            first.giveUp(failure);
            second.giveUp(failure);
            for (int i = settled; i < members.size(); i++) {
                members.get(i).replaceResult(failure);
            }
            rollBack();
            throw failure;
        } finally {
            writer.setBusy(false);
            while (settled < members.size()) {
                members.get(settled++).settle();
            }
            members.clear();
        }
    }

    private boolean begin(SqliteReply<?> first, SqliteReply<?> second, long start) {
        try {
            writer.connection().run("BEGIN IMMEDIATE");
            return true;
        } catch (Throwable thrown) {
            Throwable failure = Failures.of(thrown);
            writer.setBusy(false);
            first.giveUp(failure);
            second.giveUp(failure);
            for (SqliteReply<?> next = writer.pollGroupable(start); next != null; next = writer.pollGroupable(start)) {
                next.giveUp(failure);
            }
            return false;
        }
    }

    private boolean attemptOthers(long start) {
        while (members.size() < MAX_MEMBERS && System.nanoTime() - start < LONG) {
            SqliteReply<?> next = next(members.size());
            if (next == null) {
                return true;
            }
            if (!attempt(next)) {
                return false;
            }
        }
        return true;
    }

    /** False if it took the transaction down. */
    private boolean attempt(SqliteReply<?> member) {
        if (!member.begin()) {
            return true; // cancelled while it waited
        }
        members.add(member);
        member.attempt(writer);
        return writer.inTransaction();
    }

    private boolean commit() {
        try {
            long start = System.nanoTime();
            writer.connection().run("COMMIT");
            patience = Math.min((System.nanoTime() - start) / 4, MAX_PATIENCE);
            expected = members.size();
            return true;
        } catch (Throwable failure) {
            Worker.LOG.log(System.Logger.Level.DEBUG, "A group's commit failed; its statements run again", failure);
            return false;
        }
    }

    private void rollBack() {
        if (writer.inTransaction()) {
            try {
                writer.connection().run("ROLLBACK");
            } catch (Throwable failure) {
                Worker.LOG.log(System.Logger.Level.WARNING, "A group could not be rolled back", failure);
                writer.dropConnection();
            }
        }
    }

    private void oneByOne() {
        rollBack();
        while (settled < members.size()) {
            SqliteReply<?> member = members.get(settled);
            Throwable failure = member.failure();
            if (failure == null || !Failures.isInterrupt(failure)) {
                member.attempt(writer);
            }
            if (settled == members.size() - 1) {
                return; // settled when the connection is free
            }
            settled++;
            member.settle();
        }
    }
}
