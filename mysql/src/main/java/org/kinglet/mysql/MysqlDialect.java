// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.BulkUpdate;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.Patterns;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.dialect.ScriptFeature;
import org.kinglet.dialect.SingleAssignment;
import org.kinglet.dialect.Write;
import org.kinglet.query.Expression;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.GroupingSets;
import org.kinglet.query.Insert;
import org.kinglet.query.Join;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Select;
import org.kinglet.query.Target;
import org.kinglet.query.Window;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/**
 * MySQL's SQL, and what MariaDB has in common with it.
 *
 * <p>Text is compared byte by byte, without padding; the driver sets the connection's collation to the same as the tables'.
 * Points in time are {@code datetime(6)} in UTC. UUIDs are {@code char(36)}: MariaDB's own type
 * refuses those of no known version.
 */
public class MysqlDialect extends Dialect {
    private static final int MAX_PARAMETERS = 65_535;
    /** Integers that are written out; they stay far below the size that a statement may have. */
    private static final int MAX_INTEGERS = 200_000;
    /** More integers than this are written out. */
    private static final int MOST_BOUND = 1_000;

    private static final Pattern COMMITTING = Pattern.compile(
            "\\s*(create|alter|drop|truncate|rename|grant|revoke|lock\\s+tables?|unlock\\s+tables?|analyze|optimize|repair"
                    + "|flush|reset|install|uninstall|load\\s+index|cache\\s+index)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TEMPORARY =
            Pattern.compile("\\s*(create|drop)\\s+(or\\s+replace\\s+)?temporary\\s+table\\b", Pattern.CASE_INSENSITIVE);

    private static final int MAX_JOINED_SELECTS = 500;

    /** Not the backslash, which the server's {@code sql_mode} may make an ordinary character. */
    private static final char ESCAPE = '|';

    private final String collation;
    private final long maxStatementBytes;
    private final int generatedKeyStep;

    /**
     * @param collation of the tables that are created; one that compares text exactly
     * @param maxPacket the server's {@code max_allowed_packet}
     * @param generatedKeyStep the server's {@code auto_increment_increment}
     */
    MysqlDialect(String collation, long maxPacket, int generatedKeyStep) {
        this.collation = collation;
        this.maxStatementBytes = maxPacket / 2; // the text of the statement and the estimate of values need room
        this.generatedKeyStep = generatedKeyStep;
    }

    @Override
    public String name() {
        return "MySQL";
    }

    /** The collation of the tables that are created. */
    final String collation() {
        return collation;
    }

    @Override
    public Catalog catalog() {
        // 8.0.16 is the first that heeds checks, and tells them; a little later, collations without padding came.
        return new MysqlCatalog(collation, collation.startsWith("utf8mb4_0900"));
    }

    @Override
    public Alterations alterations() {
        return new MysqlAlterations(this, false);
    }

    @Override
    public int maxParameters() {
        return MAX_PARAMETERS;
    }

    @Override
    public String columnType(TableDefinition table, ColumnDefinition column) {
        ColumnType type = column.type().columnType();
        return type.element() == null ? MysqlTypes.column(table, column) : castType(type.declared(null));
    }

    /** Whether documents are compared as such, and not as their texts. */
    boolean comparesJson() {
        return true;
    }

    /** Text as a JSON document. */
    String jsonPlaceholder() {
        return "cast(? as json)";
    }

    /** There is no cast to a floating-point number before 8.0.17; to multiply makes one, of 0 with its sign, too. */
    @Override
    protected void cast(Renderer to, Node.Cast cast) {
        SqlType kind = cast.type().kind();
        boolean floating = kind == SqlType.DOUBLE || kind == SqlType.REAL;
        if (floating && cast.type().declared() == null) to.wrapped("(", cast.operand(), " * 1e0)");
        else super.cast(to, cast);
    }

    @Override
    public String castType(SqlType type) {
        return MysqlTypes.cast(type);
    }

    @Override
    public String generatedKey(ColumnDefinition column) {
        return (column.type().sqlType() == SqlType.BIGINT ? "bigint" : "integer") + " auto_increment primary key";
    }

    @Override
    public boolean reportsInsertedId() {
        return true;
    }

    @Override
    public boolean hasReturning(Write write) {
        return false;
    }

    @Override
    public boolean hasOnConflict() {
        return false;
    }

    @Override
    public long maxStatementBytes() {
        return maxStatementBytes;
    }

    @Override
    public int generatedKeyStep() {
        return generatedKeyStep;
    }

    /** A transaction sees its snapshot, unless it asks for a lock. */
    @Override
    public String forShare() {
        return " lock in share mode";
    }

    /** The server's stack has a place for each of the selects that are joined. */
    @Override
    public int maxUpdatedRows() {
        return MAX_JOINED_SELECTS;
    }

    @Override
    protected BulkUpdate bulkUpdate() {
        return BulkUpdate.JOIN_SELECTS;
    }

    /** Two statements if there is an isolation level, which holds for the next transaction only. */
    @Override
    public String begin(@Nullable String isolation, boolean readOnly, boolean deferrable) {
        String begin = readOnly ? "start transaction read only" : "start transaction";
        return isolation == null
                ? begin
                : "set transaction isolation level " + isolation.toLowerCase(Locale.ROOT) + "; " + begin;
    }

    @Override
    public boolean cursorsNeedTransaction() {
        return false;
    }

    @Override
    public boolean failureEndsTransaction() {
        return false;
    }

    /** After 1213 and MariaDB's 1020 there is no transaction any more, and the session is in autocommit. */
    @Override
    public boolean conflictEndsTransaction() {
        return true;
    }

    @Override
    public boolean commitsTransaction(String sql) {
        return COMMITTING.matcher(sql).lookingAt() && !TEMPORARY.matcher(sql).lookingAt();
    }

    /** The names of locks are those of the whole server. */
    @Override
    public String tryLock(long key) {
        return "select get_lock(" + lockName(key) + ", 0)";
    }

    @Override
    public String unlock(long key) {
        return "select release_lock(" + lockName(key) + ")";
    }

    private static String lockName(long key) {
        return "concat('kinglet.', md5(coalesce(database(), '')), '." + Long.toHexString(key) + "')";
    }

    @Override
    public Set<ScriptFeature> scriptFeatures() {
        return EnumSet.of(
                ScriptFeature.BACKSLASH_ESCAPES,
                ScriptFeature.BACKTICKS,
                ScriptFeature.MYSQL_COMMENTS,
                ScriptFeature.ROUTINE_BODIES);
    }

    @Override
    public SchemaGrammar schema() {
        return new MysqlSchema(this);
    }

    /** Decimals travel as text, which would make a comparison one of floating-point numbers; JSON does too. */
    @Override
    protected void placeholder(StringBuilder sql, int number, ColumnType type) {
        switch (type.kind()) {
            case DECIMAL ->
                sql.append("cast(? as ").append(castType(SqlType.DECIMAL)).append(")");
            case JSON -> sql.append(jsonPlaceholder());
            default -> sql.append('?');
        }
    }

    /** As many digits after the point as the value has leave the most before it. */
    @Override
    protected void placeholder(StringBuilder sql, int number, ColumnType type, @Nullable Object value) {
        if (value instanceof BigDecimal decimal && type.kind() == SqlType.DECIMAL) {
            int scale = Math.clamp(decimal.scale(), 0, MysqlTypes.MAX_SCALE);
            sql.append("cast(? as ").append(MysqlTypes.decimal(scale)).append(")");
        } else {
            placeholder(sql, number, type);
        }
    }

    @Override
    protected void assignedPlaceholder(StringBuilder sql, int number, ColumnType type) {
        sql.append('?');
    }

    /** The client cannot tell a document that is a text from a text. */
    @Override
    protected void selected(StringBuilder sql, int start, ColumnType type) {
        if (type.kind() == SqlType.JSON) sql.insert(start, "cast(").append(" as char)");
    }

    @Override
    protected char identifierQuote() {
        return '`';
    }

    @Override
    protected void checkName(String identifier) {
        super.checkName(identifier);
        for (int i = 0; i < identifier.length(); i++) {
            if (Character.isSurrogate(identifier.charAt(i))) {
                throw new IllegalArgumentException(
                        "a name in " + name() + " cannot have characters beyond U+FFFF: " + identifier);
            }
        }
    }

    /** {@code ||} is or, in some modes. */
    @Override
    protected void binary(Renderer to, Node.Binary binary) {
        switch (binary.operator()) {
            case CONCAT -> {
                to.append("concat(").render(binary.left());
                to.append(", ").render(binary.right());
                to.append(")");
            }
            default -> super.binary(to, binary);
        }
    }

    @Override
    public int maxListed(List<ColumnType> key) {
        return key.size() == 1 && isInteger(key.getFirst()) ? MAX_INTEGERS : super.maxListed(key);
    }

    private static boolean isInteger(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }

    /** Many integers are written out: there can be more of them than parameters, and the server has less to do. */
    @Override
    protected void in(Renderer to, Node.In in) {
        if (in.values().size() <= MOST_BOUND || !in.values().stream().allMatch(MysqlDialect::isInteger)) {
            super.in(to, in);
            return;
        }
        to.append("(").render(in.operand());
        String separator = in.negated() ? " not in (" : " in (";
        for (Node value : in.values()) {
            to.append(separator).append(String.valueOf(((Node.Parameter) value).value()));
            separator = ",";
        }
        to.append("))");
    }

    private static boolean isInteger(Node node) {
        return node instanceof Node.Parameter parameter
                && (parameter.value() instanceof Long || parameter.value() instanceof Integer);
    }

    /** A sub-select with a limit is not taken here, unless it is wrapped in another. */
    @Override
    protected void in(Renderer to, Node.InSelect in) {
        if (!in.select().clauses().isLimited()) {
            super.in(to, in);
            return;
        }
        to.append("(").render(in.operand());
        to.append(in.negated() ? " not in (select * from (" : " in (select * from (")
                .select(in.select());
        to.append(") as limited))");
    }

    @Override
    protected void aggregate(Renderer to, Node.Aggregate aggregate) {
        MysqlAggregates.render(this, to, aggregate);
    }

    @Override
    protected void frame(Renderer to, Window.Frame frame) {
        if (frame.unit() == Window.Unit.GROUPS) {
            throw new UnsupportedOperationException(name() + " has no frames of groups; use rangeBetween(…) over a"
                    + " denseRank() that a sub-select gives");
        }
        if (frame.exclusion() != Window.Exclusion.NO_OTHERS) {
            throw new UnsupportedOperationException(name() + " excludes nothing from a frame; subtract the row's own"
                    + " part, or split the frame in two");
        }
        to.aggregates().frame(frame, time -> timeInFrame(to, time));
    }

    /** A distance in time. */
    void timeInFrame(Renderer to, Duration time) {
        to.append("interval " + TimeUnit.MICROSECONDS.convert(time) + " microsecond");
    }

    @Override
    protected void excluded(Renderer to, ColumnDefinition column) {
        to.append("values(").quote(column.name()).append(")");
    }

    /**
     * Which constraint the row conflicts with cannot be said here. So this is only used where no other than the target
     * can be the one.
     */
    @Override
    protected void onConflict(Renderer to, Insert.Upsert<?> upsert) {
        List<SingleAssignment> ordered = MysqlAssignments.ordered(SingleAssignment.of(upsert.assignments()));
        if (ordered == null || ordered.isEmpty() || upsert.where() != null) {
            throw new UnsupportedOperationException(name() + " cannot say this upsert in one statement");
        }
        to.append(" on duplicate key update ").assignments(ordered);
    }

    @Override
    public boolean hasUpsert(Insert.Upsert<?> upsert) {
        return !upsert.assignments().isEmpty()
                && upsert.where() == null
                && MysqlAssignments.ordered(SingleAssignment.of(upsert.assignments())) != null;
    }

    @Override
    protected boolean hasAliasInInsert() {
        return false;
    }

    @Override
    protected void update(Renderer to, Target target, List<SingleAssignment> assignments) {
        MysqlWrites.update(this, to, target, assignments);
    }

    @Override
    protected void delete(Renderer to, Target target) {
        MysqlWrites.delete(this, to, target);
    }

    /** Whether a sub-select cannot read the table that the statement writes and refer to the statement's row as well. */
    boolean putsAside() {
        return true;
    }

    @Override
    protected void exists(Renderer to, TableDefinition table) {
        String schema = table.schema();
        to.append("exists (select 1 from information_schema.tables where table_schema = ");
        if (schema == null) to.append("database()");
        else to.parameter(schema, DataType.STRING.columnType());
        to.append(" and table_name = ")
                .parameter(table.name(), DataType.STRING.columnType())
                .append(")");
    }

    /** MySQL doesn't read the table that it writes, unless the rows are put aside first. */
    @Override
    protected void selectOfWritten(Renderer to, Select<?> select) {
        to.append("select * from (").plainSelect(select.clauses().limit() < 0 ? select.limit(Long.MAX_VALUE) : select);
        to.append(") as aside");
    }

    @Override
    protected String join(Join.Kind kind) {
        if (kind == Join.Kind.FULL) {
            throw new UnsupportedOperationException(
                    name() + " has no full join; join from the left and from the right, each by itself");
        }
        return super.join(kind);
    }

    @Override
    protected String noValues() {
        return " () values ()";
    }

    @Override
    protected void match(Renderer to, Node.Match match) {
        to.append("(");
        if (match.pattern() instanceof Node.Parameter parameter && parameter.value() instanceof String text) {
            cased(to, match.text(), match.ignoreCase());
            String pattern = Patterns.like(match.kind(), text, ESCAPE);
            to.append(match.ignoreCase() ? " like lower(" : " like ").parameter(pattern);
            to.append(match.ignoreCase() ? ") escape '|')" : " escape '|')");
            return;
        }
        switch (match.kind()) {
            case CONTAINS -> {
                to.append("locate(").render(match.pattern());
                to.append(", ").render(match.text());
                to.append(") > 0)");
            }
            case STARTS_WITH -> affix(to, "left(", match);
            case ENDS_WITH -> affix(to, "right(", match);
            case LIKE -> {
                cased(to, match.text(), match.ignoreCase());
                to.append(" like ");
                cased(to, match.pattern(), match.ignoreCase());
                to.append(" escape 0x5c)");
            }
        }
    }

    private static void cased(Renderer to, Node text, boolean ignoreCase) {
        if (ignoreCase) to.append("lower(");
        to.render(text);
        if (ignoreCase) to.append(")");
    }

    private static void affix(Renderer to, String function, Node.Match match) {
        to.append(function).render(match.text());
        to.append(", char_length(").render(match.pattern());
        to.append(")) = ").render(match.pattern());
        to.append(")");
    }

    @Override
    protected void call(Renderer to, Node.Call call) {
        MysqlFunctions.write(to, call, false);
    }

    @Override
    protected void isDistinct(Renderer to, Node.IsDistinct distinct) {
        to.append(distinct.negated() ? "(" : "(not ").compared(distinct.left(), distinct.right());
        to.append(" <=> ").compared(distinct.right(), distinct.left()).append(")");
    }

    /** A sub-select with a limit is not taken here, unless it is wrapped in another. */
    @Override
    protected void quantified(Renderer to, Node.Quantified quantified) {
        Select<?> select = quantified.select();
        if (!select.clauses().isLimited()) {
            super.quantified(to, quantified);
            return;
        }
        to.append("(").render(quantified.left());
        to.append(" ").append(quantified.operator().sql());
        to.append(quantified.all() ? " all (select * from (" : " any (select * from (")
                .select(select);
        to.append(") as limited))");
    }

    @Override
    protected void fullText(Renderer to, FullTextOperation operation) {
        MysqlFullText.write(to, operation, name());
    }

    @Override
    protected void json(Renderer to, JsonOperation operation) {
        MysqlJson.write(to, operation, this);
    }

    @Override
    protected void extract(Renderer to, Node.Extract extract) {
        to.append(MysqlFunctions.part(extract.part())).render(extract.operand());
        to.append(extract.part() == Node.DatePart.DAY_OF_WEEK ? "))" : ")");
    }

    /** Nulls are first here, and there is no other way to say it. */
    @Override
    protected void order(Renderer to, Order order) {
        if (order.node() instanceof Node.Json(JsonOperation.Sorted documents)) {
            super.order(to, order);
            return;
        }
        switch (order.nulls()) {
            case DEFAULT -> {}
            case FIRST -> nulls(to, order, " is null) desc, ");
            case LAST -> nulls(to, order, " is null), ");
        }
        to.render(order.node());
        if (order.descending()) to.append(" desc");
    }

    private static void nulls(Renderer to, Order order, String end) {
        to.append("(").render(order.node());
        to.append(end);
    }

    /** An offset needs a limit here. */
    @Override
    protected void limit(Renderer to, long limit, long offset) {
        super.limit(to, limit < 0 && offset > 0 ? Long.MAX_VALUE : limit, offset);
    }

    /** A parameter alone has no characters that could be collated, but bytes. */
    @Override
    protected void collate(Renderer to, Node.Collate collate) {
        boolean hasCharacters = collate.operand() instanceof Node.Column;
        to.wrapped(hasCharacters ? "(" : "(convert(", collate.operand(), hasCharacters ? "" : " using utf8mb4)");
        to.append(" collate ").quote(collate.collation()).append(")");
    }

    @Override
    protected boolean comparesByPlace() {
        return true;
    }

    /** Which nulls are those of the totals is not known yet where rows are ordered. */
    @Override
    protected boolean ordersGroupingSets() {
        return false;
    }

    @Override
    public String explain(String sql) {
        return "explain format = json " + sql;
    }

    @Override
    protected boolean hasValues() {
        return false;
    }

    /** A text would be cut to the length that it has in the first rows. */
    @Override
    protected void recursiveColumn(Renderer to, Node node, ColumnType type) {
        if (type.kind() == SqlType.TEXT) to.wrapped("cast(", node, " as char(16383))");
        else super.recursiveColumn(to, node, type);
    }

    @Override
    protected void grouping(Renderer to, GroupingSets sets, boolean alone) {
        if (sets.kind() != GroupingSets.Kind.ROLLUP || !alone) {
            throw new UnsupportedOperationException(name()
                    + " has one rollup(…) as the only grouping of a select, and no "
                    + sets.kind().sql() + " beside or instead; combine a select for each grouping by unionAll(…)");
        }
        String separator = "";
        for (List<Expression<?>> set : sets.sets()) {
            for (Expression<?> expression : set) {
                to.append(separator).render(expression.node());
                separator = ", ";
            }
        }
        to.append(" with rollup");
    }
}
