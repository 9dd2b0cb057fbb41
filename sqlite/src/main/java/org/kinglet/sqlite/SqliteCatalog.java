// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.kinglet.dialect.Catalog.number;
import static org.kinglet.dialect.Catalog.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.LiveTableBuilder;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LivePrimaryKey;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableDefinition;
import org.kinglet.sqlite.TableSql.Constraint;
import org.kinglet.sqlite.TableSql.ConstraintKind;

/**
 * Asks the pragmas, as functions that are joined with the list of the tables, by one statement each for tables, columns, indexes
 * and foreign keys; and reads the SQL that SQLite has stored for what the pragmas do not tell.
 */
final class SqliteCatalog implements Catalog {
    /** The names of indexes that a constraint made begin so. */
    private static final String AUTOMATIC = "sqlite_autoindex_";

    private static final String WANTED = """
             l.schema = ? collate nocase and l.type in ('table', 'view', 'virtual')
              and l.name not like 'sqlite\\_%' escape '\\' and (? is null or l.name = ? collate nocase)
            """;

    private static final String NAMES =
            "select l.name as name, l.type as kind from pragma_table_list l where" + WANTED + "order by l.name";

    private static final String COLUMNS = """
            select l.name as table_name, x.name as name, x.type as type, x."notnull" as is_not_null,
              x.dflt_value as expression, x.pk as key, x.hidden as hidden
            from pragma_table_list l join pragma_table_xinfo(l.name, l.schema) x where
            """ + WANTED + "order by l.name, x.cid";

    private static final String FOREIGN_KEYS = """
            select l.name as table_name, f.id as id, f."table" as parent, f."from" as name,
              coalesce(f."to", p.name) as parent_column, f.on_update as on_update, f.on_delete as on_delete
            from pragma_table_list l join pragma_foreign_key_list(l.name, l.schema) f
              left join pragma_table_info(f."table", l.schema) p on f."to" is null and p.pk = f.seq + 1
            where
            """ + WANTED + "order by l.name, f.id desc, f.seq";

    @Override
    public String currentSchema(QueryRunner runner) {
        return "main";
    }

    @Override
    public List<String> schemas(QueryRunner runner) {
        return Catalog.ask(runner, "select name from pragma_database_list where name <> 'temp' order by seq").stream()
                .map(row -> text(row, "name"))
                .toList();
    }

    @Override
    public List<Named> names(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        List<Named> names = Catalog.ask(runner, NAMES, schema(schema), name, name).stream()
                .map(row -> new Named(text(row, "name"), kind(text(row, "kind"))))
                .toList();
        if (names.stream().noneMatch(each -> each.kind() == LiveTable.Kind.FOREIGN_TABLE)) return names;
        Set<String> indexes = new HashSet<>();
        for (Source source : sources(runner, schema)) {
            if (SqliteFullTextIndex.isIndex(source.name(), source.sql())) indexes.add(source.name());
        }
        return names.stream().filter(each -> !indexes.contains(each.name())).toList();
    }

