// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Condition;
import org.kinglet.query.LoadMany;
import org.kinglet.query.Loadable;
import org.kinglet.query.Ordering;
import org.kinglet.query.Relation;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/**
 * The rows of another table that refer to a row of this one: {@code USERS.tweets}. Joins can follow it.
 *
 * @param <E> the entity that is referred to
 * @param <C> the entity that refers
 */
public final class HasMany<E, C> implements Relation<E, C> {
    private final Table<E, ?> table;
    /** The table, or an alias of it, as statements name it. */
    private final TableSource<E> source;

    private final String property;
    private final Supplier<? extends ForeignKey<C, E, ?>> foreignKey;
    private final Function<E, Many<C>> field;

    HasMany(
            Table<E, ?> table,
            String property,
            Supplier<? extends ForeignKey<C, E, ?>> foreignKey,
            Function<E, Many<C>> field) {
        this(table, table, property, foreignKey, field);
    }

    private HasMany(
            Table<E, ?> table,
            TableSource<E> source,
            String property,
            Supplier<? extends ForeignKey<C, E, ?>> foreignKey,
            Function<E, Many<C>> field) {
        this.table = table;
        this.source = source;
        this.property = property;
        this.foreignKey = foreignKey;
        this.field = field;
    }

    /** The rows that refer to this one. */
    public Select<C> of(E owner) {
        ForeignKey<C, E, ?> key = foreignKey.get();
        return key.table().select().where(key.eq(owner));
    }

    @Override
    public Table<C, ?> target() {
        return foreignKey.get().table();
    }

    @Override
    public Condition on(TableSource<C> targetAlias) {
        return foreignKey.get().from(targetAlias).on(source);
    }

    @Override
    public HasMany<E, C> from(TableSource<E> alias) {
        return alias == source ? this : new HasMany<>(table, alias, property, foreignKey, field);
    }

    @Override
    public LoadMany<E, C> load() {
        return LoadMany.of(this);
    }

    /** Only rows for which the conditions are true are to be loaded. */
    public LoadMany<E, C> where(Condition... conditions) {
        return load().where(conditions);
    }

    /** The rows of each entity are to be loaded in this order. */
    public LoadMany<E, C> orderBy(Ordering... orderings) {
        return load().orderBy(orderings);
    }

    /** At most so many rows are to be loaded for each entity. */
    public LoadMany<E, C> limit(long rows) {
        return load().limit(rows);
    }

    /** To be loaded with these of its rows. */
    @SafeVarargs
    @SuppressWarnings("varargs") // passed on
    public final LoadMany<E, C> withRelated(Loadable<C>... relations) {
        return load().withRelated(relations);
    }

    /** What refers. */
    ForeignKey<C, E, ?> foreignKey() {
        return foreignKey.get();
    }

    Table<E, ?> table() {
        return table;
    }

    String property() {
        return property;
    }

    /** The collection of an entity; null if its class has left it out. */
    @Nullable
    Many<C> field(E owner) {
        return field.apply(owner);
    }

    @Override
    public String toString() {
        return table.definition().name() + "." + property;
    }
}
