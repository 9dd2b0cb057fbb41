// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.kinglet.driver.DriverSettings;

/**
 * What can be set for SQLite alone: pragmas, functions, aggregates, collations and attached databases. All of it is applied
 * to each connection that is opened. Immutable; every method returns new settings.
 *
 * {@snippet :
 * SqliteSettings.defaults()
 *         .pragma("cache_size", "-64000")
 *         .function("rot13", arguments -> rot13((String) arguments[0]))
 *         .collation("german", Collator.getInstance(Locale.GERMAN)::compare)
 *         .attach("archive", "archive.db");
 * }
 *
 * <p>Unless they are set here or in the URL, a database in a file has {@code journal_mode=WAL},
 * {@code synchronous=FULL}, {@code busy_timeout=5000}, and every database has {@code foreign_keys=ON}.
 */
public final class SqliteSettings implements DriverSettings {
    private static final Pattern PRAGMA = Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]*");
    private static final SqliteSettings DEFAULTS =
            new SqliteSettings(Map.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());

    private final Map<String, String> pragmas;
    private final List<Function> functions;
    private final List<Aggregate> aggregates;
    private final List<SqliteRoutine> routines;
    private final Map<String, Comparator<String>> collations;
    private final Map<String, String> attached;

    record Function(String name, ScalarFunction function, boolean deterministic) {}

    record Aggregate(String name, Supplier<? extends AggregateFunction> factory) {}

    private SqliteSettings(
            Map<String, String> pragmas,
            List<Function> functions,
            List<Aggregate> aggregates,
            List<SqliteRoutine> routines,
            Map<String, Comparator<String>> collations,
            Map<String, String> attached) {
        this.pragmas = pragmas;
        this.functions = functions;
        this.aggregates = aggregates;
        this.routines = routines;
        this.collations = collations;
        this.attached = attached;
    }

    /** Nothing but the defaults. */
    public static SqliteSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Sets a pragma, such as {@code cache_size}, or that of an attached database, such as {@code archive.cache_size}. A
     * pragma that this SQLite doesn't know is an error when the database is opened. Pragmas in the URL win.
     *
     * @throws IllegalArgumentException if the name is not that of a pragma
     */
    public SqliteSettings pragma(String name, String value) {
        if (!PRAGMA.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a pragma: " + name);
        }
        Objects.requireNonNull(value, "value");
        return new SqliteSettings(
                with(pragmas, name.toLowerCase(Locale.ROOT), value),
                functions,
                aggregates,
                routines,
                collations,
                attached);
    }

    /** Adds a function with any number of arguments, whose result may change between two calls. */
    public SqliteSettings function(String name, ScalarFunction function) {
        return withFunction(new Function(requireName(name), Objects.requireNonNull(function), false));
    }

    /**
     * Adds a function that always gives the same result for the same arguments: SQLite may call it less often, and it may be
     * used in indexes and generated columns.
     */
    public SqliteSettings deterministicFunction(String name, ScalarFunction function) {
        return withFunction(new Function(requireName(name), Objects.requireNonNull(function), true));
    }

    /**
     * Adds functions with types: each a {@link SqliteFunction}, a {@link SqliteAggregate} or a {@link SqliteWindowFunction}, of which
     * queries make expressions. Two with the same name have different numbers of arguments.
     *
     * @throws IllegalArgumentException if there is one of the same name and number of arguments
     */
    public SqliteSettings with(SqliteRoutine... more) {
        List<SqliteRoutine> all = new ArrayList<>(routines);
        for (SqliteRoutine routine : more) {
            String signature = routine.toString();
            if (all.stream().anyMatch(other -> other.toString().equalsIgnoreCase(signature))) {
                throw new IllegalArgumentException("there is a function " + signature + " already");
            }
            all.add(routine);
        }
        return new SqliteSettings(pragmas, functions, aggregates, List.copyOf(all), collations, attached);
    }

    /** Adds an aggregate with any number of arguments; the factory makes one for each group. */
    public SqliteSettings aggregate(String name, Supplier<? extends AggregateFunction> factory) {
        List<Aggregate> more = new ArrayList<>(aggregates);
        more.add(new Aggregate(requireName(name), Objects.requireNonNull(factory)));
        return new SqliteSettings(pragmas, functions, List.copyOf(more), routines, collations, attached);
    }

    /**
     * Adds a collation, for {@code COLLATE name}. The comparator is called by several threads at a time; it must be a total
     * order and must never change while an index uses it.
     */
    public SqliteSettings collation(String name, Comparator<String> comparator) {
        return new SqliteSettings(
                pragmas,
                functions,
                aggregates,
                routines,
                with(collations, requireName(name), Objects.requireNonNull(comparator)),
                attached);
    }

    /**
     * Attaches another database under a schema name.
     *
     * @param file a path or a {@code file:} URI
     */
    public SqliteSettings attach(String schema, String file) {
        String name = requireName(schema);
        if (name.equalsIgnoreCase("main") || name.equalsIgnoreCase("temp")) {
            throw new IllegalArgumentException("SQLite keeps the schema name " + name + " for itself");
        }
        if (file.isEmpty()) {
            throw new IllegalArgumentException("The file to attach as " + name + " is empty");
        }
        return new SqliteSettings(pragmas, functions, aggregates, routines, collations, with(attached, name, file));
    }

    @Override
    public String driverName() {
        return "SQLite";
    }

    Map<String, String> pragmas() {
        return pragmas;
    }

    List<Function> functions() {
        return functions;
    }

    List<SqliteRoutine> routines() {
        return routines;
    }

    List<Aggregate> aggregates() {
        return aggregates;
    }

    Map<String, Comparator<String>> collations() {
        return collations;
    }

    Map<String, String> attached() {
        return attached;
    }

    private SqliteSettings withFunction(Function function) {
        List<Function> more = new ArrayList<>(functions);
        more.add(function);
        return new SqliteSettings(pragmas, List.copyOf(more), aggregates, routines, collations, attached);
    }

    /** A copy that keeps the order: pragmas and attachments are applied in the order in which they were given. */
    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    private static String requireName(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0 || name.length() > 127) {
            throw new IllegalArgumentException("A name must have 1 to 127 characters and none of them NUL");
        }
        return name;
    }
}
