// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements: a database, a connection or a transaction. Thread-safe. The statements' own methods ({@code
 * select.list()}) end here too.
 *
 * <p>Each operation waits for its result on the calling thread. Its twin with {@code Async} in the name takes the same
 * parameters, returns at once, and gives the same result by a future.
 *
 * <p>Failures are thrown where the caller waits, or come by the future, with the SQL and without any value: what the
 * database said is a {@code DatabaseException}. What is wrong with the call itself (a statement that cannot be rendered, a
 * database that is closed) is thrown by the twin, too. A thread that must not wait, such as the driver's, gets a {@code
 * BlockingCallException}.
 *
 * <p>Interrupting the thread that waits, or cancelling the future, stops the statement in the database. The thread gets a
 * {@code StatementCancelledException} and keeps its interrupt flag; if the result was there already, it gets that.
 */
public abstract class QueryRunner {
    /** The default number of rows that a stream fetches at a time. */
    public static final int DEFAULT_FETCH_SIZE = 1000;

    /** For databases, connections and transactions. */
    protected QueryRunner() {}

    /** Runs and waits. */
    protected abstract <R extends @Nullable Object> R run(Request<R> request);

    /** Starts. */
    protected abstract <R extends @Nullable Object> CompletableFuture<R> runAsync(Request<R> request);

    /** What would be sent for the statement. */
    public abstract Sql render(Statement<?> statement);

    /**
     * The rows as they come from a cursor, {@code fetchSize} at a time. The stream holds a connection: close it, also
     * after an exception; reading to the end closes it too. To be read by the task that opened it.
     */
    public abstract <T> Stream<T> stream(Select<T> select, int fetchSize);

    /**
     * The rows as the subscriber asks for them; nothing is sent before the first request, and never more than
     * {@code fetchSize} rows are fetched beyond what was asked for. Each subscription runs the query anew.
     * {@code onComplete} and {@code onError} come after the connection has been given back.
     */
    public abstract <T> Flow.Publisher<T> publisher(Select<T> select, int fetchSize);

    /** Runs any statement; what it gives is told where the statement is made. */
    public final <R> R execute(Statement<R> statement) {
        return run(new Request.Execute<>(statement));
    }

    public final <R> CompletableFuture<R> executeAsync(Statement<R> statement) {
        return runAsync(new Request.Execute<>(statement));
    }

    /** All rows. */
    public final <T> List<T> list(Select<T> select) {
        return execute(select);
    }

    public final <T> CompletableFuture<List<T>> listAsync(Select<T> select) {
        return executeAsync(select);
    }

    /**
     * All rows of the first select, with those rows of the others that are related to them: one statement for each select,
     * whatever the number of rows.
     *
     * <p>Each select is linked to the nearest one before it from which a collection ({@code Many}) or, if there is none, a
     * reference ({@code Ref}) leads to its table; if there are several, to the rows of all of them. Its rows are those that
     * are related to the rows that were read by that select, by their keys: no select is sent again as a part of another.
     * Conditions, order, joins and what is loaded with its rows are kept. A limit is of all its rows together; in {@link
     * Select#withRelated} it is for each.
     *
     * <p>Collections are loaded then, also empty ones, and their entities know whose they are; of references those whose
     * row was found, and the others are as they were. All is run here, wherever else a select would run.
     *
     * @throws IllegalArgumentException if a select is linked to none before it, if two are linked in the same way, or if
     *     one gives something else than entities; nothing is sent then
     * @throws UnsupportedOperationException if a select has a limit and the keys don't fit into one statement
     */
    public final <T> List<T> prefetch(Select<T> select, Select<?>... related) {
        return run(new Request.Prefetch<>(select, List.of(related)));
    }

    public final <T> CompletableFuture<List<T>> prefetchAsync(Select<T> select, Select<?>... related) {
        return runAsync(new Request.Prefetch<>(select, List.of(related)));
    }

    /** The first row; throws {@code NoRowException} when there is none. */
    public final <T> T get(Select<T> select) {
        return run(new Request.Get<>(select));
    }

    public final <T> CompletableFuture<T> getAsync(Select<T> select) {
        return runAsync(new Request.Get<>(select));
    }

