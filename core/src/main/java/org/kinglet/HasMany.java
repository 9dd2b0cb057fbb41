// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.function.Function;
import java.util.function.Supplier;
import org.kinglet.query.Condition;
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
    private final String property;
    private final Supplier<? extends ForeignKey<C, E, ?>> foreignKey;
    private final Function<E, Many<C>> field;

    HasMany(
            Table<E, ?> table,
            String property,
            Supplier<? extends ForeignKey<C, E, ?>> foreignKey,
            Function<E, Many<C>> field) {
        this.table = table;
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
        return foreignKey.get().of(targetAlias).on(table);
    }

    /** The collection of an entity. */
    Many<C> field(E owner) {
        return field.apply(owner);
    }

    @Override
    public String toString() {
        return table.definition().name() + "." + property;
    }
}
