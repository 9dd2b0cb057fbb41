// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Combination;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.GroupingSets;
import org.kinglet.query.Insert;
import org.kinglet.query.Join;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.RowLock;
import org.kinglet.query.Select;
import org.kinglet.query.TableColumn;
import org.kinglet.query.Target;
import org.kinglet.query.Window;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/**
 * What differs per backend: data, and a few methods that write SQL in place of the standard's. Immutable and thread-safe;
 * one instance per database, since a server's version may matter.
 */
public abstract class Dialect {
    /** For the dialects of drivers. */
    protected Dialect() {}

    /** The backend, for messages. */
    public abstract String name();

    /**
     * What reads the database's catalogue.
     *
     * @throws UnsupportedOperationException if the backend's driver has none
     */
    public Catalog catalog() {
        throw new UnsupportedOperationException(name() + " cannot be asked for its tables");
    }

    /**
     * What changes tables that are there.
     *
     * @throws UnsupportedOperationException if the backend's driver has none
     */
    public Alterations alterations() {
        throw new UnsupportedOperationException(name() + " cannot change tables");
    }

    /**
     * How something is told to other connections.
     *
     * @throws UnsupportedOperationException if the backend has nothing of the kind
     */
    public NotificationGrammar notifications() {
        throw new UnsupportedOperationException(
                name()
                        + " has no notifications (only PostgreSQL has): write what is to be told into a table that others read");
    }

    /** Begins a transaction that changes tables in ways for which foreign keys must not be heeded on the way. */
    public String beginAlteration() {
        return begin(null, false, false);
    }

    /** The most parameters that a statement may have. */
    public abstract int maxParameters();

    /**
     * The SQL type of a column that does not name its own.
     *
     * @param table whose column it is: in some databases the type depends on the indexes
     */
    public abstract String columnType(TableDefinition table, ColumnDefinition column);

    /** The type of a kind, as {@code cast} takes it; arrays have {@link #arrayType}. */
    public abstract String castType(SqlType type);

    /** The type as {@code cast} takes it. */
    public String castType(ColumnType type) {
        String declared = type.declared();
        if (declared != null) return declared;
        ColumnType element = type.element();
        if (element == null) return castType(type.kind());
        return type.kind() == SqlType.RANGE ? rangeType(element) : arrayType(element);
    }

    /**
     * The type of ranges of a type.
     *
     * @throws UnsupportedOperationException where the database has no ranges; the message names what to do instead
     */
    protected String rangeType(ColumnType bound) {
        throw new UnsupportedOperationException(
                name() + " has no ranges; give the property two columns, its first value and the one behind its last");
    }

    /**
     * The type of arrays of a type.
     *
     * @throws UnsupportedOperationException where the database has no arrays; the message names what to do instead
     */
    protected String arrayType(ColumnType element) {
        throw new UnsupportedOperationException(
                name() + " has no arrays; mark the property with @Json, so that it becomes"
                        + " a JSON document, or give it a table of its own");
    }

    /** All of a column that the database generates and that is the whole primary key, behind its name. */
    public abstract String generatedKey(ColumnDefinition column);

    /** How tables are made and dropped. */
    public abstract SchemaGrammar schema();

    /** Whether {@code insert} reports the generated key by itself, so that {@code returning} is not needed for it. */
    public abstract boolean reportsInsertedId();

    /** Whether such a write can give back rows by {@code returning}; where not, they are read by further statements. */
    public boolean hasReturning(Write write) {
        return true;
    }

    /** Whether an insert knows {@code on conflict}. */
    public boolean hasOnConflict() {
        return true;
    }

    /** Where there is no {@code on conflict}: whether this one can be said if no other constraint can be meant. */
    public boolean hasUpsert(Insert.Upsert<?> upsert) {
        return true;
    }

    /** Whether the table of an insert may have an alias. */
    protected boolean hasAliasInInsert() {
        return true;
    }

    /**
     * Whether one parameter can hold the values of a column for many rows, so that one statement inserts or updates any
     * number of them.
     */
    public boolean hasArrays() {
        return false;
    }

    /** About how many bytes the parameters of one statement may have. */
    public long maxStatementBytes() {
        return Long.MAX_VALUE;
    }

    /** The distance of two keys that are generated one after the other for the rows of one insert. */
    public int generatedKeyStep() {
        return 1;
    }

    /** What ends a select that keeps others from changing its rows until the end of the transaction. */
    public String forUpdate() {
        return " for update";
    }

    /**
     * What ends a select that is to see what others have committed since the transaction's snapshot was taken; empty if
     * there is no need, because a statement that writes tells the transaction to fail in that case.
     */
    public String forShare() {
        return "";
    }

