// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.TableComparison;
import org.kinglet.dialect.ViewComparison;
import org.kinglet.internal.Operation;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Difference;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableChange;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.ViewDefinition;

/**
 * In what a database differs from the tables of a program, as it was when {@link Schema#diff} looked. Immutable: each method
 * gives a new one, and only {@link #apply} does anything.
 *
 * <pre>{@code
 * SchemaDiff diff = db.schema().diff(USERS, TWEETS);
 * diff.differences().forEach(difference -> System.out.println(difference.description()));
 * diff.renamed("name", USERS.username).apply();
 * }</pre>
 *
 * <p>What would lose data (a column or table that is not defined, a type that does not hold all values of the old one) is a
 * difference, but no statement closes it unless {@link #allowLoss} says so.
 */
public final class SchemaDiff {
    private final Manager manager;
    private final Snapshot snapshot;
    private final Map<Place, String> oldNames;
    private final Map<Place, String> fills;
    private final boolean lossAllowed;
    private final boolean extraTables;
    private final Map<TableDefinition, List<Difference>> ofTables;
    private final List<Difference> differences;

    private SchemaDiff(
            Manager manager,
            Snapshot snapshot,
            Map<Place, String> oldNames,
            Map<Place, String> fills,
            boolean lossAllowed,
            boolean extraTables) {
        this.manager = manager;
        this.snapshot = snapshot;
        this.oldNames = oldNames;
        this.fills = fills;
        this.lossAllowed = lossAllowed;
        this.extraTables = extraTables;
        this.ofTables = compareTables();
        this.differences = Stream.concat(
                        ofTables.values().stream().flatMap(Collection::stream),
                        extraTables ? extraTables() : Stream.empty())
                .toList();
    }

    /** A column of a table; two tables may have columns that are defined alike. */
    private record Place(TableDefinition table, String column) {}

    /**
     * What was read: the tables of the schemas of the definitions, by schema as those name it; and the queries of views as
     * the catalogue would have them, where the server tells.
     */
    private record Snapshot(
            List<TableDefinition> definitions,
            Map<String, List<LiveTable>> tables,
            Map<String, List<Catalog.Source>> sources,
            Map<TableDefinition, String> queries) {
        List<LiveTable> of(TableDefinition definition) {
            return tables.getOrDefault(key(definition.schema()), List.of());
        }

        static String key(@Nullable String schema) {
            return schema == null ? "" : schema;
        }
    }

    static SchemaDiff read(Manager manager, List<TableDefinition> definitions) {
        Catalog catalog = manager.engine().dialect().catalog();
        Map<String, List<LiveTable>> tables = new LinkedHashMap<>();
        Map<String, List<Catalog.Source>> sources = new HashMap<>();
        for (TableDefinition definition : definitions) {
            String key = Snapshot.key(definition.schema());
            if (tables.containsKey(key)) continue;
            tables.put(key, catalog.tables(manager, definition.schema(), null));
            sources.put(key, catalog.sources(manager, definition.schema()));
        }
        Snapshot snapshot =
                new Snapshot(List.copyOf(definitions), tables, sources, queries(manager, catalog, definitions));
        return new SchemaDiff(manager, snapshot, Map.of(), Map.of(), false, false);
    }

    private static Map<TableDefinition, String> queries(
            Manager manager, Catalog catalog, List<TableDefinition> definitions) {
        Map<TableDefinition, String> queries = new HashMap<>();
        if (!catalog.hasStoredQueries()) return queries;
        for (TableDefinition definition : definitions) {
            ViewDefinition view = definition.view();
            if (view == null) continue;
            try {
                manager.inTransaction(() -> {
                    throw new Told(catalog.storedQuery(manager, view.query()));
                });
            } catch (Told told) {
                if (told.query != null) queries.put(definition, told.query);
            } catch (DatabaseException unknown) {
                // Tables that it reads are not there, or nothing may be made here: then its text has to do.
            }
        }
        return queries;
    }

    /** Rolls the transaction back that was for asking only. */
    private static final class Told extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final @Nullable String query;

