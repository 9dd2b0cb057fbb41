// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Channel;
import org.kinglet.internal.Operation;
import org.kinglet.query.Select;

/**
 * The rows of another table that refer to the entity which has this field. What was loaded with the entity ({@code
 * withRelated}) is given without a query; else each call that asks for rows queries anew. Empty as long as the entity is
 * not saved. Thread-safe.
 *
 * @param <T> the entities that refer
 */
public final class Many<T> implements Iterable<T> {
    private volatile @Nullable Owner<?, T> owner;
    private volatile @Nullable List<T> loaded;

    private record Owner<E, T>(HasMany<E, T> relation, E entity, Database database) {
        Select<T> select() {
            return relation.of(entity).on(database);
        }

        Operation<Integer> refer(T child, Ref<E> reference, UnaryOperator<List<T>> change, Many<T> many) {
            ForeignKey<T, E, ?> foreignKey = relation.foreignKey();
            return new Operation.Steps<>(channel -> {
                Ref<E> before = Objects.requireNonNullElse(foreignKey.of(child), Ref.none());
                foreignKey.set(child, reference);
                int rows;
                try {
                    rows = Lifecycle.of(database, child).save(child, null).run(channel);
                } catch (Throwable failure) {
                    foreignKey.set(child, before);
                    throw failure;
                }
                channel.onRollback(() -> foreignKey.set(child, before));
                many.change(channel, change);
                return rows;
            });
        }

        Ref<E> reference() {
            return Ref.to(entity);
        }

        void checkRemovable() {
            if (relation.foreignKey().isNullable()) return;
            throw new ReferenceException(relation.foreignKey() + " cannot be null, so nothing can be removed from "
                    + relation + "; delete the row instead");
        }
    }

    /** An empty collection; it gets its rows when its entity is read or saved. */
    public Many() {}

    <E> void attach(HasMany<E, T> relation, E entity, Database database) {
        owner = new Owner<>(relation, entity, database);
    }

    void load(List<T> rows) {
        loaded = List.copyOf(rows);
    }

    private void change(Channel channel, UnaryOperator<List<T>> change) {
        List<T> before = loaded;
        if (before == null) return;
        loaded = List.copyOf(change.apply(new ArrayList<>(before)));
        channel.onRollback(() -> loaded = before);
    }

    /** The rows that were loaded with the entity; null if none were. Never queries. */
    @Nullable
    List<T> loaded() {
        return loaded;
    }

    /** Whether the rows, or those that were wanted of them, were loaded with the entity. */
    public boolean isLoaded() {
        return loaded != null;
    }

    /**
     * A query for the rows, to which conditions and order can be added. Never takes what was loaded.
     *
     * @throws ReferenceException if the entity is not saved
     */
    public Select<T> select() {
        return owner().select();
    }

    private Owner<?, T> owner() {
        Owner<?, T> known = owner;
        if (known == null) {
            throw new ReferenceException("nothing can refer to an entity that is not saved; save it first");
        }
        return known;
    }

    /** The rows: those that were loaded, else by a query. */
    public List<T> list() {
        List<T> known = loaded;
        if (known != null) return known;
        return owner == null ? List.of() : select().list();
    }

    public CompletableFuture<List<T>> listAsync() {
        return loaded != null || owner == null ? CompletableFuture.completedFuture(list()) : select().listAsync();
    }

    /** How many rows {@link #list} would give; those that were loaded may be a part of all. */
    public long count() {
        List<T> known = loaded;
        if (known != null) return known.size();
        return owner == null ? 0 : select().count();
    }

    public CompletableFuture<Long> countAsync() {
        return loaded != null || owner == null ? CompletableFuture.completedFuture(count()) : select().countAsync();
    }

    /**
     * Makes the entity refer to this one, and saves it: inserts it, if it is new.
     *
     * @throws ReferenceException if the entity that has this collection is not saved
     * @throws UnsupportedOperationException if it is a record
     */
    public void add(T entity) {
        owner().database().run(adding(entity));
    }

    public CompletableFuture<Void> addAsync(T entity) {
        return owner().database().start(adding(entity)).thenApply(rows -> null);
    }

    private Operation<Integer> adding(T entity) {
        return adding(owner(), entity);
    }

    private <E> Operation<Integer> adding(Owner<E, T> known, T entity) {
        UnaryOperator<List<T>> add = rows -> {
            if (!rows.contains(entity)) rows.add(entity);
            return rows;
        };
        return known.refer(entity, known.reference(), add, this);
    }

    /**
     * Makes the entity refer to nothing, and saves it.
     *
     * @throws ReferenceException if its reference cannot be null; delete it instead
     * @throws UnsupportedOperationException if it is a record
     */
    public void remove(T entity) {
        owner().database().run(removing(owner(), entity));
    }

    public CompletableFuture<Void> removeAsync(T entity) {
        return owner().database().start(removing(owner(), entity)).thenApply(rows -> null);
    }

    private <E> Operation<Integer> removing(Owner<E, T> known, T entity) {
        known.checkRemovable();
        UnaryOperator<List<T>> remove = rows -> {
            rows.remove(entity);
            return rows;
        };
        return known.refer(entity, Ref.none(), remove, this);
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
        Owner<?, T> known = owner;
        return known == null ? "Many[of a new entity]" : "Many[" + known.relation() + "]";
    }
}
