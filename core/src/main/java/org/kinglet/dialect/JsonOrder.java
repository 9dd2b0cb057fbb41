// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.JsonType;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;

/** The order of JSON documents, which no database has as another has it: by type, and then by what a type is compared by. */
final class JsonOrder {
    private JsonOrder() {}

    /** Writes the order, if it is one of documents. */
    static boolean write(Renderer to, Order order) {
        if (!(order.node() instanceof Node.Json(JsonOperation.Sorted sorted))) return false;
        Node document = sorted.document();
        String separator = "";
        for (Node term : terms(document)) {
            to.append(separator);
            // Of what is missing only the first is asked where it goes: it has no type.
            Order.Nulls nulls = separator.isEmpty() ? order.nulls() : Order.Nulls.DEFAULT;
            to.dialect().order(to, new Order(term, order.descending(), nulls));
            separator = ", ";
        }
        return true;
    }

    private static List<Node> terms(Node document) {
        Node type = new Node.Json(new JsonOperation.Type(document));
        List<Node.When> ranks = new ArrayList<>();
        for (JsonType each : JsonType.values()) {
            int rank = ranks.size();
            ranks.add(new Node.When(
                    new Node.Parameter(each.name(), DataType.STRING.columnType()),
                    new Node.Parameter(rank, ColumnType.of(SqlType.INTEGER))));
        }
        return List.of(
                new Node.Case(type, ranks, null, ColumnType.of(SqlType.INTEGER)),
                scalar(document, SqlType.TEXT),
                scalar(document, SqlType.DOUBLE),
                scalar(document, SqlType.BOOLEAN),
                new Node.Json(new JsonOperation.Length(document)));
    }

    private static Node scalar(Node document, SqlType type) {
        return new Node.Json(new JsonOperation.Scalar(document, type));
    }
}
