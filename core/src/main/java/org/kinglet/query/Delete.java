// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.List;

/**
 * Deletes rows; running it gives their number. Without {@link #where} it needs {@link #all}, so that a forgotten condition
 * costs an exception and not a table.
 *
 * @param <E> the entity of the table
 */
public final class Delete<E> extends Statement<Integer> {
    private final TableSource<E> table;
    private final Target target;
    private final boolean all;

    private Delete(TableSource<E> table, Target target, boolean all, Execution execution) {
        super(execution);
        this.table = table;
        this.target = target;
        this.all = all;
    }

    /** Deletes all rows that {@link #where} chooses. */
    public static <E> Delete<E> of(TableSource<E> table) {
        return new Delete<>(table, Target.of(table, null), false, Execution.DEFAULT);
    }

    /** Only rows for which the conditions are true, and those of earlier calls. */
    public Delete<E> where(Condition... conditions) {
        return of(target.where(conditions));
    }

    /** Every row of the table is meant. */
    public Delete<E> all() {
        return new Delete<>(table, target, true, execution());
    }

    /**
     * Looks at other tables, sub-selects or lists of values too, whose rows {@link #where} brings together with those of the
     * table. A row that several of theirs go with is deleted, and counted, once.
     *
     * @throws IllegalArgumentException if the table itself is named, without an alias, or there is a limit
     */
    public Delete<E> using(TableSource<?>... tables) {
        return of(Target.beside(target, tables, "using"));
    }

    /** The order in which {@link #limit} counts, in place of any earlier one. */
    public Delete<E> orderBy(Ordering... orderings) {
        return of(target.orderBy(orderings));
    }

    /**
     * At most so many rows, in place of any earlier limit.
     *
     * @throws IllegalArgumentException if the number is negative, or there are other tables that it looks at
     */
    public Delete<E> limit(long rows) {
        return of(target.limit(rows, "using"));
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
    public Delete<E> on(QueryRunner runner) {
        return new Delete<>(table, target, all, execution().on(runner));
    }

    @Override
    public Delete<E> timeout(Duration timeout) {
        return new Delete<>(table, target, all, execution().within(timeout));
    }

    public TableSource<E> table() {
        return table;
    }

    /**
     * The rows that it deletes.
     *
     * @throws IllegalStateException if there is no condition and {@link #all} was not called
     */
    public Target target() {
        if (target.condition() == null && !all) {
            throw new IllegalStateException("delete of " + table.definition()
                    + " without where(…) would delete every row; call all() if that is what you want");
        }
        return target;
    }

    private Delete<E> of(Target rows) {
        return new Delete<>(table, rows, all, execution());
    }

    @Override
    QueryRunner ambientRunner() {
        return table.runner();
    }
}
