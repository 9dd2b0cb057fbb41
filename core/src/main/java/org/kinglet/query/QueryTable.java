// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * Rows that no table stores, to be used like a table: those of a select ({@link Select#asTable}), or values of the program
 * ({@link #values}). Immutable.
 *
 * <p>Its columns are asked for by what was selected, and have its type:
 *
 * <pre>{@code
 * NumberExpression<Long> count = count(TWEETS.id);
 * QueryTable active = TWEETS.select(TWEETS.user.key(), count).groupBy(TWEETS.user.key()).asTable("active");
 * USERS.select(USERS.username, active.column(count))
 *         .join(active, active.column(TWEETS.user.key()).eq(USERS.id))
 *         .list();
 * }</pre>
 *
 * <p>In a join it is written where it stands; a select that names it {@link Select#with(QueryTable...) with} itself writes it
 * once, whatever the number of its uses.
 */
public final class QueryTable implements TableSource<Row> {
    /** What a select without a table reads. */
    static final QueryTable NONE =
            new QueryTable("", "", new Content.Nothing(), List.of(), definition("", List.of()), false);

    private final String name;
    private final String alias;
    private final Content content;
    private final List<Node> nodes;
    private final TableDefinition definition;
    private final boolean lateral;

    /** Where the rows come from. */
    public sealed interface Content {
        /** One row without columns. */
        record Nothing() implements Content {}

        record Rows(Select<?> select) implements Content {}

        /** Each list a row. */
        record Values(List<List<Node>> rows) implements Content {}
    }

    private QueryTable(
            String name, String alias, Content content, List<Node> nodes, TableDefinition definition, boolean lateral) {
        this.name = name;
        this.alias = alias;
        this.content = content;
        this.nodes = nodes;
        this.definition = definition;
        this.lateral = lateral;
    }

    static QueryTable of(String name, Select<?> select) {
        return of(name, new Content.Rows(select), select.clauses().columns());
    }

    /**
     * Rows of values that are assigned to columns, as in {@code USERS.id.set(1)}; the columns may belong to any tables. What
     * they are set to is what {@link #column} of that column gives.
     *
     * @throws IllegalArgumentException if there are no rows, or if not all set the same columns in the same order
     */
    public static QueryTable values(String name, Collection<? extends List<? extends Assignment<?>>> rows) {
        List<List<Node>> values = new ArrayList<>();
        List<ColumnDefinition> columns = List.of();
        for (List<? extends Assignment<?>> row : rows) {
            List<ColumnDefinition> named = new ArrayList<>();
            List<Node> nodes = new ArrayList<>();
            for (Assignment<?> assignment : row) {
                named.addAll(assignment.columns());
                nodes.addAll(assignment.values());
            }
            if (values.isEmpty()) columns = named;
            else if (!columns.equals(named)) throw differing(name, values.size() + 1);
            values.add(List.copyOf(nodes));
        }
        checkRows(name, values);
        List<Node> nodes = new ArrayList<>();
        for (ColumnDefinition column : columns) nodes.add(new Node.Excluded(column));
        return new QueryTable(
                name, name, new Content.Values(List.copyOf(values)), nodes, definition(name, unique(columns)), false);
    }

    /**
     * Rows of expressions, mostly of {@linkplain Functions#value values}. The columns are asked for by the expressions of the
     * first row, which give them their names, if they have any.
     *
     * @throws IllegalArgumentException if there are no rows, or if not all have the same types
     */
    public static QueryTable rows(String name, Collection<? extends List<? extends Expression<?>>> rows) {
        List<List<Node>> values = new ArrayList<>();
        List<? extends Expression<?>> first = List.of();
        for (List<? extends Expression<?>> row : rows) {
            if (values.isEmpty()) first = row;
            else if (!types(first).equals(types(row))) throw differing(name, values.size() + 1);
            values.add(row.stream().map(expression -> plain(expression.node())).toList());
        }
        checkRows(name, values);
        return of(name, new Content.Values(List.copyOf(values)), first);
    }

    private static List<Object> types(List<? extends Expression<?>> row) {
        List<Object> types = new ArrayList<>();
        for (Expression<?> expression : row) types.add(expression.type().columnType());
        return types;
    }

    private static void checkRows(String name, List<List<Node>> rows) {
        if (rows.isEmpty() || rows.getFirst().isEmpty()) {
            throw new IllegalArgumentException(
                    "the values of " + name + " have no rows or no columns, which no database takes");
        }
    }

    private static IllegalArgumentException differing(String name, int row) {
        return new IllegalArgumentException(
                "row " + row + " of the values of " + name + " has other columns or types than the first");
    }

    private static QueryTable of(String name, Content content, List<? extends Expression<?>> selected) {
        List<Node> nodes = new ArrayList<>();
        List<ColumnDefinition> columns = new ArrayList<>();
        List<String> names =
                RowLayout.of(selected.stream().map(Expression::node).toList()).names();
        for (int i = 0; i < selected.size(); i++) {
            Expression<?> expression = selected.get(i);
            nodes.add(plain(expression.node()));
            String column = names.get(i).isEmpty() ? "c" + (i + 1) : names.get(i);
            columns.add(ColumnDefinition.of(column, column, expression.type()).asNullable());
        }
        return new QueryTable(name, name, content, List.copyOf(nodes), definition(name, unique(columns)), false);
    }

    /** Names that differ, also where case does not count. */
    private static List<ColumnDefinition> unique(List<ColumnDefinition> columns) {
        Set<String> used = new HashSet<>();
        List<ColumnDefinition> all = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            String unique = column.name();
            for (int number = 2; !used.add(unique.toLowerCase(Locale.ROOT)); number++)
                unique = column.name() + "_" + number;
            all.add(ColumnDefinition.of(unique, unique, column.type()).asNullable());
        }
        return all;
    }

    private static TableDefinition definition(String name, List<ColumnDefinition> columns) {
        return TableDefinition.ofQuery(name, columns);
    }

    /** The same rows under another name, to use them more than once in a statement. */
    public QueryTable as(String newAlias) {
        return new QueryTable(name, newAlias, content, nodes, definition, lateral);
    }

    /** All columns. */
    public Select<Row> select() {
        return Select.from(this);
    }

    /** Rows of these, over this table and those that are joined to it. */
    public Select<Row> select(Selection... selections) {
        return Select.from(this, List.of(selections));
    }

    /** One value of each row. */
    public <T> Select<T> values(Expression<T> expression) {
        return select(expression).values(expression);
    }

    /**
     * These rows, those that {@code step} finds by means of them, and so on: {@code n.recursive(n.select(…))}, for
     * {@link Select#with(Cte...)}.
     */
    public Cte recursive(Select<?> step) {
        return Cte.recursive(this, rows(), step);
    }

    /**
     * The column that an expression has become.
     *
     * @throws NoSuchElementException if it was not selected
     */
    public <N extends Number> NumberExpression<N> column(NumberExpression<N> selected) {
        return new NumberExpression<>(columnOf(selected), selected.type());
    }

    /** As {@link #column(NumberExpression)}. */
    public TextExpression column(TextExpression selected) {
        return new TextExpression(columnOf(selected), selected.type());
    }

    /** As {@link #column(NumberExpression)}. */
    public <T> TemporalExpression<T> column(TemporalExpression<T> selected) {
        return new TemporalExpression<>(columnOf(selected), selected.type());
    }

    /** As {@link #column(NumberExpression)}. */
    public Condition column(Condition selected) {
        return new Condition(columnOf(selected));
    }

    /** As {@link #column(NumberExpression)}. */
    public <T> Expression<T> column(Expression<T> selected) {
        return Expression.of(columnOf(selected), selected.type());
    }

    private Node columnOf(Expression<?> selected) {
        Node wanted = plain(selected.node());
        int position = find(wanted::equals);
        if (position < 0 && selected.node() instanceof Node.Column column) {
            position = find(node -> node.equals(new Node.Excluded(column.column())));
        }
        if (position < 0) {
            throw new NoSuchElementException(selected + " is no column of " + name + ", which has "
                    + definition.columns().stream().map(ColumnDefinition::name).toList()
                    + "; ask for it by the same expression that was selected");
        }
        return new Node.Column(this, definition.columns().get(position));
    }

    private int find(Predicate<Node> wanted) {
        for (int i = 0; i < nodes.size(); i++) {
            if (wanted.test(nodes.get(i))) return i;
        }
        return -1;
    }

    static Node plain(Node node) {
        return node instanceof Node.Aliased aliased ? aliased.operand() : node;
    }

    /** It may speak of the tables that stand before it in the join. */
    QueryTable lateral() {
        return new QueryTable(name, alias, content, nodes, definition, true);
    }

    /** What it is called where it is defined. */
    public String name() {
        return name;
    }

    public Content content() {
        return content;
    }

    public boolean isLateral() {
        return lateral;
    }

    /** Its rows as a select. */
    public Select<?> rows() {
        return content instanceof Content.Rows(Select<?> select) ? select : select();
    }

    @Override
    public TableDefinition definition() {
        return definition;
    }

    @Override
    public String alias() {
        return alias;
    }

    @Override
    public RowShape<Row> shape() {
        return new RowShape.Rows();
    }

    @Override
    public QueryRunner runner() {
        if (content instanceof Content.Rows(Select<?> select)) return select.runner();
        throw new IllegalStateException("no table says in which database to run this select: run it by one, as in"
                + " db.list(select) or select.on(db)");
    }

    @Override
    public @Nullable Object @Nullable [] defaults() {
        return null;
    }

    @Override
    public @Nullable Object[] stored(Row row) {
        throw new UnsupportedOperationException("rows of a query are no entities");
    }
}
