// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.Grouping;
import org.kinglet.query.GroupingSets;
import org.kinglet.query.Join;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.QueryTable;
import org.kinglet.query.RowLock;
import org.kinglet.query.Select;
import org.kinglet.query.SelectClauses;
import org.kinglet.query.TableSource;

/** Writes selects, clause by clause. */
final class SelectRenderer {
    private static final int NOWHERE = 0;

    private final Renderer to;

    SelectRenderer(Renderer to) {
        this.to = to;
    }

    void select(Select<?> select, Columns columns) {
        SelectClauses clauses = select.clauses();
        if (isOrderedOutside(clauses)) {
            OrderedOutside.write(to, select, columns);
            return;
        }
        AggregateRenderer.Scope outer = to.aggregates().enter(clauses.windows());
        to.sources().with(clauses.ctes());
        if (clauses.isCombined()) new CombinationRenderer(to).write(select, columns);
        else if (isFirstOfEach(clauses)) new FirstOfEachRenderer(to).distinct(select, columns);
        else single(clauses, columns);
        to.sources().forget(clauses.ctes());
        to.aggregates().leave(outer);
    }

    private boolean isFirstOfEach(SelectClauses select) {
        return !select.distinctKey().isEmpty() && !to.dialect().hasDistinctOn();
    }

    /** Where nulls come can be said everywhere, but not of the columns of a combination; and see the dialect. */
    private boolean isOrderedOutside(SelectClauses select) {
        if (select.order().isEmpty()) return false;
        if (select.isCombined()) {
            return select.order().stream().anyMatch(order -> order.nulls() != Order.Nulls.DEFAULT);
        }
        return !to.dialect().ordersGroupingSets() && select.groups().stream().anyMatch(GroupingSets.class::isInstance);
    }

    /** A part of a combination or a recursion, where an order, a limit and the like would be those of the whole. */
    void operand(Select<?> select, Columns columns) {
        SelectClauses clauses = select.clauses();
        boolean plain = !clauses.isCombined()
                && clauses.ctes().isEmpty()
                && clauses.order().isEmpty()
                && !clauses.isLimited()
                && clauses.lock() == null
                && !isFirstOfEach(clauses);
        if (plain) {
            AggregateRenderer.Scope outer = to.aggregates().enter(clauses.windows());
            single(clauses, columns);
            to.aggregates().leave(outer);
            return;
        }
        to.append("select * from (");
        select(select, columns.names() == null ? columns.withNames(names(clauses)) : columns);
        to.append(") as ").quote("operand");
    }

    private void single(SelectClauses select, Columns columns) {
        boolean comparesExpressions = !select.groups().isEmpty()
                || select.isDistinct()
                || !select.distinctKey().isEmpty();
        if (comparesExpressions) to.repeatParameters();
        to.append(select.isDistinct() ? "select distinct " : "select ");
        if (!select.distinctKey().isEmpty()) {
            to.append("distinct on (");
            to.list(nodes(select.distinctKey()));
            to.append(") ");
        }
        columns(select, columns);
        boolean byPlace = comparesExpressions
                && columns.wanted() != Columns.Wanted.BY_NOBODY
                && to.dialect().comparesByPlace();
        fromToHaving(select, byPlace);
        orderBy(select, byPlace);
        to.dialect().limit(to, select.limit(), select.offset());
        lock(select);
    }

    private void lock(SelectClauses select) {
        RowLock lock = select.lock();
        if (lock == null) return;
        // A row that an outer join may not have found cannot be locked, and nobody asked for that.
        boolean joinedForReading = lock.tables().isEmpty() && !select.beside().isEmpty();
        to.dialect()
                .lock(
                        to,
                        joinedForReading
                                ? new RowLock(lock.strength(), List.of(select.source()), lock.conflict())
                                : lock);
    }

    /** How many rows it has. */
    void count(Select<?> select) {
        SelectClauses clauses = select.clauses();
        boolean plain = !clauses.isDistinct()
                && clauses.distinctKey().isEmpty()
                && !clauses.isCombined()
                && clauses.ctes().isEmpty()
                && clauses.groups().isEmpty()
                && clauses.groupCondition() == null
                && !clauses.isLimited()
                && selectsColumnsOnly(clauses);
        if (plain) {
            to.append("select count(*)");
            fromAndWhere(clauses);
        } else {
            to.append("select count(*) from (");
            derived(select);
            to.append(") as ").quote("counted");
        }
    }

    /** Whether it has a row. A limit is put into a table of its own, since MySQL knows none within exists. */
    void exists(Select<?> select) {
        SelectClauses clauses = select.clauses();
        to.append("select exists (");
        if (!clauses.isLimited()) {
            to.select(select);
        } else {
            to.append("select 1 from (");
            derived(select);
            to.append(") as ").quote("limited");
        }
        to.append(")");
    }