    /** Begins a transaction. */
    public abstract String begin(@Nullable String isolation, boolean readOnly, boolean deferrable);

    /** Whether a cursor lives only within a transaction. */
    public abstract boolean cursorsNeedTransaction();

    /**
     * Whether a failed statement ends its transaction, or the savepoint's part of it, so that nothing more can be done
     * in it.
     */
    public abstract boolean failureEndsTransaction();

    /**
     * Whether the database rolls back the whole transaction, savepoints and all, when one of its statements loses
     * against another transaction (a deadlock, a row that has changed), and would run later statements outside of any.
     * Then statements of one transaction are sent one by one.
     */
    public boolean conflictEndsTransaction() {
        return false;
    }

    /**
     * Whether the statement commits the transaction in which it is run, as changes of the schema do on some databases.
     * Such a statement is refused within a transaction.
     */
    public boolean commitsTransaction(String sql) {
        return false;
    }

    /**
     * Takes a lock of the database, without waiting, that all who connect to it share and that ends with the connection:
     * one row with the number 1 if it was taken. {@code null} where a transaction that writes keeps all other writers out.
     */
    public @Nullable String tryLock(long key) {
        return null;
    }

    /** Gives the lock of {@link #tryLock} back. */
    public @Nullable String unlock(long key) {
        return null;
    }

    /** What scripts for this database may have beside what all may have. */
    public Set<ScriptFeature> scriptFeatures() {
        return Set.of();
    }

    /** How scripts for this database alone are marked in the names of their files; the best fitting first. */
    public List<String> scriptNames() {
        return List.of(name().toLowerCase(Locale.ROOT));
    }

    /** Whether the place of a parameter is its number, so that it can stand in several places. */
    protected boolean numbersParameters() {
        return false;
    }

    /** The place of a parameter, counted from 1. */
    protected void placeholder(StringBuilder sql, int number) {
        sql.append('?');
    }

    /**
     * The place of a parameter of a known type, counted from 1, where nothing around it tells the type. A value travels
     * as its kind does; where the database would not understand it as what it is to be, this casts it.
     */
    protected void placeholder(StringBuilder sql, int number, ColumnType type) {
        placeholder(sql, number);
    }

    /** The same where the value is known. */
    protected void placeholder(StringBuilder sql, int number, ColumnType type, @Nullable Object value) {
        placeholder(sql, number, type);
    }

    /**
     * The place of a parameter that is compared with a column of the type.
     *
     * @param value {@code null} if the statement is written once for any value
     */
    protected void comparedPlaceholder(StringBuilder sql, int number, ColumnType type, @Nullable Object value) {
        placeholder(sql, number, type, value);
    }

    /** The place of a parameter that becomes the value of a column of the type. */
    protected void assignedPlaceholder(StringBuilder sql, int number, ColumnType type) {
        placeholder(sql, number, type);
    }

    /** The place of a parameter in SQL that the user wrote, of which only the value is known. */
    protected void rawPlaceholder(StringBuilder sql, int number, @Nullable Object value) {
        placeholder(sql, number);
    }

    /**
     * Makes of a selected expression one that drivers can read as its kind, where they cannot as it is.
     *
     * @param start where in the SQL the expression begins; it goes on to the end
     */
    protected void selected(StringBuilder sql, int start, ColumnType type) {}

    /** A name in quotes. */
    protected final void quote(StringBuilder sql, String identifier) {
        checkName(identifier);
        char quote = identifierQuote();
        sql.append(quote);
        if (identifier.indexOf(quote) < 0) sql.append(identifier);
        else sql.append(identifier.replace(String.valueOf(quote), String.valueOf(quote) + quote));
        sql.append(quote);
    }

    /** What names are put in; one within a name is doubled. */
    protected char identifierQuote() {
        return '"';
    }

    /**
     * Refuses a name that the database would not take, or would take for another.
     *
     * @throws IllegalArgumentException if it does
     */
    protected void checkName(String identifier) {
        if (identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a name cannot have the character NUL: " + identifier.replace('\0', '?'));
        }
    }

    /** The value of a column that came in an array, as it is assigned to or compared with one of the type. */
    protected String arrayValue(String value, ColumnType type) {
        return value;
    }

    /**
     * The places of parameters that hold the values of columns, as a table {@code v} of columns {@code column1} and
     * so on, and {@code ordinal}.
     */
    protected void arrays(StringBuilder sql, List<ColumnType> types) {
        throw new UnsupportedOperationException(name() + " has no arrays");
    }

    /** How many rows one update can give values of their own. */
    public int maxUpdatedRows() {
        return Integer.MAX_VALUE;
    }

    /** How an update takes values from elsewhere. */
    protected BulkUpdate bulkUpdate() {
        return BulkUpdate.FROM_VALUES;
    }

