// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;

/**
 * A way from one table to another, which a join can follow.
 *
 * @param <E> the entity it starts from
 * @param <T> the entity it leads to
 */
public interface Relation<E, T> extends Loadable<E> {
    /** The table that the relation leads to. */
    TableSource<T> target();

    /** The joins that follow it, one after the other; the last one is with the given alias of the {@link #target()}. */
    List<Join> joins(Join.Kind kind, TableSource<T> targetAlias);

    /** The same, from another alias of the table that the relation starts from. */
    Relation<E, T> from(TableSource<E> sourceAlias);
}
