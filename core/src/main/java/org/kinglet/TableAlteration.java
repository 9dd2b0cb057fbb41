// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.Catalog;
import org.kinglet.internal.Operation;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.CheckDefinition;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableChange;
import org.kinglet.schema.TableDefinition;

/**
 * Changes of a table that is there, which are made together. Immutable: each method gives a new one with one change more, and
 * nothing is done before {@link #apply}.
 *
 * <pre>{@code
 * db.schema().alter(USERS)
 *         .renameColumn("name", USERS.username)
 *         .addColumn(USERS.active, "true")
 *         .addIndex(USERS.username)
 *         .apply();
 * }</pre>
 *
 * <p>Columns are made as the table defines them. PostgreSQL and SQLite make all the changes or none; SQLite by a new table that
 * takes the place of the old one, where it lacks the statement, and then not within a transaction. On MySQL and MariaDB each
 * change commits by itself.
 *
 * @param <E> the entity
 */
public final class TableAlteration<E> {
    private final Manager manager;
    private final TableDefinition definition;
    /** What to do, when it is known what is there. */
    private final List<Function<LiveTable, TableChange>> changes;

    TableAlteration(Manager manager, TableDefinition definition, List<Function<LiveTable, TableChange>> changes) {
        this.manager = manager;
        this.definition = definition;
        this.changes = changes;
    }

    private TableAlteration<E> with(Function<LiveTable, TableChange> change) {
        List<Function<LiveTable, TableChange>> more = new ArrayList<>(changes);
        more.add(change);
        return new TableAlteration<>(manager, definition, more);
    }

    private TableAlteration<E> with(TableChange change) {
        return with(live -> change);
    }

    // Columns

    /**
     * A new column. Rows that are there get its default of the server, or null; if it has none and may not be null, {@link
     * #apply} fails where there are rows.
     */
    public TableAlteration<E> addColumn(TableColumn<E, ?> column) {
        TableAlteration<E> more = this;
        for (ColumnDefinition each : column.columns()) more = more.with(new TableChange.AddColumn(each, null));
        return more;
    }

    /**
     * The same with a value for the rows that are there.
     *
     * @param fill an SQL expression over their other columns
     */
    public TableAlteration<E> addColumn(TableColumn<E, ?> column, String fill) {
        return with(new TableChange.AddColumn(only(column), fill));
    }

    /** Removes a column with its values. */
    public TableAlteration<E> dropColumn(String name) {
        return with(new TableChange.DropColumn(name));
    }

    /** Gives a column the name that it has here. */
    public TableAlteration<E> renameColumn(String oldName, TableColumn<E, ?> column) {
        return with(new TableChange.RenameColumn(oldName, only(column)));
    }

    /** Gives a column the type, and the collation, that it has here; its values are cast. */
    public TableAlteration<E> setType(TableColumn<E, ?> column) {
        return with(new TableChange.SetType(only(column)));
    }

    /** From now on the column refuses nulls; fails if there are any. */
    public TableAlteration<E> setNotNull(TableColumn<E, ?> column) {
        return with(new TableChange.SetNullability(only(column).asNotNull()));
    }

    public TableAlteration<E> dropNotNull(TableColumn<E, ?> column) {
        return with(new TableChange.SetNullability(only(column).asNullable()));
    }

    /** @param sql the value that the server gives to new rows without one */
    public TableAlteration<E> setDefault(TableColumn<E, ?> column, String sql) {
        return with(new TableChange.SetDefault(only(column).withDefault(sql)));
    }

    public TableAlteration<E> dropDefault(TableColumn<E, ?> column) {
        return with(new TableChange.SetDefault(only(column).withoutDefault()));
    }

    // Indexes and constraints

    /** An index over columns, with the name that such an index has by itself. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final TableAlteration<E> addIndex(TableColumn<E, ?>... columns) {
        return with(TableChange.AddIndex.of(definition.name(), names(Arrays.asList(columns)), false));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final TableAlteration<E> addUniqueIndex(TableColumn<E, ?>... columns) {
        return with(TableChange.AddIndex.of(definition.name(), names(Arrays.asList(columns)), true));
    }

    public TableAlteration<E> addIndex(IndexDefinition index) {
        return with(new TableChange.AddIndex(index));
    }

    /** Also a unique constraint. */
    public TableAlteration<E> dropIndex(String name) {
        return with(
                live -> new TableChange.DropIndex(live.index(name).orElseThrow(() -> missing("index", name, live))));
    }

