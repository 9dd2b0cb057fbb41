// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;

/**
 * The steps by which a database's schema came to be what it is: each is applied once, in the order of their versions. The
 * database remembers them in a table of its own.
 *
 * <pre>{@code
 * Migrations.of(db).from(App.class, "db/migrations").up();
 * }</pre>
 *
 * <p>A step is a file of SQL, {@code 0001_create_users.sql}, undone by {@code 0001_create_users.down.sql} if there is one, or
 * for one kind of database only, {@code 0002_search.postgresql.sql}; or it is a {@link JavaStep}. A file whose first lines
 * have {@code -- kinglet: no transaction} runs without one.
 *
 * <p><b>Once:</b> several programs may do this at the same time: one of them applies the steps and the others wait, then find
 * nothing to do. On PostgreSQL, MySQL and MariaDB a lock that belongs to the connection sees to that, so this needs a
 * connection that stays one, which a proxy that hands out connections by transaction has not.
 *
 * <p><b>Completely or not at all:</b> where the database can, a step and the record of it are one transaction. On MySQL and
 * MariaDB statements that change the schema commit by themselves: a step that has one runs without a transaction. If it fails
 * half way, that is remembered, and the next run says where and what to do.
 *
 * <p><b>Nothing unseen:</b> a step that was changed after it was applied, one that is missing, and one whose version is below
 * those that were applied already are errors, and nothing is done then. Line breaks may change.
 *
 * <p>Immutable: each method gives another one. What is done is done in the task that calls, outside of any transaction of
 * its own, with a connection that it keeps; the statements have no time limit. The twins with {@code Async} do the same as a
 * task of their own.
 */
public final class Migrations {
    private static final String DEFAULT_TABLE = "kinglet_migrations";
    private static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofMinutes(1);

    private final Settings settings;

    private Migrations(Settings settings) {
        this.settings = settings;
    }

    private record Settings(
            Database database,
            List<StepSource> sources,
            @Nullable String schema,
            String table,
            Duration lockTimeout,
            boolean isDryRun) {}

    /** Without any step. */
    public static Migrations of(Database database) {
        return new Migrations(new Settings(database, List.of(), null, DEFAULT_TABLE, DEFAULT_LOCK_TIMEOUT, false));
    }

    /** With the files of a folder whose names end with {@code .sql}. They are read each time. */
    public Migrations from(Path folder) {
        return with(new StepSource.Folder(folder));
    }

    /**
     * With the files of a folder on the class path.
     *
     * @param anchor any class of the program; if it is in a named module, that has to open the folder to Kinglet
     */
    public Migrations from(Class<?> anchor, String folder) {
        return with(new StepSource.Resources(anchor, folder));
    }

    /**
     * With a file that is read already.
     *
     * @param file its name, as it would be in a folder
     */
    public Migrations script(String file, String text) {
        return with(new StepSource.Text(file, text));
    }

    /** With a step in Java. */
    public Migrations step(JavaStep step) {
        return with(new StepSource.Java(step));
    }

    private Migrations with(StepSource source) {
        List<StepSource> sources = new ArrayList<>(settings.sources);
        sources.add(source);
        return new Migrations(new Settings(
                settings.database,
                List.copyOf(sources),
                settings.schema,
                settings.table,
                settings.lockTimeout,
                settings.isDryRun));
    }

    /** Remembers the steps in another table than {@value #DEFAULT_TABLE}. Each table has its own lock. */
    public Migrations table(String name) {
        return new Migrations(
                new Settings(settings.database, settings.sources, null, name, settings.lockTimeout, settings.isDryRun));
    }

    /** The same in another schema than the connection's own. */
    public Migrations table(String schema, String name) {
        return new Migrations(new Settings(
                settings.database,
                settings.sources,
                Objects.requireNonNull(schema),
                name,
                settings.lockTimeout,
                settings.isDryRun));
    }

    /** How long another program that migrates the same database is waited for; one minute, if nothing is said. */
    public Migrations lockTimeout(Duration timeout) {
        if (timeout.isNegative()) throw new IllegalArgumentException("a timeout is no negative time: " + timeout);
        return new Migrations(new Settings(
                settings.database, settings.sources, settings.schema, settings.table, timeout, settings.isDryRun));
    }

    /** Does nothing, and tells what it would do: all is read and checked, and nothing is written or locked. */
    public Migrations dryRun() {
        return new Migrations(new Settings(
                settings.database, settings.sources, settings.schema, settings.table, settings.lockTimeout, true));
    }

    /**
     * Applies all steps that are pending, and tells which.
     *
     * @throws MigrationException if the steps are not what they should be, or one fails; those before it stay applied
     */
    public List<Change> up() {
        return run(Plan::last);
    }

    public CompletableFuture<List<Change>> upAsync() {
        return settings.database.runAsync(this::up);
    }

    /**
     * Undoes the last step that was applied, and tells which.
     *
     * @throws MigrationException if it cannot be undone, and as {@link #up}
     */
    public List<Change> down() {
        return run(Plan::previous);
    }

    public CompletableFuture<List<Change>> downAsync() {
        return settings.database.runAsync(this::down);
    }

    /**
     * Applies or undoes steps until this is the last one that is applied, and tells which.
     *
     * @param version 0 for none of them
     * @throws MigrationException if there is no such step, if one cannot be undone, and as {@link #up}
     */
    public List<Change> to(long version) {
        return run(plan -> version);
    }

    public CompletableFuture<List<Change>> toAsync(long version) {
        return settings.database.runAsync(() -> to(version));
    }

    /**
     * Says, without running anything, that the steps up to this one are applied, as they are now, and later ones are not: for
     * a database that was made in another way, and after a step without a transaction was mended by hand.
     *
     * @param version 0 for none of them
     * @throws MigrationException if there is no such step
     */
    public void assume(long version) {
        List<Step> steps = steps();
        if (settings.isDryRun) new Plan(steps, List.of()).checkTarget(version);
        else new Run(settings.database, steps, history(), settings.lockTimeout).assume(version);
    }

    public CompletableFuture<@Nullable Void> assumeAsync(long version) {
        return settings.database.runAsync(() -> assume(version));
    }

    /** All steps, those that are there and those that were applied, with what is wrong with them. Writes nothing. */
    public List<StepStatus> status() {
        return plan().status();
    }

    public CompletableFuture<List<StepStatus>> statusAsync() {
        return settings.database.runAsync(this::status);
    }

    private List<Change> run(ToLongFunction<Plan> goal) {
        if (settings.isDryRun) {
            Plan plan = plan();
            return plan.to(goal.applyAsLong(plan)).stream()
                    .map(Plan.Move::change)
                    .toList();
        }
        return new Run(settings.database, steps(), history(), settings.lockTimeout).to(goal);
    }

    private Plan plan() {
        List<Step> steps = steps();
        History history = history();
        return new Plan(steps, history.exists() ? history.read() : List.of());
    }

    private List<Step> steps() {
        return StepFiles.read(settings.sources, settings.database.dialect());
    }

    private History history() {
        return new History(settings.database, settings.schema, settings.table);
    }
}
