// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.kinglet.schema.DataType;

/** What the kinds of aggregates have in common. */
final class Aggregates {
    /** Those whose order is a part of what they compute. */
    private static final Set<String> WITHIN_GROUP = Set.of("mode", "percentile_cont");

    private Aggregates() {}

    /** @param operand what is aggregated */
    static Node.Aggregate call(String name, Expression<?> operand, Node... more) {
        List<Node> arguments =
                Stream.concat(Stream.of(operand.node()), Stream.of(more)).toList();
        return new Node.Aggregate(name, arguments, operand.type().columnType(), false, null, List.of(), null);
    }

    static Node.Aggregate distinct(Node.Aggregate aggregate) {
        if (aggregate.arguments().isEmpty()) {
            throw new IllegalArgumentException(
                    "count() counts rows, which are all different; use countDistinct(expression)");
        }
        requireArguments(aggregate, "distinct()");
        return new Node.Aggregate(
                aggregate.name(),
                aggregate.arguments(),
                aggregate.operand(),
                true,
                aggregate.filter(),
                aggregate.order(),
                null);
    }

    static Node.Aggregate filtered(Node.Aggregate aggregate, Condition... conditions) {
        return new Node.Aggregate(
                aggregate.name(),
                aggregate.arguments(),
                aggregate.operand(),
                aggregate.distinct(),
                Conditions.and(aggregate.filter(), conditions),
                aggregate.order(),
                null);
    }

    static Node.Aggregate orderedBy(Node.Aggregate aggregate, Ordering... orderings) {
        return new Node.Aggregate(
                aggregate.name(),
                aggregate.arguments(),
                aggregate.operand(),
                aggregate.distinct(),
                aggregate.filter(),
                Stream.of(orderings).map(Order::of).toList(),
                null);
    }

    static Node.Aggregate over(Node.Aggregate aggregate, Window window) {
        requireArguments(aggregate, "over(…)");
        if (aggregate.distinct()) {
            throw new IllegalArgumentException("no database computes " + aggregate.name() + " of different values over"
                    + " a window; make them different in a sub-select first");
        }
        if (!aggregate.order().isEmpty()) {
            throw new IllegalArgumentException("over a window, " + aggregate.name() + " takes its rows in the order of"
                    + " the window; call orderBy(…) of that");
        }
        window.check();
        return aggregate.over(window);
    }

    private static void requireArguments(Node.Aggregate aggregate, String operation) {
        if (WITHIN_GROUP.contains(aggregate.name())) {
            throw new IllegalArgumentException(aggregate.name() + " cannot have " + operation);
        }
    }

    static <T> Expression<T> value(Node node, DataType<T> type) {
        return Expression.of(node, type);
    }
}
