// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Expression;
import org.kinglet.query.Join;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;

/** Writes selects, clause by clause. */
final class SelectRenderer {
    private final Renderer to;

    SelectRenderer(Renderer to) {
        this.to = to;
    }

    /** @param read whether the driver is to read its rows, or only the rest of the statement */
    void select(Select<?> select, boolean read) {
        selects(select);
        to.projection(select.source(), select.projection(), read);
        for (TableSource<?> table : select.beside()) {
            to.append(", ");
            to.projection(table, List.of(), read);
        }
        afterProjection(select);
    }

    /**
     * The first rows of each group, in the order of the select, with all columns of its tables. The groups come in no order.
     *
     * @param group what rows of one group have in common
     */
    void firstOfEach(Select<?> select, List<Node> group, long rows) {
        String separator = "select ";
        int column = 0;
        for (TableSource<?> table : tables(select)) {
            for (ColumnDefinition definition : table.definition().columns()) {
                to.append(separator);
                to.selected(new Node.Custom(name(column++), List.of()), definition.type(), true);
                separator = ", ";
            }
        }
        to.append(" from (select ");
        named(select);
        to.append(", row_number() over (partition by ");
        to.list(group);
        orderBy(select);
        to.append(") as place");
        fromAndWhere(select);
        to.append(") as ranked where place <= " + rows + " order by place");
    }

    private static List<TableSource<?>> tables(Select<?> select) {
        List<TableSource<?>> tables = new ArrayList<>();
        tables.add(select.source());
        tables.addAll(select.beside());
        return tables;
    }

    /** What a column of a select is called that is a table. */
    private static String name(int column) {
        return "c" + (column + 1);
    }

    /** How many rows it has. */
    void count(Select<?> select) {
        boolean plain = !select.isDistinct()
                && select.groups().isEmpty()
                && select.groupCondition() == null
                && select.limit() < 0
                && select.offset() == 0
                && select.projection().isEmpty();
        if (plain) {
            to.append("select count(*)");
            fromAndWhere(select);
        } else {
            to.append("select count(*) from (");
            derived(select, select.isDistinct());
            to.append(") as ").quote("counted");
        }
    }

    /** Whether it has a row. A limit is put into a table of its own, since MySQL knows none within exists. */
    void exists(Select<?> select) {
        to.append("select exists (");
        if (select.limit() < 0 && select.offset() == 0) {
            to.select(select);
        } else {
            to.append("select 1 from (");
            derived(select, select.isDistinct());
            to.append(") as ").quote("limited");
        }
        to.append(")");
    }

    private void selects(Select<?> select) {
        to.append(select.isDistinct() ? "select distinct " : "select ");
    }

    /**
     * The select as a table: a name for each column, since some databases want them to differ.
     *
     * @param columns whether what it selects matters, or only how many rows there are
     */
    void derived(Select<?> select, boolean columns) {
        selects(select);
        if (columns) named(select);
        else to.append("1");
        afterProjection(select);
    }

    private void named(Select<?> select) {
        List<Node> nodes = new ArrayList<>();
        for (Expression<?> expression : select.projection()) {
            nodes.add(expression.node() instanceof Node.Aliased aliased ? aliased.operand() : expression.node());
        }
        if (nodes.isEmpty()) {
            for (TableSource<?> table : tables(select)) {
                for (ColumnDefinition column : table.definition().columns()) nodes.add(new Node.Column(table, column));
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (i > 0) to.append(", ");
            to.wrapped("", nodes.get(i), " as " + name(i));
        }
    }

    private void afterProjection(Select<?> select) {
        fromAndWhere(select);
        if (!select.groups().isEmpty()) {
            to.append(" group by ");
            to.list(select.groups().stream().map(Expression::groupedNode).toList());
        }
        Node having = select.groupCondition();
        if (having != null) to.wrapped(" having ", having, "");
        orderBy(select);
        to.dialect().limit(to, select.limit(), select.offset());
    }

    private void orderBy(Select<?> select) {
        String separator = " order by ";
        for (Order order : select.order()) {
            to.append(separator);
            to.dialect().order(to, order);
            separator = ", ";
        }
    }

    private void fromAndWhere(Select<?> select) {
        to.append(" from ");
        to.table(select.source());
        for (Join join : select.joins()) {
            to.append(" ").append(to.dialect().join(join.kind())).append(" ");
            to.table(join.table());
            to.wrapped(" on ", join.on().node(), "");
        }
        to.where(select.condition());
    }
}