    @Override
    public List<LiveTable> tables(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        String in = schema(schema);
        Map<String, LiveTableBuilder> tables = new LinkedHashMap<>();
        Map<String, TableSql> texts = new LinkedHashMap<>();
        for (Row row : Catalog.ask(runner, details(in), in, name, name)) {
            String table = text(row, "name");
            LiveTable.Kind kind = kind(text(row, "kind"));
            String sql = row.get("sql", String.class);
            if (kind == LiveTable.Kind.FOREIGN_TABLE && SqliteFullTextIndex.isIndex(table, sql)) continue;
            if (kind == LiveTable.Kind.TABLE && sql != null) texts.put(table, TableSqlParser.parse(sql));
            String definition = kind.isView() && sql != null ? ViewSql.select(sql) : null;
            tables.put(table, new LiveTableBuilder(in, table, kind, null, definition));
        }
        if (tables.isEmpty()) return List.of();
        for (List<Row> rows : grouped(Catalog.ask(runner, COLUMNS, in, name, name), "table_name")) {
            String table = text(rows.getFirst(), "table_name");
            LiveTableBuilder builder = tables.get(table);
            if (builder != null) columns(builder, rows, texts.get(table));
        }
        for (List<Row> rows : grouped(Catalog.ask(runner, indexes(in), in, name, name), "name")) {
            LiveTableBuilder table = tables.get(text(rows.getFirst(), "table_name"));
            if (table != null) table.index(index(rows));
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (List<Row> rows : grouped(Catalog.ask(runner, FOREIGN_KEYS, in, name, name), "table_name", "id")) {
            String table = text(rows.getFirst(), "table_name");
            LiveTableBuilder builder = tables.get(table);
            if (builder == null) continue;
            int place = places.merge(table, 1, Integer::sum) - 1;
            builder.foreignKey(foreignKey(in, rows, reference(texts.get(table), place)));
        }
        List<Source> sources = sources(runner, schema);
        tables.forEach((table, builder) -> {
            LiveFullText fullText = SqliteFullTextIndex.find(table, sources);
            if (fullText != null) builder.fullText(fullText);
        });
        texts.forEach((table, text) -> {
            LiveTableBuilder builder = Objects.requireNonNull(tables.get(table));
            builder.storage(storage(text));
            checks(builder, text);
        });
        return tables.values().stream().map(LiveTableBuilder::build).toList();
    }

    /** The affinity is what counts, but a name may mean something to the program. */
    @Override
    public String normalType(String type) {
        return type.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replaceAll(" ?([(,)]) ?", "$1");
    }

    /** What a program calls a type may have a collation and a check behind it. */
    @Override
    public DeclaredType declared(TableDefinition table, ColumnDefinition column, String type) {
        TableSql.Column parsed = TableSqlParser.parse("create table t (c " + type + ")")
                .columns()
                .getFirst();
        Constraint collated = parsed.constraint(ConstraintKind.COLLATE);
        String collation = column.collation();
        return new DeclaredType(
                parsed.type(),
                collation != null || collated == null ? collation : collated.expression(),
                parsed.constraints().stream()
                        .filter(constraint -> constraint.kind() == ConstraintKind.CHECK)
                        .map(Constraint::expression)
                        .toList());
    }

    @Override
    public boolean namesHaveCase() {
        return false;
    }

    @Override
    public boolean hasComments() {
        return false;
    }

    @Override
    public List<Source> sources(QueryRunner runner, @Nullable String schema) {
        return Catalog.ask(
                        runner,
                        "select type, name, tbl_name, sql from " + quoted(schema(schema))
                                + ".sqlite_schema where sql is not null and type in ('table', 'index', 'trigger')")
                .stream()
                .map(row -> new Source(text(row, "type"), text(row, "name"), text(row, "tbl_name"), text(row, "sql")))
                .toList();
    }

    /** The name of the schema's table of definitions has to be in the SQL. */
    private static String details(String schema) {
        return "select l.name as name, l.type as kind, s.sql as sql from pragma_table_list l left join "
                + quoted(schema) + ".sqlite_schema s on s.name = l.name and s.type in ('table', 'view') where"
                + WANTED + "order by l.name";
    }

    private static String indexes(String schema) {
        return """
                select l.name as table_name, i.name as name, i."unique" as is_unique, s.sql as sql,
                  x.name as column_name, x."desc" as descending
                from pragma_table_list l join pragma_index_list(l.name, l.schema) i
                  join pragma_index_xinfo(i.name, l.schema) x
                """
                + "left join " + quoted(schema) + ".sqlite_schema s on s.name = i.name and s.type = 'index'"
                + " where x.key = 1 and i.origin <> 'pk' and" + WANTED + "order by l.name, i.name, x.seqno";
    }

    private static void columns(LiveTableBuilder table, List<Row> rows, @Nullable TableSql sql) {
        List<Row> key = rows.stream()
                .filter(row -> number(row, "key") > 0)
                .sorted((a, b) -> Long.compare(number(a, "key"), number(b, "key")))
                .toList();
        if (!key.isEmpty()) {
            List<Constraint> named = sql == null ? List.of() : sql.all(ConstraintKind.PRIMARY_KEY);
            table.primaryKey(new LivePrimaryKey(
                    named.isEmpty() ? null : named.getFirst().name(),
                    key.stream().map(row -> text(row, "name")).toList()));
        }
        boolean hasRowid = sql != null && !sql.isWithoutRowid();
        for (Row row : rows) {
            if (number(row, "hidden") == 1) continue; // of a virtual table, for its own use
            boolean inKey = number(row, "key") > 0;
            boolean isRowid = inKey
                    && hasRowid
                    && sql != null
                    && key.size() == 1
                    && isRowid(text(row, "name"), text(row, "type"), sql);
            boolean nullable = number(row, "is_not_null") == 0 && !isRowid && !(inKey && !hasRowid);
            table.column(column(row, nullable, isRowid, sql == null ? null : sql.column(text(row, "name"))));
        }
    }

    /** By a quirk of SQLite, {@code integer primary key desc} is not the number of the row. */
    private static boolean isRowid(String name, String type, TableSql sql) {
        if (!type.equalsIgnoreCase("integer")) return false;
        TableSql.Column column = sql.column(name);
        Constraint key = column == null ? null : column.constraint(ConstraintKind.PRIMARY_KEY);
        return key == null || !key.options().startsWith("desc");
    }

    private static LiveColumn column(Row row, boolean nullable, boolean isRowid, TableSql.@Nullable Column sql) {
        Constraint collated = sql == null ? null : sql.constraint(ConstraintKind.COLLATE);
        Constraint generated = sql == null ? null : sql.constraint(ConstraintKind.GENERATED);
        String collation = collated == null ? null : collated.expression();
        String type = text(row, "type");
        String expression = row.get("expression", String.class);
        return new LiveColumn(
                text(row, "name"),
                type,
                collation != null && collation.equalsIgnoreCase("decimal") ? SqliteKinds.DECIMAL : SqliteKinds.of(type),
                nullable,
                expression == null || expression.equalsIgnoreCase("null") ? null : expression,
                isRowid,
                generated == null
                        ? null
                        : new Computation(
                                generated.expression(), generated.options().contains("stored")),
                List.of(),
                collation,
                null);
    }

    private static LiveIndex index(List<Row> rows) {
        Row first = rows.getFirst();
        String sql = first.get("sql", String.class);
        IndexSql text = sql == null ? null : IndexSql.parse(sql);
        List<LiveIndex.Part> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            IndexSql.Part written =
                    text != null && i < text.parts().size() ? text.parts().get(i) : null;
            String column = row.get("column_name", String.class);
            String expression = column != null ? null : written == null ? "rowid" : written.text();
            parts.add(new LiveIndex.Part(
                    column,
                    expression,
                    number(row, "descending") != 0,
                    null,
                    0,
                    written == null ? null : written.collation(),
                    null));
        }
        return new LiveIndex(
                text(first, "name"),
                parts,
                number(first, "is_unique") != 0,
                text(first, "name").startsWith(AUTOMATIC),
                text == null ? null : text.where(),
                "btree",
                List.of(),
                false,
                Deferral.NOT_DEFERRABLE);
    }

