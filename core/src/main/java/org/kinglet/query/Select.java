// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
public final class Select<T> extends Query<T> {
    private final SelectClauses clauses;
    private final RowShape<T> shape;

    private Select(SelectClauses clauses, RowShape<T> shape, Execution execution) {
        super(execution);
        this.clauses = clauses;
        this.shape = shape;
    }

    /** All columns of a table, as its entities; of another table, as rows. */
    public static <E> Select<E> from(TableSource<E> table) {
        return new Select<>(new SelectClauses(table), table.shape(), Execution.DEFAULT);
    }

    /** Expressions over a table and those that are joined to it, and entities of those tables. */
    public static Select<Row> from(TableSource<?> table, List<? extends Selection> selections) {
        return new Select<>(selecting(new SelectClauses(table), selections), new RowShape.Rows(), Execution.DEFAULT);
    }

    /** One row of these expressions, which read no table. Which database runs it is to be said: {@code db.get(select)}. */
    public static Select<Row> of(Expression<?>... expressions) {
        return from(QueryTable.NONE, List.of(expressions));
    }

    private static SelectClauses selecting(SelectClauses clauses, List<? extends Selection> selections) {
        if (selections.isEmpty()) throw new IllegalArgumentException("a select needs at least one expression");
        List<Expression<?>> projection = new ArrayList<>();
        List<TableSource<?>> entities = new ArrayList<>();
        for (Selection selection : selections) {
            switch (selection) {
                case Expression<?> expression -> projection.add(expression);
                case TableSource<?> table -> entities.add(table);
            }
        }
        clauses.projection = List.copyOf(projection);
        clauses.entities = List.copyOf(entities);
        return clauses;
    }

    /**
     * Defines tables that this select may use by their names, beside those of earlier calls; each may use those before it.
     */
    public Select<T> with(Cte... tables) {
        return with(c -> c.with = append(c.with, List.of(tables)));
    }

    /** The same for tables that are made of queries: each is written once, however often it is used. */
    public Select<T> with(QueryTable... tables) {
        return with(Stream.of(tables).map(Cte::of).toArray(Cte[]::new));
    }

