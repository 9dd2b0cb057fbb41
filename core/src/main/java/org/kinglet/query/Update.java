// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes rows; running it gives their number. Without {@link #where} it needs {@link #all}, so that a forgotten condition
 * costs an exception and not a table.
 *
 * @param <E> the entity of the table
 */
public final class Update<E> extends Statement<Integer> {
    private final TableSource<E> table;
    private final List<Assignment<E>> assignments;
    private final @Nullable Node where;
    private final boolean all;

    private Update(
            TableSource<E> table,
            List<Assignment<E>> assignments,
            @Nullable Node where,
            boolean all,
            Execution execution) {
        super(execution);
        this.table = table;
        this.assignments = assignments;
        this.where = where;
        this.all = all;
    }

    /** Sets the columns of all rows that {@link #where} chooses. */
    public static <E> Update<E> of(TableSource<E> table, List<Assignment<E>> assignments) {
        if (assignments.isEmpty()) {
            throw new IllegalArgumentException(
                    "update() of " + table.definition() + " sets nothing; give it at least one column to set");
        }
        return new Update<>(table, List.copyOf(assignments), null, false, Execution.DEFAULT);
    }

    /** Only rows for which the conditions are true, and those of earlier calls. */
    public Update<E> where(Condition... conditions) {
        return new Update<>(table, assignments, Conditions.and(where, conditions), all, execution());
    }

    /** Every row of the table is meant. */
    public Update<E> all() {
        return new Update<>(table, assignments, where, true, execution());
    }

    /** Runs it and gives the rows as entities. */
    public Returning<E> returning() {
        return Returning.entities(this, table);
    }

    /** Runs it and gives these expressions for each row. */
    public Returning<Row> returning(Expression<?>... expressions) {
        return Returning.rows(this, table, List.of(expressions));
    }

    @Override
    public Update<E> on(QueryRunner runner) {
        return new Update<>(table, assignments, where, all, execution().on(runner));
    }

    @Override
    public Update<E> timeout(Duration timeout) {
        return new Update<>(table, assignments, where, all, execution().within(timeout));
    }

    public TableSource<E> table() {
        return table;
    }

    public List<Assignment<E>> assignments() {
        return assignments;
    }

    /**
     * The condition, or {@code null} for every row.
     *
     * @throws IllegalStateException if there is none and {@link #all} was not called
     */
    public @Nullable Node condition() {
        if (where == null && !all) {
            throw new IllegalStateException("update of " + table.definition()
                    + " without where(…) would change every row; call all() if that is what you want");
        }
        return where;
    }

    @Override
    QueryRunner ambientRunner() {
        return table.runner();
    }
}
