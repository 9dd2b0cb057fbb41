// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Expression;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Select;

/** Writes selects that a database cannot order where they stand, as tables from which another select takes the rows in order. */
final class OrderedOutside {
    private OrderedOutside() {}

    static void write(Renderer to, Select<?> select, Columns columns) {
        QueryTable table = select.unordered().asTable("unordered");
        List<Expression<?>> all = table.select().clauses().columns();
        List<Order> order = new ArrayList<>();
        for (Order by : select.clauses().order()) {
            order.add(new Order(all.get(position(select, by)).node(), by.descending(), by.nulls()));
        }
        Select<?> ordered = table.select()
                .orderBy(order.toArray(Order[]::new))
                .offset(select.clauses().offset());
        new SelectRenderer(to)
                .select(
                        select.clauses().limit() < 0
                                ? ordered
                                : ordered.limit(select.clauses().limit()),
                        columns);
    }

    /** Which column of the select a term of its order is. */
    static int position(Select<?> select, Order by) {
        List<Expression<?>> columns = select.clauses().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (plain(columns.get(i).node()).equals(plain(by.node()))) return i;
        }
        throw new IllegalArgumentException(
                "a combination of selects or of groupings can be ordered by what is selected, and not"
                        + " by anything else; select that too, or make it a table by asTable(\"name\") and order a select from that");
    }

    private static Node plain(Node node) {
        return node instanceof Node.Aliased aliased ? aliased.operand() : node;
    }
}
