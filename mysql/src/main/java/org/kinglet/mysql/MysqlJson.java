// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.List;
import java.util.Map;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.JsonPath;
import org.kinglet.query.Node;
import org.kinglet.schema.DataType;
import org.kinglet.schema.JsonValue;
import org.kinglet.schema.JsonValue.JsonArray;
import org.kinglet.schema.JsonValue.JsonObject;
import org.kinglet.schema.SqlType;

/**
 * JSON in MySQL and MariaDB. Both take a value that is no array for an array of this one value, which others don't, so what
 * a path goes through is asked first; and {@code json_contains} looks deeper than others, so what a document contains is
 * asked part by part.
 */
final class MysqlJson {
    private static final String NUMBERS = " in ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL')";
    private static final String NUMBER = "decimal(65, " + MysqlTypes.MAX_SCALE + ")";

    /** In MariaDB a document that is changed is a table of its own, so that it is computed once; in MySQL 8.0.15 it cannot be. */
    private static final String ASIDE = "kinglet_json.document";

    private final Renderer to;
    private final MysqlDialect dialect;
    private int tables;

    private MysqlJson(Renderer to, MysqlDialect dialect) {
        this.to = to;
        this.dialect = dialect;
    }

    /** SQL that is written, as often as it is needed. */
    private interface Sql {
        void write();
    }

    static void write(Renderer to, JsonOperation operation, MysqlDialect dialect) {
        new MysqlJson(to, dialect).write(operation);
    }

    private void write(JsonOperation operation) {
        Sql document = () -> to.render(operation.document());
        Sql aside = dialect.comparesJson() ? document : () -> to.append(ASIDE);
        switch (operation) {
            case JsonOperation.Key key -> key(document);
            case JsonOperation.Path at -> at(document, at.path());
            case JsonOperation.Scalar scalar -> scalar(document, scalar.type());
            case JsonOperation.Type type -> {
                type("(case when ", document).append(NUMBERS + " then 'NUMBER' else ");
                type("", document).append(" end)");
            }
            case JsonOperation.Length length -> {
                type("(case when ", document).append(" in ('ARRAY', 'OBJECT') then json_length(");
                of(document).append(") end)");
            }
            case JsonOperation.IsNull isNull -> type("(", document).append(" <=> 'NULL')");
            case JsonOperation.HasKeys keys -> hasKeys(document, keys.keys(), keys.all());
            case JsonOperation.Contains contains -> {
                to.append("(case when ");
                of(document).append(" is not null then coalesce(");
                contains(document, contains.part(), true);
                to.append(", 0) = 1 end)");
            }
            case JsonOperation.Put put -> {
                boolean atEnd = put.path().last() instanceof JsonPath.Element(int index) && index < 0;
                if (atEnd) exists(aside, put.path());
                else parent(aside, put.path());
                to.append(" then json_set(");
                of(aside).append(", ");
                path(aside, put.path()).append(", ");
                value(put.value());
                otherwise(document);
            }
            case JsonOperation.Append append -> {
                type(change() + "case when ", () -> at(aside, append.path()))
                        .append(" = 'ARRAY' then json_array_append(");
                of(aside).append(", ");
                path(aside, append.path()).append(", ");
                value(append.value());
                otherwise(document);
            }
            case JsonOperation.Remove remove -> {
                exists(aside, remove.path());
                to.append(" then json_remove(");
                of(aside).append(", ");
                path(aside, remove.path());
                otherwise(document);
            }
            case JsonOperation.Merge merge -> {
                to.append("(case when ");
                of(document).append(" is not null then json_merge_patch(");
                of(document).append(", ");
                to.parameter(merge.patch().toString(), DataType.JSON_VALUE.columnType())
                        .append(") end)");
            }
            case JsonOperation.Sorted sorted -> throw new IllegalStateException("only orders are sorted");
        }
    }

    /** Documents are text in MariaDB; one text then for equal documents. */
    private void key(Sql document) {
        if (dialect.comparesJson()) {
            document.write();
        } else {
            to.append("(json_normalize(");
            of(document).append(") collate " + dialect.collation() + ")");
        }
    }

