// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query. Immutable: every method that adds something returns another query.
 *
 * <pre>{@code
 * USERS.select().where(USERS.active).orderBy(USERS.username).limit(10).list();
 * }</pre>
 *
 * @param <T> what a row becomes: the entity, a {@link Row}, a record, or what {@link #map} makes of it
 */
public final class Select<T> extends Statement<List<T>> {
    private final Clauses clauses;
    private final RowShape<T> shape;

    private Select(Clauses clauses, RowShape<T> shape, Execution execution) {
        super(execution);
        this.clauses = clauses;
        this.shape = shape;
    }

    /** All columns of a table, as its entities. */
    public static <E> Select<E> from(TableSource<E> table) {
        return new Select<>(new Clauses(table), new RowShape.Entity<>(table), Execution.DEFAULT);
    }

    /** Expressions over a table and those that are joined to it. */
    public static Select<Row> from(TableSource<?> table, List<? extends Expression<?>> expressions) {
        if (expressions.isEmpty()) throw new IllegalArgumentException("a select needs at least one expression");
        Clauses clauses = new Clauses(table);
        clauses.projection = List.copyOf(expressions);
        return new Select<>(clauses, new RowShape.Rows(), Execution.DEFAULT);
    }

    /** Only rows for which the conditions are true, and those of earlier calls. */
    public Select<T> where(Condition... conditions) {
        return with(c -> c.where = and(c.where, conditions));
    }

    /** Rows that have a partner over the relation, once for each. */
    public Select<T> join(Relation<?, ?> relation) {
        return join(Join.Kind.INNER, relation);
    }

    /** The same, with an alias of the relation's table. */
    public <P> Select<T> join(Relation<?, P> relation, TableSource<P> alias) {
        return join(relation.joins(Join.Kind.INNER, alias));
    }

    /** Rows together with each row of the table for which the condition is true. */
    public Select<T> join(TableSource<?> table, Condition on) {
        return join(Join.Kind.INNER, table, on);
    }

    /** All rows, with nulls where there is no partner over the relation. */
    public Select<T> leftJoin(Relation<?, ?> relation) {
        return join(Join.Kind.LEFT, relation);
    }

    /** The same, with an alias of the relation's table. */
    public <P> Select<T> leftJoin(Relation<?, P> relation, TableSource<P> alias) {
        return join(relation.joins(Join.Kind.LEFT, alias));
    }

    /** All rows, with nulls where the condition is true for no row of the table. */
    public Select<T> leftJoin(TableSource<?> table, Condition on) {
        return join(Join.Kind.LEFT, table, on);
    }

    /** All rows of the table, with nulls where the condition is true for none of those so far. */
    public Select<T> rightJoin(TableSource<?> table, Condition on) {
        return join(Join.Kind.RIGHT, table, on);
    }

    /** Both; MySQL and MariaDB do not have it. */
    public Select<T> fullJoin(TableSource<?> table, Condition on) {
        return join(Join.Kind.FULL, table, on);
    }

    /** One row for each different combination of these, and of those of earlier calls. */
    public Select<T> groupBy(Expression<?>... expressions) {
        return with(c -> c.groupBy = append(c.groupBy, List.of(expressions)));
    }

    /** Only groups for which the conditions are true, and those of earlier calls. */
    public Select<T> having(Condition... conditions) {
        return with(c -> c.having = and(c.having, conditions));
    }

    /** By these, in place of any earlier order; with none, in no order. */
    public Select<T> orderBy(Ordering... orderings) {
        return with(c -> c.orderBy = Stream.of(orderings).map(Order::of).toList());
    }

    /**
     * At most so many rows, in place of any earlier limit.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Select<T> limit(long rows) {
        if (rows < 0) throw new IllegalArgumentException("a limit must not be negative: " + rows);
        return with(c -> c.limit = rows);
    }

    /**
     * Without the first so many rows, in place of any earlier offset.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Select<T> offset(long rows) {
        if (rows < 0) throw new IllegalArgumentException("an offset must not be negative: " + rows);
        return with(c -> c.offset = rows);
    }

    /**
     * The rows of one page. Pages are counted from 1.
     *
     * @throws IllegalArgumentException if one of the numbers is less than 1
     */
    public Select<T> paginate(long page, long rowsPerPage) {
        if (page < 1 || rowsPerPage < 1) {
            throw new IllegalArgumentException("pages are counted from 1 and have at least one row: page " + page
                    + " of " + rowsPerPage + " rows");
        }
        return limit(rowsPerPage).offset(Math.multiplyExact(page - 1, rowsPerPage));
    }

    /**
     * The entities with related ones, which need no query of their own later: references are read by a join from the same
     * rows; collections by one more query for each relation and level, however many entities there are. To those of
     * earlier calls; a relation that is named again is loaded as it was named last.
     *
     * <p>What is loaded does not change which rows there are, nor {@link #count}, {@link #exists} and {@link #limit},
     * which always speak of the rows of this select. It is loaded whenever entities are read, also by {@link #get} and
     * {@link #stream}, there for each chunk.
     *
     * @throws IllegalArgumentException if the rows become something else than entities
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final Select<T> withRelated(Loadable<T>... relations) {
        return withRelated(List.of(relations));
    }

    /** As {@link #withRelated(Loadable...)}. */
    public Select<T> withRelated(List<? extends Loadable<T>> relations) {
        if (!(shape instanceof RowShape.Entity<T>)) {
            throw new IllegalArgumentException("withRelated(…) is for selects of entities");
        }
        List<Load<T, ?>> all = Load.and(related(), relations);
        return with(c -> c.related = all);
    }

    /** Each different row once. */
    public Select<T> distinct() {
        return with(c -> c.distinct = true);
    }

    /** Rows as records of this class: each component is the expression or column of that name. */
    public <R extends Record> Select<R> as(Class<R> recordClass) {
        return reshaped(new RowShape.Records<>(recordClass));
    }

    /** Rows as the function makes them. It may run on the driver's thread and must not block. */
    public <R> Select<R> map(Function<? super Row, ? extends R> mapper) {
        return reshaped(new RowShape.Mapped<>(mapper));
    }

    private <R> Select<R> reshaped(RowShape<R> newShape) {
        if (!clauses.related.isEmpty()) {
            throw new IllegalArgumentException("withRelated(…) is for selects of entities; join instead");
        }
        return new Select<>(clauses, newShape, execution());
    }

    @Override
    public Select<T> on(QueryRunner runner) {
        return new Select<>(clauses, shape, execution().on(runner));
    }

    @Override
    public Select<T> timeout(Duration timeout) {
        return new Select<>(clauses, shape, execution().within(timeout));
    }

    /** The same query, never sent to a replica: it sees all that is committed. */
    public Select<T> onPrimary() {
        return new Select<>(clauses, shape, execution().onPrimary());
    }

    /** All rows. */
    public List<T> list() {
        return runner().list(this);
    }

    public CompletableFuture<List<T>> listAsync() {
        return runner().listAsync(this);
    }

    /** As {@link QueryRunner#prefetch}. */
    public List<T> prefetch(Select<?>... related) {
        return runner().prefetch(this, related);
    }

    public CompletableFuture<List<T>> prefetchAsync(Select<?>... related) {
        return runner().prefetchAsync(this, related);
    }

    /** The first row; throws {@code NoRowException} when there is none. */
    public T get() {
        return runner().get(this);
    }

    public CompletableFuture<T> getAsync() {
        return runner().getAsync(this);
    }

    /** The only row; throws {@code NoRowException} when there is none, {@code TooManyRowsException} when there are more. */
    public T single() {
        return runner().single(this);
    }

    public CompletableFuture<T> singleAsync() {
        return runner().singleAsync(this);
    }

    /** The first row, if there is one. */
    public Optional<T> find() {
        return runner().find(this);
    }

    public CompletableFuture<Optional<T>> findAsync() {
        return runner().findAsync(this);
    }

    /** The first row, if there is one. */
    public Optional<T> first() {
        return runner().first(this);
    }

    public CompletableFuture<Optional<T>> firstAsync() {
        return runner().firstAsync(this);
    }

    /** The first rows, at most so many. */
    public List<T> first(int rows) {
        return runner().first(this, rows);
    }

    public CompletableFuture<List<T>> firstAsync(int rows) {
        return runner().firstAsync(this, rows);
    }

    /** The first column of the first row; null if there is no row, or its value is null. */
    public <V> @Nullable V scalar(Class<V> type) {
        return runner().scalar(this, type);
    }

    public <V> CompletableFuture<@Nullable V> scalarAsync(Class<V> type) {
        return runner().scalarAsync(this, type);
    }

    /** How many rows there are, within limit and offset. */
    public long count() {
        return runner().count(this);
    }

    public CompletableFuture<Long> countAsync() {
        return runner().countAsync(this);
    }

    /** Whether there is a row. */
    public boolean exists() {
        return runner().exists(this);
    }

    public CompletableFuture<Boolean> existsAsync() {
        return runner().existsAsync(this);
    }

    /** As {@link QueryRunner#stream(Select, int)}: it holds a connection, so close it. */
    public Stream<T> stream(int fetchSize) {
        return runner().stream(this, fetchSize);
    }

    /** As {@link QueryRunner#stream(Select)}: it holds a connection, so close it. */
    public Stream<T> stream() {
        return runner().stream(this);
    }

    /** As {@link QueryRunner#publisher(Select, int)}. */
    public Flow.Publisher<T> publisher(int fetchSize) {
        return runner().publisher(this, fetchSize);
    }

    /** As {@link QueryRunner#publisher(Select)}. */
    public Flow.Publisher<T> publisher() {
        return runner().publisher(this);
    }

    /** The table it starts from. */
    public TableSource<?> source() {
        return clauses.from;
    }

    /** The selected expressions; empty for all columns of {@link #source()}. */
    public List<Expression<?>> projection() {
        return clauses.projection;
    }

    public RowShape<T> shape() {
        return shape;
    }

    public List<Join> joins() {
        return clauses.joins;
    }

    /** {@code null} for none. */
    public @Nullable Node condition() {
        return clauses.where;
    }

    public List<Expression<?>> groups() {
        return clauses.groupBy;
    }

    /** {@code null} for none. */
    public @Nullable Node groupCondition() {
        return clauses.having;
    }

    public List<Order> order() {
        return clauses.orderBy;
    }

    /** -1 for none. */
    public long limit() {
        return clauses.limit;
    }

    public long offset() {
        return clauses.offset;
    }

    public boolean isDistinct() {
        return clauses.distinct;
    }

    /** What is loaded with the entities. */
    @SuppressWarnings("unchecked") // given to withRelated, and nothing has changed the rows since
    public List<Load<T, ?>> related() {
        return (List<Load<T, ?>>) (List<?>) clauses.related;
    }

    /** The tables all of whose columns are read behind those of {@link #source()}. */
    public List<TableSource<?>> beside() {
        return clauses.beside;
    }

    /** The same rows with nothing related; instead all columns of tables that are joined to them one to one are read. */
    public Select<T> reading(List<Join> moreJoins, List<TableSource<?>> tables) {
        return with(c -> {
            c.joins = append(c.joins, moreJoins);
            c.beside = List.copyOf(tables);
            c.related = List.of();
        });
    }

    @Override
    QueryRunner ambientRunner() {
        return clauses.from.runner();
    }

    private <P> Select<T> join(Join.Kind kind, Relation<?, P> relation) {
        return join(relation.joins(kind, relation.target()));
    }

    private Select<T> join(Join.Kind kind, TableSource<?> table, Condition on) {
        return join(List.of(new Join(kind, table, on)));
    }

    private Select<T> join(List<Join> joins) {
        return with(c -> c.joins = append(c.joins, joins));
    }

    private Select<T> with(Consumer<Clauses> change) {
        Clauses copy = new Clauses(clauses);
        change.accept(copy);
        return new Select<>(copy, shape, execution());
    }

    private static <X> List<X> append(List<X> list, List<? extends X> more) {
        List<X> longer = new ArrayList<>(list);
        longer.addAll(more);
        return List.copyOf(longer);
    }

    private static @Nullable Node and(@Nullable Node condition, Condition... more) {
        return Conditions.and(condition, more);
    }

    /** The clauses, in the order of SQL. Filled in by one method, and never changed after that. */
    private static final class Clauses {
        final TableSource<?> from;
        boolean distinct;
        List<Expression<?>> projection = List.of();
        List<Join> joins = List.of();

        @Nullable
        Node where;

        List<Expression<?>> groupBy = List.of();

        @Nullable
        Node having;

        List<Order> orderBy = List.of();
        long limit = -1;
        long offset;
        List<? extends Load<?, ?>> related = List.of();
        List<TableSource<?>> beside = List.of();

        Clauses(TableSource<?> from) {
            this.from = from;
        }

        Clauses(Clauses other) {
            from = other.from;
            distinct = other.distinct;
            projection = other.projection;
            joins = other.joins;
            where = other.where;
            groupBy = other.groupBy;
            having = other.having;
            orderBy = other.orderBy;
            limit = other.limit;
            offset = other.offset;
            related = other.related;
            beside = other.beside;
        }
    }
}
