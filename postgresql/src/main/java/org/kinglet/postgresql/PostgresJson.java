// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.JsonPath;
import org.kinglet.query.Node;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.JsonValue;
import org.kinglet.schema.JsonValue.JsonNull;
import org.kinglet.schema.JsonValue.JsonObject;
import org.kinglet.schema.SqlType;

/**
 * JSON in PostgreSQL, as {@code jsonb}. Paths are chains of {@code ->}, which tells members from elements, and literals, so
 * that expression indexes are found. Changes put the document aside once, since what they do depends on what is there.
 */
final class PostgresJson {
    private static final String ASIDE = "kinglet_json";
    private static final String DOCUMENT = ASIDE + ".document";
    /** A function takes 100 arguments. */
    private static final int MAX_MEMBERS = 50;

    /** The smallest and largest doubles, as far as they can be written; beyond them a cast fails. */
    private static final String DOUBLES = " between 1e-307 and 1.7976931348623157e308";

    private final Renderer to;

    private PostgresJson(Renderer to) {
        this.to = to;
    }

    static void write(Renderer to, JsonOperation operation) {
        new PostgresJson(to).write(operation);
    }

    private void write(JsonOperation operation) {
        switch (operation) {
            case JsonOperation.Key key -> document(key.document());
            case JsonOperation.Path at -> at(at.document(), at.path());
            case JsonOperation.Scalar scalar -> scalar(scalar.document(), scalar.type());
            case JsonOperation.Type type -> type("upper(", type.document()).append(")");
            case JsonOperation.Length length -> {
                type("(case ", length.document()).append(" when 'array' then jsonb_array_length(");
                document(length.document())
                        .append(") when 'object' then (select count(*)::integer from jsonb_object_keys(");
                document(length.document()).append(")) end)");
            }
            case JsonOperation.IsNull isNull -> type("(", isNull.document()).append(" is not distinct from 'null')");
            case JsonOperation.HasKeys keys -> {
                type("(", keys.document()).append(" = 'object' and ");
                document(keys.document()).append(keys.all() ? " ?& " : " ?| ");
                texts(keys.keys()).append(")");
            }
            case JsonOperation.Contains contains -> {
                to.append("(");
                document(contains.document()).append(" @> ");
                json(contains.part()).append(")");
            }
            case JsonOperation.Put put -> put(put);
            case JsonOperation.Append append -> append(append);
            case JsonOperation.Remove remove -> {
                guard(remove.path(), false);
                to.append(DOCUMENT + " #- " + array(remove.path()));
                aside(remove.document());
            }
            case JsonOperation.Merge merge -> {
                to.append("(select case when " + DOCUMENT + " is not null then ");
                merged(DOCUMENT, merge.patch());
                to.append(" end from (select ");
                document(merge.document()).append(" as document) as " + ASIDE + ")");
            }
            case JsonOperation.Sorted sorted -> throw new IllegalStateException("only orders are sorted");
        }
    }

    /** The server takes a value that is no array for the only element of one, so what has elements is asked first. */
    private void at(Node document, JsonPath path) {
        String separator = "(case when ";
        JsonPath walked = JsonPath.ROOT;
        for (JsonPath.Step step : path.steps()) {
            if (step instanceof JsonPath.Element(int index) && (index == 0 || index == -1)) {
                to.append(separator + "jsonb_typeof(");
                document(document).append(steps(walked) + ") = 'array'");
                separator = " and ";
            }
            walked = walked.then(step);
        }
        boolean guarded = separator.equals(" and ");
        to.append(guarded ? " then " : "(");
        document(document).append(steps(path) + (guarded ? " end)" : ")"));
    }

    private void scalar(Node document, SqlType type) {
        switch (type) {
            case TEXT -> {
                type("(case when ", document).append(" = 'string' then ");
                document(document).append(" #>> '{}' end)");
            }
            case BOOLEAN -> cast("(case when ", document, " = 'boolean' then ", "boolean", " end)");
            case DECIMAL -> cast("(case when ", document, " = 'number' then ", "numeric", " end)");
            case DOUBLE -> {
                cast("(case when ", document, " = 'number' then case when abs(", "numeric", ")" + DOUBLES);
                number(" or ", document, "numeric").append(" = 0 then ");
                number("", document, "double precision").append(" end end)");
            }
            case INTEGER -> integer(document, "integer", " between -2147483648 and 2147483647");
            case BIGINT -> integer(document, "bigint", " between -9223372036854775808 and 9223372036854775807");
            default -> throw new IllegalArgumentException(type.toString());
        }
    }

    private void integer(Node document, String type, String range) {
        cast("(case when ", document, " = 'number' then case when trunc(", "numeric", ") = ");
        number("", document, "numeric");
        number(" and ", document, "numeric").append(range + " then ");
        number("", document, type).append(" end end)");
    }

