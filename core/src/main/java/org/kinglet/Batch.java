// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.internal.Channel;
import org.kinglet.internal.ConnectionChannel;
import org.kinglet.internal.Engine;
import org.kinglet.internal.Keys;
import org.kinglet.internal.Level;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Requests;
import org.kinglet.query.Request;

/**
 * The references over one foreign key that came with one result. When the first of them is asked for its row, the rows of all
 * are loaded in one statement, so that a loop over the result costs two statements and not one for each round. Equal keys
 * get the same instance. Thread-safe.
 *
 * <p><b>Nothing is kept alive.</b> The references are held weakly: what the program has dropped is not loaded.
 *
 * <p><b>One at a time.</b> When several tasks ask at once, one of them loads and the others wait for it; if it fails, so does its
 * own call and nobody else's: another tries.
 *
 * <p><b>In a transaction</b> it may be that only this transaction sees the rows as they are. So what is loaded there is kept with
 * the transaction, and a reference gets its row when a task of the transaction asks for it; a rollback takes it away again.
 * The first transaction that asks loads the rows of all references. Any other may be one of many that ask for one each, so it
 * loads that one at first, and the rest when it asks for another.
 */
final class Batch<P, K> {
    private final Database database;
    private final ForeignKey<?, P, K> relation;
    /** Whether the rows come with the result, so that none is waited for. */
    private final boolean joined;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock, once the result has been read.
    private final List<WeakReference<Ref<P>>> waiting = new ArrayList<>();
    private @Nullable CompletableFuture<Void> loading;
    private @Nullable Thread loader;
    /** Whether a transaction has loaded rows of its own. */
    private volatile boolean loadedWithin;

    /** What a transaction has loaded, and whether the next time is for all that wait. */
    private record Within<K, P>(Map<K, P> rows, AtomicBoolean all) {}

    Batch(Database database, ForeignKey<?, P, K> relation, boolean joined) {
        this.database = database;
        this.relation = relation;
        this.joined = joined;
    }

    ForeignKey<?, P, K> relation() {
        return relation;
    }

    Database database() {
        return database;
    }

    /** While the result is read. */
    void add(Ref<P> reference) {
        if (!joined) waiting.add(new WeakReference<>(reference));
    }

    /** Loads the row of a reference, and those of the others with it. */
    Operation<P> load(Ref<P> reference) {
        relation.checkLazy();
        return new Operation.Steps<>(channel -> {
            if (channel instanceof Level level) return within(level, reference);
            // Who keeps a connection does not wait for one who may be waiting for a connection.
            if (channel instanceof ConnectionChannel) loadAll(channel, reference);
            else loadOnce(channel, reference);
            return reference.known();
        });
    }

    private void loadOnce(Channel channel, Ref<P> reference) {
        while (!reference.isKnown()) {
            CompletableFuture<Void> mine = new CompletableFuture<>();
            CompletableFuture<Void> others;
            lock.lock();
            try {
                others = loading;
                if (others == null) {
                    loading = mine;
                    loader = Thread.currentThread();
                } else if (loader == Thread.currentThread()) {
                    throw new ReferenceException(relation + " is being loaded by this very task: a hook after loading"
                            + " asks for the row that waits for it");
                }
            } finally {
                lock.unlock();
            }
            if (others != null) {
                await(channel.engine(), others);
                continue;
            }
            try {
                loadAll(channel, reference);
            } finally {
                lock.lock();
                try {
                    loading = null;
                    loader = null;
                } finally {
                    lock.unlock();
                }
                mine.complete(null);
            }
        }
    }

    private void await(Engine engine, CompletableFuture<Void> others) {
        try {
            others.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw engine.toUser(
                    new DriverException(
                            FailureKind.CANCELLED, "interrupted while another task was loading " + relation),
                    null);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private void loadAll(Channel channel, Ref<P> reference) {
        List<Ref<P>> references = unknown(reference);
        Map<K, P> rows = rows(channel, keys(references));
        for (Ref<P> each : references) each.load(rows.get(each.<K>id()));
        lock.lock();
        try {
            waiting.removeIf(each -> {
                Ref<P> other = each.get();
                return other == null || other.isKnown();
            });
        } finally {
            lock.unlock();
        }
    }

    private P within(Level level, Ref<P> reference) {
        Within<K, P> known = level.memo(this, this::begun);
        K key = reference.id();
        P row = known.rows.get(key);
        if (row == null) {
            Set<K> keys = known.all.getAndSet(true) ? keys(unknown(reference)) : keys(List.of(reference));
            keys.removeAll(known.rows.keySet());
            known.rows.putAll(rows(level, keys));
            level.onRollback(known.rows::clear);
            row = known.rows.get(key);
        }
        reference.load(row);
        level.onRollback(reference::unload);
        return reference.known();
    }

    private Within<K, P> begun() {
        boolean first = !loadedWithin;
        loadedWithin = true;
        return new Within<>(new ConcurrentHashMap<>(), new AtomicBoolean(first));
    }

    /** The one that is asked for, and those that still wait with it. */
    private List<Ref<P>> unknown(Ref<P> reference) {
        List<Ref<P>> references = new ArrayList<>();
        references.add(reference);
        lock.lock();
        try {
            for (WeakReference<Ref<P>> each : waiting) {
                Ref<P> other = each.get();
                if (other != null && other != reference && !other.isKnown()) references.add(other);
            }
        } finally {
            lock.unlock();
        }
        return references;
    }

    private Set<K> keys(List<Ref<P>> references) {
        Set<K> keys = new LinkedHashSet<>();
        for (Ref<P> each : references) keys.add(each.id());
        return keys;
    }

    private Map<K, P> rows(Channel channel, Collection<K> keys) {
        Table<P, K> table = relation.target();
        Engine engine = channel.engine();
        Map<K, P> rows = new HashMap<>();
        for (List<K> part : Keys.<K>parts(engine.dialect(), table.keyColumns(), keys)) {
            List<P> found = Requests.operation(
                            engine, new Request.Execute<>(table.select().where(table.hasKeyIn(table, part))))
                    .run(channel);
            for (P row : found) {
                K key = table.key(row);
                if (key != null) rows.put(key, row);
            }
        }
        return rows;
    }
}
