// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LiveSequence;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableDefinition;

/**
 * Reads what a database says of its own tables. Each method sends a number of statements that does not depend on how many
 * tables there are, and waits for them. Tables that belong to the database itself, to an extension, or to another table (its
 * partitions, the shadows of a virtual table) are left out.
 *
 * <p>Immutable and thread-safe. A {@code null} schema is the one in which tables without a schema are made.
 */
public interface Catalog {
    /** The schema in which tables without a schema are made. */
    String currentSchema(QueryRunner runner);

    /** The schemas there are, but those of the database itself. */
    List<String> schemas(QueryRunner runner);

    /**
     * The names of the tables and views of a schema and what they are, ordered by name.
     *
     * @param name of the only one that is wanted, or {@code null}
     */
    List<Named> names(QueryRunner runner, @Nullable String schema, @Nullable String name);

    /**
     * The tables and views of a schema with all that belongs to them, ordered by name.
     *
     * @param name of the only one that is wanted, or {@code null}
     */
    List<LiveTable> tables(QueryRunner runner, @Nullable String schema, @Nullable String name);

    /** The sequences of a schema that belong to no column, ordered by name; none where there are no sequences. */
    default List<LiveSequence> sequences(QueryRunner runner, @Nullable String schema) {
        return List.of();
    }

    // How what a program defines compares with what the catalogue has

    /** The same for all names of a type that mean the same: {@code varchar(3)} and {@code character varying(3)}. */
    String normalType(String type);

    /** The type and the collation that a column has which is made from this; the collation is null for the usual one. */
    default DeclaredType declared(TableDefinition table, ColumnDefinition column, String type) {
        return new DeclaredType(type, column.collation(), List.of());
    }

    /** @param checks conditions that the type brings with it */
    record DeclaredType(String type, @Nullable String collation, List<String> checks) {
        public DeclaredType {
            checks = List.copyOf(checks);
        }
    }

    /** The default that the catalogue has of a column that is made from this; {@code null} for none. */
    default @Nullable String defaultValue(ColumnDefinition column) {
        return column.defaultValue();
    }

    /** Whether two names that differ in case are two names. */
    default boolean namesHaveCase() {
        return true;
    }

    /** The same for names of tables. */
    default boolean tablesHaveCase() {
        return namesHaveCase();
    }

    /** Whether it keeps comments. */
    default boolean hasComments() {
        return true;
    }

    /** Whether it keeps those of views, too. */
    default boolean hasViewComments() {
        return false;
    }

    /**
     * What the catalogue has of a view with this query, where the server writes it in its own way and tells. A view is made
     * for that, so it is asked within a transaction that is rolled back.
     */
    default @Nullable String storedQuery(QueryRunner runner, String query) {
        return null;
    }

    /** Whether there is a {@link #storedQuery}. */
    default boolean hasStoredQueries() {
        return false;
    }

    /** Whether a query is stored with all its columns named, so that {@code *} in it is not to be found again. */
    default boolean expandsStars() {
        return false;
    }

    /** Whether it tells which checks there are. */
    default boolean hasChecks() {
        return true;
    }

    /** Whether the database needs the index for something else, and makes it by itself. */
    default boolean isImplied(LiveTable table, LiveIndex index) {
        return false;
    }

    /** The same for actions that do the same. */
    default ReferentialAction normalAction(ReferentialAction action) {
        return action;
    }

    /** The same without what tables have anyway that say nothing of it. */
    default Storage normalStorage(Storage storage) {
        return storage;
    }

    /** The statements that made the tables, indexes and triggers of a schema, where it keeps them. */
    default List<Source> sources(QueryRunner runner, @Nullable String schema) {
        return List.of();
    }

    /** A statement that made something: of which kind, called how, of which table. */
    record Source(String kind, String name, String table, String sql) {}

    /** A table or view of which only the name is known. */
    record Named(String name, LiveTable.Kind kind) {}

    /** A text that is there. */
    static String text(Row row, String name) {
        return Objects.requireNonNull(row.get(name, String.class), name);
    }

    /** A number that is there. */
    static long number(Row row, String name) {
        return Objects.requireNonNull(row.get(name, Long.class), name);
    }

    /** Asks the catalogue: no replica, which may not have the table yet. */
    static Result ask(QueryRunner runner, String sql, @Nullable Object... parameters) {
        return runner.execute(RawSql.of(sql, parameters).readOnly().onPrimary());
    }
}
