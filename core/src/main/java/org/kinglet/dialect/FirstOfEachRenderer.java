// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Expression;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Select;
import org.kinglet.query.SelectClauses;

/** Writes selects of the first rows of each group, whose rows are numbered by a window function. */
final class FirstOfEachRenderer {
    private final Renderer to;
    private final SelectRenderer selects;

    FirstOfEachRenderer(Renderer to) {
        this.to = to;
        this.selects = new SelectRenderer(to);
    }

    /**
     * The first rows of each group, in the order of the select, with all its columns. The groups come in no order.
     *
     * @param group what rows of one group have in common
     */
    void first(Select<?> select, List<Node> group, long rows) {
        outer(select, Columns.OF_DRIVER);
        numbered(select, group, List.of());
        to.append(") as ranked where place <= " + rows + " order by place");
    }

    /** The first row of each kind, in the order of the select: {@code distinct on}. */
    void distinct(Select<?> select, Columns columns) {
        SelectClauses clauses = select.clauses();
        outer(select, columns);
        numbered(select, SelectRenderer.nodes(clauses.distinctKey()), clauses.order());
        to.append(") as ranked where place <= 1");
        List<Order> order = new ArrayList<>();
        for (int i = 0; i < clauses.order().size(); i++) {
            Order by = clauses.order().get(i);
            order.add(new Order(new Node.Custom(term(i), List.of()), by.descending(), by.nulls()));
        }
        selects.orderBy(order);
        to.dialect().limit(to, clauses.limit(), clauses.offset());
    }

    private void outer(Select<?> select, Columns columns) {
        List<Expression<?>> all = select.clauses().columns();
        List<String> own = SelectRenderer.names(select.clauses());
        List<String> names = columns.names();
        to.append("select ");
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) to.append(", ");
            Node column = new Node.Custom(own.get(i), List.of());
            to.selected(column, all.get(i).type(), columns.wanted() == Columns.Wanted.BY_DRIVER);
            if (names != null) to.append(" as ").quote(names.get(i));
        }
    }

    /** @param terms of the order, which the select around needs too */
    private void numbered(Select<?> select, List<Node> group, List<Order> terms) {
        to.append(" from (select ");
        List<Expression<?>> all = select.clauses().columns();
        List<Node> nodes = new ArrayList<>(SelectRenderer.nodes(all));
        List<String> names = new ArrayList<>(SelectRenderer.names(select.clauses()));
        for (int i = 0; i < terms.size(); i++) {
            nodes.add(terms.get(i).node());
            names.add(term(i));
        }
        SelectRenderer.named(to, nodes, names);
        to.append(", row_number() over (partition by ");
        to.list(group);
        selects.orderBy(select.clauses().order());
        to.append(") as place");
        selects.fromToHaving(select.clauses(), false);
    }

    private static String term(int number) {
        return "o" + (number + 1);
    }
}
