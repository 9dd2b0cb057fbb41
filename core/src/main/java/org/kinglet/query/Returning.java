// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A write that gives back the rows it touched, each as it is afterwards (before, for a delete).
 *
 * @param <T> what a row becomes
 */
public final class Returning<T> extends Statement<List<T>> {
    private final Statement<Integer> write;
    private final TableSource<?> table;
    private final List<Expression<?>> expressions;
    private final RowShape<T> shape;

    private Returning(
            Statement<Integer> write, TableSource<?> table, List<Expression<?>> expressions, RowShape<T> shape) {
        super(write.execution());
        this.write = write;
        this.table = table;
        this.expressions = expressions;
        this.shape = shape;
    }

    static <E> Returning<E> entities(Statement<Integer> write, TableSource<E> table) {
        return new Returning<>(write, table, List.of(), new RowShape.Entity<>(table));
    }

    static Returning<Row> rows(Statement<Integer> write, TableSource<?> table, List<Expression<?>> expressions) {
        return new Returning<>(write, table, expressions, new RowShape.Rows());
    }

    /** Rows as records of this class: each component is the expression or column of that name. */
    public <R extends Record> Returning<R> as(Class<R> recordClass) {
        return new Returning<>(write, table, expressions, new RowShape.Records<>(recordClass));
    }

    /** Rows as the function makes them. It may run on the driver's thread and must not block. */
    public <R> Returning<R> map(Function<? super Row, ? extends R> mapper) {
        return new Returning<>(write, table, expressions, new RowShape.Mapped<>(mapper));
    }

    /** Runs it and gives all rows, as {@link #execute} does. Which row comes first is the database's choice. */
    public List<T> list() {
        return execute();
    }

    public CompletableFuture<List<T>> listAsync() {
        return executeAsync();
    }

    /** Runs it and gives the first of its rows; throws {@code NoRowException} if it touched none. */
    public T get() {
        return runner().run(new Request.Get<>(this));
    }

    public CompletableFuture<T> getAsync() {
        return runner().runAsync(new Request.Get<>(this));
    }

    /**
     * Runs it and gives its only row; throws {@code NoRowException} if it touched none, and {@code TooManyRowsException} if
     * several: then none is changed.
     */
    public T single() {
        return runner().run(new Request.Single<>(this));
    }

    public CompletableFuture<T> singleAsync() {
        return runner().runAsync(new Request.Single<>(this));
    }

    /** Runs it and gives the first of its rows, if it touched one. */
    public Optional<T> find() {
        return runner().run(new Request.Find<>(this));
    }

    public CompletableFuture<Optional<T>> findAsync() {
        return runner().runAsync(new Request.Find<>(this));
    }

    @Override
    public Returning<T> on(QueryRunner runner) {
        return new Returning<>(write.on(runner), table, expressions, shape);
    }

    @Override
    public Returning<T> timeout(Duration timeout) {
        return new Returning<>(write.timeout(timeout), table, expressions, shape);
    }

    /** The insert, update or delete. */
    public Statement<Integer> write() {
        return write;
    }

    /** The same for another part of the rows. */
    public Returning<T> withWrite(Statement<Integer> part) {
        return new Returning<>(part, table, expressions, shape);
    }

    public TableSource<?> table() {
        return table;
    }

    /** What is given back; empty for all columns of the table. */
    public List<Expression<?>> expressions() {
        return expressions;
    }

    public RowShape<T> shape() {
        return shape;
    }

    @Override
    QueryRunner ambientRunner() {
        return write.ambientRunner();
    }
}
