// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.dialect.ScriptFeature;
import org.kinglet.query.Combination;
import org.kinglet.query.RowLock;
import org.kinglet.query.Node;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/** SQLite's SQL. */
public final class SqliteDialect extends Dialect {
    /** What sqlite-jdbc is compiled with. */
    private static final int MAX_PARAMETERS = 250_000;

    /** Well below the bytes that SQLite takes as a pattern, whatever the characters. */
    private static final int MAX_PATTERN = 10_000;

    SqliteDialect() {}

    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public Catalog catalog() {
        return new SqliteCatalog();
    }

    @Override
    public Alterations alterations() {
        return new SqliteAlterations(this);
    }

    @Override
    public String beginAlteration() {
        return NativeConnection.BEGIN_WITHOUT_FOREIGN_KEYS;
    }

    @Override
    public int maxParameters() {
        return MAX_PARAMETERS;
    }

    /**
     * Storage classes, so that no affinity changes a value. Decimals are text, which is exact, under a collation that
     * compares them as numbers; the sqlite3 shell has one of the same name and meaning. A length means nothing to SQLite, so it
     * is a check.
     */
    @Override
    public String columnType(TableDefinition table, ColumnDefinition column) {
        SqlType type = column.type().sqlType();
        if (type == SqlType.TEXT && column.length() > 0) {
            StringBuilder text = new StringBuilder("text check (length(");
            quote(text, column.name());
            return text.append(") <= ").append(column.length()).append(")").toString();
        }
        return type == SqlType.DECIMAL && column.collation() == null
                ? "text collate \"decimal\""
                : castType(column.type().columnType().declared(null));
    }

