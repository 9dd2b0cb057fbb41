// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
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

    /** The most parameters that a statement may have. */
    public abstract int maxParameters();

    /** The SQL type of a column that does not name its own. */
    public abstract String columnType(ColumnDefinition column);

    /** The type of a kind, as {@code cast} takes it; arrays have {@link #arrayType}. */
    public abstract String castType(SqlType type);

    /** The type as {@code cast} takes it. */
    public String castType(ColumnType type) {
        String declared = type.declared();
        if (declared != null) return declared;
        ColumnType element = type.element();
        return element == null ? castType(type.kind()) : arrayType(element);
    }

    /**
     * The type of arrays of a type.
     *
     * @throws UnsupportedOperationException where the database has no arrays; the message names what to do instead
     */
    protected String arrayType(ColumnType element) {
        throw new UnsupportedOperationException(name() + " has no arrays; mark the property with @Json, so that it becomes"
                + " a JSON document, or give it a table of its own");
    }

    /** All of a column that the database generates and that is the whole primary key, behind its name. */
    public abstract String generatedKey(ColumnDefinition column);

    /** Whether {@code insert} reports the generated key by itself, so that {@code returning} is not needed for it. */
    public abstract boolean reportsInsertedId();

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

    /** Removes all rows. */
    public abstract List<String> truncate(TableDefinition table);

    /** The place of a parameter, counted from 1. */
    protected void placeholder(StringBuilder sql, int number) {
        sql.append('?');
    }

    /**
     * The place of a parameter of a known type, counted from 1. A value travels as its kind does; where the database
     * would not understand it as what it is to be, this casts it.
     */
    protected void placeholder(StringBuilder sql, int number, ColumnType type) {
        placeholder(sql, number);
    }

    /**
     * Makes of a selected expression one that drivers can read as its kind, where they cannot as it is.
     *
     * @param start where in the SQL the expression begins; it goes on to the end
     */
    protected void selected(StringBuilder sql, int start, ColumnType type) {}

    /** A name in quotes. */
    protected void quote(StringBuilder sql, String identifier) {
        sql.append('"');
        if (identifier.indexOf('"') < 0) sql.append(identifier);
        else sql.append(identifier.replace("\"", "\"\""));
        sql.append('"');
    }

    /** Text that matches a pattern. */
    protected abstract void match(Renderer to, Node.Match match);

    protected void extract(Renderer to, Node.Extract extract) {
        to.append("cast(extract(")
                .append(extract.part().name().toLowerCase(java.util.Locale.ROOT))
                .append(" from ");
        to.render(extract.operand());
        to.append(") as integer)");
    }

    protected void order(Renderer to, Order order) {
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
