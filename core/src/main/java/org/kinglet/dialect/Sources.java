// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Cte;
import org.kinglet.query.Join;
import org.kinglet.query.Node;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Select;
import org.kinglet.query.SelectClauses;
import org.kinglet.query.TableSource;
import org.kinglet.schema.TableDefinition;

/**
 * The tables of a statement that no database stores: those that its with-clauses define, which are known by their names
 * within the select that has the clause, and those that are written where they stand.
 */
final class Sources {
    private final Renderer to;
    private final List<Cte> defined = new ArrayList<>();

    Sources(Renderer to) {
        this.to = to;
    }

    /** Writes a with-clause, after which its tables are known. */
    void with(List<Cte> ctes) {
        if (ctes.isEmpty()) return;
        boolean recursive = ctes.stream().anyMatch(cte -> cte.recursion() != null);
        String separator = recursive ? "with recursive " : "with ";
        for (Cte cte : ctes) {
            to.append(separator);
            define(cte);
            separator = ", ";
        }
        to.append(" ");
    }

    /** Forgets the latest tables. */
    void forget(List<Cte> ctes) {
        for (int i = 0; i < ctes.size(); i++) defined.removeLast();
    }

    private void define(Cte cte) {
        to.quote(cte.name());
        String separator = " (";
        for (String column : columns(cte.table())) {
            to.append(separator).quote(column);
            separator = ", ";
        }
        Boolean materialized = cte.isMaterialized();
        to.append(") as ").append(materialized == null ? "" : to.dialect().materialized(materialized));
        to.append("(");
        Cte.Recursion recursion = cte.recursion();
        SelectRenderer selects = new SelectRenderer(to);
        if (recursion == null) {
            selects.select(cte.rows(), Columns.OF_STATEMENT);
            defined.add(cte);
        } else {
            selects.operand(cte.rows(), Columns.OF_RECURSION);
            to.append(recursion.distinct() ? " union " : " union all ");
            defined.add(cte);
            selects.operand(recursion.step(), Columns.OF_STATEMENT);
        }
        to.append(")");
    }

    /** Whether a with-clause around has defined the table. */
    boolean isDefined(TableSource<?> table) {
        if (table.alias() == null) return false;
        String name = name(table);
        for (Cte cte : defined) {
            if (cte.name().equals(name) && cte.table().definition() == table.definition()) return true;
        }
        return false;
    }

    static String name(TableSource<?> table) {
        String alias = table instanceof QueryTable query ? query.name() : table.alias();
        if (alias == null) throw new IllegalArgumentException(table.definition() + " has no alias");
        return alias;
    }

    /** Writes a query in the place of a table. */
    void derived(QueryTable table) {
        if (table.isLateral()) {
            if (!to.dialect().hasLateral()) {
                throw new UnsupportedOperationException(to.dialect().name()
                        + " has no lateral joins; number the rows by a window function and take the first ones");
            }
            to.append("lateral ");
        }
        to.append("(");
        switch (table.content()) {
            case QueryTable.Content.Rows(Select<?> select) ->
                new SelectRenderer(to).select(select, Columns.named(columns(table)));
            case QueryTable.Content.Values(List<List<Node>> rows) -> values(table, rows);
            case QueryTable.Content.Nothing nothing ->
                throw new IllegalArgumentException("nothing can be joined to no table");
        }
        to.append(")");
    }

    private void values(QueryTable table, List<List<Node>> rows) {
        List<String> names = columns(table);
        if (!to.dialect().hasValues()) {
            String separator = "select ";
            for (List<Node> row : rows) {
                to.append(separator);
                SelectRenderer.named(to, row, names);
                separator = " union all select ";
            }
            return;
        }
        String separator = "select ";
        for (int i = 0; i < names.size(); i++) {
            to.append(separator).append("column" + (i + 1)).append(" as ").quote(names.get(i));
            separator = ", ";
        }
        separator = " from (values (";
        for (List<Node> row : rows) {
            to.append(separator).list(row);
            separator = "), (";
        }
        to.append(")) as ").quote("listed");
    }

    private static List<String> columns(TableSource<?> table) {
        return table.definition().columns().stream()
                .map(column -> column.name())
                .toList();
    }

    /** Whether a select reads a table, in whichever of its parts that may not be reached by expressions alone. */
    static boolean reads(Select<?> select, TableDefinition table) {
        SelectClauses clauses = select.clauses();
        if (clauses.isCombined()) {
            if (reads(clauses.firstOfCombination(), table)) return true;
            return clauses.combinations().stream().anyMatch(combination -> reads(combination.select(), table));
        }
        if (reads(clauses.source(), table)) return true;
        for (Join join : clauses.joins()) {
            if (reads(join.table(), table)) return true;
        }
        for (Cte cte : clauses.ctes()) {
            Cte.Recursion recursion = cte.recursion();
            if (reads(cte.rows(), table) || recursion != null && reads(recursion.step(), table)) return true;
        }
        return false;
    }

    private static boolean reads(TableSource<?> source, TableDefinition table) {
        if (source instanceof QueryTable query) {
            return query.content() instanceof QueryTable.Content.Rows(Select<?> select) && reads(select, table);
        }
        return source.definition() == table;
    }
}