    /** An update whose assignments all see the row as it was before. */
    protected void update(Renderer to, Target target, List<SingleAssignment> assignments) {
        if (target.limit() >= 0) {
            update(to, target.byKeys(), assignments);
            return;
        }
        to.append("update ").table(target.table());
        to.append(" set ").assignments(assignments);
        to.tables(" from ", target.beside());
        to.where(target.condition());
    }

    /** A delete. */
    protected void delete(Renderer to, Target target) {
        if (target.limit() >= 0) {
            delete(to, target.byKeys());
            return;
        }
        to.append("delete from ").table(target.table());
        to.tables(" using ", target.beside());
        to.where(target.condition());
    }

    /** What is to be done with a row that is there already. */
    protected void onConflict(Renderer to, Insert.Upsert<?> upsert) {
        to.append(" on conflict");
        String constraint = upsert.conflict().constraint();
        if (constraint != null) constraint(to, constraint);
        String separator = " (";
        for (TableColumn<?, ?> column : upsert.target()) {
            for (ColumnDefinition definition : column.columns()) {
                to.append(separator).quote(definition.name());
                separator = ", ";
            }
        }
        if (!upsert.target().isEmpty()) to.append(")");
        Node index = upsert.conflict().where();
        if (index != null) to.ofIndex(index);
        if (upsert.assignments().isEmpty()) {
            to.append(" do nothing");
        } else {
            to.append(" do update set ").assignments(SingleAssignment.of(upsert.assignments()));
            to.where(upsert.where());
        }
    }

    /** Names the constraint of an upsert. */
    protected void constraint(Renderer to, String constraint) {
        throw new UnsupportedOperationException(name()
                + " finds constraints by their columns only; use onConflict(…) with" + " those of " + constraint);
    }

    /** Whether {@code returning} knows the tables beside the one that is written. */
    public boolean returnsWhatIsBeside() {
        return false;
    }

    /**
     * Whether an upsert that meets the same row more than once fails; then rows that would do that are inserted one after
     * the other.
     */
    public boolean updatesConflictingOnce() {
        return false;
    }

    /** A select within a statement that writes the table from which this select reads. */
    protected void selectOfWritten(Renderer to, Select<?> select) {
        to.plainSelect(select);
    }

    /** The table's name in quotes, with its schema. */
    public final String name(TableDefinition table) {
        StringBuilder name = new StringBuilder();
        String schema = table.schema();
        if (schema != null) {
            quote(name, schema);
            name.append('.');
        }
        quote(name, table.name());
        return name.toString();
    }

    /** Text that matches a pattern. */
    protected abstract void match(Renderer to, Node.Match match);

    /** Words that are looked for. */
    protected void fullText(Renderer to, FullTextOperation operation) {
        throw new UnsupportedOperationException(name() + " has no full-text search");
    }

    /** Something about a JSON document. */
    protected void json(Renderer to, JsonOperation operation) {
        throw new UnsupportedOperationException(name() + " has no JSON documents");
    }

    /** A part of a date or time, as an integer; of a point in time, the part that it has in UTC. */
    protected abstract void extract(Renderer to, Node.Extract extract);

    protected void binary(Renderer to, Node.Binary binary) {
        to.append("(").compared(binary.left(), binary.right());
        to.append(" ").append(binary.operator().sql()).append(" ");
        to.compared(binary.right(), binary.left()).append(")");
    }

    /**
     * How many keys can be in the list of one {@code in}, with room for other parameters.
     *
     * @param key the types of the key's columns
     */
    public int maxListed(List<ColumnType> key) {
        return maxParameters() / 2 / key.size();
    }

    /** One of at least one values. */
    protected void in(Renderer to, Node.In in) {
        if (!in.negated() && in.operand() instanceof Node.Tuple columns) {
            Node.In first = KeyLists.firsts(columns, in.values());
            if (first == null) {
                to.render(KeyLists.compared(columns, in.values()));
                return;
            }
            to.append("(").render(first).append(" and ");
            list(to, in);
            to.append(")");
            return;
        }
        list(to, in);
    }

    private static void list(Renderer to, Node.In in) {
        to.append("(").render(in.operand());
        String separator = in.negated() ? " not in (" : " in (";
        for (Node value : in.values()) {
            to.append(separator).compared(value, in.operand());
            separator = ", ";
        }
        to.append("))");
    }

    /** One of the rows of a select. */
    protected void in(Renderer to, Node.InSelect in) {
        to.append("(").render(in.operand());
        to.append(in.negated() ? " not in (" : " in (").select(in.select());
        to.append("))");
    }

    protected void cast(Renderer to, Node.Cast cast) {
        to.wrapped("cast(", cast.operand(), " as " + castType(cast.type()) + ")");
    }