        Told(@Nullable String query) {
            super(null, null, false, false);
            this.query = query;
        }
    }

    // What is asked for

    /**
     * A column had another name: it is named anew, and its values stay.
     *
     * @throws IllegalArgumentException if the column is of none of the tables
     */
    public SchemaDiff renamed(String oldName, TableColumn<?, ?> column) {
        return new SchemaDiff(manager, snapshot, with(oldNames, column, oldName), fills, lossAllowed, extraTables);
    }

    /**
     * What a new column has in rows that are there already: an SQL expression over the other columns.
     *
     * @throws IllegalArgumentException if the column is of none of the tables
     */
    public SchemaDiff fill(TableColumn<?, ?> column, String sql) {
        return new SchemaDiff(manager, snapshot, oldNames, with(fills, column, sql), lossAllowed, extraTables);
    }

    /** Closes also those differences by which data may be lost. */
    public SchemaDiff allowLoss() {
        return new SchemaDiff(manager, snapshot, oldNames, fills, true, extraTables);
    }

    /** Tables of the same schemas that none of the program's tables is are differences, too. Views never are. */
    public SchemaDiff withExtraTables() {
        return new SchemaDiff(manager, snapshot, oldNames, fills, lossAllowed, true);
    }

    private Map<Place, String> with(Map<Place, String> map, TableColumn<?, ?> column, String value) {
        ColumnDefinition definition = column.columns().getFirst();
        TableDefinition table = snapshot.definitions().stream()
                .filter(each -> isOf(each, definition))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "column " + definition.name() + " is of none of the tables compared"));
        Map<Place, String> more = new HashMap<>(map);
        more.put(new Place(table, definition.name()), value);
        return more;
    }

    private static boolean isOf(TableDefinition table, ColumnDefinition definition) {
        return table.columns().stream().anyMatch(column -> isIt(column, definition));
    }

    @SuppressWarnings("ReferenceEquality") // the very column of this table
    private static boolean isIt(ColumnDefinition column, ColumnDefinition definition) {
        return column == definition;
    }

    // What was found

    /** All differences; those by which data may be lost say so. */
    public List<Difference> differences() {
        return differences;
    }

    /** Whether there is no difference. */
    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /** Those that {@link #statements} leaves as they are: it may not close them, or cannot. */
    public List<Difference> remaining() {
        return differences.stream().filter(difference -> !isClosed(difference)).toList();
    }

    private boolean isClosed(Difference difference) {
        if (difference.losesData() && !lossAllowed) return false;
        return difference instanceof Difference.MissingTable
                || difference instanceof Difference.ExtraTable
                || difference instanceof Difference.ChangedView
                || !difference.changes().isEmpty();
    }

    private Map<TableDefinition, List<Difference>> compareTables() {
        Dialect dialect = manager.engine().dialect();
        Map<TableDefinition, List<Difference>> found = new LinkedHashMap<>();
        for (TableDefinition definition : snapshot.definitions()) {
            LiveTable live = live(definition);
            found.put(
                    definition,
                    live == null
                            ? List.of(new Difference.MissingTable(definition))
                            : compare(dialect, definition, live));
        }
        return found;
    }

    private List<Difference> compare(Dialect dialect, TableDefinition definition, LiveTable live) {
        return definition.view() == null
                ? TableComparison.of(dialect, definition, live, named(oldNames, definition), named(fills, definition))
                : ViewComparison.of(
                        dialect, definition, live, snapshot.queries().get(definition));
    }

    private Stream<Difference> extraTables() {
        Set<LiveTable> known = new LinkedHashSet<>();
        for (TableDefinition definition : snapshot.definitions()) {
            LiveTable live = live(definition);
            if (live != null) known.add(live);
        }
        return snapshot.tables().values().stream()
                .flatMap(Collection::stream)
                .filter(table -> table.kind() == LiveTable.Kind.TABLE && !known.contains(table))
                .map(Difference.ExtraTable::new);
    }

    private static Map<String, String> named(Map<Place, String> map, TableDefinition table) {
        Map<String, String> named = new HashMap<>();
        map.forEach((place, value) -> {
            if (place.table().equals(table)) named.put(place.column(), value);
        });
        return named;
    }

    private @Nullable LiveTable live(TableDefinition definition) {
        boolean exactly = manager.engine().dialect().catalog().tablesHaveCase();
        for (LiveTable table : snapshot.of(definition)) {
            if (exactly ? table.name().equals(definition.name()) : table.name().equalsIgnoreCase(definition.name()))
                return table;
        }
        return null;
    }

    // What closes it

    /**
     * The statements that close what may be closed, in an order in which each finds what it needs.
     *
     * @throws UnsupportedOperationException where the database cannot do it; the message says what to do instead
     */
    public List<String> statements() {
        return statements(plans());
    }

    private List<Alterations.Plan> plans() {
        List<Alterations.Plan> plans = new ArrayList<>();
        ofTables.forEach((definition, found) -> {
            LiveTable live = live(definition);
            if (live == null) return;
            List<TableChange> changes = found.stream()
                    .filter(this::isClosed)
                    .flatMap(difference -> difference.changes().stream())
                    .distinct()
                    .toList();
            if (!changes.isEmpty()) plans.add(new Alterations.Plan(definition, live, changes));
        });
        return plans;
    }

    private List<String> statements(List<Alterations.Plan> plans) {
        List<Catalog.Source> sources =
                snapshot.sources().values().stream().flatMap(Collection::stream).toList();
        return new DiffStatements(
                        manager.engine().dialect(),
                        differences.stream().filter(this::isClosed).toList())
                .of(plans, sources, viewsThatAreThere());
    }

    private Map<TableDefinition, LiveTable> viewsThatAreThere() {
        Map<TableDefinition, LiveTable> views = new LinkedHashMap<>();
        for (TableDefinition definition : snapshot.definitions()) {
            LiveTable live = live(definition);
            if (definition.view() != null && live != null && live.kind().isView()) views.put(definition, live);
        }
        return views;
    }

    /**
     * Runs the statements: on PostgreSQL and SQLite in one transaction, all or none, but for indexes that are made
     * concurrently; on MySQL and MariaDB each commits by itself, so that after a failure those before it stand.
     *
     * @throws IllegalStateException if a new column must have a value and nothing says which, and there are rows; nothing is
     *     done then
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
            List<Alterations.Plan> plans = plans();
            List<String> statements = statements(plans);
            SchemaChanges.checkFilled(manager, plans);
            SchemaChanges.run(manager, statements);
            return null;
        });
    }

    /** The differences, a line each. */
    @Override
    public String toString() {
        return String.join(
                "\n", differences.stream().map(Difference::description).toList());
    }
}
