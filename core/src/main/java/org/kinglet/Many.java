// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Select;

/**
 * The rows of another table that refer to the entity which has this field. Iterating queries, each time anew. Empty as long
 * as the entity is not saved. Thread-safe.
 *
 * @param <T> the entities that refer
 */
public final class Many<T> implements Iterable<T> {
    private volatile @Nullable Owner<?, T> owner;

    private record Owner<E, T>(HasMany<E, T> relation, E entity, Database database) {
        Select<T> select() {
            return relation.of(entity).on(database);
        }
    }

    /** An empty collection; it gets its rows when its entity is read or saved. */
    public Many() {}

    <E> void attach(HasMany<E, T> relation, E entity, Database database) {
        owner = new Owner<>(relation, entity, database);
    }

    /**
     * A query for the rows, to which conditions and order can be added.
     *
     * @throws ReferenceException if the entity is not saved
     */
    public Select<T> select() {
        Owner<?, T> known = owner;
        if (known == null) {
            throw new ReferenceException("nothing can refer to an entity that is not saved; save it first");
        }
        return known.select();
    }

    /** The rows; each call queries. */
    public List<T> list() {
        return owner == null ? List.of() : select().list();
    }

    public CompletableFuture<List<T>> listAsync() {
        return owner == null ? CompletableFuture.completedFuture(List.of()) : select().listAsync();
    }

    /** How many there are. */
    public long count() {
        return owner == null ? 0 : select().count();
    }

    public CompletableFuture<Long> countAsync() {
        return owner == null ? CompletableFuture.completedFuture(0L) : select().countAsync();
    }

    @Override
    public Iterator<T> iterator() {
        return list().iterator();
    }

    /** The rows, read before the first is given: the stream holds no connection. */
    public Stream<T> stream() {
        return list().stream();
    }

    /** Never queries. */
    @Override
    public String toString() {
        return owner == null ? "Many[of a new entity]" : "Many[" + owner.relation() + "]";
    }
}
