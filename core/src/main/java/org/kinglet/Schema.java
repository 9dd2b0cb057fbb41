// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.FullTextGrammar;
import org.kinglet.dialect.Statements;
import org.kinglet.driver.Command;
import org.kinglet.internal.Operation;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.LiveSequence;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableDefinition;

/**
 * What tables there are in a database: read from its catalogue each time, by a few statements whatever the number of tables.
 * Immutable and thread-safe.
 *
 * <p>It is about one schema: PostgreSQL's current one, MySQL's and MariaDB's database, SQLite's main file; or the one that
 * {@link #in} names. Names are compared as the database compares names of tables: exactly, but without regard to case on
 * SQLite.
 *
 * <pre>{@code
 * for (LiveTable table : db.schema().tables()) {
 *     System.out.println(table.name() + ": " + table.columns().size() + " columns");
 * }
 * }</pre>
 */
public final class Schema {
    private final Manager manager;
    private final @Nullable String name;

    Schema(Manager manager, @Nullable String name) {
        this.manager = manager;
        this.name = name;
    }

    /** Another schema of the same database; on MySQL and MariaDB another database, on SQLite an attached file. */
    public Schema in(String schema) {
        return new Schema(manager, schema);
    }

    /** The tables, ordered by name, without those of the database itself and of extensions. */
    public List<LiveTable> tables() {
        return manager.run(readTables());
    }

    public CompletableFuture<List<LiveTable>> tablesAsync() {
        return manager.start(readTables());
    }

    private Operation<List<LiveTable>> readTables() {
        return ask(catalog -> catalog.tables(manager, name, null).stream()
                .filter(table -> !table.kind().isView())
                .toList());
    }

    /** The views, ordered by name. */
    public List<LiveTable> views() {
        return manager.run(readViews());
    }

    public CompletableFuture<List<LiveTable>> viewsAsync() {
        return manager.start(readViews());
    }

    private Operation<List<LiveTable>> readViews() {
        return ask(catalog -> catalog.tables(manager, name, null).stream()
                .filter(table -> table.kind().isView())
                .toList());
    }

    /** The names of the tables, in order. */
    public List<String> tableNames() {
        return manager.run(readTableNames());
    }

    public CompletableFuture<List<String>> tableNamesAsync() {
        return manager.start(readTableNames());
    }

    private Operation<List<String>> readTableNames() {
        return ask(catalog -> catalog.names(manager, name, null).stream()
                .filter(named -> !named.kind().isView())
                .map(Catalog.Named::name)
                .toList());
    }

    /** The table or view of that name. */
    public Optional<LiveTable> table(String tableName) {
        return manager.run(readTable(tableName));
    }

    public CompletableFuture<Optional<LiveTable>> tableAsync(String tableName) {
        return manager.start(readTable(tableName));
    }

    private Operation<Optional<LiveTable>> readTable(String tableName) {
        return ask(catalog -> catalog.tables(manager, name, tableName).stream().findFirst());
    }

    /** Whether there is a table, and no view, of that name. */
    public boolean tableExists(String tableName) {
        return manager.run(readTableExists(tableName));
    }

    public CompletableFuture<Boolean> tableExistsAsync(String tableName) {
        return manager.start(readTableExists(tableName));
    }

    private Operation<Boolean> readTableExists(String tableName) {
        return ask(catalog -> catalog.names(manager, name, tableName).stream()
                .anyMatch(named -> !named.kind().isView()));
    }

    /** The sequences that belong to no column, ordered by name; none where the database has no sequences. */
    public List<LiveSequence> sequences() {
        return manager.run(readSequences());
    }

    public CompletableFuture<List<LiveSequence>> sequencesAsync() {
        return manager.start(readSequences());
    }

    private Operation<List<LiveSequence>> readSequences() {
        return ask(catalog -> catalog.sequences(manager, name));
    }

    /** The names of the schemas of the database, whichever this one is, but not of those that are the database's own. */
    public List<String> schemas() {
        return manager.run(readSchemas());
    }

    public CompletableFuture<List<String>> schemasAsync() {
        return manager.start(readSchemas());
    }

    private Operation<List<String>> readSchemas() {
        return ask(catalog -> catalog.schemas(manager));
    }

    /** The name of the schema. */
    public String name() {
        return manager.run(readName());
    }

    public CompletableFuture<String> nameAsync() {
        return manager.start(readName());
    }

    private Operation<String> readName() {
        return name != null ? new Operation.Done<>(name) : ask(catalog -> catalog.currentSchema(manager));
    }

    /**
     * In what the tables that are there differ from these: what is missing, what is another, and what is there that is not
     * defined; as data, and as the statements that close it. Reads only; see {@link SchemaDiff#apply}.
     *
     * @param tables with those that were made for a {@link ManyToMany} between two of them
     * @throws IllegalStateException if this is a schema that {@link #in} named: a table says itself which schema it is in
     */
    public SchemaDiff diff(EntitySource<?>... tables) {
        return manager.run(readDiff(List.of(tables)));
    }

    public CompletableFuture<SchemaDiff> diffAsync(EntitySource<?>... tables) {
        return manager.start(readDiff(List.of(tables)));
    }

    private Operation<SchemaDiff> readDiff(List<EntitySource<?>> tables) {
        checkOwn();
        return new Operation.Block<>(() -> SchemaDiff.read(
                manager,
                SchemaOperations.withPairs(tables).stream()
                        .<TableDefinition>map(EntitySource::definition)
                        .toList()));
    }

