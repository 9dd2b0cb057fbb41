// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Channel;
import org.kinglet.query.Select;

/**
 * Any number of rows that belong to an entity: what was loaded of them, else a query each time.
 *
 * <p>Its public methods are not final, so that the compiler gives the public classes bridges to them: template engines call by
 * reflection, which a class that is not public forbids.
 */
abstract sealed class RelatedEntities<T> implements Iterable<T> permits Many, ManyToMany {
    private volatile @Nullable List<T> loaded;

    RelatedEntities() {}

    final void load(List<T> rows) {
        loaded = List.copyOf(rows);
    }

    /** Changes what was loaded, if anything was, until a rollback. */
    final void change(Channel channel, UnaryOperator<List<T>> change) {
        List<T> before = loaded;
        if (before == null) return;
        loaded = List.copyOf(change.apply(new ArrayList<>(before)));
        channel.onRollback(() -> loaded = before);
    }

    /** The rows that were loaded with the entity; null if none were. Never queries. */
    final @Nullable List<T> loaded() {
        return loaded;
    }

    /** Whether the entity is not known to be saved. */
    abstract boolean isOfNewEntity();

    /** Whether the rows, or those that were wanted of them, were loaded with the entity. */
    public boolean isLoaded() {
        return loaded != null;
    }

    /**
     * A query for the rows, to which conditions and order can be added. Never takes what was loaded.
     *
     * @throws ReferenceException if the entity is not saved
     */
    public abstract Select<T> select();

    static ReferenceException unsaved() {
        return new ReferenceException("nothing can refer to an entity that is not saved; save it first");
    }

    /** The rows: those that were loaded, else by a query. */
    public List<T> list() {
        List<T> known = known();
        return known != null ? known : select().list();
    }

    public CompletableFuture<List<T>> listAsync() {
        List<T> known = known();
        return known != null ? CompletableFuture.completedFuture(known) : select().listAsync();
    }

    /** How many rows {@link #list} would give; those that were loaded may be a part of all. */
    public long count() {
        List<T> known = known();
        return known != null ? known.size() : select().count();
    }

    public CompletableFuture<Long> countAsync() {
        List<T> known = known();
        return known != null ? CompletableFuture.completedFuture((long) known.size()) : select().countAsync();
    }

    /** What needs no query; null if there has to be one. */
    private @Nullable List<T> known() {
        List<T> known = loaded;
        return known == null && isOfNewEntity() ? List.of() : known;
    }

    @Override
    public Iterator<T> iterator() {
        return list().iterator();
    }

    /** The rows, read before the first is given: the stream holds no connection. */
    public Stream<T> stream() {
        return list().stream();
    }
}
