// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.ColumnsRead;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.InsertedRows;
import org.kinglet.dialect.Statements;
import org.kinglet.dialect.Write;
import org.kinglet.driver.Access;
import org.kinglet.internal.Operation.Done;
import org.kinglet.internal.Operation.Finish;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Operation.Steps;
import org.kinglet.query.Assignment;
import org.kinglet.query.Delete;
import org.kinglet.query.Expression;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Returning;
import org.kinglet.query.RowShape;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.TableSource;
import org.kinglet.query.Update;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;

/**
 * Writes as statements: one where the database can do it so, else several in one transaction that come to the same.
 *
 * <p>An insert of more rows than one statement takes is cut into several. {@code returning} where there is none is in
 * {@link WritesWithoutReturning}, an upsert where there is no {@code on conflict} in {@link WritesWithoutOnConflict}.
 */
final class Writes {
    /** The rows of an insert that has only arrays for parameters; more in one make nothing faster. */
    private static final int ROWS_OF_ARRAYS = 50_000;

    private static final Node NULL = new Node.Null();

    private Writes() {}

    static <E> Operation<Integer> insert(Engine engine, Insert<E> insert) {
        if (isEmpty(insert)) return new Done<>(0);
        boolean direct = insert.upsert() == null || engine.dialect().hasOnConflict();
        if (insert.rows() instanceof Insert.Rows.FromSelect<E> from) {
            return direct ? plain(engine, insert) : ofRowsRead(engine, insert, from, rows -> insert(engine, rows), 0);
        }
        if (meetsTwice(engine.dialect(), insert)) {
            return inTurns(engine, insert, part -> insert(engine, part), Writes::total);
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
        if (!dialect.returnsWhatIsBeside()) requireOwnColumns(dialect, returning);
        return switch (returning.write()) {
            case Insert<?> insert -> returning(engine, returning, insert);
            case Update<?> update
            when !dialect.hasReturning(Write.UPDATE) -> WritesWithoutReturning.update(engine, returning, update);
            case Delete<?> delete
            when !isDirect(dialect, delete) -> WritesWithoutReturning.delete(engine, returning, delete);
            default -> direct(engine, returning);
        };
    }

    /** Where an update has no {@code returning}, a delete has it only in its simplest form. */
    private static boolean isDirect(Dialect dialect, Delete<?> delete) {
        return dialect.hasReturning(Write.UPDATE)
                || dialect.hasReturning(Write.DELETE)
                        && delete.table().alias() == null
                        && delete.target().isPlain();
    }

    private static void requireOwnColumns(Dialect dialect, Returning<?> returning) {
        for (Expression<?> expression : returning.expressions()) {
            for (TableSource<?> read : ColumnsRead.tablesOf(expression.node())) {
                if (read.definition() != returning.table().definition()) {
                    throw new UnsupportedOperationException(dialect.name() + " gives back columns of "
                            + returning.table().definition() + " only, not of " + read.definition()
                            + "; select them by the keys that are given back");
                }
            }
        }
    }

    private static boolean isEmpty(Insert<?> insert) {
        return insert.rows() instanceof Insert.Rows.Values<?> values
                && values.rows().isEmpty();
    }

    private static <E, T> Operation<List<T>> returning(Engine engine, Returning<T> returning, Insert<E> insert) {
        Dialect dialect = engine.dialect();
        if (isEmpty(insert)) return new Done<>(List.of());
        if (meetsTwice(dialect, insert)) {
            return inTurns(
                    engine, insert, part -> returning(engine, returning.withWrite(part), part), Writes::concatenation);
        }
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
                        Statements.render(engine.dialect(), returning),
                        Access.WRITE,
                        () -> new Collectors.ToList<>(mapper.get())));
    }

    static Operation<Integer> plain(Engine engine, Statement<Integer> write) {
        return plain(Statements.render(engine.dialect(), write), write.timeout());
    }

    /** Gives the number of rows. */
    static Operation<Integer> plain(Sql sql, @Nullable Duration timeout) {
        return new Single<>(Requests.command(sql, Access.WRITE, Collectors.AFFECTED_ROWS), timeout, Finish.asItIs());
    }

    /** Each row was inserted or updated, however the database counts that. */
    private static Operation<Integer> counted(Engine engine, Insert<?> insert) {
        int rows = ((Insert.Rows.Values<?>) insert.rows()).rows().size();
        return new Single<>(
                Requests.command(Statements.render(engine.dialect(), insert), Access.WRITE, Collectors.AFFECTED_ROWS),
                insert.timeout(),
                (affected, channel) -> rows);
    }

    // Rows that meet the same row

    /** Whether two rows of an upsert may be the same to its target, where the database takes that for a mistake. */
    private static <E> boolean meetsTwice(Dialect dialect, Insert<E> insert) {
        return dialect.updatesConflictingOnce() && turns(insert).size() > 1;
    }

    private static <E, R> Operation<R> inTurns(
            Engine engine, Insert<E> insert, Function<Insert<E>, Operation<R>> operation, Function<List<R>, R> all) {
        return WritesWithoutOnConflict.atomically(engine, level -> {
            List<R> results = new ArrayList<>();
            for (List<List<Assignment<E>>> turn : turns(insert)) {
                results.add(operation.apply(insert.withRows(turn)).run(level));
            }
            return all.apply(results);
        });
    }

    /** The rows in parts, so that no part has two with the same values in the target's columns, as far as they are known. */
    private static <E> List<List<List<Assignment<E>>>> turns(Insert<E> insert) {
        Insert.Upsert<E> upsert = insert.upsert();
        if (upsert == null
                || upsert.assignments().isEmpty()
                || upsert.target().isEmpty()
                || !(insert.rows() instanceof Insert.Rows.Values<E>)) {
            return List.of();
        }
        Set<String> target = new HashSet<>();
        upsert.target().forEach(column -> column.columns().forEach(part -> target.add(part.name())));
        Map<Object, Integer> met = new HashMap<>();
        List<List<List<Assignment<E>>>> turns = new ArrayList<>();
        for (List<Assignment<E>> row : rows(insert)) {
            Map<String, Object> key = new HashMap<>();
            for (Assignment<E> assignment : row) {
                for (int i = 0; i < assignment.columns().size(); i++) {
                    String column = assignment.columns().get(i).name();
                    if (target.contains(column))
                        key.put(column, identity(assignment.values().get(i)));
                }
            }
            boolean known = key.size() == target.size() && !key.containsValue(NULL);
            int turn = known ? met.merge(key, 1, Integer::sum) - 1 : 0;
            if (turn == turns.size()) turns.add(new ArrayList<>());
            turns.get(turn).add(row);
        }
        return turns;
    }

    private static Object identity(Node value) {
        return switch (value) {
            case Node.Parameter(byte[] bytes, ColumnType type) -> ByteBuffer.wrap(bytes);
            case Node.Parameter(BigDecimal decimal, ColumnType type) -> decimal.stripTrailingZeros();
            default -> value;
        };
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
        if (insert.upsert() == null && rows.stream().allMatch(List::isEmpty) && !hasDefaults(insert)) {
            return 1; // there is no way to say several rows of no columns
        }
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

    private static boolean hasDefaults(Insert<?> insert) {
        return !InsertedRows.of(insert.table(), List.of(List.of())).columns().isEmpty();
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
        Sql select = Statements.locking(
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
