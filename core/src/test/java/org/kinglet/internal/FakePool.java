// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.PoolStats;
import org.kinglet.driver.Reply;

/** A pool whose connections do nothing but keep what was sent, and fail where a test says so. */
final class FakePool implements DriverPool {
    /** All that reached the server, with {@code release} and {@code discard}. */
    final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    final Map<String, DriverException> failures = new HashMap<>();
    /** SQL at which the connection is lost. */
    @Nullable
    String losesConnectionAt;

    /** With what everything fails. */
    @Nullable
    volatile DriverException down;

    volatile boolean eventLoop;

    @Nullable
    Duration grace;

    private final Dialect dialect;
    private int inUse;

    FakePool(Dialect dialect) {
        this.dialect = dialect;
    }

    void fail(String sql, FailureKind kind) {
        failures.put(sql, new DriverException(kind, "failed: " + sql));
    }

    int inUse() {
        return inUse;
    }

    private static final class FakeReply<R> extends Reply<R> {
        @Override
        public void interrupt() {}
    }

    final class FakeConnection implements DriverConnection {
        private boolean lost;
        private boolean returned;
        private @Nullable DriverException refusing;

        @Override
        public <R> Reply<R> execute(@Nullable String before, Command<R> command) {
            FakeReply<R> reply = new FakeReply<>();
            try {
                if (command.sql().equals("rollback")) refusing = null;
                if (before != null) before(before);
                send(command.sql());
                reply.complete(command.collector().get().finish(1, 1));
            } catch (DriverException failure) {
                reply.completeExceptionally(failure);
            }
            return reply;
        }

        private void before(String sql) {
            try {
                send(sql);
            } catch (DriverException failure) {
                refusing = failure;
                throw failure;
            }
        }

        private void send(String sql) {
            if (refusing != null) throw refusing;
            if (lost) throw new DriverException(FailureKind.CONNECTION, "not connected");
            sent.add(sql);
            if (sql.equals(losesConnectionAt)) {
                lost = true;
                throw new DriverException(FailureKind.CONNECTION, "connection reset");
            }
            DriverException failure = failures.get(sql);
            if (failure != null) throw failure;
        }

        @Override
        public <R> DriverCursor<R> openCursor(Command<R> command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<DriverConnection> forTransaction(Access access) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isLost() {
            return lost;
        }

        @Override
        public CompletableFuture<Void> release() {
            return giveBack("release");
        }

        @Override
        public CompletableFuture<Void> discard() {
            return giveBack("discard");
        }

        private CompletableFuture<Void> giveBack(String how) {
            if (!returned) {
                returned = true;
                inUse--;
                sent.add(how);
            }
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String displayUrl() {
        return "fake:";
    }

    @Override
    public <R> Reply<R> execute(Command<R> command) {
        FakeReply<R> reply = new FakeReply<>();
        sent.add("autocommit " + command.sql());
        DriverException failure = down != null ? down : failures.get(command.sql());
        if (failure != null) reply.completeExceptionally(failure);
        else reply.complete(command.collector().get().finish(1, 1));
        return reply;
    }

    @Override
    public CompletableFuture<DriverConnection> acquire(Access access) {
        if (down != null) return CompletableFuture.failedFuture(down);
        inUse++;
        return CompletableFuture.completedFuture(new FakeConnection());
    }

    @Override
    public CompletableFuture<DriverConnection> acquireForTransaction(Access access) {
        return acquire(access);
    }

    @Override
    public PoolStats stats() {
        return new PoolStats(inUse, 0, inUse, 0);
    }

    @Override
    public boolean isEventLoop() {
        return eventLoop;
    }

    @Override
    public CompletableFuture<Void> close(Duration given) {
        grace = given;
        return CompletableFuture.completedFuture(null);
    }
}
