// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.List;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.JsonPath;
import org.kinglet.query.Node;
import org.kinglet.schema.DataType;
import org.kinglet.schema.JsonValue;
import org.kinglet.schema.SqlType;

/**
 * JSON in SQLite: what is at a path and its type by SQLite's own functions, which expression indexes know; what they don't
 * have, or have with another meaning, by {@link JsonFunctions}.
 */
final class SqliteJson {
    /** The largest double, as far as it can be written. */
    private static final String MAX_DOUBLE = "1.7976931348623157e308";

    private static final String MAX_LONG = "9.2233720368547748e18";

    private final Renderer to;
    /** The document and the path in it, as SQL: {@code "d", '$.a'}. */
    private Node document;

    private String path = "'$'";

    private SqliteJson(Renderer to, Node document) {
        this.to = to;
        this.document = document;
        if (document instanceof Node.Json(JsonOperation.Path at)) {
            this.document = at.document();
            this.path = literal(at.path());
        }
    }

    static void write(Renderer to, JsonOperation operation) {
        new SqliteJson(to, operation.document()).write(operation);
    }

    private void write(JsonOperation operation) {
        switch (operation) {
            case JsonOperation.Key key -> key(key.document());
            case JsonOperation.Path at ->
                to.append("(").render(at.document()).append(" -> " + literal(at.path()) + ")");
            case JsonOperation.Scalar scalar -> scalar(scalar.type());
            case JsonOperation.Type type -> {
                type("(case ")
                        .append(" when 'null' then 'NULL' when 'true' then 'BOOLEAN' when 'false' then 'BOOLEAN'"
                                + " when 'integer' then 'NUMBER' when 'real' then 'NUMBER' when 'text' then 'STRING'"
                                + " when 'array' then 'ARRAY' when 'object' then 'OBJECT' end)");
            }
            case JsonOperation.Length length -> {
                type("(case ").append(" when 'array' then ");
                call("json_array_length").append(" when 'object' then (select count(*) from ");
                call("json_each").append(") end)");
            }
            case JsonOperation.IsNull isNull -> type("(").append(" is 'null')");
            case JsonOperation.HasKeys keys ->
                function(JsonFunctions.HAS_KEYS, keys.document())
                        .parameter(JsonValue.texts(keys.keys().toArray(String[]::new))
                                .toString())
                        .append(keys.all() ? ", 1)" : ", 0)");
            case JsonOperation.Contains contains ->
                function(JsonFunctions.CONTAINS, contains.document())
                        .parameter(contains.part().toString())
                        .append(")");
            case JsonOperation.Put put ->
                function(JsonFunctions.PUT, put.document())
                        .append(steps(put.path()) + ", ")
                        .render(put.value())
                        .append(")");
            case JsonOperation.Append append ->
                function(JsonFunctions.APPEND, append.document())
                        .append(steps(append.path()) + ", ")
                        .render(append.value())
                        .append(")");
            case JsonOperation.Remove remove ->
                function(JsonFunctions.REMOVE, remove.document()).append(steps(remove.path()) + ")");
            case JsonOperation.Merge merge ->
                function(JsonFunctions.MERGE, merge.document())
                        .parameter(merge.patch().toString())
                        .append(")");
            case JsonOperation.Sorted sorted -> throw new IllegalStateException("only orders are sorted");
        }
    }

    private void key(Node node) {
        if (node instanceof Node.Parameter parameter && parameter.value() instanceof String json) {
            to.parameter(JsonValue.parse(json).canonical(), DataType.STRING.columnType());
        } else {
            to.append(JsonFunctions.CANONICAL + "(").render(node).append(")");
        }
    }

    private void scalar(SqlType type) {
        switch (type) {
            case TEXT -> {
                type("(case ").append(" when 'text' then ");
                value().append(" end)");
            }
            case BOOLEAN -> type("(case ").append(" when 'true' then 1 when 'false' then 0 end)");
            case BIGINT -> integer();
            case INTEGER -> {
                to.append("(case when ");
                integer();
                to.append(" between -2147483648 and 2147483647 then ");
                integer();
                to.append(" end)");
            }
            case DOUBLE -> {
                type("(case when ").append(" in ('integer', 'real') and abs(");
                value().append(") <= " + MAX_DOUBLE + " then cast(");
                value().append(" as real) end)");
            }
            case DECIMAL -> {
                type("((case when ").append(" in ('integer', 'real') then ");
                to.render(document).append(" -> " + path + " end) collate \"decimal\")");
            }
            default -> throw new IllegalArgumentException(type.toString());
        }
    }

    /** A number with a fraction of nothing counts, and one that does not fit does not. */
    private void integer() {
        type("(case ").append(" when 'integer' then case typeof(");
        value().append(") when 'integer' then ");
        value().append(" end when 'real' then case when abs(");
        value().append(") <= " + MAX_LONG + " and ");
        value().append(" = cast(");
        value().append(" as integer) then cast(");
        value().append(" as integer) end end)");
    }

    private Renderer type(String before) {
        to.append(before);
        return call("json_type");
    }

    private Renderer call(String function) {
        return to.append(function + "(").render(document).append(", " + path + ")");
    }

    private Renderer value() {
        return to.append("(").render(document).append(" ->> " + path + ")");
    }

    private Renderer function(String name, Node argument) {
        return to.append(name + "(").render(argument).append(", ");
    }

    /** The path as SQLite has it. */
    private static String literal(JsonPath path) {
        StringBuilder text = new StringBuilder("$");
        for (JsonPath.Step step : path.steps()) {
            switch (step) {
                case JsonPath.Member(String name) -> text.append('.').append(JsonValue.of(name));
                case JsonPath.Element(int index) ->
                    text.append(index < 0 ? "[#" : "[").append(index).append("]");
            }
        }
        return quoted(text.toString());
    }

    /** The path as {@link JsonFunctions} have it. */
    private static String steps(JsonPath path) {
        List<JsonValue> steps = path.steps().stream()
                .map(step -> switch (step) {
                    case JsonPath.Member(String name) -> JsonValue.of(name);
                    case JsonPath.Element(int index) -> JsonValue.of(index);
                })
                .toList();
        return quoted(JsonValue.array(steps).toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