    /** The foreign key that the table defines for the reference. */
    public TableAlteration<E> addForeignKey(TableColumn<E, ?> reference) {
        List<String> columns = names(List.of(reference));
        for (ForeignKeyDefinition foreignKey : definition.foreignKeys()) {
            if (foreignKey.columns().equals(columns)) return with(new TableChange.AddForeignKey(foreignKey));
        }
        throw new IllegalArgumentException("table " + definition + " defines no foreign key over " + columns);
    }

    /** The foreign key over these columns. */
    public TableAlteration<E> dropForeignKey(String... columns) {
        return with(live -> new TableChange.DropForeignKey(live.foreignKey(columns)
                .orElseThrow(() -> missing("foreign key over", List.of(columns).toString(), live))));
    }

    /** @param condition SQL that must be true, or unknown, for every row */
    public TableAlteration<E> addCheck(String name, String condition) {
        return with(new TableChange.AddCheck(new CheckDefinition(name, condition)));
    }

    public TableAlteration<E> dropCheck(String name) {
        return with(live -> new TableChange.DropCheck(live.checks().stream()
                .filter(check -> name.equals(check.name()))
                .findFirst()
                .orElseThrow(() -> missing("check", name, live))));
    }

    /** The full-text index becomes what the table defines; it goes, if that defines none. */
    public TableAlteration<E> setFullText() {
        return with(new TableChange.SetFullText());
    }

    private static IllegalStateException missing(String what, String name, LiveTable live) {
        return new IllegalStateException("table " + live.name() + " has no " + what + " " + name);
    }

    private static ColumnDefinition only(TableColumn<?, ?> column) {
        if (column.columns().size() == 1) return column.columns().getFirst();
        throw new IllegalArgumentException(column.name() + " and others hold one reference; name them one by one");
    }

    private static List<String> names(List<? extends TableColumn<?, ?>> columns) {
        return columns.stream()
                .flatMap(column -> column.columns().stream())
                .map(ColumnDefinition::name)
                .toList();
    }

    // Doing it

    /**
     * The statements that make the changes, for the table as it is now.
     *
     * @throws IllegalStateException if there is no such table, or not what is to be dropped
     */
    public List<String> statements() {
        return manager.run(readStatements());
    }

    public CompletableFuture<List<String>> statementsAsync() {
        return manager.start(readStatements());
    }

    private Operation<List<String>> readStatements() {
        return new Operation.Block<>(() -> statements(plan()));
    }

    /**
     * Makes the changes.
     *
     * @throws IllegalStateException if there is no such table, or not what is to be dropped; or if a new column must have a
     *     value, there are rows, and nothing says what they get; nothing is done then
     * @throws IntegrityException if rows break a constraint that is new
     * @throws TransactionException within a transaction, on MySQL and MariaDB; and on SQLite where a table has to be made anew
     */
    public void apply() {
        manager.run(application());
    }

    public CompletableFuture<@Nullable Void> applyAsync() {
        return manager.start(application());
    }

    private Operation<@Nullable Void> application() {
        return new Operation.Block<>(() -> {
            Alterations.Plan plan = plan();
            SchemaChanges.checkFilled(manager, List.of(plan));
            SchemaChanges.run(manager, statements(plan));
            return null;
        });
    }

    private Alterations.Plan plan() {
        Catalog catalog = manager.engine().dialect().catalog();
        LiveTable live = catalog.tables(manager, definition.schema(), definition.name()).stream()
                .filter(table -> !table.kind().isView())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no table " + definition));
        return new Alterations.Plan(
                definition,
                live,
                changes.stream().map(change -> change.apply(live)).toList());
    }

    private List<String> statements(Alterations.Plan plan) {
        return manager.engine()
                .dialect()
                .alterations()
                .statements(
                        List.of(plan),
                        List.of(),
                        manager.engine().dialect().catalog().sources(manager, definition.schema()));
    }
}
