// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.InsertedRows;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.Write;
import org.kinglet.driver.Access;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Operation.Steps;
import org.kinglet.query.Assignment;
import org.kinglet.query.Delete;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Returning;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.Update;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * Writes as statements: one where the database can do it so, else several in one transaction that come to the same.
 *
 * <p>An insert of more rows than one statement takes is cut into several. {@code returning} where there is none is in
 * {@link WritesWithoutReturning}. An upsert where there is no {@code on conflict} is, row by row, an insert, and after a
 * unique violation the update of the row with the same values in the target's columns; if there is none, the conflict was
 * another, and the violation stands. Where the target is the only constraint that a row can conflict with, the database's
 * own form means the same and is used. Rows to be left out are found by halves: of a part that fails, each half is tried,
 * down to the single row.
 */
final class Writes {
    /** The rows of an insert that has only arrays for parameters; more in one make nothing faster. */
    private static final int ROWS_OF_ARRAYS = 50_000;

    private static final Blocks.Options RETRIED = new Blocks.Options(null, false, false, 10);

    private Writes() {}

    static <E> Operation<Integer> insert(Engine engine, Insert<E> insert) {
        boolean direct = insert.upsert() == null || engine.dialect().hasOnConflict();
        if (insert.rows() instanceof Insert.Rows.FromSelect<E> from) {
            return direct ? plain(engine, insert) : ofRowsRead(engine, insert, from, rows -> insert(engine, rows), 0);
        }
        if (direct) return inParts(engine, insert, part -> plain(engine, part), Writes::total);
        if (isDirectUpsert(engine.dialect(), insert)) {
            return inParts(engine, insert, part -> counted(engine, part), Writes::total);
        }
        return atomically(
                engine,
                level -> conflicting(insert, new Counting(engine), level).size());
    }

    static <T> Operation<List<T>> returning(Engine engine, Returning<T> returning) {
        Dialect dialect = engine.dialect();
        return switch (returning.write()) {
            case Insert<?> insert -> returning(engine, returning, insert);
            case Update<?> update
            when !dialect.hasReturning(Write.UPDATE) -> WritesWithoutReturning.update(engine, returning, update);
            case Delete<?> delete
            when !dialect.hasReturning(Write.DELETE)
                    || delete.table().alias() != null && !dialect.hasReturning(Write.UPDATE) ->
                WritesWithoutReturning.delete(engine, returning, delete);
            default -> direct(engine, returning);
        };
    }

    private static <E, T> Operation<List<T>> returning(Engine engine, Returning<T> returning, Insert<E> insert) {
        Dialect dialect = engine.dialect();
        boolean known = dialect.hasReturning(Write.INSERT);
        boolean direct = insert.upsert() == null || dialect.hasOnConflict();
        if (insert.rows() instanceof Insert.Rows.FromSelect<E> from) {
            return direct && known
                    ? direct(engine, returning)
                    : ofRowsRead(engine, insert, from, rows -> returning(engine, returning, rows), List.of());
        }
        if (known && (direct || isDirectUpsert(dialect, insert))) {
            return inParts(engine, insert, part -> direct(engine, returning.withWrite(part)), Writes::concatenation);
        }
        if (insert.upsert() == null) {
            return inParts(
                    engine,
                    insert,
                    part -> WritesWithoutReturning.insert(engine, returning, part),
                    Writes::concatenation);
        }
        return atomically(engine, level -> conflicting(insert, new Giving<>(engine, returning), level));
    }

    // Statements that are sent as they are

    static <T> Operation<List<T>> direct(Engine engine, Returning<T> returning) {
        Supplier<RowMapper<T>> mapper =
                RowMapper.of(engine, returning.shape(), returning.table(), returning.expressions());
        return Requests.answer(
                returning,
                Requests.command(
                        Renderer.render(engine.dialect(), returning),
                        Access.WRITE,
                        () -> new Collectors.ToList<>(mapper.get())));
    }

    static Operation<Integer> plain(Engine engine, Statement<Integer> write) {
        return plain(Renderer.render(engine.dialect(), write), write.timeout());
    }

    /** Gives the number of rows. */
    static Operation<Integer> plain(Sql sql, @Nullable Duration timeout) {
        return new Single<>(
                Requests.command(sql, Access.WRITE, Collectors.AffectedRows::new),
                timeout,
                (affected, channel) -> affected);
    }

    /** Each row was inserted or updated, however the database counts that. */
    private static Operation<Integer> counted(Engine engine, Insert<?> insert) {
        int rows = ((Insert.Rows.Values<?>) insert.rows()).rows().size();
        return new Single<>(
                Requests.command(Renderer.render(engine.dialect(), insert), Access.WRITE, Collectors.AffectedRows::new),
                insert.timeout(),
                (affected, channel) -> rows);
    }

    // Parts

    private static <E, R> Operation<R> inParts(
            Engine engine, Insert<E> insert, Function<Insert<E>, Operation<R>> operation, Function<List<R>, R> all) {
        List<List<Assignment<E>>> rows = rows(insert);
        int size = rowsPerStatement(engine.dialect(), insert, rows);
        if (rows.size() <= size) return operation.apply(insert);
        return new Steps<>(channel ->
                Blocks.run(engine, channel, Blocks.Kind.ATOMIC, Blocks.Options.DEFAULT, (Level level) -> {
                    List<R> results = new ArrayList<>();
                    for (int from = 0; from < rows.size(); from += size) {
                        List<List<Assignment<E>>> part = rows.subList(from, Math.min(from + size, rows.size()));
                        results.add(operation.apply(insert.withRows(part)).run(level));
                    }
                    return all.apply(results);
                }));
    }

