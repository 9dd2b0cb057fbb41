// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.List;
import org.kinglet.dialect.AggregateRenderer;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.Node;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** What PostgreSQL calls aggregates, and the types that they give. */
final class PostgresAggregates {
    private PostgresAggregates() {}

    static void render(Renderer to, Node.Aggregate aggregate) {
        AggregateRenderer aggregates = to.aggregates();
        switch (aggregate.name()) {
            case "every" -> aggregates.call("bool_and", aggregate);
            case "some" -> aggregates.call("bool_or", aggregate);
            case "listagg" -> aggregates.call("string_agg", aggregate);
            case "mode", "percentile_cont", "percentile_disc" -> aggregates.withinGroup(aggregate);
            // Of integers they are numeric.
            case "avg", "stddev_pop", "stddev_samp", "var_pop", "var_samp" -> {
                to.append("cast(");
                aggregates.call(aggregate.name(), aggregate);
                to.append(" as double precision)");
            }
            case "min" -> extreme(to, aggregate, "bool_and");
            case "max" -> extreme(to, aggregate, "bool_or");
            default -> aggregates.call(aggregate.name(), aggregate);
        }
    }

    /** The server has none of booleans and UUIDs; the text of the latter has the same order. */
    private static void extreme(Renderer to, Node.Aggregate aggregate, String ofBooleans) {
        SqlType operand = aggregate.operand().kind();
        if (operand == SqlType.UUID) {
            Node text = new Node.Cast(aggregate.arguments().getFirst(), ColumnType.of(SqlType.TEXT));
            to.append("cast(");
            to.aggregates().call(aggregate.name(), aggregate.of(List.of(text)));
            to.append(" as uuid)");
        } else {
            to.aggregates().call(operand == SqlType.BOOLEAN ? ofBooleans : aggregate.name(), aggregate);
        }
    }
}
