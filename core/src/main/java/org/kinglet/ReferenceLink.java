// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Host;
import org.kinglet.query.Condition;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;

/** From entities to those that they refer to. */
final class ReferenceLink<E, P, K> implements Host.Link<E, P> {
    private final ForeignKey<E, P, K> relation;
    private final Table<P, K> parents;

    private final boolean complete;

    /** @param complete whether all rows are looked at, so that one that is not found does not exist */
    ReferenceLink(ForeignKey<E, P, K> relation, boolean complete) {
        this.relation = relation;
        this.complete = complete;
        this.parents = relation.target();
    }

    @Override
    public @Nullable Object key(E owner) {
        return relation.key(relation.of(owner));
    }

    @Override
    public @Nullable Object ownerKey(P parent) {
        return parents.key(parent);
    }

    @Override
    public List<ColumnDefinition> ownerColumns() {
        return parents.keyColumns();
    }

    @Override
    @SuppressWarnings("unchecked") // what key(E) gave
    public Condition among(TableSource<P> table, Collection<?> keys) {
        return parents.hasKeyIn(table, (Collection<? extends K>) keys);
    }

    @Override
    public void attach(E owner, List<P> found) {
        Ref<P> reference = relation.of(owner);
        if (reference != null && (complete || !found.isEmpty()))
            reference.load(found.isEmpty() ? null : found.getFirst());
    }

    @Override
    public List<P> attached(E owner) {
        Ref<P> reference = relation.of(owner);
        P parent = reference == null ? null : reference.loaded();
        return parent == null ? List.of() : List.of(parent);
    }
}
