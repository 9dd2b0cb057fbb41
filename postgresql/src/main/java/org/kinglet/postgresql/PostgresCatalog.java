// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.kinglet.dialect.Catalog.number;
import static org.kinglet.dialect.Catalog.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.LiveTableBuilder;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.query.Sql;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LivePrimaryKey;
import org.kinglet.schema.LiveSequence;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.Storage;

/** Reads {@code pg_catalog}, by one statement each for tables, columns, constraints and indexes. */
final class PostgresCatalog implements Catalog {
    /** A parameter may be null, and then tells no type. */
    private static final String TABLES = """
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = coalesce(?::text, current_schema())
              and (?::text is null or c.relname = ?::text)
              and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
              and not exists (select 1 from pg_depend e
                where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
            """;

    private static final String NAMES =
            "select c.relname::text as name, c.relkind::text as kind" + TABLES + "order by c.relname";

    private static final String DETAILS = """
            select c.oid::bigint as id, n.nspname::text as schema, c.relname::text as name, c.relkind::text as kind,
              obj_description(c.oid, 'pg_class') as comment, c.relpersistence = 'u' as unlogged,
              case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition
            """ + TABLES + "order by c.relname";

    /** The ids of the tables that are wanted. */
    private static final String IDS = "(select c.oid" + TABLES + ")";

    /**
     * A default from a sequence that the column owns, made by {@code serial}, is numbering, as identity is; one from another
     * sequence is a default.
     */
    private static final String COLUMNS = """
            select a.attrelid::bigint as id, a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
              format_type(coalesce(nullif(element.typbasetype, 0), element.oid,
                nullif(t.typbasetype, 0), t.oid), null) as base,
              element.oid is not null as is_array,
              not a.attnotnull as nullable, a.attidentity::text as identity, a.attgenerated::text as computed,
              pg_get_expr(d.adbin, d.adrelid) as expression,
              exists (select 1 from pg_depend s join pg_class q on q.oid = s.objid and q.relkind = 'S'
                where s.classid = 'pg_class'::regclass and s.refclassid = 'pg_class'::regclass
                  and s.refobjid = a.attrelid and s.refobjsubid = a.attnum and s.deptype = 'a') as owns_sequence,
              case when a.attcollation <> t.typcollation then collated.collname::text end as collation,
              col_description(a.attrelid, a.attnum) as comment,
              array(select e.enumlabel::text from pg_enum e where e.enumtypid = coalesce(element.oid, t.oid)
                order by e.enumsortorder) as constants
            from pg_attribute a join pg_type t on t.oid = a.atttypid
              left join pg_type element on element.oid = t.typelem and t.typcategory = 'A'
              left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
              left join pg_collation collated on collated.oid = a.attcollation
            where a.attnum > 0 and not a.attisdropped and a.attrelid in
            """ + IDS + "order by a.attrelid, a.attnum";

    private static final String CONSTRAINTS = """
            select o.conrelid::bigint as id, o.conname::text as name, o.contype::text as kind,
              array(select a.attname::text from unnest(o.conkey) with ordinality k(number, place)
                join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.number order by k.place) as columns,
              fn.nspname::text as parent_schema, f.relname::text as parent,
              array(select a.attname::text from unnest(o.confkey) with ordinality k(number, place)
                join pg_attribute a on a.attrelid = o.confrelid and a.attnum = k.number order by k.place) as parent_columns,
              o.confdeltype::text as on_delete, o.confupdtype::text as on_update,
              o.condeferrable as deferrable, o.condeferred as deferred,
              pg_get_expr(o.conbin, o.conrelid) as condition
            from pg_constraint o left join pg_class f on f.oid = o.confrelid
              left join pg_namespace fn on fn.oid = f.relnamespace
            where o.contype in ('p', 'f', 'c') and o.conrelid in
            """ + IDS + "order by o.conrelid, o.conname";

    /** Of older servers, too, in which some columns of {@code pg_index} are not there. */
    private static final String INDEXES = """
            select i.indrelid::bigint as id, x.relname::text as name, i.indisunique as is_unique, m.amname::text as method,
              pg_get_expr(i.indpred, i.indrelid) as condition, i.indnkeyatts::int as keys,
              coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false')::boolean as nulls_not_distinct,
              o.oid is not null as of_constraint, coalesce(o.condeferrable, false) as deferrable,
              coalesce(o.condeferred, false) as deferred,
              array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k(number, place)
                left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number > 0
                order by k.place) as columns,
              array(select pg_get_indexdef(i.indexrelid, k.place::int, false)
                from unnest(i.indkey::int2[]) with ordinality k(number, place) order by k.place) as texts,
              array(select k.number::int from unnest(i.indoption::int2[]) with ordinality k(number, place)
                order by k.place) as options,
              array(select case when k.number <> 0 and k.number <> coalesce(a.attcollation, 100)
                  then c.collname::text end
                from unnest(i.indcollation::oid[], i.indkey::int2[]) with ordinality k(number, attribute, place)
                left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attribute and k.attribute > 0
                left join pg_collation c on c.oid = k.number order by k.place) as collations,
              array(select case when not p.opcdefault then p.opcname::text end
                from unnest(i.indclass::oid[]) with ordinality k(number, place)
                join pg_opclass p on p.oid = k.number order by k.place) as classes
            from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
              left join pg_constraint o on o.conindid = i.indexrelid and o.conrelid = i.indrelid
                and o.contype in ('u', 'x')
            where not i.indisprimary and i.indrelid in
            """ + IDS + "order by i.indrelid, x.relname";

