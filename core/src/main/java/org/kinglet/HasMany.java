// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import java.util.function.Supplier;
import org.kinglet.query.Join;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/**
 * The rows of another table that refer to a row of this one: {@code USERS.tweets}. Joins can follow it.
 *
 * @param <E> the entity that is referred to
 * @param <C> the entity that refers
 */
public final class HasMany<E, C> extends ToMany<E, C> {
    private final Supplier<? extends ForeignKey<C, E, ?>> foreignKey;

    HasMany(Property<E, C> property, TableSource<E> source, Supplier<? extends ForeignKey<C, E, ?>> foreignKey) {
        super(property, source);
        this.foreignKey = foreignKey;
    }

    /** The rows that refer to this one. */
    @Override
    public Select<C> of(E owner) {
        ForeignKey<C, E, ?> key = foreignKey.get();
        return key.table().select().where(key.eq(owner));
    }

    @Override
    public Table<C, ?> target() {
        return foreignKey.get().table();
    }

    @Override
    public List<Join> joins(Join.Kind kind, TableSource<C> targetAlias) {
        return List.of(
                new Join(kind, targetAlias, foreignKey.get().from(targetAlias).on(source())));
    }

    @Override
    public HasMany<E, C> from(TableSource<E> alias) {
        return alias == source() ? this : new HasMany<>(property(), alias, foreignKey);
    }

    /** What refers. */
    ForeignKey<C, E, ?> foreignKey() {
        return foreignKey.get();
    }
}
