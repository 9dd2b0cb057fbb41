// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;

/** The readers of a pool, the queue of reads that they share, and the queue of those who want one for themselves. */
final class Readers {
    /** How many readers may be kept awake by a mere number of short statements. */
    private static final int HELPFUL = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final SqlitePool pool;
    private final int limit;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final ReentrantLock opening = new ReentrantLock();
    private final ReentrantLock granting = new ReentrantLock();
    private final AtomicInteger awake = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final Queue<SqliteReply<?>> reads = new ConcurrentLinkedQueue<>();
    private final Queue<LeaseRequest> requests = new ConcurrentLinkedQueue<>();
    private final Deadline readDeadline;
    private final Deadline requestDeadline;

    Readers(SqlitePool pool, int limit) {
        this.pool = pool;
        this.limit = limit;
        this.readDeadline = new Deadline(reads, pool);
        this.requestDeadline = new Deadline(requests, pool);
    }

    /** Opens this many right away. */
    void open(int count) {
        for (int i = 0; i < Math.min(count, limit); i++) {
            openReader(null);
        }
    }

    void submit(SqliteReply<?> reply) {
        reads.add(reply);
        if (pool.isTerminated()) {
            reply.giveUp(pool.closedFailure());
        }
        readDeadline.arm();
        if (awake.get() == 0) {
            wakeOne();
        }
    }

    CompletableFuture<DriverConnection> acquire(LeaseRequest request) {
        if (requests.isEmpty() && tryGrant(request)) {
            return request.future();
        }
        requests.add(request);
        if (pool.isClosing()) {
            request.giveUp(pool.closedFailure());
        }
        requestDeadline.arm();
        serveRequests();
        return request.future();
    }

    /** Gives readers that are free to those who wait, in their order. */
    private void serveRequests() {
        granting.lock();
        try {
            for (LeaseRequest next = requests.peek(); next != null; next = requests.peek()) {
                if (next.isWaiting() && !tryGrant(next)) {
                    return;
                }
                requests.remove(next);
            }
        } finally {
            granting.unlock();
        }
    }

    private boolean tryGrant(LeaseRequest request) {
        for (Reader reader : readers) {
            if (reader.change(Reader.State.IDLE, Reader.State.LEASED)) {
                reader.grant(request);
                return true;
            }
        }
        return openReader(request);
    }

    /** Lets an awake reader give itself to who waits first. On the reader's thread. */
    boolean serveRequest(Reader reader) {
        granting.lock();
        try {
            LeaseRequest next = requests.poll();
            while (next != null && !next.isWaiting()) {
                next = requests.poll();
            }
            if (next == null || !reader.change(Reader.State.ACTIVE, Reader.State.LEASED)) {
                return false;
            }
            fallsAsleep();
            reader.grant(next);
            return true;
        } finally {
            granting.unlock();
        }
    }

    /** Wakes a reader for the shared queue, or opens one; if all are leased, the writer may have a moment. */
    void wakeOne() {
        for (Reader reader : readers) {
            if (reader.change(Reader.State.IDLE, Reader.State.ACTIVE)) {
                wokeUp();
                reader.wake();
                return;
            }
        }
        if (!openReader(null) && areAllLeased()) {
            pool.writer().wake();
        }
    }

    /** A reader has done many statements without a pause. */
    void backlog() {
        if (awake.get() < HELPFUL && !reads.isEmpty()) {
            wakeOne();
        }
    }

    private boolean openReader(@Nullable LeaseRequest request) {
        if (readers.size() >= limit) {
            return false;
        }
        opening.lock();
        try {
            if (readers.size() >= limit || pool.isTerminated()) {
                return false;
            }
            String name = "kinglet-sqlite-reader-" + opened.incrementAndGet() + " " + pool.displayUrl();
            Reader reader = new Reader(pool, this, name, request);
            if (request == null) {
                wokeUp();
            }
            readers.add(reader);
            pool.started(reader);
            return true;
        } finally {
            opening.unlock();
        }
    }

    /** A reader's connection cannot be opened. If no other is there, those who wait are told. On the reader's thread. */
    void cannotOpen(Reader reader, boolean wasAwake, @Nullable LeaseRequest request, DriverException failure) {
        readers.remove(reader);
        if (wasAwake) {
            fallsAsleep();
        }
        if (request != null) {
            request.giveUp(failure);
        }
        if (readers.isEmpty()) {
            for (SqliteReply<?> reply = reads.poll(); reply != null; reply = reads.poll()) {
                reply.giveUp(failure);
            }
            for (LeaseRequest next = requests.poll(); next != null; next = requests.poll()) {
                next.giveUp(failure);
            }
        }
    }

    /** A reader's connection is closed, so there is room for another, which somebody may be waiting for. */
    void leaves(Reader reader) {
        readers.remove(reader);
        serveRequests();
        if (!reads.isEmpty() && awake.get() == 0) {
            wakeOne();
        }
    }

    boolean areAllLeased() {
        if (readers.size() < limit) {
            return false;
        }
        for (Reader reader : readers) {
            if (reader.state() != Reader.State.LEASED) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    SqliteReply<?> poll() {
        return reads.poll();
    }

    boolean hasReads() {
        return !reads.isEmpty();
    }

    boolean hasRequests() {
        return !requests.isEmpty();
    }

    void wokeUp() {
        awake.incrementAndGet();
    }

    void fallsAsleep() {
        awake.decrementAndGet();
    }

    int waiting() {
        return SqlitePool.waiting(reads) + SqlitePool.waiting(requests);
    }

    void giveUpRequests() {
        requests.forEach(request -> request.giveUp(pool.closedFailure()));
    }

    void giveUpReads() {
        for (SqliteReply<?> reply = reads.poll(); reply != null; reply = reads.poll()) {
            reply.giveUp(pool.closedFailure());
        }
    }
}
