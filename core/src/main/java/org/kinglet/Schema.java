// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Catalog;
import org.kinglet.internal.Operation;
import org.kinglet.schema.LiveSequence;
import org.kinglet.schema.LiveTable;

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
