// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Host;
import org.kinglet.query.Condition;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;

/** From entities to those that refer to them, which learn in turn what they refer to. */
final class CollectionLink<E, C, K> implements Host.Link<E, C> {
    private final HasMany<E, C> relation;
    private final ForeignKey<C, E, K> foreignKey;
    private final Table<E, ?> owners;

    CollectionLink(HasMany<E, C> relation, ForeignKey<C, E, K> foreignKey) {
        this.relation = relation;
        this.foreignKey = foreignKey;
        this.owners = relation.table();
    }

    static <E, C> CollectionLink<E, C, ?> of(HasMany<E, C> relation) {
        return new CollectionLink<>(relation, relation.foreignKey());
    }

    @Override
    public @Nullable Object key(E owner) {
        return owners.key(owner);
    }

    @Override
    public @Nullable Object ownerKey(C child) {
        return foreignKey.key(foreignKey.of(child));
    }

    @Override
    public List<ColumnDefinition> ownerColumns() {
        return foreignKey.columns();
    }

    @Override
    @SuppressWarnings("unchecked") // what key(E) gave
    public Condition among(TableSource<C> table, Collection<?> keys) {
        return foreignKey.from(table).inKeys((Collection<? extends K>) keys);
    }

    @Override
    public void attach(E owner, List<C> children) {
        RelatedEntities<C> collection = relation.field(owner);
        if (collection != null) collection.load(children);
        for (C child : children) {
            Ref<E> reference = foreignKey.of(child);
            if (reference != null) reference.load(owner);
        }
    }

    @Override
    public List<C> attached(E owner) {
        RelatedEntities<C> collection = relation.field(owner);
        return collection == null || !collection.isLoaded() ? List.of() : collection.list();
    }
}
