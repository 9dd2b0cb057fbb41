// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.List;
import java.util.Set;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Window;

/** Window functions as MariaDB has them. */
final class MariaDbWindows {
    /** Those that look at the partition and its order, whatever the frame; MariaDB takes none for them. */
    private static final Set<String> FRAMELESS =
            Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead");

    private MariaDbWindows() {}

    static void render(MysqlDialect dialect, Renderer to, Node.Aggregate call) {
        Node.Aggregate aggregate = call;
        Window window = call.over();
        if (window != null && FRAMELESS.contains(call.name())) {
            aggregate = call.over(ordered(unframed(window)));
        }
        boolean withDefault = aggregate.arguments().size() == 3
                && (aggregate.name().equals("lag") || aggregate.name().equals("lead"));
        if (withDefault) renderDefault(to, aggregate);
        else MysqlAggregates.render(dialect, to, aggregate);
    }

    private static Window unframed(Window window) {
        return window.frame() == null
                ? window
                : new Window(null, null, window.wholePartition(), window.wholeOrder(), null);
    }

    /** They want an order, and one in which all are equal is none. */
    private static Window ordered(Window window) {
        if (!window.wholeOrder().isEmpty()) return window;
        Order none = new Order(new Node.Null(), false, Order.Nulls.DEFAULT);
        return new Window(null, null, window.wholePartition(), List.of(none), null);
    }

    /** The third argument, which MariaDB does not know, where there is no row so far away. */
    private static void renderDefault(Renderer to, Node.Aggregate aggregate) {
        List<Node> arguments = aggregate.arguments();
        Node.Aggregate there = aggregate.of(List.of(new Node.Custom("1", List.of()), arguments.get(1)));
        to.append("(case when ");
        to.aggregates().call(aggregate.name(), there);
        to.append(" is null then ").render(arguments.get(2));
        to.append(" else ");
        to.aggregates().call(aggregate.name(), aggregate.of(arguments.subList(0, 2)));
        to.append(" end)");
    }
}