    /** The only row; throws {@code NoRowException} when there is none, {@code TooManyRowsException} when there are more. */
    public final <T> T single(Select<T> select) {
        return run(new Request.Single<>(select));
    }

    public final <T> CompletableFuture<T> singleAsync(Select<T> select) {
        return runAsync(new Request.Single<>(select));
    }

    /** The first row, if there is one. */
    public final <T> Optional<T> find(Select<T> select) {
        return run(new Request.Find<>(select));
    }

    public final <T> CompletableFuture<Optional<T>> findAsync(Select<T> select) {
        return runAsync(new Request.Find<>(select));
    }

    /** The first row, if there is one. */
    public final <T> Optional<T> first(Select<T> select) {
        return find(select);
    }

    public final <T> CompletableFuture<Optional<T>> firstAsync(Select<T> select) {
        return findAsync(select);
    }

    /**
     * The first rows, at most so many.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public final <T> List<T> first(Select<T> select, int rows) {
        return run(new Request.First<>(select, rows));
    }

    public final <T> CompletableFuture<List<T>> firstAsync(Select<T> select, int rows) {
        return runAsync(new Request.First<>(select, rows));
    }

    /** The first column of the first row; null if there is no row, or its value is null. */
    public final <V> @Nullable V scalar(Select<?> select, Class<V> type) {
        return run(new Request.Scalar<>(select, type));
    }

    public final <V> CompletableFuture<@Nullable V> scalarAsync(Select<?> select, Class<V> type) {
        return runAsync(new Request.Scalar<>(select, type));
    }

    /** How many rows there are, within limit and offset. */
    public final long count(Select<?> select) {
        return run(new Request.Count(select));
    }

    public final CompletableFuture<Long> countAsync(Select<?> select) {
        return runAsync(new Request.Count(select));
    }

    /** Whether there is a row. */
    public final boolean exists(Select<?> select) {
        return run(new Request.Exists(select));
    }

    public final CompletableFuture<Boolean> existsAsync(Select<?> select) {
        return runAsync(new Request.Exists(select));
    }

    /** The rows of one page, counted from 1, and how many rows all pages have. */
    public final <T> Page<T> page(Select<T> select, long page, long rowsPerPage) {
        return run(new Request.Paged<>(select, page, rowsPerPage));
    }

    public final <T> CompletableFuture<Page<T>> pageAsync(Select<T> select, long page, long rowsPerPage) {
        return runAsync(new Request.Paged<>(select, page, rowsPerPage));
    }

    /** How the database would run a statement, in its own words; nothing is run. */
    public final String explain(Statement<?> statement) {
        return run(new Request.Explain(statement));
    }

    public final CompletableFuture<String> explainAsync(Statement<?> statement) {
        return runAsync(new Request.Explain(statement));
    }

    /** The same, {@value #DEFAULT_FETCH_SIZE} rows at a time. */
    public final <T> Stream<T> stream(Select<T> select) {
        return stream(select, DEFAULT_FETCH_SIZE);
    }

    /** The same with a fetch size of {@value #DEFAULT_FETCH_SIZE}. */
    public final <T> Flow.Publisher<T> publisher(Select<T> select) {
        return publisher(select, DEFAULT_FETCH_SIZE);
    }

    /**
     * Runs SQL of your own and buffers its rows. {@code ?} outside of literals and comments stands for the next parameter,
     * {@code ??} for a question mark. A parameter may be null.
     *
     * @throws IllegalArgumentException if there are not as many parameters as places for them
     */
    public final Result sql(String text, @Nullable Object... parameters) {
        return execute(RawSql.of(text, parameters));
    }

    public final CompletableFuture<Result> sqlAsync(String text, @Nullable Object... parameters) {
        return executeAsync(RawSql.of(text, parameters));
    }

    /**
     * The same with parameters by name: {@code :name} in the text.
     *
     * @throws IllegalArgumentException if the SQL names a parameter that is not there, or the other way round
     */
    public final Result sql(String text, Map<String, ? extends @Nullable Object> parameters) {
        return execute(RawSql.of(text, parameters));
    }

    public final CompletableFuture<Result> sqlAsync(String text, Map<String, ? extends @Nullable Object> parameters) {
        return executeAsync(RawSql.of(text, parameters));
    }
}
