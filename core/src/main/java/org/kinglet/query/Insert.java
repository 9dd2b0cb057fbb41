// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows; running it gives their number. Columns that are not named get the defaults of a fresh entity, made at each
 * execution. Keys and rows come by {@link #returning}.
 *
 * @param <E> the entity of the table
 */
public final class Insert<E> extends Statement<Integer> {
    private final TableSource<E> table;
    private final Rows<E> rows;
    private final @Nullable Upsert<E> upsert;

    private Insert(TableSource<E> table, Rows<E> rows, @Nullable Upsert<E> upsert, Execution execution) {
        super(execution);
        this.table = table;
        this.rows = rows;
        this.upsert = upsert;
    }

    /**
     * One row for each list; no rows and no statement at all for none.
     *
     * @throws IllegalArgumentException if a row sets a column twice
     */
    public static <E> Insert<E> into(TableSource<E> table, List<? extends List<Assignment<E>>> rows) {
        rows.forEach(Assignment::requireDifferent);
        return new Insert<>(
                table,
                new Rows.Values<>(
                        rows.stream().<List<Assignment<E>>>map(List::copyOf).toList()),
                null,
                Execution.DEFAULT);
    }

    /**
     * A row for each row of the query.
     *
     * @throws IllegalArgumentException if the query has not as many columns, or one of another type
     */
    public static <E> Insert<E> into(
            TableSource<E> table, List<? extends TableColumn<E, ?>> columns, Select<?> select) {
        SelectedTypes.requireFor(table, columns, select);
        return new Insert<>(table, new Rows.FromSelect<>(List.copyOf(columns), select), null, Execution.DEFAULT);
    }

    /** What to do with a row whose key or unique columns are there already. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final OnConflict<E> onConflict(TableColumn<E, ?>... target) {
        return new OnConflict<>(this, new Conflict<>(List.of(target), null, null));
    }

    /**
     * What to do with a row that the unique constraint of this name says is there already. Only on PostgreSQL; elsewhere name
     * its columns.
     */
    public OnConflict<E> onConflictWith(String constraint) {
        return new OnConflict<>(this, new Conflict<>(List.of(), null, Objects.requireNonNull(constraint)));
    }

    /** Leaves out rows that would break any unique constraint. */
    public Insert<E> onConflictDoNothing() {
        return upsert(new Upsert<>(Conflict.any(), List.of(), null));
    }

    /** Runs the insert and gives the inserted rows as entities. */
    public Returning<E> returning() {
        return Returning.entities(this, table);
    }

    /** Runs the insert and gives these expressions for each inserted row. */
    public Returning<Row> returning(Expression<?>... expressions) {
        return Returning.rows(this, table, List.of(expressions));
    }

    @Override
    public Insert<E> on(QueryRunner runner) {
        return new Insert<>(table, rows, upsert, execution().on(runner));
    }

    @Override
    public Insert<E> timeout(Duration timeout) {
        return new Insert<>(table, rows, upsert, execution().within(timeout));
    }

    public TableSource<E> table() {
        return table;
    }

    public Rows<E> rows() {
        return rows;
    }

    /** {@code null} for an ordinary insert. */
    public @Nullable Upsert<E> upsert() {
        return upsert;
    }

    /** The same insert of other rows. */
    public Insert<E> withRows(List<List<Assignment<E>>> part) {
        return new Insert<>(table, new Rows.Values<>(part), upsert, execution());
    }

    /** The same insert, failing on conflict. */
    public Insert<E> withoutUpsert() {
        return new Insert<>(table, rows, null, execution());
    }

    Insert<E> upsert(Upsert<E> newUpsert) {
        return new Insert<>(table, rows, newUpsert, execution());
    }

    @Override
    QueryRunner ambientRunner() {
        return table.runner();
    }

    /** Where the rows come from. */
    public sealed interface Rows<E> {
        record Values<E>(List<List<Assignment<E>>> rows) implements Rows<E> {}

        record FromSelect<E>(List<TableColumn<E, ?>> columns, Select<?> select) implements Rows<E> {}
    }

    /**
     * Which constraint a row may conflict with; any, if nothing is said.
     *
     * @param columns of the constraint
     * @param where the condition of the partial index that it is, or {@code null}
     * @param constraint its name in place of all that, or {@code null}
     */
    public record Conflict<E>(
            List<TableColumn<E, ?>> columns,
            @Nullable Node where,
            @Nullable String constraint) {
        static <E> Conflict<E> any() {
            return new Conflict<>(List.of(), null, null);
        }

        public boolean isAny() {
            return columns.isEmpty() && constraint == null;
        }
    }

    /**
     * What happens on conflict: nothing if there are no assignments.
     *
     * @param where which rows that are there are updated, or {@code null} for all
     */
    public record Upsert<E>(
            Conflict<E> conflict,
            List<Assignment<E>> assignments,
            @Nullable Node where) {
        /** The columns that are the same in a row that is there; not known of a constraint that is named. */
        public List<TableColumn<E, ?>> target() {
            return conflict.columns;
        }
    }
}
