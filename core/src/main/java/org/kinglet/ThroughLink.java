// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Host;
import org.kinglet.query.Condition;
import org.kinglet.query.Load;
import org.kinglet.query.LoadOne;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;

/** From entities to those that they are paired with: the rows of the table between are read, each with its partner. */
final class ThroughLink<R, E, T, K> implements Host.Link<E, R>, Host.Rows<E, R, T> {
    private final HasManyThrough<E, T> relation;
    private final ForeignKey<R, E, K> near;
    private final ForeignKey<R, T, ?> far;
    /** A partner of several owners is one instance, also where their rows came by several statements. */
    private final Map<Object, T> partners = new HashMap<>();

    ThroughLink(HasManyThrough<E, T> relation, ForeignKey<R, E, K> near, ForeignKey<R, T, ?> far) {
        this.relation = relation;
        this.near = near;
        this.far = far;
    }

    @Override
    public Host.Link<E, R> link() {
        return this;
    }

    @Override
    public TableSource<R> table() {
        return near.table();
    }

    /** The join has the name of the partners' table, which the program's conditions and order are about. */
    @Override
    public Select<R> select(List<Load<T, ?>> related) {
        return near.table()
                .select()
                .join(far)
                .withRelated(List.of(LoadOne.of(far).withRelated(related)));
    }

    @Override
    public @Nullable Object key(E owner) {
        return relation.table().key(owner);
    }

    @Override
    public @Nullable Object ownerKey(R row) {
        return near.key(near.of(row));
    }

    @Override
    public List<ColumnDefinition> ownerColumns() {
        return near.columns();
    }

    @Override
    @SuppressWarnings("unchecked") // what key(E) gave
    public Condition among(TableSource<R> table, Collection<?> keys) {
        return near.from(table).inKeys((Collection<? extends K>) keys);
    }

    @Override
    public void attach(E owner, List<R> rows) {
        RelatedEntities<T> collection = relation.field(owner);
        if (collection != null) collection.load(rows.stream().map(this::partner).toList());
    }

    private T partner(R row) {
        Ref<T> reference = Objects.requireNonNull(far.of(row));
        return partners.computeIfAbsent(reference.<Object>id(), first -> reference.known());
    }

    @Override
    public List<T> partners(E owner) {
        RelatedEntities<T> collection = relation.field(owner);
        return collection == null || !collection.isLoaded() ? List.of() : collection.list();
    }

    @Override
    public List<R> attached(E owner) {
        throw new UnsupportedOperationException(relation + " keeps the partners alone");
    }
}