    protected void function(Renderer to, Node.Function function) {
        to.append(function.name()).append("(").list(function.arguments());
        to.append(")");
    }

    /** A function that means the same everywhere: {@link Renderer#template} with what it is here. */
    protected abstract void call(Renderer to, Node.Call call);

    /** What a computed value of the type needs behind it, so that it compares as one of the type; mostly empty. */
    protected String collation(ColumnType type) {
        return "";
    }

    protected void isDistinct(Renderer to, Node.IsDistinct distinct) {
        to.append("(").compared(distinct.left(), distinct.right());
        to.append(distinct.negated() ? " is not distinct from " : " is distinct from ");
        to.compared(distinct.right(), distinct.left()).append(")");
    }

    protected void quantified(Renderer to, Node.Quantified quantified) {
        to.append("(").render(quantified.left());
        to.append(" ").append(quantified.operator().sql());
        to.append(quantified.all() ? " all (" : " any (").select(quantified.select());
        to.append("))");
    }

    protected void collate(Renderer to, Node.Collate collate) {
        to.append("(").render(collate.operand());
        to.append(" collate ").quote(collate.collation()).append(")");
    }

    /** A function of several rows. */
    protected void aggregate(Renderer to, Node.Aggregate aggregate) {
        to.aggregates().call(aggregate.name(), aggregate);
    }

    /** The frame of a window. */
    protected void frame(Renderer to, Window.Frame frame) {
        to.aggregates().frame(frame, time -> to.append("interval '" + time + "'"));
    }

    /** In an upsert, the value that could not be inserted. */
    protected void excluded(Renderer to, ColumnDefinition column) {
        to.append("excluded.").quote(column.name());
    }

    /** The statement that shows how another would be run; the last column of its rows is the text. */
    public String explain(String sql) {
        return "explain " + sql;
    }

    /** Whether a table in a join may speak of those before it. */
    protected boolean hasLateral() {
        return true;
    }

    /** Whether {@code values} is a table of its own, whose columns are called {@code column1} and so on. */
    protected boolean hasValues() {
        return true;
    }

    /** Whether a select can ask for the first row of each kind by itself. */
    protected boolean hasDistinctOn() {
        return false;
    }

    /** Whether selects can be combined by this; if not, it is said by means of row numbers. */
    protected boolean has(Combination.Operator operator) {
        return true;
    }

    /** Between {@code as} and the select of a table that a statement defines. */
    protected String materialized(boolean materialized) {
        return "";
    }

    /** A column of the rows that a recursion starts with, which says what type the column has in all its rows. */
    protected void recursiveColumn(Renderer to, Node node, ColumnType type) {
        to.render(node);
    }

    /** Several groupings, where one may stand. */
    protected void grouping(Renderer to, GroupingSets sets, boolean alone) {
        throw new UnsupportedOperationException(
                name() + " has no " + sets.kind().sql() + "; combine a select for each grouping by unionAll(…)");
    }

    /** Whether a select with grouping sets can have an order. */
    protected boolean ordersGroupingSets() {
        return true;
    }

    /**
     * Whether an expression with parameters is not seen to be the same as in the projection, so that what is grouped and ordered
     * by is to be named by its place there.
     */
    protected boolean comparesByPlace() {
        return false;
    }

    /** The end of a select that locks its rows. */
    protected void lock(Renderer to, RowLock lock) {
        to.append(lock.strength() == RowLock.Strength.UPDATE ? " for update" : " for share");
        to.lockedTables(lock);
        to.append(conflict(lock));
    }

    /** What is done about the locks of others. */
    protected static String conflict(RowLock lock) {
        return switch (lock.conflict()) {
            case WAIT -> "";
            case NOWAIT -> " nowait";
            case SKIP_LOCKED -> " skip locked";
        };
    }

    /** How a join is called; throws where there is no such. */
    protected String join(Join.Kind kind) {
        return kind.sql();
    }

    /** Whether there is such a table. */
    protected abstract void exists(Renderer to, TableDefinition table);

    /** The end of an insert that names no column. */
    protected String noValues() {
        return " default values";
    }

    protected void order(Renderer to, Order order) {
        if (JsonOrder.write(to, order)) return;
        to.render(order.node());
        if (order.descending()) to.append(" desc");
        switch (order.nulls()) {
            case DEFAULT -> {}
            case FIRST -> to.append(" nulls first");
            case LAST -> to.append(" nulls last");
        }
    }

    /** @param limit -1 for none */
    protected void limit(Renderer to, long limit, long offset) {
        if (limit >= 0) to.append(" limit ").append(Long.toString(limit));
        if (offset > 0) to.append(" offset ").append(Long.toString(offset));
    }
}
