// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Statements;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.internal.Host.Problem;
import org.kinglet.internal.Operation.Finish;
import org.kinglet.internal.Operation.Single;
import org.kinglet.query.Insert;
import org.kinglet.query.Page;
import org.kinglet.query.RawSelect;
import org.kinglet.query.RawSql;
import org.kinglet.query.Request;
import org.kinglet.query.Returning;
import org.kinglet.query.RowShape;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.TableSource;
import org.kinglet.schema.DataType;

/** Turns what is asked of a runner into what is sent and what is made of the answer. */
public final class Requests {
    private Requests() {}

    public static <R extends @Nullable Object> Operation<R> operation(Engine engine, Request<R> request) {
        Operation<R> operation = anywhere(engine, request);
        return request.statement().isOnPrimary() ? new Operation.OnPrimary<>(operation) : operation;
    }

    @SuppressWarnings("unchecked") // each case knows its result
    private static <R extends @Nullable Object> Operation<R> anywhere(Engine engine, Request<R> request) {
        return (Operation<R>)
                switch (request) {
                    case Request.Execute<?> execute -> execute(engine, execute.statement());
                    case Request.Prefetch<?> prefetch -> prefetch(engine, prefetch.statement(), prefetch.related());
                    case Request.Get<?> get -> get(engine, get.statement());
                    case Request.Single<?> single -> single(engine, single.statement());
                    case Request.Find<?> find -> find(engine, find.statement());
                    case Request.First<?> first -> list(engine, atMost(first.statement(), first.rows()));
                    case Request.Scalar<?> scalar -> scalar(engine, scalar.statement(), scalar.type());
                    case Request.Count count -> count(engine, count.statement());
                    case Request.Exists exists -> exists(engine, exists.statement());
                    case Request.Paged<?> paged -> paged(engine, paged);
                    case Request.Explain explain -> explain(engine, explain.statement());
                };
    }

    /** The command of a select, which gives its rows as a list, with the related ones that are read by joins. */
    static <T> Command<List<T>> rows(Engine engine, Select<T> select) {
        return rows(engine, select, asSent -> Statements.render(engine.dialect(), asSent));
    }

    /** @param render writes the select, to which joins may have been added */
    static <T> Command<List<T>> rows(Engine engine, Select<T> select, Function<Select<T>, Sql> render) {
        if (select.shape() instanceof RowShape.Entity<T>(TableSource<T> table) && JoinedRows.areFor(select)) {
            JoinedRows<T> joined = JoinedRows.of(engine, select);
            Supplier<RowMapper<T>> mapper = joined.mapper(table);
            return command(render.apply(joined.select()), access(select), () -> new Collectors.ToList<>(mapper.get()));
        }
        Supplier<RowMapper<T>> mapper = RowMapper.of(engine, select);
        return command(render.apply(select), access(select), () -> new Collectors.ToList<>(mapper.get()));
    }

    /** What locks rows is for the primary, and is not sent twice. */
    private static Access access(Select<?> select) {
        return select.clauses().lock() == null ? Access.READ : Access.WRITE;
    }

    /**
     * Reads rows, loads what is related to them, and makes something of it.
     *
     * @param command reads the rows of the select
     */
    static <T, R> Operation<R> withRelated(Select<T> select, Command<List<T>> command, Finish<List<T>, R> finish) {
        if (!RelatedRows.areFor(select)) return new Single<>(command, select.timeout(), finish);
        Operation<List<T>> rows = new Single<>(command, select.timeout(), Finish.asItIs());
        return new Operation.Steps<>(channel -> {
            List<T> read = rows.run(channel);
            RelatedRows.load(channel, select, read);
            return finish.apply(read, channel);
        });
    }

    static <T, R> Operation<R> withRelated(Engine engine, Select<T> select, Finish<List<T>, R> finish) {
        return withRelated(select, rows(engine, select), finish);
    }

    /** The same, and then the hooks for what was read. */
    private static <T, R> Operation<R> read(Engine engine, Select<T> select, Finish<List<T>, R> finish) {
        if (!AfterLoad.isFor(engine, select)) return withRelated(engine, select, finish);
        Operation<List<T>> rows = withRelated(engine, select, Finish.asItIs());
        return new Operation.Steps<>(channel -> {
            List<T> read = rows.run(channel);
            R result = finish.apply(read, channel);
            AfterLoad.run(channel, hooks -> hooks.show(select, read));
            return result;
        });
    }