    private static <E> List<List<Assignment<E>>> rows(Insert<E> insert) {
        return ((Insert.Rows.Values<E>) insert.rows()).rows();
    }

    /** By the number of columns, which is how many parameters a row has, and by the size of the largest row. */
    private static <E> int rowsPerStatement(Dialect dialect, Insert<E> insert, List<List<Assignment<E>>> rows) {
        int width = Math.max(1, insert.table().definition().columns().size());
        long largest = 1;
        for (List<Assignment<E>> row : rows) {
            long size = 0;
            for (Assignment<E> assignment : row) {
                for (Node value : assignment.values()) {
                    if (value instanceof Node.Parameter parameter) size += ParameterSize.of(parameter.value());
                }
            }
            largest = Math.max(largest, size);
        }
        long byBytes = Math.max(1, dialect.maxStatementBytes() / largest);
        boolean arrays =
                dialect.hasArrays() && InsertedRows.areArrays(insert.table().definition(), rows);
        long byParameters = arrays ? ROWS_OF_ARRAYS : Math.max(1, dialect.maxParameters() / width);
        return (int) Math.min(byBytes, byParameters);
    }

    private static Integer total(List<Integer> counts) {
        int total = 0;
        for (int count : counts) total = Math.addExact(total, count);
        return total;
    }

    private static <T> List<T> concatenation(List<List<T>> parts) {
        List<T> all = new ArrayList<>();
        parts.forEach(all::addAll);
        return all;
    }

    // Conflicts, where the database has no words for them

    /**
     * The rows of the select are read, as they are now and stay until the end, and inserted as values.
     *
     * @param nothing the result if there are none
     */
    private static <E, R> Operation<R> ofRowsRead(
            Engine engine,
            Insert<E> insert,
            Insert.Rows.FromSelect<E> from,
            Function<Insert<E>, Operation<R>> operation,
            R nothing) {
        List<ColumnDefinition> columns = new ArrayList<>();
        from.columns().forEach(column -> columns.addAll(column.columns()));
        Sql select = Renderer.locking(
                engine.dialect(), from.select(), engine.dialect().forShare());
        return atomically(engine, level -> {
            List<List<Assignment<E>>> rows = new Single<>(
                            Requests.command(
                                    select,
                                    Access.WRITE,
                                    () -> new Collectors.ToAssignments<E>(columns, from.select())),
                            insert.timeout(),
                            (read, channel) -> read)
                    .run(level);
            return rows.isEmpty()
                    ? nothing
                    : operation.apply(insert.withRows(rows)).run(level);
        });
    }

    /** Tries again if nothing came of it but a deadlock: those who insert the same rows at once may meet in one. */
    private static <R> Operation<R> atomically(Engine engine, Function<Level, R> body) {
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
    private static <E> boolean isDirectUpsert(Dialect dialect, Insert<E> insert) {
        Insert.Upsert<E> upsert = insert.upsert();
        if (upsert == null || !dialect.hasUpsert(upsert)) return false;
        TableDefinition table = insert.table().definition();
        List<String> target = new ArrayList<>();
        upsert.target().forEach(column -> column.columns().forEach(part -> target.add(part.name())));
        boolean found = false;
        for (List<String> constraint : constraints(table)) {
            if (constraint.size() == target.size() && constraint.containsAll(target)) found = true;
            else if (mayConflict(table, constraint, rows(insert))) return false;
        }
        return found;
    }

    private static List<List<String>> constraints(TableDefinition table) {
        List<List<String>> constraints = new ArrayList<>();
        constraints.add(table.primaryKey());
        for (IndexDefinition index : table.indexes()) {
            if (index.unique()) constraints.add(index.columns());
        }
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
        InsertedRows completed = InsertedRows.of(insert.table(), rows(insert));
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
        if (nothing && upsert.target().isEmpty()) return List.of();
        if (!exists(level, insert, upsert, row)) throw violation;
        return nothing ? List.of() : results.updated(insert, upsert, row, level);
    }

    /** Whether there is a row with the same values in the target's columns; if it is to be updated, it is locked. */
    private static <E> boolean exists(Level level, Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row) {
        Node condition = same(insert, upsert, row);
        Dialect dialect = level.engine().dialect();
        String lock = upsert.assignments().isEmpty() ? dialect.forShare() : dialect.forUpdate();
        return new Single<>(
                        Requests.command(
                                Renderer.selectWithKey(dialect, insert.table(), List.of(), condition, lock),
                                Access.WRITE,
                                Collectors.AnyRow::new),
                        insert.timeout(),
                        (found, channel) -> found)
                .run(level);
    }

    private static <E> Node same(Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row) {
        List<Node> conditions = Renderer.conflicting(insert.table(), upsert, row);
        return conditions.size() == 1 ? conditions.getFirst() : new Node.Junction(true, conditions);
    }

    private static <E> Operation<Integer> updateConflicting(
            Engine engine, Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row) {
        return plain(Renderer.updateConflicting(engine.dialect(), insert.table(), upsert, row), insert.timeout());
    }

    /** For the number of rows. */
    private record Counting(Engine engine) implements Results<Boolean> {
        @Override
        public <E> List<Boolean> inserted(Insert<E> rows, Channel channel) {
            return java.util.Collections.nCopies(insert(engine, rows).run(channel), true);
        }

        @Override
        public <E> List<Boolean> updated(
                Insert<E> insert, Insert.Upsert<E> upsert, Map<String, Node> row, Channel channel) {
            return java.util.Collections.nCopies(
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
