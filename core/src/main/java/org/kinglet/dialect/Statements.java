// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kinglet.query.Expression;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.TableColumn;
import org.kinglet.query.TableSource;
import org.kinglet.query.Target;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/** What can be asked of a database, as SQL: the statements of programs, and those that it takes to run them. */
public final class Statements {
    private Statements() {}

    public static Sql render(Dialect dialect, Statement<?> statement) {
        Renderer renderer = new Renderer(dialect);
        renderer.statement(statement);
        return renderer.finish();
    }

    /**
     * The first rows of each group, in the order of the select.
     *
     * @param group what rows of one group have in common
     */
    public static Sql firstOfEach(Dialect dialect, Select<?> select, List<Node> group, long rows) {
        Renderer renderer = new Renderer(dialect);
        new FirstOfEachRenderer(renderer).first(select, group, rows);
        return renderer.finish();
    }

    /** How many rows the select has. */
    public static Sql count(Dialect dialect, Select<?> select) {
        Renderer renderer = new Renderer(dialect);
        new SelectRenderer(renderer).count(select);
        return renderer.finish();
    }

    /** Whether the select has a row. */
    public static Sql exists(Dialect dialect, Select<?> select) {
        Renderer renderer = new Renderer(dialect);
        new SelectRenderer(renderer).exists(select);
        return renderer.finish();
    }

    /**
     * Rows of a table, with the columns of its key behind what is selected; one that is beside several others more than once.
     *
     * @param expressions empty for all columns of the table
     * @param end what follows, such as {@code for update}
     */
    public static Sql selectWithKey(Dialect dialect, Target target, List<Expression<?>> expressions, String end) {
        Renderer renderer = new Renderer(dialect);
        TableSource<?> table = target.table();
        renderer.append("select ");
        renderer.projection(table, expressions, true);
        renderer.append(", ");
        key(renderer, table);
        renderer.tables(" from ", List.of(table));
        renderer.tables(", ", target.beside());
        renderer.where(target.condition()).first(target).append(end);
        return renderer.finish();
    }

    /** The keys of the rows of a table for which a condition is true. */
    public static Sql selectKey(Dialect dialect, TableSource<?> table, Node condition) {
        Renderer renderer = new Renderer(dialect);
        renderer.append("select ");
        key(renderer, table);
        renderer.append(" from ").table(table);
        return renderer.where(condition).finish();
    }

    private static void key(Renderer to, TableSource<?> table) {
        String separator = "";
        for (String key : table.definition().primaryKey()) {
            ColumnDefinition column = table.definition().column(key);
            to.append(separator).selected(new Node.Column(table, column), column.type(), true);
            separator = ", ";
        }
    }

    /** Of these tables, the positions in the list of those that exist. */
    public static Sql existing(Dialect dialect, List<TableDefinition> tables) {
        Renderer renderer = new Renderer(dialect);
        String separator = "";
        for (int i = 0; i < tables.size(); i++) {
            renderer.append(separator).append("select " + i + " from (select 1 as one) as one where ");
            dialect.exists(renderer, tables.get(i));
            separator = " union all ";
        }
        return renderer.finish();
    }

    /** A new table with the rows of a select. */
    public static Sql tableAs(Dialect dialect, TableDefinition table, Select<?> select) {
        Renderer renderer = new Renderer(dialect);
        renderer.append(table.temporary() ? "create temporary table " : "create table ");
        renderer.tableName(table).append(" as ").plainSelect(select);
        return renderer.finish();
    }

    /** The select, with an end that says how it locks its rows. */
    public static Sql locking(Dialect dialect, Select<?> select, String end) {
        Renderer renderer = new Renderer(dialect);
        renderer.statement(select);
        renderer.append(end);
        return renderer.finish();
    }

    /**
     * The update half of an upsert, for the row that one of the rows to be inserted conflicts with.
     *
     * @param row the values that could not be inserted, by the names of their columns
     */
    public static Sql updateConflicting(
            Dialect dialect, TableSource<?> table, Insert.Upsert<?> upsert, Map<String, Node> row) {
        Renderer renderer = new Renderer(dialect);
        renderer.updateConflicting(table.definition(), row);
        List<Node> conditions = conflicting(table, upsert, row);
        if (upsert.where() != null) conditions.add(upsert.where());
        Target existing = Target.of(table, new Node.Junction(true, conditions));
        dialect.update(renderer, existing, SingleAssignment.of(upsert.assignments()));
        return renderer.finish();
    }

    /** What is true for the row that has the same values in the columns of the upsert's target. */
    public static List<Node> conflicting(TableSource<?> table, Insert.Upsert<?> upsert, Map<String, Node> row) {
        List<Node> conditions = new ArrayList<>();
        for (TableColumn<?, ?> target : upsert.target()) {
            for (ColumnDefinition column : target.columns()) {
                Node value = row.getOrDefault(column.name(), new Node.Null());
                conditions.add(new Node.Binary(Node.BinaryOperator.EQ, new Node.Column(table, column), value));
            }
        }
        return conditions;
    }
}
