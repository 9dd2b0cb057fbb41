// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement that gives rows, and the ways to ask for them. Which of them is meant changes what is sent: a limit, a count.
 *
 * @param <T> what a row becomes
 */
public abstract sealed class Query<T> extends Statement<List<T>> permits Select {
    Query(Execution execution) {
        super(execution);
    }

    /** This one, which is the only kind. */
    abstract Select<T> select();

    /** All rows. */
    public List<T> list() {
        return runner().list(select());
    }

    public CompletableFuture<List<T>> listAsync() {
        return runner().listAsync(select());
    }

    /** As {@link QueryRunner#prefetch}. */
    public List<T> prefetch(Select<?>... related) {
        return runner().prefetch(select(), related);
    }

    public CompletableFuture<List<T>> prefetchAsync(Select<?>... related) {
        return runner().prefetchAsync(select(), related);
    }

    /** The first row; throws {@code NoRowException} when there is none. */
    public T get() {
        return runner().get(select());
    }

    public CompletableFuture<T> getAsync() {
        return runner().getAsync(select());
    }

    /** The only row; throws {@code NoRowException} when there is none, {@code TooManyRowsException} when there are more. */
    public T single() {
        return runner().single(select());
    }

    public CompletableFuture<T> singleAsync() {
        return runner().singleAsync(select());
    }

    /** The first row, if there is one. */
    public Optional<T> find() {
        return runner().find(select());
    }

    public CompletableFuture<Optional<T>> findAsync() {
        return runner().findAsync(select());
    }

    /** The first row, if there is one. */
    public Optional<T> first() {
        return runner().first(select());
    }

    public CompletableFuture<Optional<T>> firstAsync() {
        return runner().firstAsync(select());
    }

    /** The first rows, at most so many. */
    public List<T> first(int rows) {
        return runner().first(select(), rows);
    }

    public CompletableFuture<List<T>> firstAsync(int rows) {
        return runner().firstAsync(select(), rows);
    }

    /** The first column of the first row; null if there is no row, or its value is null. */
    public <V> @Nullable V scalar(Class<V> type) {
        return runner().scalar(select(), type);
    }

    public <V> CompletableFuture<@Nullable V> scalarAsync(Class<V> type) {
        return runner().scalarAsync(select(), type);
    }

    /** How many rows there are, within limit and offset. */
    public long count() {
        return runner().count(select());
    }

    public CompletableFuture<Long> countAsync() {
        return runner().countAsync(select());
    }

    /** Whether there is a row. */
    public boolean exists() {
        return runner().exists(select());
    }

    public CompletableFuture<Boolean> existsAsync() {
        return runner().existsAsync(select());
    }

    /**
     * The rows of one page, and how many rows all pages have. Pages are counted from 1. Rows need an order, or pages may have
     * the same ones.
     *
     * @throws IllegalArgumentException if one of the numbers is less than 1
     */
    public Page<T> page(long page, long rowsPerPage) {
        return runner().page(select(), page, rowsPerPage);
    }

    public CompletableFuture<Page<T>> pageAsync(long page, long rowsPerPage) {
        return runner().pageAsync(select(), page, rowsPerPage);
    }

    /** As {@link QueryRunner#stream(Select, int)}: it holds a connection, so close it. */
    public Stream<T> stream(int fetchSize) {
        return runner().stream(select(), fetchSize);
    }

    /** As {@link QueryRunner#stream(Select)}: it holds a connection, so close it. */
    public Stream<T> stream() {
        return runner().stream(select());
    }

    /** As {@link QueryRunner#publisher(Select, int)}. */
    public Flow.Publisher<T> publisher(int fetchSize) {
        return runner().publisher(select(), fetchSize);
    }

    /** As {@link QueryRunner#publisher(Select)}. */
    public Flow.Publisher<T> publisher() {
        return runner().publisher(select());
    }
}
