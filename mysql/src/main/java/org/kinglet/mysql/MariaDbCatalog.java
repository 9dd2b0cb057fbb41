// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import static org.kinglet.dialect.Catalog.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Catalog;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.schema.LiveSequence;

/** What MariaDB's catalogue tells in another way than MySQL's. */
final class MariaDbCatalog extends MysqlCatalog {
    private static final String CHECKS = """
            select c.table_name as table_name, c.constraint_name as name,
              case when c.level = 'Column' then c.constraint_name end as column_name,
              cast(c.check_clause as char) as expression
            from information_schema.check_constraints c
            where (? is null or binary c.table_name = binary ?) and c.constraint_schema = coalesce(?, database())
            order by c.table_name, c.constraint_name""";

    private static final String SEQUENCES = """
            select table_schema as name_of_schema, table_name as name from information_schema.tables
            where table_type = 'SEQUENCE' and table_schema = coalesce(?, database()) order by table_name""";

    MariaDbCatalog(String collation) {
        super(collation, true);
    }

    @Override
    public String normalType(String type) {
        String normal = super.normalType(type);
        return normal.equals("json") ? "longtext" : normal;
    }

    @Override
    String indexExpression() {
        return "null";
    }

    @Override
    Result checks(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        return Catalog.ask(runner, CHECKS, name, name, schema);
    }

    @Override
    @Nullable
    String defaultValue(String dataType, String expression, String extra) {
        return expression.equalsIgnoreCase("NULL") ? null : expression;
    }

    @Override
    String unescaped(String expression) {
        return expression;
    }

    @Override
    String jsonCondition(String column) {
        return "json_valid(" + quoted(column) + ")";
    }

    /** Each sequence knows alone what it counts from; all are asked by one statement. */
    @Override
    public List<LiveSequence> sequences(QueryRunner runner, @Nullable String schema) {
        List<Row> names = Catalog.ask(runner, SEQUENCES, schema).list();
        if (names.isEmpty()) return List.of();
        List<String> selects = new ArrayList<>();
        for (Row row : names) {
            selects.add("select start_value, increment, " + selects.size() + " as place from "
                    + quoted(text(row, "name_of_schema")) + "." + quoted(text(row, "name")));
        }
        List<Row> values = Catalog.ask(runner, String.join(" union all ", selects) + " order by place")
                .list();
        List<LiveSequence> sequences = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Row row = names.get(i);
            sequences.add(new LiveSequence(
                    text(row, "name_of_schema"),
                    text(row, "name"),
                    Objects.requireNonNull(values.get(i).get(0, Long.class)),
                    Objects.requireNonNull(values.get(i).get(1, Long.class))));
        }
        return sequences;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
