// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.Node;

/** Aggregates as MySQL and MariaDB have them. */
final class MysqlAggregates {
    private MysqlAggregates() {}

    static void render(MysqlDialect dialect, Renderer to, Node.Aggregate call) {
        Node.Aggregate aggregate = withoutFilter(call);
        String name = aggregate.name();
        switch (name) {
            // A condition is 1 or 0.
            case "every" -> to.aggregates().call("min", aggregate);
            case "some" -> to.aggregates().call("max", aggregate);
            // The mean of integers would be a decimal of four digits.
            case "avg" -> to.aggregates().call(name, aggregate.of(floating(aggregate.arguments())));
            case "bit_and", "bit_or", "bit_xor" -> bits(to, aggregate);
            case "listagg" -> list(dialect, to, aggregate);
            case "stddev_pop", "stddev_samp", "var_pop", "var_samp" -> {
                if (aggregate.distinct()) {
                    throw new UnsupportedOperationException(dialect.name() + " has no " + name
                            + " of different values; make them different in a sub-select first");
                }
                to.aggregates().call(name, aggregate);
            }
            case "array_agg", "mode", "percentile_cont", "percentile_disc" ->
                throw new UnsupportedOperationException(
                        dialect.name() + " has no " + name + "; read the rows, or use listAgg(…) or a window function");
            default -> to.aggregates().call(name, aggregate);
        }
    }

    /** What is null does not count, so rows that shall not count are made null. */
    private static Node.Aggregate withoutFilter(Node.Aggregate aggregate) {
        Node filter = aggregate.filter();
        if (filter == null) return aggregate;
        Node first = aggregate.arguments().isEmpty()
                ? new Node.Custom("1", List.of())
                : aggregate.arguments().getFirst();
        Node counting = new Node.Case(null, List.of(new Node.When(filter, first)), null, aggregate.operand());
        return aggregate
                .unfiltered()
                .of(Stream.concat(
                                Stream.of(counting),
                                aggregate.arguments().stream().skip(1))
                        .toList());
    }

    private static List<Node> floating(List<Node> arguments) {
        return List.of(new Node.Custom("(? + 0e0)", arguments));
    }

    /** Unsigned here, and of no rows not null. */
    private static void bits(Renderer to, Node.Aggregate aggregate) {
        Node.Aggregate count = new Node.Aggregate(
                "count", aggregate.arguments(), aggregate.operand(), false, null, List.of(), aggregate.over());
        to.append("(case when ");
        to.aggregates().call("count", count);
        to.append(" > 0 then cast(");
        to.aggregates().call(aggregate.name(), aggregate);
        to.append(" as signed) end)");
    }

    /** The separator is no expression here, so it is written out: in hexadecimal, which means the same in every mode. */
    private static void list(MysqlDialect dialect, Renderer to, Node.Aggregate aggregate) {
        if (aggregate.over() != null) {
            throw new UnsupportedOperationException(
                    dialect.name() + " has no listAgg(…) over a window; use it in a sub-select");
        }
        @Nullable Object separator = ((Node.Parameter) aggregate.arguments().getLast()).value();
        byte[] utf8 = String.valueOf(separator).getBytes(StandardCharsets.UTF_8);
        to.append("group_concat(");
        to.aggregates().arguments(aggregate.of(List.of(aggregate.arguments().getFirst())));
        to.aggregates().order(aggregate.order());
        to.append(" separator ")
                .append(utf8.length == 0 ? "''" : "0x" + HexFormat.of().formatHex(utf8))
                .append(")");
    }
}