    /**
     * Changes a table that is there. Nothing is done before {@link TableAlteration#apply}.
     *
     * @throws IllegalStateException if this is a schema that {@link #in} named: a table says itself which schema it is in
     */
    public <E> TableAlteration<E> alter(Table<E, ?> table) {
        checkOwn();
        return new TableAlteration<>(manager, table.definition(), List.of());
    }

    /**
     * Gives a table the name that it has here, in its own schema. Indexes and constraints keep their names; on SQLite and
     * PostgreSQL in the current transaction, elsewhere it commits by itself.
     */
    public void renameTable(String from, Table<?, ?> to) {
        manager.run(rename(from, to));
    }

    public CompletableFuture<@Nullable Void> renameTableAsync(String from, Table<?, ?> to) {
        return manager.start(rename(from, to));
    }

    private Operation<@Nullable Void> rename(String from, Table<?, ?> to) {
        checkOwn();
        return new Operation.Block<>(() -> {
            String sql = manager.engine().dialect().alterations().renameTable(to.definition(), from);
            List<String> statements = new ArrayList<>(List.of(sql));
            FullTextDefinition fullText = to.definition().fullText();
            if (fullText != null) {
                statements.addAll(
                        manager.engine().dialect().schema().fullText().renamed(from, to.definition(), fullText));
            }
            SchemaChanges.run(manager, statements);
            return null;
        });
    }

    /**
     * Makes the full-text index of a table anew from its rows: after something wrote them that the index does not see, such as a
     * tool that switches triggers off. MySQL and MariaDB commit by that.
     *
     * @throws IllegalArgumentException if the table defines none
     */
    public void rebuildFullText(Table<?, ?> table) {
        manager.run(maintain(table, FullTextGrammar::rebuild));
    }

    public CompletableFuture<@Nullable Void> rebuildFullTextAsync(Table<?, ?> table) {
        return manager.start(maintain(table, FullTextGrammar::rebuild));
    }

    /**
     * Puts together what many writes have left in pieces of the full-text index of a table, so that searches take less time. MySQL
     * and MariaDB commit by that.
     *
     * @throws IllegalArgumentException if the table defines none
     */
    public void optimizeFullText(Table<?, ?> table) {
        manager.run(maintain(table, FullTextGrammar::optimize));
    }

    public CompletableFuture<@Nullable Void> optimizeFullTextAsync(Table<?, ?> table) {
        return manager.start(maintain(table, FullTextGrammar::optimize));
    }

    private interface Maintenance {
        List<String> statements(FullTextGrammar grammar, TableDefinition table, FullTextDefinition fullText);
    }

    private Operation<@Nullable Void> maintain(Table<?, ?> table, Maintenance maintenance) {
        TableDefinition definition = table.definition();
        FullTextDefinition fullText = definition.fullText();
        if (fullText == null) throw new IllegalArgumentException("table " + definition + " has no @FullTextIndex");
        return new Operation.Block<>(() -> {
            FullTextGrammar grammar = manager.engine().dialect().schema().fullText();
            SchemaChanges.run(manager, maintenance.statements(grammar, definition, fullText));
            return null;
        });
    }

    /**
     * Makes a table that has the rows of a select, and its columns: they are called as the select calls them ({@code
     * expression.as("name")}), and no two may be called alike. It has no key, no constraint and no index. On MySQL and MariaDB it
     * commits, so that within a transaction it is refused.
     *
     * @throws ProgrammingException if there is something of that name already
     */
    public void createTableAs(String table, Select<?> select) {
        manager.run(tableAs(TableDefinition.table(table), select));
    }

    public CompletableFuture<@Nullable Void> createTableAsAsync(String table, Select<?> select) {
        return manager.start(tableAs(TableDefinition.table(table), select));
    }

    /**
     * The same of a table that lives with the connection that makes it, and only that sees it: to be made and used within
     * {@code db.atomic(…)} or a block of {@code db.connect()}, and dropped before its end.
     *
     * @throws IllegalStateException outside of these
     */
    public void createTemporaryTableAs(String table, Select<?> select) {
        manager.run(tableAs(TableDefinition.table(table).temporary(), select));
    }

    public CompletableFuture<@Nullable Void> createTemporaryTableAsAsync(String table, Select<?> select) {
        return manager.start(tableAs(TableDefinition.table(table).temporary(), select));
    }

    private Operation<@Nullable Void> tableAs(TableDefinition.Builder builder, Select<?> select) {
        if (name != null) builder.schema(name);
        TableDefinition table = builder.build();
        if (table.temporary() && name != null) {
            throw new IllegalStateException(
                    "a temporary table is in no schema: say db.schema() without in(" + name + ")");
        }
        if (table.temporary() && manager instanceof Database database && database.isOutside()) {
            throw new IllegalStateException("the temporary table " + table + " lives with the connection that makes it;"
                    + " create and use it within db.atomic(…) or a block of db.connect()");
        }
        Sql sql = Statements.tableAs(manager.engine().dialect(), table, select);
        return new Operation.Block<>(() -> {
            manager.run(new Operation.Single<>(
                    Command.exclusive(sql.text(), sql.parameterArray()), null, (rows, channel) -> rows));
            return null;
        });
    }

    private void checkOwn() {
        if (name != null) {
            throw new IllegalStateException("a table says itself which schema it is in, so say db.schema() without in("
                    + name + "), and name the schema where the table is defined");
        }
    }

    private <R> Operation<R> ask(Function<Catalog, R> question) {
        return new Operation.Block<>(
                () -> question.apply(manager.engine().dialect().catalog()));
    }

    @Override
    public String toString() {
        return "Schema[" + (name == null ? "" : name + " of ")
                + manager.database().url() + "]";
    }
}
