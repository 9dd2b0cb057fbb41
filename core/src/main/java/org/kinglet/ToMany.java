// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Condition;
import org.kinglet.query.LoadMany;
import org.kinglet.query.Loadable;
import org.kinglet.query.Ordering;
import org.kinglet.query.Relation;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/** A relation to any number of rows, which an entity has as a collection. */
abstract sealed class ToMany<E, C> implements Relation<E, C> permits HasMany, HasManyThrough {
    private final Property<E, C> property;
    /** The table, or an alias of it, as statements name it. */
    private final TableSource<E> source;

    /** @param getter gives null if the class has left the collection out */
    record Property<E, C>(Table<E, ?> table, String name, Function<E, ? extends @Nullable RelatedEntities<C>> getter) {}

    ToMany(Property<E, C> property, TableSource<E> source) {
        this.property = property;
        this.source = source;
    }

    /** A query for the rows that an entity has. */
    public abstract Select<C> of(E owner);

    @Override
    public abstract Table<C, ?> target();

    @Override
    public final LoadMany<E, C> load() {
        return LoadMany.of(this);
    }

    /** Only rows for which the conditions are true are to be loaded. */
    public final LoadMany<E, C> where(Condition... conditions) {
        return load().where(conditions);
    }

    /** The rows of each entity are to be loaded in this order. */
    public final LoadMany<E, C> orderBy(Ordering... orderings) {
        return load().orderBy(orderings);
    }

    /** At most so many rows are to be loaded for each entity. */
    public final LoadMany<E, C> limit(long rows) {
        return load().limit(rows);
    }

    /** To be loaded with these of its rows. */
    @SafeVarargs
    @SuppressWarnings("varargs") // passed on
    public final LoadMany<E, C> withRelated(Loadable<C>... relations) {
        return load().withRelated(relations);
    }

    final TableSource<E> source() {
        return source;
    }

    final Property<E, C> property() {
        return property;
    }

    final Table<E, ?> table() {
        return property.table();
    }

    /** The collection of an entity; null if its class has left it out. */
    @Nullable
    final RelatedEntities<C> field(E owner) {
        return property.getter().apply(owner);
    }

    @Override
    public final String toString() {
        return table().definition().name() + "." + property.name();
    }
}
