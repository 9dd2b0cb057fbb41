// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.InsertedRows;
import org.kinglet.dialect.Statements;
import org.kinglet.driver.Access;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Operation.Steps;
import org.kinglet.query.Assignment;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Returning;
import org.kinglet.query.Target;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * Upserts where there is no {@code on conflict}: row by row an insert, and after a unique violation the update of the row
 * with the same values in the target's columns; if there is none, the conflict was another, and the violation stands.
 *
 * <p>Where the target is the only constraint that a row can conflict with, the database's own form means the same and is
 * used. Rows to be left out are found by halves: of a part that fails, each half is tried, down to the single row.
 */
final class WritesWithoutOnConflict {
    private static final Blocks.Options RETRIED = new Blocks.Options(null, false, false, 10);

    private WritesWithoutOnConflict() {}

    static <E> Operation<Integer> insert(Engine engine, Insert<E> insert) {
        return atomically(
                engine,
                level -> conflicting(insert, new Counting(engine), level).size());
    }

    static <E, T> Operation<List<T>> returning(Engine engine, Returning<T> returning, Insert<E> insert) {
        return atomically(engine, level -> conflicting(insert, new Giving<>(engine, returning), level));
    }

    /** Tries again if nothing came of it but a deadlock: those who insert the same rows at once may meet in one. */
    static <R> Operation<R> atomically(Engine engine, Function<Level, R> body) {
        return new Steps<>(channel -> Blocks.run(
                engine,
                channel,
                Blocks.Kind.ATOMIC,
                channel instanceof Level ? Blocks.Options.DEFAULT : RETRIED,
                (Level level) -> body.apply(level)));
    }

    /**
     * Whether the target is the only constraint that the rows can conflict with. Others cannot that have a generated
     * column to which no row gives a value.
     */
    static <E> boolean isDirectUpsert(Dialect dialect, Insert<E> insert) {
        Insert.Upsert<E> upsert = insert.upsert();
        if (upsert == null || !dialect.hasUpsert(upsert) || upsert.conflict().where() != null) return false;
        TableDefinition table = insert.table().definition();
        List<String> target = new ArrayList<>();
        upsert.target().forEach(column -> column.columns().forEach(part -> target.add(part.name())));
        // What an index over an expression says of a row, only the database knows.
        if (table.indexes().stream().anyMatch(index -> index.unique() && !index.isKey())) return false;
        boolean found = false;
        for (List<String> constraint : constraints(table)) {
            if (constraint.size() == target.size() && constraint.containsAll(target)) found = true;
            else if (mayConflict(table, constraint, Writes.rows(insert))) return false;
        }
        return found;
    }

    private static List<List<String>> constraints(TableDefinition table) {
        List<List<String>> constraints = new ArrayList<>();
        constraints.add(table.primaryKey());
        constraints.addAll(table.uniqueKeys());
        return constraints;
    }

    private static <E> boolean mayConflict(
            TableDefinition table, List<String> constraint, List<List<Assignment<E>>> rows) {
        for (String name : constraint) {
            ColumnDefinition column = table.column(name);
            if (!column.generated()) continue;
            boolean named = rows.stream()
                    .flatMap(List::stream)
                    .anyMatch(assignment -> assignment.columns().contains(column));
            if (!named) return false;
        }
        return true;
    }

    /** What the rows of an upsert give: as many results as there are rows that were inserted or updated. */
    private interface Results<T> {
        <E> List<T> inserted(Insert<E> rows, Channel channel);

        <E> List<T> updated(Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row, Channel channel);
    }

    private static <E, T> List<T> conflicting(Insert<E> insert, Results<T> results, Level level) {
        requireColumns(level.engine().dialect(), insert);
        InsertedRows completed = InsertedRows.of(insert.table(), Writes.rows(insert));
        List<List<Assignment<E>>> rows = completed.assignments();
        List<T> all = new ArrayList<>();
        conflicting(insert, completed, rows, 0, results, level, all);
        return all;
    }

