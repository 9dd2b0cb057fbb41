// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import org.kinglet.dialect.Renderer;
import org.kinglet.query.Node;
import org.kinglet.schema.SqlType;

/** What SQLite calls aggregates; those that it has not are {@link BuiltInAggregates}. */
final class SqliteAggregates {
    private SqliteAggregates() {}

    static void render(Renderer to, Node.Aggregate aggregate) {
        String name = aggregate.name();
        switch (name) {
            // A condition is 1 or 0.
            case "every" -> to.aggregates().call("min", aggregate);
            case "some" -> to.aggregates().call("max", aggregate);
            case "listagg" -> list(to, aggregate);
            // Decimals are text, of which SQLite's own sum is a floating-point number.
            case "sum" ->
                to.aggregates()
                        .call(aggregate.operand().kind() == SqlType.DECIMAL ? BuiltInAggregates.SUM : name, aggregate);
            case "array_agg", "mode", "percentile_cont", "percentile_disc" ->
                throw new UnsupportedOperationException("SQLite has no " + name + "; read the rows, or give it an"
                        + " aggregate of your own, SqliteSettings.aggregate");
            default -> to.aggregates().call(name, aggregate);
        }
    }

    /** Of different values, an aggregate has one argument only here. */
    private static void list(Renderer to, Node.Aggregate aggregate) {
        if (!aggregate.distinct()) {
            to.aggregates().call("group_concat", aggregate);
            return;
        }
        Node.Aggregate all = new Node.Aggregate(
                aggregate.name(),
                aggregate.arguments(),
                aggregate.operand(),
                false,
                aggregate.filter(),
                aggregate.order(),
                null);
        to.aggregates().call(BuiltInAggregates.LIST_DISTINCT, all);
    }
}