    private static final String SEQUENCES = """
            select s.schemaname::text as schema, s.sequencename::text as name, s.start_value as start,
              s.increment_by as increment
            from pg_sequences s join pg_namespace n on n.nspname = s.schemaname
              join pg_class c on c.relnamespace = n.oid and c.relname = s.sequencename
            where s.schemaname = coalesce(?::text, current_schema()) and not exists (select 1 from pg_depend d
              where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i', 'e'))
            order by s.sequencename""";

    private static final int DESCENDING = 1;
    private static final int NULLS_FIRST = 2;

    @Override
    public String currentSchema(QueryRunner runner) {
        String schema = Catalog.ask(runner, "select current_schema()::text").scalar(String.class);
        if (schema == null) throw new IllegalStateException("no schema of the search path is there");
        return schema;
    }

    @Override
    public List<String> schemas(QueryRunner runner) {
        return Catalog.ask(
                        runner,
                        "select nspname::text from pg_namespace where nspname <> 'information_schema'"
                                + " and nspname not like 'pg\\_%' order by nspname")
                .stream()
                .map(row -> text(row, "nspname"))
                .toList();
    }

    @Override
    public List<Named> names(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        return Catalog.ask(runner, NAMES, schema, name, name).stream()
                .map(row -> new Named(text(row, "name"), kind(text(row, "kind"))))
                .toList();
    }

    @Override
    public List<LiveTable> tables(QueryRunner runner, @Nullable String schema, @Nullable String name) {
        Map<Long, LiveTableBuilder> tables = new LinkedHashMap<>();
        for (Row row : Catalog.ask(runner, DETAILS, schema, name, name)) {
            LiveTableBuilder table = new LiveTableBuilder(
                    text(row, "schema"),
                    text(row, "name"),
                    kind(text(row, "kind")),
                    row.get("comment", String.class),
                    row.get("definition", String.class));
            if (flag(row, "unlogged")) table.storage(Storage.DEFAULT.asUnlogged());
            tables.put(id(row), table);
        }
        if (tables.isEmpty()) return List.of();
        for (Row row : Catalog.ask(runner, COLUMNS, schema, name, name)) {
            LiveTableBuilder table = tables.get(id(row));
            if (table != null) table.column(column(row));
        }
        for (Row row : Catalog.ask(runner, CONSTRAINTS, schema, name, name)) {
            LiveTableBuilder table = tables.get(id(row));
            if (table != null) constraint(table, row);
        }
        for (Row row : Catalog.ask(runner, INDEXES, schema, name, name)) {
            LiveTableBuilder table = tables.get(id(row));
            if (table == null) continue;
            LiveIndex index = index(row);
            if (PostgresFullTextIndex.isOne(index)) {
                table.fullText(new LiveFullText(
                        index.name(), String.valueOf(index.parts().getFirst().expression())));
            } else {
                table.index(index);
            }
        }
        return tables.values().stream().map(LiveTableBuilder::build).toList();
    }

    @Override
    public List<LiveSequence> sequences(QueryRunner runner, @Nullable String schema) {
        return Catalog.ask(runner, SEQUENCES, schema).stream()
                .map(row -> new LiveSequence(
                        text(row, "schema"), text(row, "name"), number(row, "start"), number(row, "increment")))
                .toList();
    }

    @Override
    public String normalType(String type) {
        return PostgresNames.normalType(type);
    }

    @Override
    public @Nullable String defaultValue(ColumnDefinition column) {
        String sequence = column.sequence();
        if (sequence == null) return column.defaultValue();
        String name = '"' + sequence.replace("\"", "\"\"") + '"';
        boolean plain = sequence.matches("[a-z_][a-z0-9_]*");
        return "nextval('" + (plain ? sequence : name).replace("'", "''") + "')";
    }

    @Override
    public boolean hasViewComments() {
        return true;
    }

    @Override
    public boolean hasStoredQueries() {
        return true;
    }