    private static <T> Operation<List<T>> prefetch(Engine engine, Select<T> select, List<Select<?>> related) {
        if (related.isEmpty()) return list(engine, select);
        return new Operation.Steps<>(new Prefetch<>(engine, select, related)::run);
    }

    /** Of which only matters that it was done. */
    public static Operation<@Nullable Void> effect(Sql sql) {
        return new Single<Integer, @Nullable Void>(
                command(sql, Access.WRITE, Collectors.AFFECTED_ROWS), null, (rows, channel) -> null);
    }

    /** The statement, as it is sent first. */
    public static Sql sql(Engine engine, Statement<?> statement) {
        Statement<?> sent = statement instanceof Select<?> select && JoinedRows.areFor(select)
                ? JoinedRows.of(engine, select).select()
                : statement;
        return Statements.render(engine.dialect(), sent);
    }

    private static Operation<?> execute(Engine engine, Statement<?> statement) {
        return switch (statement) {
            case Select<?> select -> list(engine, select);
            case Returning<?> returning -> Writes.returning(engine, returning);
            case Insert<?> insert -> Writes.insert(engine, insert);
            case RawSql raw -> answer(raw, raw(engine, raw, Collectors.ToResult::new));
            case RawSelect<?> select -> entities(engine, select);
            default ->
                answer(
                        statement,
                        command(
                                Statements.render(engine.dialect(), statement),
                                Access.WRITE,
                                Collectors.AFFECTED_ROWS));
        };
    }

    private static <R> Command<R> raw(Engine engine, RawSql raw, Supplier<RowCollector<R>> collector) {
        Access access = raw.isReadOnly() ? Access.READ : Access.EXCLUSIVE;
        return command(Statements.render(engine.dialect(), raw), access, collector);
    }

    private static <E> Operation<List<E>> entities(Engine engine, RawSelect<E> select) {
        TableSource<E> table = select.table();
        Operation<List<E>> read = answer(
                select,
                raw(
                        engine,
                        select.raw(),
                        () -> new Collectors.ToEntities<>(
                                table.definition(),
                                engine.host().entities(List.of(), List.of()).reader(table))));
        return AfterLoad.of(engine, table, read, rows -> rows);
    }

    private static <T> Operation<List<T>> list(Engine engine, Select<T> select) {
        return read(engine, select, Finish.asItIs());
    }

    private static <T> Operation<T> get(Engine engine, Statement<List<T>> statement) {
        if (!(statement instanceof Select<T> select)) {
            return written(engine, statement, rows -> {
                if (rows.isEmpty()) throw noRow(engine, statement);
                return rows.getFirst();
            });
        }
        return read(engine, atMost(select, 1), (rows, channel) -> {
            if (rows.isEmpty()) throw noRow(engine, select);
            return rows.getFirst();
        });
    }

    private static <T> Operation<T> single(Engine engine, Statement<List<T>> statement) {
        if (!(statement instanceof Select<T> select)) {
            return written(engine, statement, rows -> {
                if (rows.isEmpty()) throw noRow(engine, statement);
                if (rows.size() > 1) throw tooManyRows(engine, statement);
                return rows.getFirst();
            });
        }
        return read(engine, atMost(select, 2), (rows, channel) -> {
            if (rows.isEmpty()) throw noRow(engine, select);
            if (rows.size() > 1) throw tooManyRows(engine, select);
            return rows.getFirst();
        });
    }

    /** What is made of the rows that a write touched; what that throws undoes the write. */
    @SuppressWarnings("unchecked") // it gives what the statement gives
    private static <T, R> Operation<R> written(
            Engine engine, Statement<List<T>> statement, Function<List<T>, R> finish) {
        Operation<List<T>> rows = (Operation<List<T>>) execute(engine, statement);
        return WritesWithoutOnConflict.atomically(engine, level -> finish.apply(rows.run(level)));
    }

    private static <T> Operation<Optional<T>> find(Engine engine, Statement<List<T>> statement) {
        if (!(statement instanceof Select<T> select)) {
            return written(engine, statement, rows -> rows.stream().findFirst());
        }
        return read(engine, atMost(select, 1), (rows, channel) -> rows.stream().findFirst());
    }

