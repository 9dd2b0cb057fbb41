// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

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
import org.kinglet.schema.Computation;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LivePrimaryKey;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.Storage;

/**
 * Reads {@code information_schema}, by one statement each for tables, columns, indexes, foreign keys and checks. What the two
 * servers tell in another way is in {@link MariaDbCatalog} and here in the methods that it overrides.
 */
class MysqlCatalog implements Catalog {
    /** Of each view of the schema with a column {@code table_name}; a parameter may be null. */
    private static final String WANTED =
            "(? is null or binary %1$s.table_name = binary ?)" + " and %1$s.table_schema = coalesce(?, database())";

    private static final String TABLES = """
            select t.table_schema as table_schema, t.table_name as name, t.table_type as kind,
              t.table_comment as comment, cast(v.view_definition as char) as definition,
              t.engine as engine, t.table_collation as collation
            from information_schema.tables t left join information_schema.views v
              on v.table_schema = t.table_schema and v.table_name = t.table_name
            where t.table_type <> 'SEQUENCE' and
            """ + WANTED.formatted("t") + " order by t.table_name";

    private static final String NAMES = """
            select t.table_name as name, t.table_type as kind from information_schema.tables t
            where t.table_type <> 'SEQUENCE' and
            """ + WANTED.formatted("t") + " order by t.table_name";

    private static final String COLUMNS = """
            select c.table_name as table_name, c.column_name as name, cast(c.column_type as char) as type,
              c.data_type as data_type, c.is_nullable = 'YES' as nullable, cast(c.column_default as char) as expression,
              c.extra as extra, cast(c.generation_expression as char) as computed, c.character_set_name as charset,
              case when c.collation_name <> t.table_collation then c.collation_name end as collation,
              c.column_comment as comment
            from information_schema.columns c join information_schema.tables t
              on t.table_schema = c.table_schema and t.table_name = c.table_name
            where t.table_type <> 'SEQUENCE' and
            """ + WANTED.formatted("c") + " order by c.table_name, c.ordinal_position";

    private static final String FOREIGN_KEYS =
            """
            select k.table_name as table_name, k.constraint_name as name, k.column_name as column_name,
              k.referenced_table_schema as parent_schema, k.referenced_table_name as parent,
              k.referenced_column_name as parent_column, r.delete_rule as on_delete, r.update_rule as on_update
            from information_schema.key_column_usage k join information_schema.referential_constraints r
              on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name
              and r.table_name = k.table_name
            where k.referenced_table_name is not null and
            """ + WANTED.formatted("k") + " order by k.table_name, k.constraint_name, k.ordinal_position";

    private static final String CHECKS = """
            select k.table_name as table_name, k.constraint_name as name, null as column_name,
              cast(c.check_clause as char) as expression
            from information_schema.table_constraints k join information_schema.check_constraints c
              on c.constraint_schema = k.constraint_schema and c.constraint_name = k.constraint_name
            where k.constraint_type = 'CHECK' and
            """ + WANTED.formatted("k") + " order by k.table_name, k.constraint_name";

    private final String collation;
    private final boolean hasChecks;

    /**
     * @param collation of tables that name none
     * @param hasChecks whether the server heeds checks
     */
    MysqlCatalog(String collation, boolean hasChecks) {
        this.collation = collation;
        this.hasChecks = hasChecks;
    }

    @Override
    public Storage normalStorage(Storage storage) {
        String engine = storage.engine();
        Storage normal = engine == null || engine.equalsIgnoreCase("InnoDB")
                ? Storage.DEFAULT
                : Storage.DEFAULT.withEngine(engine);
        String characterSet = storage.characterSet();
        String collated = storage.collation();
        if (collated == null || collated.equalsIgnoreCase(collation)) {
            return characterSet == null || characterSet.equalsIgnoreCase("utf8mb4")
                    ? normal
                    : normal.withCharacterSet(characterSet);
        }
        return normal.withCollation(collated);
    }

    @Override
    public boolean hasChecks() {
        return hasChecks;
    }

    @Override
    public String normalType(String type) {
        return MysqlKinds.normalType(type);
    }

    /** Names of columns and indexes have none; only those of tables may. */
    @Override
    public boolean namesHaveCase() {
        return false;
    }

    @Override
    public boolean expandsStars() {
        return true;
    }

    @Override
    public boolean tablesHaveCase() {
        return true;
    }

    /** A foreign key needs one, of which its columns are the first; the server makes it. */
    @Override
    public boolean isImplied(LiveTable table, LiveIndex index) {
        return !index.unique()
                && table.foreignKeys().stream()
                        .anyMatch(foreignKey -> foreignKey.columns().equals(index.columns()));
    }

    @Override
    public ReferentialAction normalAction(ReferentialAction action) {
        return action == ReferentialAction.RESTRICT ? ReferentialAction.NO_ACTION : action;
    }