    private void at(Sql document, JsonPath path) {
        if (path.isRoot()) {
            document.write();
            return;
        }
        String separator = "(case when ";
        JsonPath walked = JsonPath.ROOT;
        for (JsonPath.Step step : path.steps()) {
            if (step instanceof JsonPath.Element(int index) && (index == 0 || index == -1)) {
                JsonPath array = walked;
                type(separator, () -> extract(document, array)).append(" = 'ARRAY'");
                separator = " and ";
            }
            walked = walked.then(step);
        }
        if (separator.equals(" and ")) to.append(" then ");
        extract(document, path);
        if (separator.equals(" and ")) to.append(" end)");
    }

    private void extract(Sql document, JsonPath path) {
        if (path.isRoot()) {
            document.write();
        } else {
            to.append("json_extract(");
            of(document).append(", ");
            path(document, path).append(")");
        }
    }

    /** MariaDB finds elements that are counted from the end in some places only, so they are counted from the beginning. */
    private Renderer path(Sql document, JsonPath path) {
        boolean counts = !dialect.comparesJson() && path.steps().stream().anyMatch(MysqlJson::isFromEnd);
        if (!counts) return to.append(literal(path));
        JsonPath walked = JsonPath.ROOT;
        to.append("concat('$'");
        for (JsonPath.Step step : path.steps()) {
            JsonPath next = walked.then(step);
            if (isFromEnd(step)) {
                to.append(", '[', nullif(greatest(json_length(");
                of(document).append(", ");
                path(document, walked).append(") - " + -((JsonPath.Element) step).index() + ", -1), -1), ']'");
            } else {
                to.append(", '" + literal(JsonPath.ROOT.then(step)).substring(2));
            }
            walked = next;
        }
        return to.append(")");
    }

    private static boolean isFromEnd(JsonPath.Step step) {
        return step instanceof JsonPath.Element(int index) && index < 0;
    }

    private void scalar(Sql document, SqlType type) {
        switch (type) {
            case TEXT -> {
                // MariaDB's json_unquote knows no surrogate pairs; MySQL 8.0.15 has no json_value.
                type("((case ", document)
                        .append(
                                dialect.comparesJson()
                                        ? " when 'STRING' then json_unquote("
                                        : " when 'STRING' then json_value(");
                of(document)
                        .append((dialect.comparesJson() ? ")" : ", '$')") + " end) collate " + dialect.collation()
                                + ")");
            }
            case BOOLEAN -> {
                type("(case ", document).append(" when 'BOOLEAN' then cast(");
                of(document).append(" as char) = 'true' end)");
            }
            case DECIMAL -> {
                type("(case when ", document).append(NUMBERS + " then ");
                number(document).append(" end)");
            }
            case DOUBLE -> {
                type("(case when ", document).append(NUMBERS + " then ");
                text(document).append(" + 0e0 end)");
            }
            case INTEGER -> integer(document, " between -2147483648 and 2147483647");
            case BIGINT -> integer(document, " between -9223372036854775808 and 9223372036854775807");
            default -> throw new IllegalArgumentException(type.toString());
        }
    }

    private void integer(Sql document, String range) {
        type("(case when ", document).append(NUMBERS + " then case when ");
        number(document).append(" = truncate(");
        number(document).append(", 0) and ");
        number(document).append(range + " then cast(");
        number(document).append(" as signed) end end)");
    }

    /** By its text, since MySQL 8.0.15 takes large integers for negative ones. */
    private Renderer number(Sql document) {
        to.append("cast(");
        return text(document).append(" as " + NUMBER + ")");
    }

    private Renderer text(Sql document) {
        to.append("cast(");
        return of(document).append(" as char)");
    }

