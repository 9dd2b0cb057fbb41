// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * The middle of an upsert: {@code insert(…).onConflict(USERS.username).update(…)}. A row that meets another constraint than
 * this one still fails.
 *
 * @param <E> the entity of the table
 */
public final class OnConflict<E> {
    private final Insert<E> insert;
    private final Insert.Conflict<E> conflict;
    private final @Nullable Node where;

    OnConflict(Insert<E> insert, Insert.Conflict<E> conflict) {
        this(insert, conflict, null);
    }

    private OnConflict(Insert<E> insert, Insert.Conflict<E> conflict, @Nullable Node where) {
        this.insert = insert;
        this.conflict = conflict;
        this.where = where;
    }

    /**
     * The condition of the partial unique index that is meant, for databases that have such. It has to be the index's own, so
     * it has no values, which would come as parameters: {@code USERS.active}, {@code USERS.bio.isNull()}, or what {@link
     * Functions#custom} writes out.
     */
    public OnConflict<E> ofIndexWhere(Condition... conditions) {
        Node condition = Conditions.and(conflict.where(), conditions);
        return new OnConflict<>(
                insert, new Insert.Conflict<>(conflict.columns(), condition, conflict.constraint()), where);
    }

    /** Updates only existing rows for which this is true; the others stay as they are, and are not counted. */
    public OnConflict<E> where(Condition... conditions) {
        return new OnConflict<>(insert, conflict, Conditions.and(where, conditions));
    }

    /**
     * Updates the row that is there; {@link TableColumn#setExcluded} takes the value that could not be inserted, and {@link
     * Functions#excluded} is that value in an expression.
     *
     * @throws IllegalArgumentException if there is nothing to set, a column is set twice, or it was not said which constraint
     *     is meant
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final Insert<E> update(Assignment<E>... assignments) {
        if (assignments.length == 0) {
            throw new IllegalArgumentException("onConflict(…).update() has nothing to set; use doNothing()");
        }
        return update(List.of(assignments));
    }

    private Insert<E> update(List<Assignment<E>> assignments) {
        if (conflict.isAny()) {
            throw new IllegalArgumentException(
                    "onConflict().update(…) needs the columns that conflict, as in onConflict(USERS.username)");
        }
        Assignment.requireDifferent(assignments);
        return insert.upsert(new Insert.Upsert<>(conflict, assignments, where));
    }

    /**
     * Makes of the row that is there the one that was to be inserted: an update of all its columns, those that the insert does
     * not name to their defaults. It keeps its primary key and the columns of the conflict, so rows that refer to it stay as
     * they are, and triggers are those of an update. It is the same on every database; none deletes the row, as {@code insert
     * or replace} and {@code replace} would.
     */
    public Insert<E> replace() {
        TableDefinition table = insert.table().definition();
        Set<String> kept = new HashSet<>(table.primaryKey());
        conflict.columns().forEach(column -> column.columns().forEach(part -> kept.add(part.name())));
        List<Assignment<E>> assignments = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            if (kept.contains(column.name()) || !column.isWritten()) continue;
            assignments.add(new Assignment<>(List.of(column), new Node.Excluded(column)));
        }
        return assignments.isEmpty() ? doNothing() : update(assignments);
    }

    /** Leaves the row that is there as it is; it is not counted. */
    public Insert<E> doNothing() {
        return insert.upsert(new Insert.Upsert<>(conflict, List.of(), null));
    }
}