    @Override
    public String castType(SqlType type) {
        return switch (type) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT -> "integer";
            case REAL, DOUBLE -> "real";
            case BINARY -> "blob";
            case DECIMAL, TEXT, JSON, UUID, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> "text";
            case ARRAY -> throw new IllegalArgumentException("an array has a type only together with its elements");
        };
    }

    @Override
    public String generatedKey(ColumnDefinition column) {
        return "integer primary key";
    }

    @Override
    public boolean reportsInsertedId() {
        return true;
    }

    /** Every transaction is serializable: there is one writer, and readers see one snapshot. */
    @Override
    public String begin(@Nullable String isolation, boolean readOnly, boolean deferrable) {
        return readOnly ? "begin" : "begin immediate";
    }

    @Override
    public boolean cursorsNeedTransaction() {
        return false;
    }

    @Override
    public boolean failureEndsTransaction() {
        return false;
    }

    @Override
    public Set<ScriptFeature> scriptFeatures() {
        return EnumSet.of(ScriptFeature.BACKTICKS, ScriptFeature.BRACKETS, ScriptFeature.TRIGGER_BODIES);
    }

    @Override
    public SchemaGrammar schema() {
        return new SqliteSchema(this);
    }

    @Override
    protected void extract(Renderer to, Node.Extract extract) {
        String format = switch (extract.part()) {
            case YEAR -> "%Y";
            case MONTH -> "%m";
            case DAY -> "%d";
            case HOUR -> "%H";
            case MINUTE -> "%M";
            case SECOND -> "%S";
        };
        to.append("cast(strftime('").append(format).append("', ");
        to.render(extract.operand());
        to.append(") as integer)");
    }

    /** An offset needs a limit here. */
    @Override
    protected void limit(Renderer to, long limit, long offset) {
        super.limit(to, limit < 0 && offset > 0 ? Long.MAX_VALUE : limit, offset);
    }

    /**
     * GLOB is the operator that heeds case; LIKE does not, for the letters of ASCII. Both end at a NUL in the text, so they
     * are taken only where they need not look at the end of it, or there is nothing else; GLOB for a prefix uses an index.
     */
    @Override
    protected void match(Renderer to, Node.Match match) {
        boolean pattern = match.kind() == Node.MatchKind.LIKE || match.ignoreCase();
        if (match.pattern() instanceof Node.Parameter parameter
                && parameter.value() instanceof String text
                && (pattern || match.kind() == Node.MatchKind.STARTS_WITH && isGlobPrefix(text))) {
            matchText(to, match, text);
            return;
        }
        switch (match.kind()) {
            case CONTAINS -> {
                to.append("(instr(");
                to.render(match.text());
                to.append(", ");
                to.render(match.pattern());
                to.append(") > 0)");
            }
            case STARTS_WITH -> affix(to, match, ", 1, length(");
            case ENDS_WITH -> affix(to, match, ", -length(");
            case LIKE -> throw new IllegalArgumentException("SQLite's like takes a text as its pattern, no expression");
        }
    }

    private static boolean isGlobPrefix(String text) {
        return text.length() <= MAX_PATTERN && text.indexOf('\0') < 0;
    }

    /** By bytes: the functions of text end at a NUL. */
    private static void affix(Renderer to, Node.Match match, String length) {
        to.append("(length(");
        bytes(to, match.pattern());
        to.append(") = 0 or substr(");
        bytes(to, match.text());
        to.append(length);
        bytes(to, match.pattern());
        to.append(")) = ");
        bytes(to, match.pattern());
        to.append(")");
    }

    private static void bytes(Renderer to, Node text) {
        to.append("cast(");
        to.render(text);
        to.append(" as blob)");
    }

    private static void matchText(Renderer to, Node.Match match, String text) {
        to.append("(");
        to.render(match.text());
        if (match.ignoreCase()) {
            to.append(" like ").parameter(like(match.kind(), text)).append(" escape '\\')");
        } else {
            to.append(" glob ").parameter(glob(match.kind(), text)).append(")");
        }
    }

    private static String like(Node.MatchKind kind, String text) {
        if (kind == Node.MatchKind.LIKE) return text;
        String literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return affixed(kind, literal, "%");
    }

    private static String glob(Node.MatchKind kind, String text) {
        boolean like = kind == Node.MatchKind.LIKE;
        StringBuilder glob = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (like && c == '%') {
                glob.append('*');
            } else if (like && c == '_') {
                glob.append('?');
            } else {
                if (like && c == '\\' && i + 1 < text.length()) c = text.charAt(++i);
                if (c == '*' || c == '?' || c == '[') glob.append('[').append(c).append(']');
                else glob.append(c);
            }
        }
        return affixed(kind, glob.toString(), "*");
    }

    private static String affixed(Node.MatchKind kind, String pattern, String any) {
        return switch (kind) {
            case LIKE -> pattern;
            case STARTS_WITH -> pattern + any;
            case ENDS_WITH -> any + pattern;
            case CONTAINS -> any + pattern + any;
        };
    }

    /** In whichever file is attached, if it names no schema. */
    @Override
    protected void exists(Renderer to, TableDefinition table) {
        to.append("exists (select 1 from pragma_table_list where name = ")
                .parameter(table.name(), DataType.STRING.columnType())
                .append(" collate nocase");
        String schema = table.schema();
        if (schema != null) {
            to.append(" and schema = ")
                    .parameter(schema, DataType.STRING.columnType())
                    .append(" collate nocase");
        }
        to.append(")");
    }

    @Override
    public String explain(String sql) {
        return "explain query plan " + sql;
    }

    @Override
    protected boolean hasLateral() {
        return false;
    }

    @Override
    protected boolean has(Combination.Operator operator) {
        return operator != Combination.Operator.EXCEPT_ALL && operator != Combination.Operator.INTERSECT_ALL;
    }

    @Override
    protected String materialized(boolean materialized) {
        return materialized ? "materialized " : "not materialized ";
    }

    /** There is one writer at a time, so in a transaction that writes nobody else does. */
    @Override
    protected void lock(Renderer to, RowLock lock) {}
}
