// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Operation;
import org.kinglet.query.Select;

/**
 * The rows of another table that go with the entity which has this field, by a table between the two that has a row for each
 * pair. That table is written by the annotation processor, or is an entity of the program's, which {@link Through} names. The
 * other entity may have the other direction as a {@code ManyToMany} of its own.
 *
 * <p>What was loaded with the entity ({@code withRelated}) is given without a query; else each call that asks for rows queries
 * anew. Empty as long as the entity is not saved. Thread-safe.
 *
 * <p>What adds and removes writes rows of the table between, and no entity; it calls no hooks. It is one statement, or several
 * in one transaction. What was loaded is changed with it, and changed back by a rollback; the collections of other entities are
 * not.
 *
 * @param <T> the entities of the other table
 */
public final class ManyToMany<T> extends RelatedEntities<T> {
    private volatile @Nullable Owner<?, T> owner;

    private record Owner<E, T>(HasManyThrough<E, T> relation, E entity, Database database) {
        Select<T> select() {
            return relation.of(entity).on(database);
        }

        Operation<Integer> adding(List<T> entities, ManyToMany<T> to) {
            Pairs<?, E, T> pairs = relation.pairs();
            return to.changing(pairs.add(entity, entities), rows -> {
                rows.addAll(entities);
                return pairs.distinct(rows);
            });
        }

        Operation<Integer> removing(List<T> entities, ManyToMany<T> from) {
            Pairs<?, E, T> pairs = relation.pairs();
            return from.changing(pairs.remove(entity, entities), rows -> pairs.without(rows, entities));
        }

        Operation<Integer> setting(List<T> entities, ManyToMany<T> collection) {
            Pairs<?, E, T> pairs = relation.pairs();
            return collection.changing(pairs.set(entity, entities), rows -> pairs.distinct(entities));
        }
    }

    /** An empty collection; it gets its rows when its entity is read or saved. */
    public ManyToMany() {}

    <E> void attach(HasManyThrough<E, T> relation, E entity, Database database) {
        owner = new Owner<>(relation, entity, database);
    }

    @Override
    boolean isOfNewEntity() {
        return owner == null;
    }

    @Override
    public Select<T> select() {
        return owner().select();
    }

    private Owner<?, T> owner() {
        Owner<?, T> known = owner;
        if (known == null) throw unsaved();
        return known;
    }

    /** As {@link #add(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final int add(T... entities) {
        return add(List.of(entities));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final CompletableFuture<Integer> addAsync(T... entities) {
        return addAsync(List.of(entities));
    }

    /**
     * Pairs the entity with these; gives the number of pairs that were not there. One that is there is no error: it stays as
     * it is. So it is too when several tasks add the same at once, if the pair is the key of the table between or unique in it.
     *
     * @throws ReferenceException if the entity that has this collection, or one of these, is not saved
     * @throws UnsupportedOperationException if the table between has columns without a default; create its entity instead
     */
    public int add(Collection<? extends T> entities) {
        Owner<?, T> known = owner();
        return known.database().run(known.adding(List.copyOf(entities), this));
    }

    public CompletableFuture<Integer> addAsync(Collection<? extends T> entities) {
        Owner<?, T> known = owner();
        return known.database().start(known.adding(List.copyOf(entities), this));
    }

    private Operation<Integer> changing(Operation<Integer> write, UnaryOperator<List<T>> change) {
        return new Operation.Steps<>(channel -> {
            int pairs = write.run(channel);
            change(channel, change);
            return pairs;
        });
    }

    /** As {@link #remove(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final int remove(T... entities) {
        return remove(List.of(entities));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final CompletableFuture<Integer> removeAsync(T... entities) {
        return removeAsync(List.of(entities));
    }

    /**
     * Parts the entity from these; gives the number of pairs that were there. The entities themselves stay.
     *
     * @throws ReferenceException if the entity that has this collection, or one of these, is not saved
     */
    public int remove(Collection<? extends T> entities) {
        Owner<?, T> known = owner();
        return known.database().run(known.removing(List.copyOf(entities), this));
    }

    public CompletableFuture<Integer> removeAsync(Collection<? extends T> entities) {
        Owner<?, T> known = owner();
        return known.database().start(known.removing(List.copyOf(entities), this));
    }

    /**
     * Parts the entity from all; gives the number of pairs that were there. The entities themselves stay.
     *
     * @throws ReferenceException if the entity that has this collection is not saved
     */
    public int clear() {
        return set(List.of());
    }

    public CompletableFuture<Integer> clearAsync() {
        return setAsync(List.of());
    }

    /**
     * Leaves the entity paired with these and no others; gives the number of pairs that were added or removed. Those that were
     * there and stay keep their row, with what other columns it has.
     *
     * @throws ReferenceException if the entity that has this collection, or one of these, is not saved
     * @throws UnsupportedOperationException if there is something to add and the table between has columns without a default;
     *     nothing is changed then
     */
    public int set(Collection<? extends T> entities) {
        Owner<?, T> known = owner();
        return known.database().run(known.setting(List.copyOf(entities), this));
    }

    public CompletableFuture<Integer> setAsync(Collection<? extends T> entities) {
        Owner<?, T> known = owner();
        return known.database().start(known.setting(List.copyOf(entities), this));
    }

    /** Never queries. */
    @Override
    public String toString() {
        Owner<?, T> known = owner;
        return known == null ? "ManyToMany[of a new entity]" : "ManyToMany[" + known.relation() + "]";
    }
}
