// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Assignment;
import org.kinglet.query.Delete;
import org.kinglet.query.Expression;
import org.kinglet.query.Insert;
import org.kinglet.query.Join;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.RawSql;
import org.kinglet.query.Returning;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.TableSource;
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
    /** In {@code returning}, databases disagree whether an alias of the table is known. */
    private @Nullable TableSource<?> unqualified;

    private Renderer(Dialect dialect) {
        this.dialect = dialect;
    }

    public static Sql render(Dialect dialect, Statement<?> statement) {
        Renderer renderer = new Renderer(dialect);
        renderer.statement(statement);
        return renderer.finish();
    }

    /** How many rows the select has. */
    public static Sql count(Dialect dialect, Select<?> select) {
        Renderer renderer = new Renderer(dialect);
        boolean plain = !select.isDistinct()
                && select.groups().isEmpty()
                && select.groupCondition() == null
                && select.limit() < 0
                && select.offset() == 0
                && select.projection().isEmpty();
        if (plain) {
            renderer.append("select count(*)");
            renderer.fromAndWhere(select);
        } else {
            renderer.append("select count(*) from (");
            renderer.select(select);
            renderer.append(") as ").quote("counted");
        }
        return renderer.finish();
    }

    /** A row if the select has one. */
    public static Sql exists(Dialect dialect, Select<?> select) {
        Renderer renderer = new Renderer(dialect);
        renderer.append("select exists (");
        renderer.select(select);
        renderer.append(")");
        return renderer.finish();
    }

    public Renderer append(String text) {
        sql.append(text);
        return this;
    }

    public Renderer quote(String identifier) {
        dialect.quote(sql, identifier);
        return this;
    }

    /** Adds a parameter of which nothing is known but its value, and writes its place. */
    public Renderer parameter(@Nullable Object value) {
        parameters.add(value);
        dialect.placeholder(sql, parameters.size());
        return this;
    }

    /** Adds a parameter and writes its place. */
    public Renderer parameter(@Nullable Object value, ColumnType type) {
        parameters.add(value);
        dialect.placeholder(sql, parameters.size(), type);
        return this;
    }

    public void render(Node node) {
        switch (node) {
            case Node.Column column -> column(column);
            case Node.Excluded excluded ->
                append("excluded.").quote(excluded.column().name());
            case Node.Parameter parameter -> parameter(parameter.value(), parameter.type());
            case Node.Null nothing -> append("null");
            case Node.Nothing nothing -> append("1 = 1");
            case Node.Binary binary -> binary(binary);
            case Node.Negation negation -> wrapped("(- ", negation.operand(), ")");
            case Node.Not not -> wrapped("(not ", not.operand(), ")");
            case Node.Junction junction -> junction(junction);
            case Node.IsNull isNull -> wrapped("(", isNull.operand(), isNull.negated() ? " is not null)" : " is null)");
            case Node.Between between -> between(between);
            case Node.In in -> in(in);
            case Node.InSelect in -> {
                wrapped("(", in.operand(), in.negated() ? " not in (" : " in (");
                select(in.select());
                append("))");
            }
            case Node.Exists exists -> subselect("exists ", exists.select());
            case Node.ScalarSelect scalar -> subselect("", scalar.select());
            case Node.Match match -> dialect.match(this, match);
            case Node.Function function -> {
                append(function.name()).append(function.distinct() ? "(distinct " : "(");
                list(function.arguments());
                append(")");
            }
            case Node.CountAll all -> append("count(*)");
            case Node.Cast cast -> wrapped("cast(", cast.operand(), " as " + dialect.castType(cast.type()) + ")");
            case Node.Extract extract -> dialect.extract(this, extract);
            case Node.Case searched -> searched(searched);
            case Node.Tuple tuple -> {
                append("(");
                list(tuple.elements());
                append(")");
            }
            case Node.Aliased aliased -> render(aliased.operand());
            case Node.Custom custom -> custom(custom);
        }
    }

    /** The table's name, with its schema and without its alias. */
    void tableName(TableDefinition table) {
        String schema = table.schema();
        if (schema != null) quote(schema).append(".");
        quote(table.name());
    }

    private void statement(Statement<?> statement) {
        switch (statement) {
            case Select<?> select -> select(select);
            case Insert<?> insert -> new InsertRenderer(this).insert(insert);
            case Update<?> update -> update(update);
            case Delete<?> delete -> delete(delete);
            case Returning<?> returning -> returning(returning);
            case RawSql raw -> raw(raw);
        }
    }

    private void select(Select<?> select) {
        append(select.isDistinct() ? "select distinct " : "select ");
        projection(select.source(), select.projection());
        fromAndWhere(select);
        if (!select.groups().isEmpty()) {
            append(" group by ");
            list(select.groups().stream().map(Expression::node).toList());
        }
        Node having = select.groupCondition();
        if (having != null) wrapped(" having ", having, "");
        String separator = " order by ";
        for (Order order : select.order()) {
            append(separator);
            dialect.order(this, order);
            separator = ", ";
        }
        dialect.limit(this, select.limit(), select.offset());
    }

    private void fromAndWhere(Select<?> select) {
        append(" from ");
        table(select.source());
        for (Join join : select.joins()) {
            append(" ").append(join.kind().sql()).append(" ");
            table(join.table());
            wrapped(" on ", join.on().node(), "");
        }
        where(select.condition());
    }

    private void projection(TableSource<?> table, List<Expression<?>> expressions) {
        String separator = "";
        if (expressions.isEmpty()) {
            for (ColumnDefinition column : table.definition().columns()) {
                append(separator);
                selected(new Node.Column(table, column), column.type());
                separator = ", ";
            }
        }
        for (Expression<?> expression : expressions) {
            append(separator);
            selected(expression.node(), expression.type());
            if (expression.node() instanceof Node.Aliased aliased)
                append(" as ").quote(aliased.alias());
            separator = ", ";
        }
    }

    private void selected(Node node, DataType<?> type) {
        int start = sql.length();
        render(node);
        dialect.selected(sql, start, type.columnType());
    }

    private void update(Update<?> update) {
        append("update ");
        table(update.table());
        append(" set ");
        assignments(update.assignments());
        where(update.condition());
    }

    private void delete(Delete<?> delete) {
        append("delete from ");
        table(delete.table());
        where(delete.condition());
    }

    private void returning(Returning<?> returning) {
        statement(returning.write());
        append(" returning ");
        if (returning.table().alias() != null) unqualified = returning.table();
        projection(returning.table(), returning.expressions());
    }

    private void raw(RawSql raw) {
        List<String> parts = raw.template().parts();
        append(parts.getFirst());
        for (int i = 1; i < parts.size(); i++) {
            parameter(raw.parameters().get(i - 1));
            append(parts.get(i));
        }
    }

    void where(@Nullable Node condition) {
        if (condition != null) wrapped(" where ", condition, "");
    }

    void assignments(List<? extends Assignment<?>> assignments) {
        String separator = "";
        for (Assignment<?> assignment : assignments) {
            for (int i = 0; i < assignment.columns().size(); i++) {
                append(separator).quote(assignment.columns().get(i).name()).append(" = ");
                render(assignment.values().get(i));
                separator = ", ";
            }
        }
    }

    void subselect(Select<?> select) {
        select(select);
    }

    /** The table's name, and its alias if there is one. */
    void table(TableSource<?> table) {
        tableName(table.definition());
        String alias = table.alias();
        if (alias != null) append(" as ").quote(alias);
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

    private void binary(Node.Binary binary) {
        wrapped("(", binary.left(), " ");
        append(binary.operator().sql());
        wrapped(" ", binary.right(), ")");
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
        render(between.least());
        wrapped(" and ", between.most(), ")");
    }

    private void in(Node.In in) {
        if (in.values().isEmpty()) {
            append(in.negated() ? "(1 = 1)" : "(1 = 0)");
            return;
        }
        wrapped("(", in.operand(), in.negated() ? " not in (" : " in (");
        list(in.values());
        append("))");
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
        append(" end)");
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

    private void list(List<? extends Node> nodes) {
        String separator = "";
        for (Node node : nodes) {
            append(separator);
            render(node);
            separator = ", ";
        }
    }

    private void wrapped(String before, Node node, String after) {
        append(before);
        render(node);
        append(after);
    }

    private Sql finish() {
        if (parameters.size() > dialect.maxParameters()) {
            throw new IllegalArgumentException("the statement has " + parameters.size() + " parameters, and "
                    + dialect.name() + " takes at most " + dialect.maxParameters()
                    + "; split it, or put the values in a table and join it");
        }
        return new Sql(sql.toString(), parameters.toArray());
    }
}
