// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes rows; running it gives their number. Without {@link #where} it needs {@link #all}, so that a forgotten condition
 * costs an exception and not a table.
 *
 * @param <E> the entity of the table
 */
public final class Delete<E> extends Statement<Integer> {
    private final TableSource<E> table;
    private final @Nullable Node where;
    private final boolean all;

    private Delete(TableSource<E> table, @Nullable Node where, boolean all, Execution execution) {
        super(execution);
        this.table = table;
        this.where = where;
        this.all = all;
    }

    /** Deletes all rows that {@link #where} chooses. */
    public static <E> Delete<E> of(TableSource<E> table) {
        return new Delete<>(table, null, false, Execution.DEFAULT);
    }

    /** Only rows for which the conditions are true, and those of earlier calls. */
    public Delete<E> where(Condition... conditions) {
        return new Delete<>(table, Conditions.and(where, conditions), all, execution());
    }

    /** Every row of the table is meant. */
    public Delete<E> all() {
        return new Delete<>(table, where, true, execution());
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
        return new Delete<>(table, where, all, execution().on(runner));
    }

    @Override
    public Delete<E> timeout(Duration timeout) {
        return new Delete<>(table, where, all, execution().within(timeout));
    }

    public TableSource<E> table() {
        return table;
    }

    /**
     * The condition, or {@code null} for every row.
     *
     * @throws IllegalStateException if there is none and {@link #all} was not called
     */
    public @Nullable Node condition() {
        if (where == null && !all) {
            throw new IllegalStateException("delete of " + table.definition()
                    + " without where(…) would change every row; call all() if that is what you want");
        }
        return where;
    }

    @Override
    QueryRunner ambientRunner() {
        return table.runner();
    }
}