    /** The first row, also if it was committed after the transaction's snapshot was taken. */
    public static <T> Operation<Optional<T>> findCommitted(Engine engine, Select<T> select) {
        Select<T> one = atMost(select, 1);
        Supplier<RowMapper<T>> mapper = RowMapper.of(engine, one);
        Operation<List<T>> rows = new Single<>(
                command(
                        Statements.locking(
                                engine.dialect(), one, engine.dialect().forShare()),
                        Access.WRITE,
                        () -> new Collectors.ToList<>(mapper.get())),
                select.timeout(),
                Finish.asItIs());
        return new Operation.Steps<>(channel -> {
            List<T> read = rows.run(channel);
            AfterLoad.run(channel, hooks -> hooks.show(one, read));
            return read.stream().findFirst();
        });
    }

    private static <V> Operation<@Nullable V> scalar(Engine engine, Select<?> select, Class<V> type) {
        DataType<V> dataType = DataType.of(type);
        Command<Collectors.FirstValue<V>> command = command(
                Statements.render(engine.dialect(), atMost(select, 1)),
                Access.READ,
                () -> new Collectors.FirstValue<>(dataType));
        return new Single<Collectors.FirstValue<V>, @Nullable V>(
                command, select.timeout(), (first, channel) -> first.value());
    }

    private static Operation<Long> count(Engine engine, Select<?> select) {
        return only(select, Statements.count(engine.dialect(), select), DataType.LONG);
    }

    private static Operation<Boolean> exists(Engine engine, Select<?> select) {
        return only(select, Statements.exists(engine.dialect(), select), DataType.BOOLEAN);
    }

    /** Rows are counted only if those of the page do not tell their number. */
    private static <T> Operation<Page<T>> paged(Engine engine, Request.Paged<T> paged) {
        Select<T> select = paged.statement().paginate(paged.page(), paged.rowsPerPage());
        Operation<List<T>> rows = list(engine, select);
        Operation<Long> total = count(engine, paged.statement().unordered());
        return new Operation.Steps<>(channel -> {
            List<T> read = rows.run(channel);
            boolean last = read.size() < paged.rowsPerPage() && (paged.page() == 1 || !read.isEmpty());
            long all = last ? select.clauses().offset() + read.size() : total.run(channel);
            return new Page<>(read, paged.page(), paged.rowsPerPage(), all);
        });
    }

    private static Operation<String> explain(Engine engine, Statement<?> statement) {
        Sql sql = sql(engine, statement);
        Sql explained = new Sql(engine.dialect().explain(sql.text()), sql.parameterArray());
        return new Single<>(
                command(explained, Access.READ, Collectors.ToPlan::new), statement.timeout(), Finish.asItIs());
    }

    private static <V> Operation<V> only(Select<?> select, Sql sql, DataType<V> type) {
        Command<Collectors.FirstValue<V>> command = command(sql, Access.READ, () -> new Collectors.FirstValue<>(type));
        return new Single<>(command, select.timeout(), (first, channel) -> {
            V value = first.value();
            if (value == null) throw new IllegalStateException("the database answered nothing at all");
            return value;
        });
    }

    private static <T> Select<T> atMost(Select<T> select, long rows) {
        return select.clauses().limit() >= 0 && select.clauses().limit() <= rows ? select : select.limit(rows);
    }

    private static RuntimeException noRow(Engine engine, Statement<?> statement) {
        return engine.host()
                .problem(
                        Problem.NO_ROW,
                        "no row of " + table(statement) + " is so; find(…) gives an Optional ["
                                + Statements.render(engine.dialect(), statement) + "]",
                        null);
    }

    private static RuntimeException tooManyRows(Engine engine, Statement<?> statement) {
        return engine.host()
                .problem(
                        Problem.TOO_MANY_ROWS,
                        "more than one row of " + table(statement) + " where one was expected ["
                                + Statements.render(engine.dialect(), statement) + "]",
                        null);
    }

    private static Object table(Statement<?> statement) {
        return switch (statement) {
            case Select<?> select -> select.clauses().source().definition();
            case Returning<?> returning -> returning.table().definition();
            default -> "the statement";
        };
    }

    static <R> Operation<R> answer(Statement<R> statement, Command<?> command) {
        @SuppressWarnings("unchecked") // the collector was chosen by the statement
        Command<R> typed = (Command<R>) command;
        return new Single<>(typed, statement.timeout(), Finish.asItIs());
    }

    static <X> Command<X> command(Sql sql, Access access, Supplier<? extends RowCollector<X>> collector) {
        return new Command<>(sql.text(), sql.parameterArray(), access, collector);
    }

    static @Nullable Duration limit(Engine engine, Statement<?> statement) {
        Duration own = statement.timeout();
        return own != null ? own : engine.settings().timeout();
    }
}
