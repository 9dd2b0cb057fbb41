// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.FullTextGrammar;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/**
 * An FTS5 table beside the table, called like it with {@code _fts} behind. It has the words and no text; to mark or cut a text, it
 * reads the table. Three triggers tell it what is written.
 *
 * <p>To take a row out, FTS5 must be told the text that it had. {@code insert or replace} removes rows without a word to any
 * trigger, unless recursive triggers are on; then a row comes whose number the index knows already. Since nobody knows its old
 * text any more, the index is made anew from the table: slow, and right. Kinglet's own {@code replace} is an upsert, which tells.
 */
final class SqliteFullTextIndex implements FullTextGrammar {
    private static final String SUFFIX = "_fts";
    private static final List<String> TRIGGERS = List.of("_insert", "_delete", "_update");
    /** Names that FTS5 wants for itself. */
    private static final Set<String> RESERVED = Set.of("rank", "rowid");

    private static final Set<SqlType> INTEGERS = Set.of(SqlType.SMALLINT, SqlType.INTEGER, SqlType.BIGINT);

    private final UnaryOperator<String> quoted;

    /** @param quoted gives a name in quotes */
    SqliteFullTextIndex(UnaryOperator<String> quoted) {
        this.quoted = quoted;
    }

    static String name(String table) {
        return table + SUFFIX;
    }

    /** The column that is the number of the row, or null. */
    static @Nullable ColumnDefinition rowid(TableDefinition table) {
        if (table.primaryKey().size() != 1 || table.storage().withoutRowid()) return null;
        ColumnDefinition key = table.column(table.primaryKey().getFirst());
        String declared = key.declaredType();
        ColumnType type = key.type().columnType();
        boolean integer = declared == null ? INTEGERS.contains(type.kind()) : declared.equalsIgnoreCase("integer");
        return integer ? key : null;
    }

    /** A name of the row's number that no column has. */
    static String rowidName(TableDefinition table) {
        for (String name : List.of("rowid", "_rowid_", "oid")) {
            if (table.columns().stream().noneMatch(column -> column.name().equalsIgnoreCase(name))) return name;
        }
        throw new UnsupportedOperationException("SQLite has no name left for the number of a row of " + table
                + ", which full-text search needs; call one of its columns oid, rowid and _rowid_ differently");
    }

    @Override
    public List<String> create(TableDefinition table, FullTextDefinition fullText) {
        check(table, fullText);
        List<String> statements = new ArrayList<>(statements(table, fullText, " if not exists"));
        String index = qualified(table, name(table.name()));
        // If the table was there before, and has rows.
        statements.add("insert into " + index + "(" + quoted.apply(name(table.name()))
                + ") select 'rebuild' where not exists (select 1 from "
                + qualified(table, name(table.name()) + "_docsize") + ") and exists (select 1 from "
                + qualified(table, table.name()) + ")");
        return statements;
    }

    @Override
    public List<String> add(TableDefinition table, FullTextDefinition fullText) {
        check(table, fullText);
        List<String> statements = new ArrayList<>(statements(table, fullText, ""));
        statements.addAll(rebuild(table, fullText));
        return statements;
    }

    private static void check(TableDefinition table, FullTextDefinition fullText) {
        String name = table.toString();
        if (table.storage().withoutRowid()) throw refused("a table without rowid", "leave out withoutRowid of " + name);
        if (table.temporary()) throw refused("a temporary table", "make " + name + " a usual one");
        for (String column : fullText.columns()) {
            if (RESERVED.contains(column.toLowerCase(Locale.ROOT))) {
                throw refused("a column called " + column, "give it another by @Column(name = …) in " + name);
            }
        }
    }

    private static UnsupportedOperationException refused(String what, String instead) {
        return new UnsupportedOperationException("SQLite has no full-text search in " + what + "; " + instead);
    }

