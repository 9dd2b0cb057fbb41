// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one worker that writes. Statements that commit on their own and requests for the writer stand in one queue and have
 * their turn in the order in which they came; while a transaction holds the writer, only its own statements run. Where there
 * is one connection for all, everything comes through here.
 */
final class Writer extends Worker {
    private final Queue<Work> queue = new ConcurrentLinkedQueue<>();
    private final Deadline deadline;
    private final GroupCommit group = new GroupCommit(this);

    Writer(SqlitePool pool) {
        super(pool, "kinglet-sqlite-writer " + pool.displayUrl(), false);
        deadline = new Deadline(queue, pool);
    }

    void submit(Work work) {
        queue.add(work);
        if (hasEnded()) {
            work.giveUp(closedFailure());
        }
        deadline.arm();
        wake();
    }

    Queue<Work> queue() {
        return queue;
    }

    @Override
    boolean work() {
        ExclusiveLease held = lease();
        if (held != null) {
            return held.work();
        }
        Work next = queue.poll();
        switch (next) {
            case null -> {
                SqliteReply<?> read =
                        pool.readers().areAllLeased() ? pool.readers().poll() : null;
                if (read == null) {
                    return false;
                }
                execute(read);
            }
            case LeaseRequest request -> grant(request);
            case SqliteReply<?> reply -> execute(reply, reply.isGroupable() ? group.second() : null);
            default -> throw new AssertionError(next);
        }
        return true;
    }

    private void execute(SqliteReply<?> reply, @Nullable SqliteReply<?> second) {
        if (second == null) {
            execute(reply);
        } else {
            group.run(reply, second);
        }
    }

    /** The next in the queue, if it may join a group and came before the given moment. */
    @Nullable
    SqliteReply<?> pollGroupable(long before) {
        if (queue.peek() instanceof SqliteReply<?> reply && reply.isGroupable() && reply.queuedAt() - before <= 0) {
            queue.poll();
            return reply;
        }
        return null;
    }

    private void grant(LeaseRequest request) {
        if (!request.isWaiting()) {
            return;
        }
        ExclusiveLease granted =
                new ExclusiveLease(this, request.owner(), request.purpose() == LeaseRequest.Purpose.READ_TRANSACTION);
        pool.leaseBegun();
        setLease(granted);
        if (!request.future().complete(granted)) {
            granted.giveBack();
        }
    }

    boolean inTransaction() {
        NativeConnection connection = connectionIfOpen();
        return connection != null && connection.inTransaction();
    }

    @Override
    boolean hasWork() {
        ExclusiveLease held = lease();
        return held != null
                ? held.hasWork()
                : !queue.isEmpty()
                        || (pool.readers().hasReads() && pool.readers().areAllLeased());
    }

    /** Last of all: when two close at the same moment, neither clears the write-ahead log away. */
    @Override
    boolean isFinished() {
        return lease() == null
                && queue.isEmpty()
                && !pool.hasLeases()
                && !pool.readers().hasReads()
                && pool.isLast(this);
    }

    @Override
    void rest() {
        if (!lookOut()) {
            replaceIfOld();
            sleep(0);
        }
    }

    private void replaceIfOld() {
        NativeConnection connection = connectionIfOpen();
        if (connection != null && lease() == null && pool.isTooOld(connection.openedAt()) && !pool.hasSessions()) {
            dropConnection();
        }
    }

    @Override
    void leaseReturned() {}

    @Override
    boolean isInUse() {
        return super.isInUse() || (pool.isSingle() && pool.hasSessions());
    }

    @Override
    void afterEnd() {
        for (Work work = queue.poll(); work != null; work = queue.poll()) {
            work.giveUp(closedFailure());
        }
    }
}
