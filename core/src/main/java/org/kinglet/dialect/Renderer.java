// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Delete;
import org.kinglet.query.Expression;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.QueryTable;
import org.kinglet.query.RawSelect;
import org.kinglet.query.RawSql;
import org.kinglet.query.Returning;
import org.kinglet.query.RowLock;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.TableSource;
import org.kinglet.query.Target;
import org.kinglet.query.Update;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/**
 * Writes one statement. Names are always quoted and columns always qualified, so that no name needs to be known as
 * reserved and no sub-select can catch a column that was meant for the outer one. Values always become parameters; only
 * limits, which the planner wants to know, are literals.
 */
public final class Renderer {
    private static final int MAX_FLAT_CONDITIONS = 100;

    private final Dialect dialect;
    private final StringBuilder sql = new StringBuilder(256);
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final ParameterNumbers numbers = new ParameterNumbers(parameters);
    /** Databases disagree whether an alias of the table is known in {@code returning}, and whether an insert may have one. */
    private @Nullable TableSource<?> unqualified;
    /** The table that an update or delete is about. */
    private @Nullable TableDefinition written;

    private final Sources sources = new Sources(this);

    /** In place of the values that an upsert could not insert. */
    private @Nullable Map<String, Node> excluded;

    private final AggregateRenderer aggregates = new AggregateRenderer(this);

