// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.List;

/**
 * Changes rows; running it gives their number. Without {@link #where} it needs {@link #all}, so that a forgotten condition
 * costs an exception and not a table.
 *
 * @param <E> the entity of the table
 */
public final class Update<E> extends Statement<Integer> {
    private final TableSource<E> table;
    private final List<Assignment<E>> assignments;
    private final Target target;
    private final boolean all;

    private Update(
            TableSource<E> table, List<Assignment<E>> assignments, Target target, boolean all, Execution execution) {
        super(execution);
        this.table = table;
        this.assignments = assignments;
        this.target = target;
        this.all = all;
    }

    /**
     * Sets the columns of all rows that {@link #where} chooses.
     *
     * @throws IllegalArgumentException if there is nothing to set, or a column is set twice
     */
    public static <E> Update<E> of(TableSource<E> table, List<Assignment<E>> assignments) {
        if (assignments.isEmpty()) {
            throw new IllegalArgumentException(
                    "update() of " + table.definition() + " sets nothing; give it at least one column to set");
        }
        Assignment.requireDifferent(assignments);
        return new Update<>(table, List.copyOf(assignments), Target.of(table, null), false, Execution.DEFAULT);
    }

    /** Only rows for which the conditions are true, and those of earlier calls. */
    public Update<E> where(Condition... conditions) {
        return of(target.where(conditions));
    }

    /** Every row of the table is meant. */
    public Update<E> all() {
        return new Update<>(table, assignments, target, true, execution());
    }

    /**
     * Takes values from other tables, sub-selects or lists of values, whose rows {@link #where} brings together with those of
     * the table. A row that several of theirs go with is changed once, with the values of any one of them.
     *
     * @throws IllegalArgumentException if the table itself is named, without an alias, or there is a limit
     */
    public Update<E> from(TableSource<?>... tables) {
        return of(Target.beside(target, tables, "from"));
    }

    /** The order in which {@link #limit} counts, in place of any earlier one. */
    public Update<E> orderBy(Ordering... orderings) {
        return of(target.orderBy(orderings));
    }

    /**
     * At most so many rows, in place of any earlier limit.
     *
     * @throws IllegalArgumentException if the number is negative, or there are tables that it takes values from
     */
    public Update<E> limit(long rows) {
        return of(target.limit(rows, "from"));
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
        return new Update<>(table, assignments, target, all, execution().on(runner));
    }

    @Override
    public Update<E> timeout(Duration timeout) {
        return new Update<>(table, assignments, target, all, execution().within(timeout));
    }

    public TableSource<E> table() {
        return table;
    }

    public List<Assignment<E>> assignments() {
        return assignments;
    }

    /**
     * The rows that it changes.
     *
     * @throws IllegalStateException if there is no condition and {@link #all} was not called
     */
    public Target target() {
        if (target.condition() == null && !all) {
            throw new IllegalStateException("update of " + table.definition()
                    + " without where(…) would change every row; call all() if that is what you want");
        }
        return target;
    }

    /** The same of those of its rows that have these keys. */
    public Update<E> ofKeys(Condition hasKey) {
        Target rows = target.beside().isEmpty() ? Target.of(table, hasKey.node()) : target.where(hasKey);
        return of(rows);
    }

    private Update<E> of(Target rows) {
        return new Update<>(table, assignments, rows, all, execution());
    }

    @Override
    QueryRunner ambientRunner() {
        return table.runner();
    }
}