    /** @param offset the number of the first of these rows */
    private static <E, T> void conflicting(
            Insert<E> insert,
            InsertedRows completed,
            List<List<Assignment<E>>> rows,
            int offset,
            Results<T> results,
            Level level,
            List<T> all) {
        try {
            all.addAll(results.inserted(insert.withRows(rows).withoutUpsert(), level));
        } catch (RuntimeException failure) {
            if (!level.engine().host().isUniqueViolation(failure)) throw failure;
            if (rows.size() > 1) {
                int half = rows.size() / 2;
                conflicting(insert, completed, rows.subList(0, half), offset, results, level, all);
                conflicting(insert, completed, rows.subList(half, rows.size()), offset + half, results, level, all);
                return;
            }
            all.addAll(conflict(insert, completed.byName(offset), results, level, failure));
        }
    }

    private static <E, T> List<T> conflict(
            Insert<E> insert, Map<String, Node> row, Results<T> results, Level level, RuntimeException violation) {
        Insert.Upsert<E> upsert = insert.upsert();
        if (upsert == null) throw violation;
        boolean nothing = upsert.assignments().isEmpty();
        if (nothing && upsert.conflict().isAny()) return List.of();
        if (!exists(level, insert, upsert, row)) throw violation;
        return nothing ? List.of() : results.updated(insert, upsert, row, level);
    }

    /** Here a constraint is known by the columns that are equal. */
    private static <E> void requireColumns(Dialect dialect, Insert<E> insert) {
        Insert.Upsert<E> upsert = insert.upsert();
        if (upsert == null) return;
        if (upsert.conflict().constraint() != null) {
            throw new UnsupportedOperationException(dialect.name() + " finds constraints by their columns only; use"
                    + " onConflict(…) with those of " + upsert.conflict().constraint());
        }
        if (upsert.conflict().where() != null) {
            throw new UnsupportedOperationException(dialect.name()
                    + " has no partial indexes, so no row can conflict with one; leave out ofIndexWhere(…)");
        }
    }

    /** Whether there is a row with the same values in the target's columns; if it is to be updated, it is locked. */
    private static <E> boolean exists(Level level, Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row) {
        Node condition = same(insert, upsert, row);
        Dialect dialect = level.engine().dialect();
        String lock = upsert.assignments().isEmpty() ? dialect.forShare() : dialect.forUpdate();
        return new Single<>(
                        Requests.command(
                                Statements.selectWithKey(
                                        dialect, Target.of(insert.table(), condition), List.of(), lock),
                                Access.WRITE,
                                Collectors.AnyRow::new),
                        insert.timeout(),
                        (found, channel) -> found)
                .run(level);
    }

    private static <E> Node same(Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row) {
        List<Node> conditions = Statements.conflicting(insert.table(), upsert, row);
        return conditions.size() == 1 ? conditions.getFirst() : new Node.Junction(true, conditions);
    }

    private static <E> Operation<Integer> updateConflicting(
            Engine engine, Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row) {
        return Writes.plain(
                Statements.updateConflicting(engine.dialect(), insert.table(), upsert, row), insert.timeout());
    }

    /** For the number of rows. */
    private record Counting(Engine engine) implements Results<Boolean> {
        @Override
        public <E> List<Boolean> inserted(Insert<E> rows, Channel channel) {
            return Collections.nCopies(Writes.insert(engine, rows).run(channel), true);
        }

        @Override
        public <E> List<Boolean> updated(
                Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row, Channel channel) {
            return Collections.nCopies(
                    updateConflicting(engine, insert, upsert, row).run(channel), true);
        }
    }

    /** For the rows themselves. */
    private record Giving<T>(Engine engine, Returning<T> returning) implements Results<T> {
        @Override
        public <E> List<T> inserted(Insert<E> rows, Channel channel) {
            return Writes.returning(engine, returning.withWrite(rows)).run(channel);
        }

        @Override
        public <E> List<T> updated(Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row, Channel channel) {
            int updated = updateConflicting(engine, insert, upsert, row).run(channel);
            if (updated == 0) return List.of();
            return WritesWithoutReturning.read(engine, returning, same(insert, upsert, row), channel);
        }
    }
}
