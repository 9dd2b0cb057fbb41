// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.PoolStats;
import org.kinglet.driver.Reply;

/**
 * One writer and up to {@code poolSize - 1} readers; or one worker for all, where the database lives in memory or the pool
 * has one connection.
 */
final class SqlitePool implements DriverPool {
    private final Connector connector;
    private final DriverOptions options;
    private final SqliteDialect dialect = new SqliteDialect();
    private final Writer writer;
    private final Readers readers;
    private final boolean single;
    private final AtomicInteger leases = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile boolean forced;

    SqlitePool(Connector connector, DriverOptions options) {
        this.connector = connector;
        this.options = options;
        this.single = connector.allowsOnlyOneConnection() || options.poolSize() == 1;
        this.writer = new Writer(this);
        this.readers = new Readers(this, single ? 0 : options.poolSize() - 1);
    }

    /** @throws DriverException if the database cannot be opened */
    void open() {
        connector.check();
        CompletableFuture<Void> opened = new CompletableFuture<>();
        workers.add(writer);
        writer.start();
        writer.send(() -> {
            try {
                writer.connection();
                opened.complete(null);
            } catch (Throwable failure) {
                opened.completeExceptionally(failure);
            }
        });
        try {
            opened.join();
        } catch (CompletionException e) {
            force();
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
        readers.open(Math.min(options.minPoolSize(), options.poolSize()) - 1);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String displayUrl() {
        return connector.url().url();
    }

    @Override
    public <R> Reply<R> execute(Command<R> command) {
        StatementReply<R> reply = new StatementReply<>(null, null, command);
        if (closing) {
            reply.giveUp(closedFailure());
        } else if (command.access() == Access.READ && !single) {
            readers.submit(reply);
        } else {
            writer.submit(reply);
        }
        return reply;
    }

    @Override
    public CompletableFuture<DriverConnection> acquire(Access access) {
        if (closing) {
            return CompletableFuture.failedFuture(closedFailure());
        }
        if (single) {
            sessions.incrementAndGet();
            leases.incrementAndGet();
            return CompletableFuture.completedFuture(new Session(this, null));
        }
        return readers.acquire(new LeaseRequest(LeaseRequest.Purpose.SESSION));
    }

    @Override
    public CompletableFuture<DriverConnection> acquireForTransaction(Access access) {
        return requestTransaction(access, false);
    }

    /** @param within whether a lease asks, which may do so while the pool waits for it in order to close */
    CompletableFuture<DriverConnection> requestTransaction(Access access, boolean within) {
        if (closing && !within) {
            return CompletableFuture.failedFuture(closedFailure());
        }
        LeaseRequest request = new LeaseRequest(
                access == Access.READ ? LeaseRequest.Purpose.READ_TRANSACTION : LeaseRequest.Purpose.WRITE_TRANSACTION);
        if (access == Access.READ && !single) {
            return readers.acquire(request);
        }
        writer.submit(request);
        return request.future();
    }

    @Override
    public PoolStats stats() {
        int total = 0;
        int inUse = 0;
        for (Worker worker : workers) {
            if (worker.isOpen()) {
                total++;
                if (worker.isInUse()) {
                    inUse++;
                }
            }
        }
        return new PoolStats(total, total - inUse, inUse, waiting(writer.queue()) + readers.waiting());
    }

    static int waiting(Queue<? extends Work> queue) {
        int count = 0;
        for (Work work : queue) {
            if (work.isWaiting()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public boolean isEventLoop() {
        return Thread.currentThread() instanceof Worker.WorkerThread;
    }

    @Override
    public CompletableFuture<Void> close(Duration grace) {
        closing = true;
        readers.giveUpRequests();
        for (Work work : writer.queue()) {
            if (work instanceof LeaseRequest) {
                work.giveUp(closedFailure());
            }
        }
        workers.forEach(Worker::wake);
        afterwards(this::force, grace);
        return closed.copy();
    }

    /** Stops what runs and takes back what is leased. A statement that can't be stopped is left to end by itself. */
    private void force() {
        closing = true;
        forced = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker.thread());
            worker.wake();
        }
        afterwards(() -> closed.complete(null), Duration.ofSeconds(1));
    }

    /** Does something at a later time, unless the pool is closed by then. */
    private void afterwards(Runnable action, Duration delay) {
        Future<?> timer = Deadline.TIMER.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        var unused = closed.whenComplete((nothing, failure) -> timer.cancel(false));
    }

    DriverException closedFailure() {
        return new DriverException(FailureKind.POOL_CLOSED, "The database " + displayUrl() + " is closed");
    }

    /** What somebody gets who has waited too long. */
    DriverException timeout(long waitedNanos) {
        StringBuilder message = new StringBuilder("No connection to ")
                .append(displayUrl())
                .append(" after ")
                .append(TimeUnit.NANOSECONDS.toMillis(waitedNanos))
                .append(" ms (")
                .append(stats().describe())
                .append(')');
        for (Worker worker : workers) {
            ExclusiveLease lease = worker.lease();
            String name = worker == writer ? (single ? "; the connection" : "; the writer") : "; a reader";
            if (lease != null) {
                message.append(name).append(" is held by ").append(lease.describe());
            } else if (worker.isBusy() && worker == writer) {
                message.append(name).append(" is busy with a statement");
            }
        }
        return new DriverException(FailureKind.POOL_TIMEOUT, message.toString());
    }

    Connector connector() {
        return connector;
    }

    Writer writer() {
        return writer;
    }

    Readers readers() {
        return readers;
    }

    boolean isSingle() {
        return single;
    }

    boolean isClosing() {
        return closing;
    }

    boolean isForced() {
        return forced;
    }

    /** Whether nobody is left to do any work. */
    boolean isTerminated() {
        return closing && workers.isEmpty();
    }

    void started(Worker worker) {
        workers.add(worker);
        worker.start();
    }

    /** A worker's thread has ended and its connection is closed. */
    void ended(Worker worker) {
        workers.remove(worker);
        writer.wake();
        if (closing && workers.isEmpty()) {
            readers.giveUpReads();
            closed.complete(null);
        }
    }

    boolean isLast(Worker worker) {
        return workers.size() == 1 && workers.contains(worker);
    }

    void leaseBegun() {
        leases.incrementAndGet();
    }

    void leaseEnded() {
        if (leases.decrementAndGet() == 0 && closing) {
            workers.forEach(Worker::wake);
        }
    }

    void sessionEnded() {
        sessions.decrementAndGet();
        leaseEnded();
    }

    boolean hasLeases() {
        return leases.get() > 0;
    }

    boolean hasSessions() {
        return sessions.get() > 0;
    }

    long acquireTimeoutNanos() {
        return options.acquireTimeout().toNanos();
    }

    /** How long to sleep before looking whether the connection is idle for too long; 0 for ever. */
    long idleTimeoutNanos() {
        long idle = options.idleTimeout().toNanos();
        long life = options.maxLifetime().toNanos();
        return idle == 0 ? life : life == 0 ? idle : Math.min(idle, life);
    }

    boolean isIdleTooLong(long since) {
        long idle = options.idleTimeout().toNanos();
        return idle > 0 && System.nanoTime() - since >= idle;
    }

    boolean isTooOld(long openedAt) {
        long life = options.maxLifetime().toNanos();
        return life > 0 && !connector.url().isMemory() && System.nanoTime() - openedAt >= life;
    }

    boolean mayShrink() {
        return workers.size() > Math.max(1, options.minPoolSize());
    }
}
