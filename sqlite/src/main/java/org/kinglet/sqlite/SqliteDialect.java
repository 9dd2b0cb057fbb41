// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.Patterns;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.dialect.ScriptFeature;
import org.kinglet.query.Combination;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.Node;
import org.kinglet.query.RowLock;
import org.kinglet.query.Target;
import org.kinglet.query.Window;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
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
            case ARRAY, RANGE ->
                throw new IllegalArgumentException(type + " is a type only together with its elements");
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
    protected void fullText(Renderer to, FullTextOperation operation) {
        SqliteFullText.write(to, operation);
    }

    @Override
    protected void json(Renderer to, JsonOperation operation) {
        SqliteJson.write(to, operation);
    }

    @Override
    protected void call(Renderer to, Node.Call call) {
        to.template(SqliteFunctions.template(call), call.arguments());
    }

    @Override
    protected void extract(Renderer to, Node.Extract extract) {
        to.template(SqliteFunctions.part(extract.part(), extract.type()), List.of(extract.operand()));
    }

    @Override
    protected String collation(ColumnType type) {
        return type.kind() == SqlType.DECIMAL ? " collate \"" + Decimals.NAME + "\"" : "";
    }

    @Override
    protected void placeholder(StringBuilder sql, int number, ColumnType type) {
        placeholder(sql, number);
        sql.append(collation(type));
    }

    /** The column's collation counts. */
    @Override
    protected void comparedPlaceholder(StringBuilder sql, int number, ColumnType type, @Nullable Object value) {
        placeholder(sql, number);
    }

    @Override
    protected void assignedPlaceholder(StringBuilder sql, int number, ColumnType type) {
        placeholder(sql, number);
    }

    @Override
    protected void isDistinct(Renderer to, Node.IsDistinct distinct) {
        to.append("(").compared(distinct.left(), distinct.right());
        to.append(distinct.negated() ? " is " : " is not ");
        to.compared(distinct.right(), distinct.left()).append(")");
    }

    /** By what the comparisons with all rows give: the largest is true if one is, the smallest if none is false. */
    @Override
    protected void quantified(Renderer to, Node.Quantified quantified) {
        to.append("(with \"kinglet rows\"(value) as (").select(quantified.select());
        to.append(
                quantified.all()
                        ? ") select case when min(answer) = 0 then 0 when count(*) > count(answer) then null else 1 end"
                        : ") select case when max(answer) = 1 then 1 when count(*) > count(answer) then null else 0 end");
        to.append(" from (select (").render(quantified.left());
        to.append(" ").append(quantified.operator().sql());
        to.append(" \"kinglet rows\".value) as answer from \"kinglet rows\"))");
    }

    /** An offset needs a limit here. */
    @Override
    protected void limit(Renderer to, long limit, long offset) {
        super.limit(to, limit < 0 && offset > 0 ? Long.MAX_VALUE : limit, offset);
    }

    /**
     * GLOB is the operator that heeds case; where case does not matter, a function in Java knows more letters than SQLite. GLOB
     * ends at a NUL in the text, so it is taken only where it need not look at the end of it, or there is nothing else; for a
     * prefix it uses an index.
     */
    @Override
    protected void match(Renderer to, Node.Match match) {
        if (match.pattern() instanceof Node.Parameter parameter && parameter.value() instanceof String text) {
            if (match.ignoreCase()) {
                Node pattern = new Node.Parameter(Patterns.like(match.kind(), text, '\\'), parameter.type());
                to.template("kinglet_like({0}, {1}, 1)", List.of(match.text(), pattern));
                return;
            }
            if (match.kind() == Node.MatchKind.LIKE
                    || match.kind() == Node.MatchKind.STARTS_WITH && isGlobPrefix(text)) {
                matchText(to, match, text);
                return;
            }
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
            case LIKE ->
                to.template(
                        match.ignoreCase() ? "kinglet_like({0}, {1}, 1)" : "kinglet_like({0}, {1}, 0)",
                        List.of(match.text(), match.pattern()));
        }
    }

    private static boolean isGlobPrefix(String text) {
        return text.length() <= MAX_PATTERN && text.indexOf('\0') < 0;
    }

    /** By bytes: the functions of text end at a NUL. A part of no bytes is null, which the text itself stands for. */
    private static void affix(Renderer to, Node.Match match, String length) {
        to.append("(length(");
        bytes(to, match.pattern());
        to.wrapped(") = 0 and ", match.text(), " is not null or coalesce(substr(");
        bytes(to, match.text());
        to.append(length);
        bytes(to, match.pattern());
        to.append(")), ");
        bytes(to, match.text());
        to.append(") = ");
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
        to.append(" glob ").parameter(glob(match.kind(), text)).append(")");
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

    /** There is no delete that looks at other tables. */
    @Override
    protected void delete(Renderer to, Target target) {
        super.delete(to, target.isPlain() ? target : target.byKeys());
    }

    @Override
    protected void aggregate(Renderer to, Node.Aggregate aggregate) {
        SqliteAggregates.render(to, aggregate);
    }

    @Override
    protected void frame(Renderer to, Window.Frame frame) {
        to.aggregates().frame(frame, time -> {
            throw new UnsupportedOperationException("SQLite's times are text, so it has no ranges of them; order the"
                    + " window by a number, such as the seconds since an instant");
        });
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