    /** The expression that a part of an index is, where there are such. */
    String indexExpression() {
        return "cast(s.expression as char)";
    }

    /** The checks, if the server can tell; with {@code column_name} for those of a column. */
    @Nullable
    Result checks(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        return hasChecks ? Catalog.ask(runner, CHECKS, name, name, schema) : null;
    }

    /** The default as SQL; null if there is none. */
    @Nullable
    String defaultValue(String dataType, String expression, String extra) {
        if (extra.contains("default_generated")) return unescaped(expression);
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year" ->
                expression;
            default -> "'" + expression.replace("'", "''") + "'";
        };
    }

    /** The catalogue has expressions with a backslash before each quote. */
    String unescaped(String expression) {
        return expression.replace("\\'", "'");
    }

    /** The condition by which the type of a JSON column is kept, where that is a text; null where it is a type. */
    @Nullable
    String jsonCondition(String column) {
        return null;
    }

    @Override
    public String currentSchema(QueryRunner runner) {
        String schema = Catalog.ask(runner, "select database()").scalar(String.class);
        if (schema == null) throw new IllegalStateException("the URL names no database");
        return schema;
    }

    @Override
    public List<String> schemas(QueryRunner runner) {
        return Catalog.ask(
                        runner,
                        "select schema_name as name from information_schema.schemata where schema_name not in"
                                + " ('information_schema', 'performance_schema', 'mysql', 'sys') order by schema_name")
                .stream()
                .map(row -> text(row, "name"))
                .toList();
    }

    @Override
    public List<Named> names(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        return Catalog.ask(runner, NAMES, name, name, schema).stream()
                .map(row -> new Named(text(row, "name"), kind(text(row, "kind"))))
                .toList();
    }

    @Override
    public List<LiveTable> tables(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        Map<String, LiveTableBuilder> tables = new LinkedHashMap<>();
        for (Row row : Catalog.ask(runner, TABLES, name, name, schema)) {
            LiveTable.Kind kind = kind(text(row, "kind"));
            LiveTableBuilder table = new LiveTableBuilder(
                    text(row, "table_schema"),
                    text(row, "name"),
                    kind,
                    kind.isView() ? null : row.get("comment", String.class),
                    row.get("definition", String.class));
            if (!kind.isView()) table.storage(storage(row));
            tables.put(text(row, "name"), table);
        }
        if (tables.isEmpty()) return List.of();
        Set<List<String>> documents = checks(runner, schema, name, tables);
        Map<String, List<String>> searched = new LinkedHashMap<>();
        Map<String, Integer> searchedBy = new LinkedHashMap<>();
        for (Row row : Catalog.ask(runner, COLUMNS, name, name, schema)) {
            LiveTableBuilder table = tables.get(table(row));
            if (table != null && MysqlFullTextIndex.isOwn(text(row, "name"))) {
                searched.computeIfAbsent(table(row), none -> new ArrayList<>()).add(unescaped(text(row, "computed")));
            } else if (table != null) {
                table.column(column(row, documents.contains(List.of(table(row), text(row, "name")))));
            }
        }
        for (List<Row> rows : grouped(Catalog.ask(runner, indexes(), name, name, schema))) {
            LiveTableBuilder table = tables.get(table(rows.getFirst()));
            if (table == null) continue;
            if (MysqlFullTextIndex.isOwn(text(rows.getFirst(), "name"))) {
                searchedBy.merge(table(rows.getFirst()), 1, Integer::sum);
            } else {
                index(table, rows);
            }
        }
        searchedBy.forEach((table, indexes) -> Objects.requireNonNull(tables.get(table))
                .fullText(MysqlFullTextIndex.found(searched.getOrDefault(table, List.of()), indexes > 1)));
        for (List<Row> rows : grouped(Catalog.ask(runner, FOREIGN_KEYS, name, name, schema))) {
            LiveTableBuilder table = tables.get(table(rows.getFirst()));
            if (table != null) table.foreignKey(foreignKey(rows));
        }
        return tables.values().stream().map(LiveTableBuilder::build).toList();
    }

    private String indexes() {
        return """
                select s.table_name as table_name, s.index_name as name, s.non_unique = 0 as is_unique,
                  s.column_name as column_name, s.collation = 'D' as descending, coalesce(s.sub_part, 0) as length,
                  s.index_type as method, %s as expression
                from information_schema.statistics s where %s
                order by s.table_name, s.index_name, s.seq_in_index
                """.formatted(indexExpression(), WANTED.formatted("s"));
    }

    /** The rows that have the same table and name. */
    private static List<List<Row>> grouped(Result result) {
        Map<List<String>, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : result) {
            groups.computeIfAbsent(List.of(table(row), text(row, "name")), key -> new ArrayList<>())
                    .add(row);
        }
        return List.copyOf(groups.values());
    }

    /** Adds the checks; gives the columns (table and name) that are JSON by one. */
    private Set<List<String>> checks(
            QueryRunner runner, @Nullable String schema, @Nullable String name, Map<String, LiveTableBuilder> tables) {
        Set<List<String>> documents = new HashSet<>();
        Result checks = checks(runner, schema, name);
        if (checks == null) return documents;
        for (Row row : checks) {
            LiveTableBuilder table = tables.get(table(row));
            if (table == null) continue;
            String column = row.get("column_name", String.class);
            String condition = unescaped(text(row, "expression"));
            if (column != null && condition.equals(jsonCondition(column))) {
                documents.add(List.of(table(row), column));
            } else {
                table.check(new LiveCheck(column == null ? text(row, "name") : null, column, condition));
            }
        }
        return documents;
    }

    /** The name of a collation begins with that of its character set. */
    private static Storage storage(Row row) {
        String engine = row.get("engine", String.class);
        Storage storage = engine == null ? Storage.DEFAULT : Storage.DEFAULT.withEngine(engine);
        String collation = row.get("collation", String.class);
        if (collation == null) return storage;
        int end = collation.indexOf('_');
        return storage.withCharacterSet(end < 0 ? collation : collation.substring(0, end))
                .withCollation(collation);
    }

    private static LiveTable.Kind kind(String type) {
        return type.endsWith("VIEW") ? LiveTable.Kind.VIEW : LiveTable.Kind.TABLE;
    }

    private LiveColumn column(Row row, boolean isDocument) {
        String type = text(row, "type").toLowerCase(Locale.ROOT).startsWith("enum")
                        || text(row, "type").toLowerCase(Locale.ROOT).startsWith("set")
                ? text(row, "type")
                : text(row, "type").toLowerCase(Locale.ROOT);
        String dataType = text(row, "data_type").toLowerCase(Locale.ROOT);
        String extra = text(row, "extra").toLowerCase(Locale.ROOT);
        String expression = row.get("expression", String.class);
        String computed = row.get("computed", String.class);
        Computation computation = computed == null || computed.isEmpty()
                ? null
                : new Computation(unescaped(computed), !extra.contains("virtual"));
        String comment = row.get("comment", String.class);
        return new LiveColumn(
                text(row, "name"),
                type,
                MysqlKinds.of(type, dataType, row.get("charset", String.class), isDocument),
                flag(row, "nullable"),
                computation != null ? null : defaultOrNone(dataType, expression, extra),
                extra.contains("auto_increment"),
                computation,
                dataType.equals("enum") || dataType.equals("set") ? MysqlKinds.constants(type) : List.of(),
                row.get("collation", String.class),
                comment == null || comment.isEmpty() ? null : comment);
    }

    private @Nullable String defaultOrNone(String dataType, @Nullable String expression, String extra) {
        if (expression != null) return defaultValue(dataType, expression, extra);
        return extra.contains("default_generated") ? "" : null;
    }

    private void index(LiveTableBuilder table, List<Row> rows) {
        Row first = rows.getFirst();
        String name = text(first, "name");
        if (name.equals("PRIMARY")) {
            table.primaryKey(new LivePrimaryKey(
                    name, rows.stream().map(row -> text(row, "column_name")).toList()));
            return;
        }
        List<LiveIndex.Part> parts = new ArrayList<>();
        for (Row row : rows) {
            String column = row.get("column_name", String.class);
            parts.add(new LiveIndex.Part(
                    column,
                    column == null ? unescaped(text(row, "expression")) : null,
                    flag(row, "descending"),
                    null,
                    Math.toIntExact(Objects.requireNonNull(row.get("length", Long.class))),
                    null,
                    null));
        }
        table.index(new LiveIndex(
                name,
                parts,
                flag(first, "is_unique"),
                false,
                null,
                text(first, "method").toLowerCase(Locale.ROOT),
                List.of(),
                false,
                Deferral.NOT_DEFERRABLE));
    }

    private static LiveForeignKey foreignKey(List<Row> rows) {
        Row first = rows.getFirst();
        return new LiveForeignKey(
                text(first, "name"),
                rows.stream().map(row -> text(row, "column_name")).toList(),
                text(first, "parent_schema"),
                text(first, "parent"),
                rows.stream().map(row -> text(row, "parent_column")).toList(),
                action(text(first, "on_delete")),
                action(text(first, "on_update")),
                Deferral.NOT_DEFERRABLE);
    }

    private static ReferentialAction action(String rule) {
        return ReferentialAction.valueOf(rule.replace(' ', '_'));
    }

    private static String table(Row row) {
        return text(row, "table_name");
    }

    /** A truth is a number here. */
    private static boolean flag(Row row, String name) {
        Long value = row.get(name, Long.class);
        return value != null && value != 0;
    }
}