    /** Only rows for which the conditions are true, and those of earlier calls. */
    public Select<T> where(Condition... conditions) {
        return single("where", c -> c.where = and(c.where, conditions));
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

    /** All rows of the table that the relation leads to, with nulls where there is no partner. */
    public Select<T> rightJoin(Relation<?, ?> relation) {
        return join(Join.Kind.RIGHT, relation);
    }

    /** The same, with an alias of the relation's table. */
    public <P> Select<T> rightJoin(Relation<?, P> relation, TableSource<P> alias) {
        return join(relation.joins(Join.Kind.RIGHT, alias));
    }

    /** All rows of the table, with nulls where the condition is true for none of those so far. */
    public Select<T> rightJoin(TableSource<?> table, Condition on) {
        return join(Join.Kind.RIGHT, table, on);
    }

    /** All rows of both, with nulls where there is no partner; MySQL and MariaDB do not have it. */
    public Select<T> fullJoin(Relation<?, ?> relation) {
        return join(Join.Kind.FULL, relation);
    }

    /** The same by any condition. */
    public Select<T> fullJoin(TableSource<?> table, Condition on) {
        return join(Join.Kind.FULL, table, on);
    }

    /** Each row with each row of the table. */
    public Select<T> crossJoin(TableSource<?> table) {
        return join(List.of(new Join(Join.Kind.CROSS, table, null)));
    }

    /**
     * Each row with each row that the query gives for it: its select may speak of the tables before it. SQLite and MariaDB do
     * not have it.
     */
    public Select<T> joinLateral(QueryTable table) {
        return join(List.of(new Join(Join.Kind.CROSS, table.lateral(), null)));
    }

    /** The same, with nulls where the query gives no row. */
    public Select<T> leftJoinLateral(QueryTable table) {
        return join(Join.Kind.LEFT, table.lateral(), new Condition(new Node.Nothing()));
    }

    /**
     * One row for each different combination of these, and of those of earlier calls; or several groupings at once by {@link
     * GroupingSets}.
     */
    public Select<T> groupBy(Grouping... groupings) {
        return single("groupBy", c -> c.groupBy = append(c.groupBy, List.of(groupings)));
    }

    /** Only groups for which the conditions are true, and those of earlier calls. */
    public Select<T> having(Condition... conditions) {
        return single("having", c -> c.having = and(c.having, conditions));
    }

    /**
     * Makes these windows known by their names, and those of earlier calls: what is {@code over} one of them refers to it. A
     * window with a name that is not made known is spelled out wherever it is used.
     *
     * @throws IllegalArgumentException if one has no name, or two have the same
     */
    public Select<T> window(Window... windows) {
        List<Window> all = append(clauses.windows, List.of(windows));
        Set<String> names = new HashSet<>();
        for (Window window : all) {
            if (window.name() == null) {
                throw new IllegalArgumentException("a window needs a name, as in window(\"w\").partitionBy(…)");
            }
            if (!names.add(window.name())) {
                throw new IllegalArgumentException("two windows of a select are called " + window.name());
            }
        }
        return single("window", c -> c.windows = all);
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
        return single("distinct", c -> c.distinct = true);
    }

    /**
     * Of the rows that are equal in these, the first in the {@linkplain #orderBy order} only, which must begin with them; one of
     * them if there is no order.
     */
    public Select<T> distinctOn(Expression<?>... expressions) {
        if (expressions.length == 0) throw new IllegalArgumentException("distinctOn() needs at least one expression");
        return single("distinctOn", c -> c.distinctOn = List.of(expressions));
    }

    /** The rows of both, each different row once. */
    public Select<T> union(Select<? extends T> other) {
        return combined(Combination.Operator.UNION, other);
    }

    /** The rows of both. */
    public Select<T> unionAll(Select<? extends T> other) {
        return combined(Combination.Operator.UNION_ALL, other);
    }

    /** The rows that both have, each different row once. */
    public Select<T> intersect(Select<? extends T> other) {
        return combined(Combination.Operator.INTERSECT, other);
    }

    /** The rows that both have, as often as both have them. */
    public Select<T> intersectAll(Select<? extends T> other) {
        return combined(Combination.Operator.INTERSECT_ALL, other);
    }

    /** The rows that the other one does not have, each different row once. */
    public Select<T> except(Select<? extends T> other) {
        return combined(Combination.Operator.EXCEPT, other);
    }

    /** The rows that the other one does not have; of several equal ones as many as there are more of. */
    public Select<T> exceptAll(Select<? extends T> other) {
        return combined(Combination.Operator.EXCEPT_ALL, other);
    }

    /**
     * The combination is a select of its own: it can be ordered, by what is selected, limited, and combined further, from left
     * to right. What it has no say in any more ({@code where}) is to be added before, or to its {@link #asTable}.
     */
    private Select<T> combined(Combination.Operator operator, Select<?> other) {
        SelectedTypes.requireAlike(operator, this, other);
        Combination last = new Combination(operator, other.unrelated());
        boolean longer = clauses.isCombined()
                && clauses.with.isEmpty()
                && clauses.orderBy.isEmpty()
                && !clauses.isLimited()
                && clauses.combined.getFirst().operator().isIntersection() == operator.isIntersection();
        if (longer) return with(c -> c.combined = append(c.combined, List.of(last)));
        SelectClauses combination = new SelectClauses(clauses.from);
        combination.projection = clauses.projection;
        combination.entities = clauses.entities;
        combination.first = unrelated();
        combination.combined = List.of(last);
        combination.related = clauses.related;
        return new Select<>(combination, shape, execution());
    }

    private Select<T> unrelated() {
        return clauses.related.isEmpty() ? this : with(c -> c.related = List.of());
    }

    /** These rows as a table of that name, for joins and for {@link #with(QueryTable...)}. */
    public QueryTable asTable(String name) {
        return QueryTable.of(name, this);
    }

    /**
     * Locks the rows until the end of the transaction, so that nobody else changes or locks them. On SQLite there is nothing to
     * do: in a transaction that writes, nobody else does.
     */
    public Select<T> forUpdate() {
        return lock(RowLock.Strength.UPDATE);
    }

    /** Locks the rows until the end of the transaction, so that nobody else changes them; as {@link #forUpdate} otherwise. */
    public Select<T> forShare() {
        return lock(RowLock.Strength.SHARE);
    }

    private Select<T> lock(RowLock.Strength strength) {
        return with(c -> c.lock = new RowLock(strength, List.of(), RowLock.Conflict.WAIT));
    }

    /**
     * After {@link #forUpdate} or {@link #forShare}: only the rows of these tables are locked. MariaDB locks those of all.
     *
     * @throws IllegalStateException if nothing is locked
     */
    public Select<T> of(TableSource<?>... tables) {
        RowLock lock = requireLock("of(…)");
        return with(c -> c.lock = new RowLock(lock.strength(), List.of(tables), lock.conflict()));
    }

    /**
     * After {@link #forUpdate} or {@link #forShare}: fails at once, with a {@code LockTimeoutException}, if another
     * transaction holds a lock.
     *
     * @throws IllegalStateException if nothing is locked
     */
    public Select<T> noWait() {
        RowLock lock = requireLock("noWait()");
        return with(c -> c.lock = new RowLock(lock.strength(), lock.tables(), RowLock.Conflict.NOWAIT));
    }

    /**
     * After {@link #forUpdate} or {@link #forShare}: without the rows that another transaction has locked; for queues.
     *
     * @throws IllegalStateException if nothing is locked
     */
    public Select<T> skipLocked() {
        RowLock lock = requireLock("skipLocked()");
        return with(c -> c.lock = new RowLock(lock.strength(), lock.tables(), RowLock.Conflict.SKIP_LOCKED));
    }

    private RowLock requireLock(String method) {
        RowLock lock = clauses.lock;
        if (lock == null) throw new IllegalStateException(method + " comes after forUpdate() or forShare()");
        return lock;
    }

    /**
     * Only the rows behind this one in the {@linkplain #orderBy order}: the next page is {@code select.after(last)}, which costs
     * the same however far it is, and neither repeats nor skips rows when others are inserted meanwhile.
     *
     * @param row an entity, or a {@link Row} in which all terms of the order were selected
     * @throws IllegalStateException if there is no order, or if the order of entities does not end with their key, which would
     *     leave out rows that are equal in it
     * @throws IllegalArgumentException if the row has a null in the order and the term doesn't say where nulls go
     */
    public Select<T> after(T row) {
        return where(Keyset.after(this, row));
    }

    /** Rows as records of this class: each component is the expression or column of that name. */
    public <R extends Record> Select<R> as(Class<R> recordClass) {
        return reshaped(new RowShape.Records<>(recordClass));
    }

    /** Rows as the function makes them. It may run on the driver's thread and must not block. */
    public <R> Select<R> map(Function<? super Row, ? extends R> mapper) {
        return reshaped(new RowShape.Mapped<>(mapper));
    }

    /** The value of this expression in each row, in place of all else that was selected. */
    public <V extends @Nullable Object> Select<V> values(Expression<V> expression) {
        checkUnrelated();
        SelectClauses copy = new SelectClauses(clauses);
        if (clauses.isCombined()) throw notOfCombination("values");
        selecting(copy, List.of(expression));
        return new Select<>(copy, new RowShape.Value<>(expression.type()), execution());
    }

    /** Rows as maps, by the names of what is selected; the first of those with the same name. */
    public Select<Map<String, @Nullable Object>> maps() {
        return map(Row::toMap);
    }

    /** Rows as lists of the values in the order in which they were selected. */
    public Select<List<@Nullable Object>> tuples() {
        return map(Row::toList);
    }

    private <R> Select<R> reshaped(RowShape<R> newShape) {
        checkUnrelated();
        return new Select<>(clauses, newShape, execution());
    }

    private void checkUnrelated() {
        if (!clauses.related.isEmpty()) {
            throw new IllegalArgumentException("withRelated(…) is for selects of entities; join instead");
        }
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

    /** What it is made of. */
    public SelectClauses clauses() {
        return clauses;
    }

    public RowShape<T> shape() {
        return shape;
    }

    /** What is loaded with the entities. */
    @SuppressWarnings("unchecked") // given to withRelated, and nothing has changed the rows since
    public List<Load<T, ?>> related() {
        return (List<Load<T, ?>>) (List<?>) clauses.related;
    }

    /** The same rows in no order, all of them. */
    public Select<T> unordered() {
        return with(c -> {
            c.orderBy = List.of();
            c.limit = -1;
            c.offset = 0;
        });
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
    Select<T> select() {
        return this;
    }

    @Override
    QueryRunner ambientRunner() {
        if (!(clauses.from instanceof QueryTable)) return clauses.from.runner();
        for (Join join : clauses.joins) {
            if (!(join.table() instanceof QueryTable)) return join.table().runner();
        }
        return clauses.from.runner();
    }

    private <P> Select<T> join(Join.Kind kind, Relation<?, P> relation) {
        return join(relation.joins(kind, relation.target()));
    }

    private Select<T> join(Join.Kind kind, TableSource<?> table, Condition on) {
        return join(List.of(new Join(kind, table, on)));
    }

    private Select<T> join(List<Join> joins) {
        return single("join", c -> c.joins = append(c.joins, joins));
    }

    /** What a combination has no say in. */
    private Select<T> single(String method, Consumer<SelectClauses> change) {
        if (clauses.isCombined()) throw notOfCombination(method);
        return with(change);
    }

    private static IllegalStateException notOfCombination(String method) {
        return new IllegalStateException(method + "(…) after union, intersect or except: add it to the selects that are"
                + " combined, or make the combination a table by asTable(\"name\") and select from that");
    }

    private Select<T> with(Consumer<SelectClauses> change) {
        SelectClauses copy = new SelectClauses(clauses);
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
}