    /** The select as a table, of which only the number of rows matters. */
    private void derived(Select<?> select) {
        SelectClauses clauses = select.clauses();
        boolean columnsMatter =
                clauses.isDistinct() || clauses.isCombined() || isFirstOfEach(clauses) || !selectsColumnsOnly(clauses);
        select(select, columnsMatter ? Columns.named(names(clauses)) : Columns.NONE);
    }

    /** Other expressions may make one row of all, as aggregates do, or several of one. */
    private static boolean selectsColumnsOnly(SelectClauses select) {
        return select.columns().stream().allMatch(expression -> expression.node() instanceof Node.Column);
    }

    /** Names for all columns, since some databases want those of a table to differ. */
    static List<String> names(SelectClauses select) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= select.columns().size(); i++) names.add("c" + i);
        return names;
    }

    private void columns(SelectClauses select, Columns columns) {
        if (columns.wanted() == Columns.Wanted.BY_NOBODY) {
            to.append("1");
            return;
        }
        String separator = "";
        List<String> names = columns.names();
        List<Expression<?>> selected = select.columns();
        for (int i = 0; i < selected.size(); i++) {
            to.append(separator);
            column(selected.get(i), columns, names == null ? null : names.get(i));
            separator = ", ";
        }
    }

    private void column(Expression<?> expression, Columns columns, @Nullable String name) {
        Node node = expression.node();
        if (columns.wanted() == Columns.Wanted.BY_RECURSION) {
            to.dialect().recursiveColumn(to, node, expression.type().columnType());
        } else {
            to.selected(node, expression.type(), columns.wanted() == Columns.Wanted.BY_DRIVER);
        }
        if (name != null) to.append(" as ").quote(name);
        else if (node instanceof Node.Aliased aliased) to.append(" as ").quote(aliased.alias());
    }

    /** Expressions by these names. */
    static void named(Renderer to, List<Node> nodes, List<String> names) {
        for (int i = 0; i < nodes.size(); i++) {
            if (i > 0) to.append(", ");
            to.wrapped("", nodes.get(i), " as ");
            to.quote(names.get(i));
        }
    }

    /** @param byPlace whether terms that are selected too are named by their places there */
    void fromToHaving(SelectClauses select, boolean byPlace) {
        fromAndWhere(select);
        to.aggregates().withoutWindows("group by", () -> groupBy(select, byPlace));
        Node having = select.groupCondition();
        if (having != null) to.withoutWindows(" having ", having);
        to.aggregates().windows(select.windows());
    }

    private void groupBy(SelectClauses select, boolean byPlace) {
        List<Grouping> groups = select.groups();
        String separator = " group by ";
        for (Grouping group : groups) {
            to.append(separator);
            switch (group) {
                case Expression<?> expression -> {
                    Node node = expression.groupedNode();
                    int place = byPlace ? place(select, node) : NOWHERE;
                    if (place == NOWHERE) to.render(node);
                    else to.append(Integer.toString(place));
                }
                case GroupingSets sets -> to.dialect().grouping(to, sets, groups.size() == 1);
            }
            separator = ", ";
        }
    }

    private void orderBy(SelectClauses select, boolean byPlace) {
        if (!byPlace) {
            orderBy(select.order());
            return;
        }
        List<Order> orders = new ArrayList<>();
        for (Order order : select.order()) {
            int place = order.nulls() == Order.Nulls.DEFAULT ? place(select, order.node()) : NOWHERE;
            orders.add(
                    place == NOWHERE
                            ? order
                            : new Order(
                                    new Node.Custom(Integer.toString(place), List.of()),
                                    order.descending(),
                                    order.nulls()));
        }
        orderBy(orders);
    }

    void orderBy(List<Order> orders) {
        String separator = " order by ";
        for (Order order : orders) {
            to.append(separator);
            to.dialect().order(to, order);
            separator = ", ";
        }
    }

    /** The number of a column of the select that is this expression, which is none of a table. */
    private static int place(SelectClauses select, Node node) {
        if (node instanceof Node.Column) return NOWHERE;
        List<Expression<?>> columns = select.columns();
        for (int i = 0; i < columns.size(); i++) {
            Node column = columns.get(i).node();
            if (node.equals(column instanceof Node.Aliased aliased ? aliased.operand() : column)) return i + 1;
        }
        return NOWHERE;
    }

    private void fromAndWhere(SelectClauses select) {
        if (!isNothing(select.source())) {
            to.append(" from ");
            to.table(select.source());
        }
        for (Join join : select.joins()) {
            to.append(" ").append(to.dialect().join(join.kind())).append(" ");
            to.table(join.table());
            Condition on = join.on();
            if (on != null) to.wrapped(" on ", on.node(), "");
        }
        to.where(select.condition());
    }

    private static boolean isNothing(TableSource<?> table) {
        return table instanceof QueryTable query && query.content() instanceof QueryTable.Content.Nothing;
    }

    static List<Node> nodes(List<? extends Expression<?>> expressions) {
        return expressions.stream().<Node>map(Expression::node).toList();
    }
}
