// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.InsertedRows;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.Write;
import org.kinglet.driver.Access;
import org.kinglet.internal.Operation.Finish;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Operation.Steps;
import org.kinglet.query.Assignment;
import org.kinglet.query.Delete;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Returning;
import org.kinglet.query.RowShape;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.TableSource;
import org.kinglet.query.Update;
import org.kinglet.schema.ColumnDefinition;

/**
 * Writes as statements: one where the database can do it so, else several in one transaction that come to the same.
 *
 * <p>An insert of more rows than one statement takes is cut into several. {@code returning} where there is none is in
 * {@link WritesWithoutReturning}, an upsert where there is no {@code on conflict} in {@link WritesWithoutOnConflict}.
 */
final class Writes {
    /** The rows of an insert that has only arrays for parameters; more in one make nothing faster. */
    private static final int ROWS_OF_ARRAYS = 50_000;

    private Writes() {}

    static <E> Operation<Integer> insert(Engine engine, Insert<E> insert) {
        boolean direct = insert.upsert() == null || engine.dialect().hasOnConflict();
        if (insert.rows() instanceof Insert.Rows.FromSelect<E> from) {
            return direct ? plain(engine, insert) : ofRowsRead(engine, insert, from, rows -> insert(engine, rows), 0);
        }
        if (direct) return inParts(engine, insert, part -> plain(engine, part), Writes::total);
        if (WritesWithoutOnConflict.isDirectUpsert(engine.dialect(), insert)) {
            return inParts(engine, insert, part -> counted(engine, part), Writes::total);
        }
        return WritesWithoutOnConflict.insert(engine, insert);
    }

    static <T> Operation<List<T>> returning(Engine engine, Returning<T> returning) {
        Operation<List<T>> write = written(engine, returning);
        if (!(returning.shape() instanceof RowShape.Entity<T>(TableSource<T> table))) return write;
        Operation<List<T>> shown = AfterLoad.of(engine, table, write, rows -> rows);
        // What a hook refuses is not written.
        return shown == write ? write : WritesWithoutOnConflict.atomically(engine, shown::run);
    }

    private static <T> Operation<List<T>> written(Engine engine, Returning<T> returning) {
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
        if (known && (direct || WritesWithoutOnConflict.isDirectUpsert(dialect, insert))) {
            return inParts(engine, insert, part -> direct(engine, returning.withWrite(part)), Writes::concatenation);
        }
        if (insert.upsert() == null) {
            return inParts(
                    engine,
                    insert,
                    part -> WritesWithoutReturning.insert(engine, returning, part),
                    Writes::concatenation);
        }
        return WritesWithoutOnConflict.returning(engine, returning, insert);
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
        return new Single<>(Requests.command(sql, Access.WRITE, Collectors.AFFECTED_ROWS), timeout, Finish.asItIs());
    }

    /** Each row was inserted or updated, however the database counts that. */
    private static Operation<Integer> counted(Engine engine, Insert<?> insert) {
        int rows = ((Insert.Rows.Values<?>) insert.rows()).rows().size();
        return new Single<>(
                Requests.command(Renderer.render(engine.dialect(), insert), Access.WRITE, Collectors.AFFECTED_ROWS),
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

    static <E> List<List<Assignment<E>>> rows(Insert<E> insert) {
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

    // Rows of a select that go through the program

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
        return WritesWithoutOnConflict.atomically(engine, level -> {
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
}