    private List<String> statements(TableDefinition table, FullTextDefinition fullText, String ifNotExists) {
        String name = name(table.name());
        String columns = fullText.columns().stream().map(quoted).collect(Collectors.joining(", "));
        ColumnDefinition key = rowid(table);
        String rowid = key == null ? rowidName(table) : key.name();
        StringBuilder options = new StringBuilder(", content=" + literal(table.name()))
                .append(", content_rowid=")
                .append(literal(rowid))
                .append(", tokenize=")
                .append(literal(tokenizer(fullText)));
        if (!fullText.prefixes().isEmpty()) {
            options.append(", prefix='")
                    .append(fullText.prefixes().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                    .append("'");
        }
        List<String> statements = new ArrayList<>();
        statements.add("create virtual table" + ifNotExists + " " + qualified(table, name) + " using fts5 (" + columns
                + options + ")");
        String on = " on " + quoted.apply(table.name()) + " begin ";
        String insert = inserted(name, rowid, fullText);
        String delete = deleted(name, rowid, fullText);
        String changed = " of " + (key == null ? "" : quoted.apply(key.name()) + ", ") + columns;
        String trigger = "create trigger" + ifNotExists + " ";
        statements.add(trigger + qualified(table, name + "_insert") + " after insert" + on + insert + "end");
        statements.add(trigger + qualified(table, name + "_delete") + " after delete" + on + delete + "end");
        statements.add(trigger + qualified(table, name + "_update") + " after update" + changed + on + delete + insert
                + "end");
        return statements;
    }

    private static String tokenizer(FullTextDefinition fullText) {
        if (fullText.tokenizer() != null) return fullText.tokenizer();
        return "english".equalsIgnoreCase(fullText.language()) ? "porter unicode61" : "unicode61";
    }

    private String inserted(String name, String rowid, FullTextDefinition fullText) {
        String index = quoted.apply(name);
        String number = "new." + quoted.apply(rowid);
        String known = "exists (select 1 from " + quoted.apply(name + "_docsize") + " where id = " + number + ")";
        return "insert into " + index + "(" + index + ") select 'rebuild' where " + known + "; insert into " + index
                + "(rowid, " + names(fullText, "") + ") select " + number + ", " + names(fullText, "new.")
                + " where not " + known + "; ";
    }

    private String deleted(String name, String rowid, FullTextDefinition fullText) {
        String index = quoted.apply(name);
        return "insert into " + index + "(" + index + ", rowid, " + names(fullText, "") + ") values ('delete', old."
                + quoted.apply(rowid) + ", " + names(fullText, "old.") + "); ";
    }

    private String names(FullTextDefinition fullText, String prefix) {
        return fullText.columns().stream()
                .map(name -> prefix + quoted.apply(name))
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<String> drop(LiveTable table, LiveFullText found) {
        List<String> statements = new ArrayList<>();
        for (String trigger : TRIGGERS) {
            statements.add("drop trigger if exists " + quoted.apply(table.schema()) + "."
                    + quoted.apply(found.name() + trigger));
        }
        statements.add("drop table if exists " + quoted.apply(table.schema()) + "." + quoted.apply(found.name()));
        return statements;
    }

    /** The triggers go with the table. */
    @Override
    public List<String> beforeDrop(TableDefinition table) {
        return List.of("drop table if exists " + qualified(table, name(table.name())));
    }

    @Override
    public List<String> renamed(String from, TableDefinition to, FullTextDefinition fullText) {
        List<String> statements = new ArrayList<>();
        for (String table : List.of(from, to.name())) {
            for (String trigger : TRIGGERS)
                statements.add("drop trigger if exists " + qualified(to, name(table) + trigger));
            statements.add("drop table if exists " + qualified(to, name(table)));
        }
        statements.addAll(add(to, fullText));
        return statements;
    }

    @Override
    public boolean isSame(TableDefinition table, FullTextDefinition fullText, LiveFullText found) {
        return found.definition().equals(definition(statements(table, fullText, "")));
    }

    @Override
    public List<String> rebuild(TableDefinition table, FullTextDefinition fullText) {
        return List.of(command(table, "rebuild"));
    }

    @Override
    public List<String> optimize(TableDefinition table, FullTextDefinition fullText) {
        return List.of(command(table, "optimize"));
    }

    private String command(TableDefinition table, String command) {
        String name = name(table.name());
        return "insert into " + qualified(table, name) + "(" + quoted.apply(name) + ") values ('" + command + "')";
    }

    private String qualified(TableDefinition table, String name) {
        String schema = table.schema();
        return schema == null ? quoted.apply(name) : quoted.apply(schema) + "." + quoted.apply(name);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What SQLite has of a table's index among its sources, or null. */
    static @Nullable LiveFullText find(String table, Collection<Catalog.Source> sources) {
        String name = name(table);
        List<String> found = new ArrayList<>();
        for (String wanted : List.of("", "_insert", "_delete", "_update")) {
            for (Catalog.Source source : sources) {
                boolean kind = source.kind().equals(wanted.isEmpty() ? "table" : "trigger");
                if (kind && source.name().equalsIgnoreCase(name + wanted)) found.add(source.sql());
            }
        }
        if (found.isEmpty() || !isIndexOf(found.getFirst(), table)) return null;
        return new LiveFullText(name, definition(found));
    }

    /** Whether the trigger tells the index of that name what is written. */
    static boolean isTrigger(String name, String trigger) {
        return TRIGGERS.stream().anyMatch(end -> trigger.equalsIgnoreCase(name + end));
    }

    private static boolean isIndexOf(String sql, String table) {
        return sql.contains("using fts5 (") && sql.contains(", content=" + literal(table) + ", ");
    }

    /** What stays the same however SQLite keeps the beginnings of the statements. */
    private static String definition(List<String> statements) {
        Function<String, String> end = sql -> {
            int using = sql.indexOf(" using fts5 (");
            int after = using >= 0 ? using : sql.indexOf(" after ");
            return after < 0 ? sql : sql.substring(after);
        };
        return statements.stream().map(end).collect(Collectors.joining(";\n"));
    }

    /** Whether it is the index of another table. */
    static boolean isIndex(String name, @Nullable String sql) {
        return sql != null
                && name.endsWith(SUFFIX)
                && isIndexOf(sql, name.substring(0, name.length() - SUFFIX.length()));
    }
}
