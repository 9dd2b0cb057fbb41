// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Operation;
import org.kinglet.query.Select;

/**
 * The rows of another table that refer to the entity which has this field. What was loaded with the entity ({@code
 * withRelated}) is given without a query; else each call that asks for rows queries anew. Empty as long as the entity is
 * not saved. Thread-safe.
 *
 * @param <T> the entities that refer
 */
public final class Many<T> extends RelatedEntities<T> {
    private volatile @Nullable Owner<?, T> owner;

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

    /** Never queries. */
    @Override
    public String toString() {
        Owner<?, T> known = owner;
        return known == null ? "Many[of a new entity]" : "Many[" + known.relation() + "]";
    }
}