    @Override
    public boolean expandsStars() {
        return true;
    }

    @Override
    public String storedQuery(QueryRunner runner, String query) {
        runner.execute(RawSql.of(new Sql("create temporary view kinglet_query as " + query, new Object[0])));
        Result stored = Catalog.ask(runner, "select pg_get_viewdef('pg_temp.kinglet_query'::regclass) as query");
        return Objects.requireNonNull(stored.scalar(String.class));
    }

    private static LiveTable.Kind kind(String code) {
        return switch (code) {
            case "v" -> LiveTable.Kind.VIEW;
            case "m" -> LiveTable.Kind.MATERIALIZED_VIEW;
            case "f" -> LiveTable.Kind.FOREIGN_TABLE;
            default -> LiveTable.Kind.TABLE;
        };
    }

    private static LiveColumn column(Row row) {
        String expression = row.get("expression", String.class);
        String computed = text(row, "computed");
        boolean isComputed = !computed.isEmpty();
        boolean serial = expression != null && expression.startsWith("nextval(") && flag(row, "owns_sequence");
        return new LiveColumn(
                text(row, "name"),
                text(row, "type"),
                PostgresNames.kind(text(row, "base"), flag(row, "is_array")),
                flag(row, "nullable"),
                isComputed || serial ? null : PostgresNames.defaultValue(expression),
                serial || !text(row, "identity").isEmpty(),
                isComputed && expression != null ? new Computation(expression, computed.equals("s")) : null,
                texts(row, "constants"),
                row.get("collation", String.class),
                row.get("comment", String.class));
    }

    private static void constraint(LiveTableBuilder table, Row row) {
        String name = text(row, "name");
        List<String> columns = texts(row, "columns");
        switch (text(row, "kind")) {
            case "p" -> table.primaryKey(new LivePrimaryKey(name, columns));
            case "c" -> table.check(new LiveCheck(name, null, text(row, "condition")));
            default ->
                table.foreignKey(new LiveForeignKey(
                        name,
                        columns,
                        text(row, "parent_schema"),
                        text(row, "parent"),
                        texts(row, "parent_columns"),
                        action(text(row, "on_delete")),
                        action(text(row, "on_update")),
                        deferral(row)));
        }
    }

    private static Deferral deferral(Row row) {
        if (!flag(row, "deferrable")) return Deferral.NOT_DEFERRABLE;
        return flag(row, "deferred") ? Deferral.INITIALLY_DEFERRED : Deferral.DEFERRABLE;
    }

    private static ReferentialAction action(String code) {
        return switch (code) {
            case "r" -> ReferentialAction.RESTRICT;
            case "c" -> ReferentialAction.CASCADE;
            case "n" -> ReferentialAction.SET_NULL;
            case "d" -> ReferentialAction.SET_DEFAULT;
            default -> ReferentialAction.NO_ACTION;
        };
    }

    private static LiveIndex index(Row row) {
        @Nullable Object[] columns = array(row, "columns");
        @Nullable Object[] texts = array(row, "texts");
        @Nullable Object[] options = array(row, "options");
        @Nullable Object[] collations = array(row, "collations");
        @Nullable Object[] classes = array(row, "classes");
        int keys = (int) number(row, "keys");
        List<LiveIndex.Part> parts = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            String column = (String) columns[i];
            int option = options[i] instanceof Number bits ? bits.intValue() : 0;
            boolean descending = (option & DESCENDING) != 0;
            boolean nullsFirst = (option & NULLS_FIRST) != 0;
            parts.add(new LiveIndex.Part(
                    column,
                    column == null ? String.valueOf(texts[i]) : null,
                    descending,
                    nullsFirst == descending
                            ? null
                            : nullsFirst ? LiveIndex.NullsOrder.FIRST : LiveIndex.NullsOrder.LAST,
                    0,
                    (String) collations[i],
                    (String) classes[i]));
        }
        List<String> include = new ArrayList<>();
        for (int i = keys; i < columns.length; i++) include.add(String.valueOf(columns[i]));
        return new LiveIndex(
                text(row, "name"),
                parts,
                flag(row, "is_unique"),
                flag(row, "of_constraint"),
                row.get("condition", String.class),
                text(row, "method"),
                include,
                flag(row, "nulls_not_distinct"),
                deferral(row));
    }

    private static long id(Row row) {
        return number(row, "id");
    }

    private static boolean flag(Row row, String name) {
        return Boolean.TRUE.equals(row.get(name, Boolean.class));
    }

    private static List<String> texts(Row row, String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : array(row, name)) texts.add(String.valueOf(element));
        return texts;
    }

    private static @Nullable Object[] array(Row row, String name) {
        return (@Nullable Object[]) Objects.requireNonNull(row.get(name), name);
    }
}