    private void cast(String before, Node document, String then, String type, String after) {
        type(before, document);
        number(then, document, type).append(after);
    }

    private Renderer number(String before, Node document, String type) {
        to.append(before + "(");
        return document(document).append(")::" + type);
    }

    private Renderer type(String before, Node document) {
        to.append(before + "jsonb_typeof(");
        return document(document).append(")");
    }

    private void put(JsonOperation.Put put) {
        guard(put.path(), true);
        to.append("jsonb_set(" + DOCUMENT + ", " + array(put.path()) + ", ");
        value(put.value());
        to.append(")");
        aside(put.document());
    }

    private void append(JsonOperation.Append append) {
        String array = DOCUMENT + steps(append.path());
        to.append("(select case when jsonb_typeof(" + array + ") = 'array' then ");
        if (!append.path().isRoot()) to.append("jsonb_set(" + DOCUMENT + ", " + array(append.path()) + ", ");
        to.append(array + " || jsonb_build_array(");
        value(append.value());
        to.append(append.path().isRoot() ? ")" : "))");
        aside(append.document());
    }

    /** What is to be changed must be what the path says; the server would take a name for a number, and fail at a wrong one. */
    private void guard(JsonPath path, boolean atEnd) {
        String parent = DOCUMENT + steps(path.parent());
        to.append("(select case when ");
        switch (path.last()) {
            case JsonPath.Member member -> to.append("jsonb_typeof(" + parent + ") = 'object'");
            case JsonPath.Element(int index) ->
                to.append("jsonb_typeof(" + parent + ") = 'array'"
                        + (atEnd && index >= 0 ? "" : " and " + DOCUMENT + steps(path) + " is not null"));
        }
        to.append(" then ");
    }

    private void aside(Node document) {
        to.append(" else " + DOCUMENT + " end from (select ");
        document(document).append(" as document) as " + ASIDE + ")");
    }

    private void value(Node value) {
        if (value instanceof Node.Parameter) {
            to.render(value);
        } else {
            to.append("coalesce(");
            document(value).append(", 'null')");
        }
    }

    /** @param target SQL of what is merged, which may be NULL */
    private void merged(String target, JsonValue patch) {
        if (!(patch instanceof JsonObject changes)) {
            json(patch);
            return;
        }
        List<String> removed = new ArrayList<>();
        List<Map.Entry<String, JsonValue>> put = new ArrayList<>();
        changes.members().entrySet().forEach(member -> {
            if (member.getValue() instanceof JsonNull) removed.add(member.getKey());
            else put.add(member);
        });
        to.append("(case when jsonb_typeof(" + target + ") = 'object' then " + target + " else '{}' end");
        if (!removed.isEmpty()) {
            to.append(" - ");
            texts(removed);
        }
        for (int i = 0; i < put.size(); i++) {
            to.append(i % MAX_MEMBERS > 0 ? ", " : i > 0 ? ") || jsonb_build_object(" : " || jsonb_build_object(");
            String name = put.get(i).getKey();
            to.parameter(name, DataType.STRING.columnType()).append(", ");
            merged("(" + target + " -> " + literal(name) + ")", put.get(i).getValue());
        }
        to.append(put.isEmpty() ? ")" : "))");
    }

    private Renderer json(JsonValue value) {
        return to.parameter(value.toString(), DataType.JSON_VALUE.columnType());
    }

    private Renderer texts(List<String> texts) {
        return to.parameter(texts.toArray(), ColumnType.arrayOf(DataType.STRING.columnType()));
    }

    /** A column may be of the type {@code json}, which has no operators to speak of. */
    private Renderer document(Node node) {
        boolean text = node instanceof Node.Column column
                && "json".equalsIgnoreCase(column.column().declaredType());
        return text ? to.append("(").render(node).append(")::jsonb") : to.render(node);
    }

    private static String steps(JsonPath path) {
        StringBuilder sql = new StringBuilder();
        for (JsonPath.Step step : path.steps()) {
            sql.append(" -> ");
            switch (step) {
                case JsonPath.Member(String name) -> sql.append(literal(name));
                case JsonPath.Element(int index) ->
                    sql.append('(').append(index).append(')');
            }
        }
        return sql.toString();
    }

    private static String array(JsonPath path) {
        List<String> steps = path.steps().stream()
                .map(step -> switch (step) {
                    case JsonPath.Member(String name) -> literal(name);
                    case JsonPath.Element(int index) -> "'" + index + "'";
                })
                .toList();
        return "array[" + String.join(", ", steps) + "]";
    }

    /** A text, whatever the server makes of backslashes in others. */
    private static String literal(String text) {
        String quoted = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + quoted + "'" : "E'" + quoted.replace("\\", "\\\\") + "'";
    }
}
