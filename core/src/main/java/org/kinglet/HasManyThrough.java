// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import org.kinglet.query.Join;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/**
 * The rows of another table that go with a row of this one, by a table between them that has a row for each pair: {@code
 * STUDENTS.courses}. Joins can follow it.
 *
 * <p>In joins, and where the rows are loaded, conditions and order may name columns of the table between as well.
 *
 * @param <E> the entity it starts from
 * @param <T> the entity it leads to
 */
public final class HasManyThrough<E, T> extends ToMany<E, T> {
    private final Pairs<?, E, T> pairs;
    private final boolean generated;

    /** @param generated whether the table between was written by the annotation processor */
    HasManyThrough(Property<E, T> property, TableSource<E> source, Pairs<?, E, T> pairs, boolean generated) {
        super(property, source);
        this.pairs = pairs;
        this.generated = generated;
    }

    /** The rows that go with this one. The table between is joined under its own name. */
    @Override
    public Select<T> of(E owner) {
        return pairs.of(owner);
    }

    /** The table between, which has a row for each pair. */
    public Table<?, ?> through() {
        return pairs.table();
    }

    @Override
    public Table<T, ?> target() {
        return pairs.target();
    }

    /** Two: with an alias of the target, the table between gets one too, {@code alias_tablename}. */
    @Override
    public List<Join> joins(Join.Kind kind, TableSource<T> targetAlias) {
        return pairs.joins(source(), kind, targetAlias);
    }

    @Override
    public HasManyThrough<E, T> from(TableSource<E> alias) {
        return alias == source() ? this : new HasManyThrough<>(property(), alias, pairs, generated);
    }

    /** Whether nobody but the relations between its two sides has named the table between. */
    boolean isGenerated() {
        return generated;
    }

    Pairs<?, E, T> pairs() {
        return pairs;
    }
}