    Renderer(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Tables one beside the other. */
    public Renderer tables(String before, List<? extends TableSource<?>> tables) {
        String separator = before;
        for (TableSource<?> table : tables) {
            append(separator).table(table);
            separator = ", ";
        }
        return this;
    }

    /** Which rows of a target are its first. */
    public Renderer first(Target target) {
        if (target.limit() < 0) return this;
        String separator = " order by ";
        for (Order order : target.order()) {
            append(separator);
            dialect.order(this, order);
            separator = ", ";
        }
        dialect.limit(this, target.limit(), 0);
        return this;
    }

    /** The condition of a partial index, which the database compares with the index's own. */
    void ofIndex(Node condition) {
        int before = parameters.size();
        where(condition);
        if (parameters.size() > before) {
            throw new IllegalArgumentException(
                    "ofIndexWhere(…) has a value, which is sent beside the statement, so that"
                            + " the database cannot see that the index has the same; write it out, as in custom(\"? = 1\", …)");
        }
    }

    /** Reads the table that is written as if it were another: what is being put aside is read first. */
    public void aside(Runnable written) {
        TableDefinition table = this.written;
        this.written = null;
        written.run();
        this.written = table;
    }

    public Renderer append(String text) {
        sql.append(text);
        return this;
    }

    void onConflict(Insert.Upsert<?> upsert) {
        dialect.onConflict(this, upsert);
    }

    StringBuilder sql() {
        return sql;
    }

    /** Adds a parameter whose place is written already. */
    void add(@Nullable Object value) {
        parameters.add(value);
    }

    Dialect dialect() {
        return dialect;
    }

    String noValues() {
        return dialect.noValues();
    }

    public Renderer quote(String identifier) {
        dialect.quote(sql, identifier);
        return this;
    }

    /** Adds a parameter of which nothing is known but its value, and writes its place. */
    public Renderer parameter(@Nullable Object value) {
        dialect.placeholder(sql, numbers.of(value, null, false));
        return this;
    }

    /** Adds a parameter and writes its place, with the type that it has. */
    public Renderer parameter(@Nullable Object value, ColumnType type) {
        dialect.placeholder(sql, numbers.of(value, type, false), type, value);
        return this;
    }

    /** From now on, expressions that are equal are equal in SQL, too. */
    void repeatParameters() {
        if (dialect.numbersParameters()) numbers.repeat();
    }

    /** An operand that is compared with another. */
    public Renderer compared(Node node, Node with) {
        if (node instanceof Node.Parameter parameter
                && with instanceof Node.Column column
                && column.column().type().columnType().equals(parameter.type())) {
            int number = numbers.of(parameter.value(), parameter.type(), true);
            dialect.comparedPlaceholder(sql, number, parameter.type(), parameter.value());
        } else {
            render(node);
        }
        return this;
    }

    public Renderer render(Node node) {
        switch (node) {
            case Node.Column column -> column(column);
            case Node.Excluded not -> excluded(not.column());
            case Node.NextValue next -> append(dialect.schema().nextValue(next.sequence()));
            case Node.Parameter parameter -> parameter(parameter.value(), parameter.type());
            case Node.Null nothing -> append("null");
            case Node.Nothing nothing -> append("1 = 1");
            case Node.Binary binary -> dialect.binary(this, binary);
            case Node.Negation negation -> wrapped("(- ", negation.operand(), ")");
            case Node.Not not -> wrapped("(not ", not.operand(), ")");
            case Node.Junction junction -> junction(junction);
            case Node.IsNull isNull -> wrapped("(", isNull.operand(), isNull.negated() ? " is not null)" : " is null)");
            case Node.Between between -> between(between);
            case Node.In in -> {
                if (in.values().isEmpty()) append(in.negated() ? "(1 = 1)" : "(1 = 0)");
                else dialect.in(this, in);
            }
            case Node.InSelect in -> dialect.in(this, in);
            case Node.Exists exists -> subselect("exists ", exists.select());
            case Node.ScalarSelect scalar -> subselect("", scalar.select());
            case Node.Match match -> dialect.match(this, match);
            case Node.IsDistinct distinct -> dialect.isDistinct(this, distinct);
            case Node.IsTruth truth ->
                wrapped("(", truth.operand(), (truth.negated() ? " is not " : " is ") + truth.value() + ")");
            case Node.Quantified quantified -> dialect.quantified(this, quantified);
            case Node.Collate collate -> dialect.collate(this, collate);
            case Node.Call call -> dialect.call(this, call);
            case Node.Function function -> dialect.function(this, function);
            case Node.Aggregate aggregate -> collated(aggregate.operand(), () -> aggregates.render(aggregate));
            case Node.Cast cast -> collated(cast.type(), () -> dialect.cast(this, cast));
            case Node.Extract extract -> dialect.extract(this, extract);
            case Node.Case searched -> searched(searched);
            case Node.Tuple tuple -> {
                append("(");
                list(tuple.elements());
                append(")");
            }
            case Node.Aliased aliased -> render(aliased.operand());
            case Node.Typed typed -> collated(typed.type(), () -> render(typed.operand()));
            case Node.Custom custom -> custom(custom);
            case Node.Json json -> dialect.json(this, json.operation());
            case Node.TextSearch search -> dialect.fullText(this, search.operation());
            case Node.Special special -> SpecialRenderer.write(this, special);
        }
        return this;
    }

    /** The table's name, with its schema and without its alias. */
    public Renderer tableName(TableDefinition table) {
        String schema = table.schema();
        if (schema != null) quote(schema).append(".");
        quote(table.name());
        return this;
    }

    void statement(Statement<?> statement) {
        switch (statement) {
            case Select<?> select -> new SelectRenderer(this).select(select, Columns.OF_DRIVER);
            case Insert<?> insert -> {
                // The database itself puts a select aside whose rows are inserted.
                if (insert.rows() instanceof Insert.Rows.Values<?>)
                    written = insert.table().definition();
                new InsertRenderer(this).insert(insert);
            }
            case Update<?> update -> update(update);
            case Delete<?> delete -> delete(delete);
            case Returning<?> returning -> returning(returning);
            case RawSql raw -> raw(raw);
            case RawSelect<?> select -> raw(select.raw());
        }
    }

    /** A select within another statement. */
    public Renderer select(Select<?> select) {
        if (written != null && Sources.reads(select, written)) dialect.selectOfWritten(this, select);
        else plainSelect(select);
        return this;
    }

    Sources sources() {
        return sources;
    }

    public Renderer plainSelect(Select<?> select) {
        new SelectRenderer(this).select(select, Columns.OF_STATEMENT);
        return this;
    }

    /** @param read whether the driver is to read it, or only the rest of the statement */
    void projection(TableSource<?> table, List<Expression<?>> expressions, boolean read) {
        String separator = "";
        if (expressions.isEmpty()) {
            for (ColumnDefinition column : table.definition().columns()) {
                append(separator);
                selected(new Node.Column(table, column), column.type(), read);
                separator = ", ";
            }
        }
        for (Expression<?> expression : expressions) {
            append(separator);
            selected(expression.node(), expression.type(), read);
            if (expression.node() instanceof Node.Aliased aliased) {
                append(" as ").quote(aliased.alias());
            }
            separator = ", ";
        }
    }

    void selected(Node node, DataType<?> type, boolean read) {
        int start = sql.length();
        render(node);
        if (read) dialect.selected(sql, start, type.columnType());
    }

    private void update(Update<?> update) {
        written = update.table().definition();
        dialect.update(this, update.target(), SingleAssignment.of(update.assignments()));
    }

    private void delete(Delete<?> delete) {
        written = delete.table().definition();
        dialect.delete(this, delete.target());
    }

    /**
     * What follows updates a row that could not be inserted.
     *
     * @param row the values that could not, by the names of their columns
     */
    void updateConflicting(TableDefinition table, Map<String, Node> row) {
        excluded = row;
        written = table;
    }

    private void excluded(ColumnDefinition column) {
        Node value = excluded == null ? null : excluded.get(column.name());
        if (value != null) assigned(column, value);
        else if (excluded != null) append(column.defaultValue() == null ? "null" : column.defaultValue());
        else dialect.excluded(this, column);
    }

    private void returning(Returning<?> returning) {
        statement(returning.write());
        append(" returning ");
        if (returning.table().alias() != null) unqualified = returning.table();
        projection(returning.table(), returning.expressions(), true);
    }

    private void raw(RawSql raw) {
        List<String> parts = raw.template().parts();
        append(parts.getFirst());
        for (int i = 1; i < parts.size(); i++) {
            Object value = raw.parameters().get(i - 1);
            parameters.add(value);
            dialect.rawPlaceholder(sql, parameters.size(), value);
            append(parts.get(i));
        }
        // Their places are in the text already.
        List<@Nullable Object> values = raw.parameters();
        parameters.addAll(values.subList(parts.size() - 1, values.size()));
    }

    public Renderer where(@Nullable Node condition) {
        if (condition != null) withoutWindows(" where ", condition);
        return this;
    }

    /** A clause of which the databases know nothing over a window. */
    void withoutWindows(String clause, Node node) {
        append(clause);
        aggregates.withoutWindows(clause.strip(), () -> render(node));
    }

    /** What is said of windows in the select that is being written. */
    public AggregateRenderer aggregates() {
        return aggregates;
    }

    public Renderer assignments(List<SingleAssignment> assignments) {
        String separator = "";
        for (SingleAssignment assignment : assignments) {
            append(separator).quote(assignment.column().name()).append(" = ");
            assigned(assignment.column(), assignment.value());
            separator = ", ";
        }
        return this;
    }

    /** A value that becomes a column's. */
    public Renderer assigned(ColumnDefinition column, Node value) {
        ColumnType type = column.type().columnType();
        if (value instanceof Node.Parameter parameter && type.equals(parameter.type())) {
            parameters.add(parameter.value());
            dialect.assignedPlaceholder(sql, parameters.size(), type);
        } else {
            render(value);
        }
        return this;
    }

    /** The table's name, and its alias if there is one; of a query, what it is. */
    public void table(TableSource<?> table) {
        String alias = table.alias();
        if (sources.isDefined(table)) {
            String name = Sources.name(table);
            quote(name);
            if (alias != null && !alias.equals(name)) append(" as ").quote(alias);
            return;
        }
        if (table instanceof QueryTable query) sources.derived(query);
        else tableName(table.definition());
        if (alias != null) append(" as ").quote(alias);
    }

    /** The tables whose rows are locked, if not all are. */
    public void lockedTables(RowLock lock) {
        String separator = " of ";
        for (TableSource<?> table : lock.tables()) {
            String alias = table.alias();
            append(separator).quote(alias != null ? alias : table.definition().name());
            separator = ", ";
        }
    }

    void insertedTable(TableSource<?> table) {
        if (dialect.hasAliasInInsert()) {
            table(table);
        } else {
            tableName(table.definition());
            if (table.alias() != null) unqualified = table;
        }
    }

    private void column(Node.Column column) {
        if (column.table() == unqualified) {
            quote(column.column().name());
            return;
        }
        String alias = column.table().alias();
        if (alias != null) quote(alias);
        else quote(column.table().definition().name());
        append(".").quote(column.column().name());
    }

    private void junction(Node.Junction junction) {
        junction(junction.conditions(), junction.all() ? " and " : " or ");
    }

    /** Very many in halves: a database reads a flat list as a tree that is as deep as the list is long. */
    private void junction(List<Node> conditions, String operator) {
        if (conditions.size() > MAX_FLAT_CONDITIONS) {
            int half = conditions.size() / 2;
            append("(");
            junction(conditions.subList(0, half), operator);
            append(operator);
            junction(conditions.subList(half, conditions.size()), operator);
            append(")");
            return;
        }
        String separator = "(";
        for (Node condition : conditions) {
            append(separator);
            render(condition);
            separator = operator;
        }
        append(")");
    }

    private void between(Node.Between between) {
        wrapped("(", between.operand(), " between ");
        compared(between.least(), between.operand()).append(" and ");
        compared(between.most(), between.operand()).append(")");
    }

    private void searched(Node.Case searched) {
        append("(case");
        Node operand = searched.operand();
        if (operand != null) wrapped(" ", operand, "");
        for (Node.When when : searched.whens()) {
            wrapped(" when ", when.condition(), " then ");
            render(when.result());
        }
        Node otherwise = searched.otherwise();
        if (otherwise != null) wrapped(" else ", otherwise, "");
        append(" end").append(dialect.collation(searched.type())).append(")");
    }

    /**
     * SQL in which <code>{0}</code> stands for the first of the nodes, <code>{1}</code> for the second and so on, each any
     * number of times, and <code>{*}</code> for all of them with commas between.
     */
    public void template(String template, List<Node> nodes) {
        int from = 0;
        for (int place = template.indexOf('{'); place >= 0; place = template.indexOf('{', from)) {
            append(template.substring(from, place));
            char which = template.charAt(place + 1);
            if (which == '*') list(nodes);
            else render(nodes.get(which - '0'));
            from = place + 3;
        }
        append(template.substring(from));
    }

    /** What does not tell by itself how its values compare. */
    private void collated(ColumnType type, Runnable written) {
        String collation = dialect.collation(type);
        if (!collation.isEmpty()) append("(");
        written.run();
        if (!collation.isEmpty()) append(collation).append(")");
    }

    private void custom(Node.Custom custom) {
        String[] parts = custom.template().split("\\?", -1);
        if (parts.length != custom.arguments().size() + 1) {
            throw new IllegalArgumentException("the template has " + (parts.length - 1) + " places and "
                    + custom.arguments().size() + " arguments: " + custom.template());
        }
        append(parts[0]);
        for (int i = 1; i < parts.length; i++) wrapped("", custom.arguments().get(i - 1), parts[i]);
    }

    private void subselect(String prefix, Select<?> select) {
        append(prefix).append("(");
        select(select);
        append(")");
    }

    void list(List<? extends Node> nodes) {
        String separator = "";
        for (Node node : nodes) {
            append(separator);
            render(node);
            separator = ", ";
        }
    }

    public void wrapped(String before, Node node, String after) {
        append(before);
        render(node);
        append(after);
    }

    Sql finish() {
        if (parameters.size() > dialect.maxParameters()) {
            throw new IllegalArgumentException("the statement has " + parameters.size() + " parameters, and "
                    + dialect.name() + " takes at most " + dialect.maxParameters()
                    + "; split it, or put the values in a table and join it");
        }
        return new Sql(sql.toString(), parameters.toArray());
    }
}
