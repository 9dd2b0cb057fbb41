// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/**
 * A way from one table to another, which a join can follow.
 *
 * @param <E> the entity it starts from
 * @param <T> the entity it leads to
 */
public interface Relation<E, T> extends Loadable<E> {
    /** The table that the relation leads to. */
    TableSource<T> target();

    /** The condition of the join, with the given alias of the {@link #target()}. */
    Condition on(TableSource<T> targetAlias);

    /** The same, from another alias of the table that the relation starts from. */
    Relation<E, T> from(TableSource<E> sourceAlias);
}