    private void hasKeys(Sql document, List<String> keys, boolean all) {
        type("(case when ", document).append(" = 'OBJECT' then ");
        if (keys.isEmpty()) {
            to.append(all ? "1 = 1" : "1 = 0");
        } else {
            to.append("json_contains_path(");
            of(document).append(all ? ", 'all'" : ", 'one'");
            for (String key : keys) to.append(", " + literal(JsonPath.of(key)));
            to.append(") = 1");
        }
        type(" when ", document).append(" is not null then 1 = 0 end)");
    }

    /** @param top whether an array may have a part that is no array as one of its elements */
    private void contains(Sql document, JsonValue part, boolean top) {
        switch (part) {
            case JsonObject object -> {
                type("(", document).append(" = 'OBJECT'");
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    to.append(" and ");
                    JsonPath path = JsonPath.of(member.getKey());
                    contains(() -> extract(document, path), member.getValue(), false);
                }
                to.append(")");
            }
            case JsonArray array -> {
                type("(", document).append(" = 'ARRAY'");
                for (JsonValue element : array.elements()) {
                    to.append(" and ");
                    anyContains(document, element);
                }
                to.append(")");
            }
            default -> {
                to.append("(");
                equal(document, part);
                if (top) {
                    type(" or ", document).append(" = 'ARRAY' and ");
                    anyContains(document, part);
                }
                to.append(")");
            }
        }
    }

    private void anyContains(Sql document, JsonValue part) {
        String table = "kinglet_json" + ++tables;
        to.append("exists (select 1 from json_table(");
        of(document).append(", '$[*]' columns (i for ordinality)) as " + table + " where ");
        contains(
                () -> {
                    to.append("json_extract(");
                    of(document).append(", concat('$[', " + table + ".i - 1, ']'))");
                },
                part,
                false);
        to.append(")");
    }

    private void equal(Sql document, JsonValue value) {
        key(document);
        to.append(" = ");
        key(() -> to.parameter(value.toString(), DataType.JSON_VALUE.columnType()));
    }

    private void exists(Sql aside, JsonPath path) {
        to.append(change() + "case when ");
        at(aside, path);
        to.append(" is not null");
    }

    private void parent(Sql aside, JsonPath path) {
        type(change() + "case when ", () -> at(aside, path.parent()))
                .append(path.last() instanceof JsonPath.Member ? " = 'OBJECT'" : " = 'ARRAY'");
    }

    private void otherwise(Sql document) {
        to.append(") else ");
        if (dialect.comparesJson()) {
            of(document).append(" end)");
        } else {
            to.append(ASIDE + " end from json_table(");
            of(document).append(", '$' columns (document json path '$')) as kinglet_json)");
        }
    }

    /** In MariaDB only what comes from a function of JSON is taken for JSON. */
    private void value(Node value) {
        to.append(dialect.comparesJson() ? "coalesce(" : "json_extract(coalesce(")
                .render(value);
        to.append(dialect.comparesJson() ? ", cast('null' as json))" : ", 'null'), '$')");
    }

    private String change() {
        return dialect.comparesJson() ? "(" : "(select ";
    }

    private Renderer type(String before, Sql document) {
        to.append(before + "json_type(");
        return of(document).append(")");
    }

    private Renderer of(Sql document) {
        document.write();
        return to;
    }

    /** A path; the driver's sessions take a backslash for itself. */
    private String literal(JsonPath path) {
        StringBuilder text = new StringBuilder("$");
        for (JsonPath.Step step : path.steps()) {
            switch (step) {
                case JsonPath.Member(String name) -> {
                    if (name.startsWith("-") && !dialect.comparesJson()) {
                        throw new UnsupportedOperationException(
                                "MariaDB finds no member of a JSON object whose name begins"
                                        + " with a minus; give it another name, or read the document and look in Java");
                    }
                    text.append('.').append(JsonValue.of(name));
                }
                case JsonPath.Element(int index) -> {
                    if (index >= 0) text.append("[").append(index).append("]");
                    else text.append(index == -1 ? "[last]" : "[last" + (index + 1) + "]");
                }
            }
        }
        return "'" + text.toString().replace("'", "''") + "'";
    }
}
