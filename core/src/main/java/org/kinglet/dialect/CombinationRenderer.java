// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Combination;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Select;
import org.kinglet.query.SelectClauses;

/**
 * Writes unions, intersections and differences of selects. Databases disagree about parentheses around the parts and about what
 * binds more tightly; so a part that is more than a plain select becomes a table of its own, and a combination never has
 * operators of both kinds.
 */
final class CombinationRenderer {
    private static final String NAME = "combined";

    private final Renderer to;
    private final SelectRenderer selects;

    CombinationRenderer(Renderer to) {
        this.to = to;
        this.selects = new SelectRenderer(to);
    }

    void write(Select<?> select, Columns columns) {
        SelectClauses clauses = select.clauses();
        Columns wanted =
                columns.wanted() == Columns.Wanted.BY_NOBODY ? Columns.named(SelectRenderer.names(clauses)) : columns;
        operands(select, clauses.combinations().size(), wanted);
        selects.orderBy(byPosition(select));
        to.dialect().limit(to, clauses.limit(), clauses.offset());
    }

    private static List<Order> byPosition(Select<?> select) {
        List<Order> order = new ArrayList<>();
        for (Order by : select.clauses().order()) {
            String position = Integer.toString(OrderedOutside.position(select, by) + 1);
            order.add(new Order(new Node.Custom(position, List.of()), by.descending(), by.nulls()));
        }
        return order;
    }

    /** The first select and so many others. */
    private void operands(Select<?> select, int others, Columns columns) {
        if (others == 0) {
            selects.operand(select.clauses().firstOfCombination(), columns);
            return;
        }
        Combination last = select.clauses().combinations().get(others - 1);
        if (!to.dialect().has(last.operator())) {
            numbered(select, others, columns);
            return;
        }
        operands(select, others - 1, columns);
        to.append(" ").append(last.operator().sql()).append(" ");
        selects.operand(last.select(), columns);
    }

    /** The rows of both with the number that each has among its equals: as often as both have them, both have the number. */
    private void numbered(Select<?> select, int others, Columns columns) {
        Combination last = select.clauses().combinations().get(others - 1);
        List<String> own = SelectRenderer.names(select.clauses());
        List<String> names = columns.names();
        to.append("select ");
        for (int i = 0; i < own.size(); i++) {
            if (i > 0) to.append(", ");
            to.append(own.get(i));
            if (names != null) to.append(" as ").quote(names.get(i));
        }
        Columns inner = columns.withNames(own);
        to.append(" from (");
        numbered(own, () -> operands(select, others - 1, inner));
        to.append(last.operator() == Combination.Operator.EXCEPT_ALL ? " except " : " intersect ");
        numbered(own, () -> selects.operand(last.select(), inner));
        to.append(") as ").quote(NAME);
    }

    private void numbered(List<String> names, Runnable rows) {
        String all = String.join(", ", names);
        to.append("select " + all + ", row_number() over (partition by " + all + ") as place from (");
        rows.run();
        to.append(") as ").quote("numbered");
    }
}