    private static @Nullable Constraint reference(@Nullable TableSql sql, int place) {
        if (sql == null) return null;
        List<Constraint> all = sql.all(ConstraintKind.REFERENCES);
        return place < all.size() ? all.get(place) : null;
    }

    private static LiveForeignKey foreignKey(String schema, List<Row> rows, @Nullable Constraint sql) {
        Row first = rows.getFirst();
        List<String> parentColumns = new ArrayList<>();
        for (Row row : rows) {
            String column = row.get("parent_column", String.class);
            if (column != null) parentColumns.add(column);
        }
        return new LiveForeignKey(
                sql == null ? null : sql.name(),
                rows.stream().map(row -> text(row, "name")).toList(),
                schema,
                text(first, "parent"),
                parentColumns,
                action(text(first, "on_delete")),
                action(text(first, "on_update")),
                sql == null ? Deferral.NOT_DEFERRABLE : sql.deferral());
    }

    private static ReferentialAction action(String rule) {
        return ReferentialAction.valueOf(rule.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private static Storage storage(TableSql sql) {
        Storage storage = sql.isWithoutRowid() ? Storage.DEFAULT.asWithoutRowid() : Storage.DEFAULT;
        return sql.isStrict() ? storage.asStrict() : storage;
    }

    private static void checks(LiveTableBuilder table, TableSql sql) {
        for (TableSql.Column column : sql.columns()) {
            for (Constraint constraint : column.constraints()) {
                if (constraint.kind() == ConstraintKind.CHECK) {
                    table.check(new LiveCheck(constraint.name(), column.name(), constraint.expression()));
                }
            }
        }
        for (Constraint constraint : sql.constraints()) {
            if (constraint.kind() == ConstraintKind.CHECK) {
                table.check(new LiveCheck(constraint.name(), null, constraint.expression()));
            }
        }
    }

    private static List<List<Row>> grouped(Result result, String... by) {
        Map<List<@Nullable Object>, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : result) {
            List<@Nullable Object> key = new ArrayList<>();
            for (String column : by) key.add(row.get(column));
            groups.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
        }
        return List.copyOf(groups.values());
    }

    private static LiveTable.Kind kind(String type) {
        return switch (type) {
            case "view" -> LiveTable.Kind.VIEW;
            case "virtual" -> LiveTable.Kind.FOREIGN_TABLE;
            default -> LiveTable.Kind.TABLE;
        };
    }

    private static String schema(@Nullable String schema) {
        return schema == null ? "main" : schema;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
