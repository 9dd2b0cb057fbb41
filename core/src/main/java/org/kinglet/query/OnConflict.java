// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The middle of an upsert: {@code insert(…).onConflict(USERS.username).update(…)}.
 *
 * @param <E> the entity of the table
 */
public final class OnConflict<E> {
    private final Insert<E> insert;
    private final List<TableColumn<E, ?>> target;
    private final @Nullable Node where;

    OnConflict(Insert<E> insert, List<TableColumn<E, ?>> target) {
        this(insert, target, null);
    }

    private OnConflict(Insert<E> insert, List<TableColumn<E, ?>> target, @Nullable Node where) {
        this.insert = insert;
        this.target = target;
        this.where = where;
    }

    /** Updates only existing rows for which this is true; the others stay as they are. */
    public OnConflict<E> where(Condition... conditions) {
        return new OnConflict<>(insert, target, Conditions.and(where, conditions));
    }

    /** Updates the row that is there; {@link TableColumn#setExcluded} takes the value that could not be inserted. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final Insert<E> update(Assignment<E>... assignments) {
        if (assignments.length == 0) {
            throw new IllegalArgumentException("onConflict(…).update() has nothing to set; use doNothing()");
        }
        if (target.isEmpty()) {
            throw new IllegalArgumentException(
                    "onConflict().update(…) needs the columns that conflict, as in" + " onConflict(USERS.username)");
        }
        return insert.upsert(new Insert.Upsert<>(target, List.of(assignments), where));
    }

    /** Leaves the row that is there as it is. */
    public Insert<E> doNothing() {
        return insert.upsert(new Insert.Upsert<>(target, List.of(), null));
    }
}
