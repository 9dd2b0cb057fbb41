// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.PoolStats;
import org.kinglet.driver.Reply;

/**
 * A primary and its replicas as one pool: what only reads goes to the replica that has the least to do, everything else
 * to the primary. What a replica cannot answer is asked of another, or of the primary; a read may be sent twice.
 *
 * <p>Which task has to read from the primary, because of what it wrote, is the {@link Engine}'s to decide.
 */
public final class ReplicatedPool implements DriverPool {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final DriverPool primary;
    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();

    ReplicatedPool(DriverPool primary, List<Replica> replicas) {
        this.primary = primary;
        this.replicas = List.copyOf(replicas);
    }

    /**
     * Opens the replicas; those that are not there are tried again later. Blocks.
     *
     * @param primary is closed if this fails
     * @param openers open one replica each
     * @throws DriverException if the URL or the password of one is wrong
     */
    public static ReplicatedPool open(DriverPool primary, List<Supplier<DriverPool>> openers) {
        List<Replica> replicas = new ArrayList<>();
        for (Supplier<DriverPool> opener : openers) {
            replicas.add(new Replica(
                    "replica " + (replicas.size() + 1) + " of " + primary.displayUrl(), opener, FIRST_PAUSE));
        }
        ReplicatedPool pool = new ReplicatedPool(primary, replicas);
        try {
            replicas.forEach(Replica::open);
        } catch (DriverException failure) {
            pool.close(Duration.ZERO);
            throw failure;
        }
        return pool;
    }

    DriverPool primary() {
        return primary;
    }

    /** The replica for the next read; null if there is none but those. */
    @Nullable
    Replica next(List<Replica> tried) {
        Replica best = null;
        int first = Math.floorMod(turn.getAndIncrement(), replicas.size());
        for (int i = 0; i < replicas.size(); i++) {
            Replica each = replicas.get((first + i) % replicas.size());
            if (each.pool() == null || tried.contains(each)) continue;
            if (best == null || each.running() < best.running()) best = each;
        }
        return best;
    }

    @Override
    public <R> Reply<R> execute(Command<R> command) {
        if (command.access() != Access.READ) return primary.execute(command);
        RoutedReply<R> reply = new RoutedReply<>(this, command);
        reply.send();
        return reply;
    }

    @Override
    public CompletableFuture<DriverConnection> acquire(Access access) {
        return lease(access, pool -> pool.acquire(access));
    }

    /** On a replica if it only reads: for streams, which are given what they ask for from one server. */
    @Override
    public CompletableFuture<DriverConnection> acquireForTransaction(Access access) {
        return lease(access, pool -> pool.acquireForTransaction(access));
    }

    private CompletableFuture<DriverConnection> lease(
            Access access, Function<DriverPool, CompletableFuture<DriverConnection>> acquire) {
        if (access != Access.READ) return acquire.apply(primary);
        CompletableFuture<DriverConnection> taker = new CompletableFuture<>();
        lease(taker, List.of(), acquire);
        return taker;
    }

    private void lease(
            CompletableFuture<DriverConnection> taker,
            List<Replica> tried,
            Function<DriverPool, CompletableFuture<DriverConnection>> acquire) {
        Replica replica = next(tried);
        DriverPool pool = replica == null ? null : replica.pool();
        CompletableFuture<DriverConnection> acquisition = acquire.apply(pool == null ? primary : pool);
        taker.whenComplete((connection, failure) -> {
            if (taker.isCancelled()) acquisition.cancel(false);
        });
        acquisition.whenComplete((connection, failure) -> {
            if (failure == null) {
                if (!taker.complete(connection)) connection.release();
                return;
            }
            Throwable cause = Level.unwrap(failure);
            if (taker.isDone() || replica == null || replica.remedy(cause) == Replica.Remedy.NONE) {
                taker.completeExceptionally(cause);
            } else {
                List<Replica> more = new ArrayList<>(tried);
                more.add(replica);
                lease(taker, more, acquire);
            }
        });
    }

    @Override
    public Dialect dialect() {
        return primary.dialect();
    }

    @Override
    public String displayUrl() {
        return primary.displayUrl();
    }

    @Override
    public int maxLeases() {
        long sum = primary.maxLeases();
        for (DriverPool pool : opened()) sum += pool.maxLeases();
        return (int) Math.min(Integer.MAX_VALUE, sum);
    }

    /** Of all together. */
    @Override
    public PoolStats stats() {
        PoolStats sum = primary.stats();
        for (DriverPool pool : opened()) {
            PoolStats more = pool.stats();
            sum = new PoolStats(
                    sum.total() + more.total(),
                    sum.idle() + more.idle(),
                    sum.inUse() + more.inUse(),
                    sum.waiting() + more.waiting());
        }
        return sum;
    }

    private List<DriverPool> opened() {
        List<DriverPool> opened = new ArrayList<>();
        for (Replica replica : replicas) {
            DriverPool pool = replica.opened();
            if (pool != null) opened.add(pool);
        }
        return opened;
    }

    @Override
    public boolean isEventLoop() {
        if (primary.isEventLoop()) return true;
        for (Replica replica : replicas) {
            DriverPool pool = replica.opened();
            if (pool != null && pool.isEventLoop()) return true;
        }
        return false;
    }

    @Override
    public CompletableFuture<Void> close(Duration grace) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Replica replica : replicas) all.add(replica.close(grace));
        all.add(primary.close(grace));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }
}
