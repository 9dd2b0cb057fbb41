// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.IntegrityException;
import org.kinglet.ProgrammingException;
import org.kinglet.Table;
import org.kinglet.TransactionException;
import org.kinglet.migrate.Change;
import org.kinglet.migrate.JavaStep;
import org.kinglet.migrate.MigrationException;
import org.kinglet.migrate.Migrations;
import org.kinglet.migrate.StepStatus;
import org.kinglet.migrate.StepStatus.State;

/** Steps are applied once, in order, and nothing that is wrong with them goes unseen. */
class MigrationsTest extends DatabaseTest {
    private static final String CREATE = "create table birds (id integer primary key, name varchar(100))";

    private String url = "";

    @TempDir
    Path folder;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[0];
    }

    @Override
    Database open() {
        url = target.newUrl();
        return Database.open(url);
    }

    private Migrations migrations() {
        return Migrations.of(db);
    }

    private Migrations birds() {
        return migrations().script("0001_create_birds.sql", CREATE);
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).scalar(Long.class);
    }

    private boolean isThere(String table) {
        try {
            count(table);
            return true;
        } catch (ProgrammingException missing) {
            return false;
        }
    }

    private static List<Long> versions(List<Change> changes) {
        return changes.stream().map(Change::version).toList();
    }

    private static List<State> states(Migrations migrations) {
        return migrations.status().stream().map(StepStatus::state).toList();
    }

    private static String problem(Migrations migrations, long version) {
        return migrations.status().stream()
                .filter(status -> status.version() == version)
                .findFirst()
                .orElseThrow()
                .problem();
    }

    /** Whether a change of the schema is undone with its step. */
    private boolean undoesChangesOfTheSchema() {
        return !target.isMysqlFamily();
    }

    @Test
    void stepsAreAppliedOnceInTheirOrder() {
        Migrations migrations = migrations()
                .script("0010_more.sql", "insert into birds values (3, 'kinglet')")
                .script("2_rows.sql", "insert into birds values (1, 'wren'); insert into birds values (2, 'tit');")
                .script("0001_create_birds.sql", CREATE);
        assertThat(states(migrations)).containsOnly(State.PENDING);
        assertThat(isThere("kinglet_migrations")).as("looking writes nothing").isFalse();
        Instant before = Instant.now().minusSeconds(1);
        List<Change> changes = migrations.up();
        assertThat(versions(changes)).containsExactly(1L, 2L, 10L);
        assertThat(changes.get(1).statements()).hasSize(2);
        assertThat(changes.getFirst()).hasToString("applied 1 (create_birds)");
        assertThat(count("birds")).isEqualTo(3);
        assertThat(migrations.up()).isEmpty();
        assertThat(states(migrations)).containsOnly(State.APPLIED);
        assertThat(migrations.status()).allSatisfy(status -> {
            assertThat(status.problem()).isNull();
            assertThat(status.appliedAt()).isBetween(before, Instant.now().plusSeconds(1));
        });
        Migrations more = migrations.script("0011_last.sql", "delete from birds where id = 1");
        assertThat(versions(more.up())).containsExactly(11L);
        assertThat(count("birds")).isEqualTo(2);
    }

    @Test
    void resourcesAndWhatTheGuideShows() {
        Migrations migrations = Migrations.of(db).from(MigrationsTest.class, "db/migrations");
        assertThat(versions(migrations.up())).containsExactly(1L, 2L);
        assertThat(db.sql("select name, weight from birds").list().getFirst().get("name"))
                .isEqualTo("goldcrest; small");
        assertThat(versions(migrations.down())).containsExactly(2L);
        assertThat(versions(migrations.to(2))).containsExactly(2L);
        assertThat(versions(migrations.to(0))).containsExactly(2L, 1L);
        assertThat(isThere("birds")).isFalse();
        assertThatThrownBy(() -> Migrations.of(db)
                        .from(MigrationsTest.class, "db/nowhere")
                        .up())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("no folder db/nowhere");
    }

    /** Only there to be in a jar. */
    static final class InJar {
        private InJar() {}
    }

    @Test
    void resourcesInAJar() throws Exception {
        Path jar = folder.resolve("app.jar");
        String type = InJar.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                InputStream bytes = MigrationsTest.class.getResourceAsStream("/" + type)) {
            for (String entry : List.of("db/", "db/steps/", "db/steps/0001_a b.sql", "db/steps/sub/0002_not.sql")) {
                out.putNextEntry(new JarEntry(entry));
                if (entry.endsWith(".sql")) out.write(CREATE.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
            out.putNextEntry(new JarEntry(type));
            out.write(bytes.readAllBytes());
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> anchor = Class.forName(InJar.class.getName(), false, loader);
            assertThat(versions(Migrations.of(db).from(anchor, "/db/steps").up()))
                    .containsExactly(1L);
            assertThat(isThere("birds")).isTrue();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void hostileFiles() throws IOException {
        write("0001_a'; drop table kinglet_migrations; --.sql", "\uFEFF" + CREATE + ";\r\n-- end\r\n");
        write("0002_ünï \"cödé\" ?.sql", "insert into birds values (1, 'a;''b -- c /* d'); -- ; '\r\n/* ' */");
        write("0003_signs.sql", "insert into birds values (2, '? ?? :a ::b $1 {0} %s');;");
        write("0003_signs.oracle", "nothing to do with it");
        write("README.md", "nor this");
        Migrations migrations = migrations().from(folder);
        assertThat(versions(migrations.up())).containsExactly(1L, 2L, 3L);
        assertThat(migrations.status().getFirst().name()).isEqualTo("a'; drop table kinglet_migrations; --");
        assertThat(db.sql("select name from birds order by id").stream().map(row -> row.get(0)))
                .containsExactly("a;'b -- c /* d", "? ?? :a ::b $1 {0} %s");
        // Neither the kind of line breaks nor the mark at the beginning matters.
        write("0001_a'; drop table kinglet_migrations; --.sql", CREATE + ";\n-- end");
        assertThat(migrations.up()).isEmpty();
    }

    @Test
    void wrongNamesAndFiles() throws IOException {
        wrong("create_users.sql", "select 1", "the form is 0001_create_users.sql");
        wrong("0000_zero.sql", "select 1", "versions count from 1");
        wrong("0001_x.postgres.sql", "select 1", ".postgres is no mark");
        wrong("0001_x.down.postgresql.sql", "select 1", ".postgresql is no mark");
        wrong("99999999999999999999_x.sql", "select 1", "the form is");
        wrong("0001_a\nb.sql", "select 1", "a?b.sql");
        wrong("0002_empty.sql", "", "0002_empty.sql has no statement");
        wrong("0002_x.down.sql", "select 1", "undoes a step that is not there");
        Files.write(folder.resolve("0002_x.sql"), new byte[] {'-', '-', (byte) 0xff});
        assertThatThrownBy(() -> migrations().from(folder).up())
                .hasMessageContaining("0002_x.sql is not written in UTF-8");
        assertThatThrownBy(() -> birds().script("1_other.sql", "select 1").up())
                .hasMessageContaining("0001_create_birds.sql and 1_other.sql have the same version");
        assertThatThrownBy(() -> birds().step(JavaStep.of(1, "code", db -> {})).up())
                .hasMessageContaining("step 1 (code)");
        assertThatThrownBy(
                        () -> birds().script("0001_create.down.sql", "select 1").up())
                .hasMessageContaining("0001_create.down.sql");
        assertThatThrownBy(() -> migrations().from(folder.resolve("none")).up()).hasMessageContaining("no folder");
        assertThat(isThere("birds")).isFalse();
    }

    private void wrong(String file, String text, String message) {
        assertThatThrownBy(() -> birds().script(file, text).up())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void filesForOneKindOfDatabase() {
        String own = db.dialect().name().toLowerCase(java.util.Locale.ROOT);
        String other = own.equals("sqlite") ? "postgresql" : "sqlite";
        Migrations migrations = birds().script("0002_x.sql", "insert into birds values (1, 'all')")
                .script("0002_x." + own + ".sql", "insert into birds values (1, 'own')")
                .script("0002_x." + other + ".sql", "this is no SQL")
                .script("0003_y." + other + ".sql", "nor this")
                .script("0004_z.mysql.sql", "insert into birds values (2, 'family')")
                .script("0002_x.down.sql", "delete from birds");
        assertThat(versions(migrations.up())).isEqualTo(target.isMysqlFamily() ? List.of(1L, 2L, 4L) : List.of(1L, 2L));
        assertThat(db.sql("select name from birds where id = 1").scalar(String.class))
                .isEqualTo("own");
    }

    @Test
    void aFailingStepIsKeptNotAtAllWhereTheDatabaseCanDoThat() {
        Migrations wrong = birds().script(
                        "0002_more.sql",
                        "create table nests (id integer primary key);\n\n-- here\ninsert into birds values (1, 'secret'),"
                                + " (1, 'secret');");
        assertThatThrownBy(wrong::up).isInstanceOfSatisfying(MigrationException.class, failure -> {
            assertThat(failure).hasMessageContaining("0002_more.sql, statement 2 at line 4, failed: ");
            assertThat(failure).hasMessageNotContaining("secret");
            assertThat(failure).hasCauseInstanceOf(IntegrityException.class);
        });
        assertThat(isThere("nests")).isNotEqualTo(undoesChangesOfTheSchema());
        assertThat(count("birds")).isZero();
        Migrations right = birds().script("0002_more.sql", "create table nests (id integer primary key)");
        if (undoesChangesOfTheSchema()) {
            assertThat(states(wrong)).containsExactly(State.APPLIED, State.PENDING);
            assertThat(versions(right.up())).containsExactly(2L);
            return;
        }
        assertThat(states(wrong)).containsExactly(State.APPLIED, State.FAILED);
        assertThatThrownBy(wrong::up)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("0002_more.sql failed at statement 2 at line 4 of 2; those before it are done")
                .hasMessageContaining("assume(1), or do the rest of it by hand and say so by assume(2)");
        assertThat(problem(wrong, 2)).contains("statement 2 at line 4");
        db.sql("drop table nests");
        wrong.assume(1);
        assertThat(versions(right.up())).containsExactly(2L);
        assertThat(isThere("nests")).isTrue();
    }

    @Test
    void rowsAloneAreUndoneWithTheirStepEverywhere() {
        Migrations migrations =
                birds().script("0002_rows.sql", "insert into birds values (1, 'a'); insert into nowhere values (1)");
        assertThatThrownBy(migrations::up)
                .hasMessageContaining("statement 2 at line 1")
                .hasMessageContaining("nothing of it was kept");
        assertThat(count("birds")).isZero();
        assertThat(states(migrations)).containsExactly(State.APPLIED, State.PENDING);
    }

    @Test
    void aMistakeInALaterFileIsSeenBeforeTheFirstIsApplied() {
        Migrations migrations = birds().script("0002_x.sql", "insert into birds values (1, 'open");
        assertThatThrownBy(migrations::up).hasMessageContaining("0002_x.sql, line 1, opens a text");
        assertThat(isThere("birds")).isFalse();
    }

    @Test
    void aStepThatWasChangedIsNamed() {
        birds().up();
        Migrations changed = migrations()
                .script("0001_create_birds.sql", CREATE + " -- changed")
                .script("0002_x.sql", "select 1");
        assertThatThrownBy(changed::up)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("0001_create_birds.sql was changed after it had been applied");
        assertThatThrownBy(() -> changed.dryRun().up()).hasMessageContaining("was changed");
        assertThat(problem(changed, 1)).contains("was changed");
        changed.assume(1);
        assertThat(versions(changed.up())).containsExactly(2L);
    }

    @Test
    void missingStepsAndThoseOutOfOrderAreErrors() {
        birds().script("0003_y.sql", "select 1").up();
        Migrations late = birds().script("0002_x.sql", "insert into birds values (1, 'late')")
                .script("0003_y.sql", "select 1");
        assertThatThrownBy(late::up)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("0002_x.sql was not applied, but step 3")
                .hasMessageContaining("a version above 3");
        assertThat(problem(late, 2)).contains("comes behind it");
        Migrations missing = birds().script("0004_z.sql", "select 1");
        assertThatThrownBy(missing::up)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("step 3 (y) was applied to this database, and is no longer there");
        assertThat(missing.status()).extracting(StepStatus::version).containsExactly(1L, 3L, 4L);
        assertThat(count("birds")).isZero();
    }

    @Test
    void upAndDownAndTo() {
        Migrations migrations = birds().script("0001_create_birds.down.sql", "drop table birds")
                .script("0002_row.sql", "insert into birds values (1, 'a')")
                .script("0002_row.down.sql", "delete from birds where id = 1")
                .script("0003_row.sql", "insert into birds values (2, 'b')");
        assertThat(versions(migrations.to(2))).containsExactly(1L, 2L);
        assertThat(migrations.to(2)).isEmpty();
        List<Change> undone = migrations.down();
        assertThat(undone).hasSize(1).allMatch(Change::isUndone);
        assertThat(undone.getFirst()).hasToString("undone 2 (row)");
        assertThat(count("birds")).isZero();
        migrations.up();
        assertThatThrownBy(migrations::down)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("step 3 (row) cannot be undone")
                .hasMessageContaining(".down.sql");
        assertThatThrownBy(() -> migrations.to(1)).hasMessageContaining("step 3 (row) cannot be undone");
        assertThatThrownBy(() -> migrations.to(7))
                .hasMessageContaining("there is no step 7; there are [1, 2, 3], and 0 for none");
        assertThat(count("birds")).isEqualTo(2);
        migrations.assume(2);
        assertThat(versions(migrations.to(0))).containsExactly(2L, 1L);
        assertThat(migrations.down()).isEmpty();
        assertThat(isThere("birds")).isFalse();
        assertThat(states(migrations)).containsOnly(State.PENDING);
    }

    @Test
    void aFailingDownKeepsTheStep() {
        Migrations migrations = birds().script("0001_create_birds.down.sql", "drop table birds; drop table nowhere");
        migrations.up();
        assertThatThrownBy(migrations::down).hasMessageContaining("0001_create_birds.down.sql, statement 2 at line 1");
        if (undoesChangesOfTheSchema()) {
            assertThat(states(migrations)).containsExactly(State.APPLIED);
            assertThat(count("birds")).isZero();
            return;
        }
        assertThat(states(migrations)).containsExactly(State.UNDO_FAILED);
        assertThatThrownBy(migrations::up)
                .hasMessageContaining("0001_create_birds.down.sql failed at statement 2")
                .hasMessageContaining("assume(1), or undo the rest of it by hand and say so by assume(0)");
        migrations.assume(0);
        assertThat(versions(migrations.up())).containsExactly(1L);
    }

    @Test
    void stepsInJava() {
        Migrations migrations = birds().step(JavaStep.of(2, "fill", database -> {
                    database.sql("insert into birds values (?, ?)", 1, "a");
                    assertThat(database).isSameAs(db);
                })
                .down(database -> database.sql("delete from birds")));
        assertThat(versions(migrations.up())).containsExactly(1L, 2L);
        assertThat(count("birds")).isEqualTo(1);
        assertThat(versions(migrations.down())).containsExactly(2L);
        assertThat(count("birds")).isZero();
        Migrations failing = birds().step(JavaStep.of(2, "fill", database -> {
            database.sql("insert into birds values (?, ?)", 1, "a");
            throw new IOException("secret");
        }));
        assertThatThrownBy(failing::up)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("step 2 (fill) failed: java.io.IOException")
                .hasMessageNotContaining("secret")
                .hasCauseInstanceOf(IOException.class);
        assertThat(count("birds")).isEqualTo(undoesChangesOfTheSchema() ? 0 : 1);
        Migrations other = birds().step(JavaStep.of(2, "fill", database -> {}).checksum("2"));
        if (!undoesChangesOfTheSchema()) other.assume(1);
        other.up();
        assertThatThrownBy(() ->
                        birds().step(JavaStep.of(2, "fill", database -> {})).up())
                .hasMessageContaining("step 2 (fill) was changed");
        assertThatThrownBy(() -> JavaStep.of(0, "x", database -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JavaStep.of(1, " ", database -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutTransaction() {
        String file = "0002_x." + db.dialect().scriptNames().getLast() + ".sql";
        String statement = switch (target) {
            case POSTGRESQL -> "create index concurrently birds_name on birds (name)";
            case MARIADB, MYSQL -> "optimize table birds";
            default -> "vacuum";
        };
        if (!target.isMysqlFamily()) {
            assertThatThrownBy(() -> birds().script(file, statement).up()).hasMessageContaining(file);
        }
        Migrations migrations = birds().script(
                        file, "-- kinglet: no transaction\n" + statement + ";\ninsert into birds values (1, 'a')");
        migrations.up();
        assertThat(count("birds")).isEqualTo(1);
        assertThat(states(migrations)).containsOnly(State.APPLIED);
        Migrations failing = migrations.script(
                "0003_y.sql",
                "-- kinglet: no transaction\ninsert into birds values (2, 'b');\ninsert into birds values (2, 'b')");
        assertThatThrownBy(failing::up)
                .hasMessageContaining("0003_y.sql, statement 2 at line 3")
                .hasMessageContaining("status() says what to do");
        assertThat(count("birds")).isEqualTo(2);
        assertThatThrownBy(failing::up).hasMessageContaining("0003_y.sql failed at statement 2 at line 3 of 2");
        failing.assume(3);
        assertThat(failing.up()).isEmpty();
    }

    @Test
    void bodiesOfTriggersAndRoutines() {
        String trigger = switch (target) {
            case POSTGRESQL -> """
                create function log_bird() returns trigger language plpgsql as $body$
                begin
                    insert into log values (new.name || ';');
                    return new;
                end;
                $body$;
                create trigger t after insert on birds for each row execute function log_bird();
                """;
            case MARIADB, MYSQL -> """
                create trigger t after insert on birds for each row
                begin
                    if new.id > 0 then
                        insert into log values (concat(new.name, ';'));
                    end if;
                end;
                """;
            default -> """
                create trigger t after insert on birds begin
                    insert into log values (case when new.id > 0 then new.name || ';' end);
                end;
                """;
        };
        Migrations migrations = birds().script(
                        "0002_log.sql",
                        "create table log (text varchar(100));\n" + trigger + "insert into birds values (1, 'a')");
        migrations.up();
        assertThat(db.sql("select text from log").scalar(String.class)).isEqualTo("a;");
    }

    @Test
    void dryRunsWriteNothing() {
        Migrations migrations = birds().script("0001_create_birds.down.sql", "drop table birds");
        List<Change> changes = migrations.dryRun().up();
        assertThat(versions(changes)).containsExactly(1L);
        assertThat(changes.getFirst().statements()).containsExactly(CREATE);
        assertThat(isThere("birds") || isThere("kinglet_migrations")).isFalse();
        migrations.dryRun().assume(1);
        migrations.up();
        assertThat(migrations.dryRun().up()).isEmpty();
        assertThat(migrations.dryRun().down().getFirst().statements()).containsExactly("drop table birds");
        assertThat(migrations.dryRun().to(0)).hasSize(1);
        assertThat(isThere("birds")).isTrue();
        assertThatThrownBy(() -> migrations.dryRun().assume(9)).hasMessageContaining("there is no step 9");
    }

    @Test
    void theTableMayHaveAnotherName() {
        Migrations first = birds().table("my \"steps\"");
        first.up();
        assertThat(isThere("kinglet_migrations")).isFalse();
        assertThat(first.up()).isEmpty();
        if (target == TestDatabase.POSTGRESQL) {
            db.sql("create schema own");
            migrations().script("0001_x.sql", "select 1").table("own", "steps").up();
            assertThat(count("own.steps")).isEqualTo(1);
        }
    }

    @Test
    void twinsDoTheSame() {
        Migrations migrations = birds().script("0001_create_birds.down.sql", "drop table birds");
        assertThat(migrations.upAsync().join()).hasSize(1);
        assertThat(migrations.downAsync().join()).hasSize(1);
        assertThat(migrations.toAsync(1).join()).hasSize(1);
        assertThat(migrations.statusAsync().join()).hasSize(1);
        migrations.assumeAsync(0).join();
        assertThat(states(migrations)).containsOnly(State.PENDING);
    }

    @Test
    void withinATransactionTheyAreRefused() {
        assertThatThrownBy(() -> db.atomic(() -> birds().up()))
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining(target.isMysqlFamily() ? "transaction" : "outside of atomic");
        assertThat(isThere("birds")).isFalse();
        try (org.kinglet.Connection kept = db.connect()) {
            assertThat(kept.database()).isSameAs(db);
            birds().up();
        }
        assertThat(isThere("birds")).isTrue();
    }

    @Test
    void severalAtOnceApplyEachStepOnce() {
        int programs = 4;
        List<Database> databases = new ArrayList<>();
        try {
            for (int i = 0; i < programs; i++) {
                databases.add(target == TestDatabase.SQLITE_MEMORY ? db : Database.open(url));
            }
            AtomicInteger runs = new AtomicInteger();
            List<CompletableFuture<List<Change>>> all = IntStream.range(0, 2 * programs)
                    .mapToObj(i -> {
                        Migrations migrations = Migrations.of(databases.get(i % programs));
                        for (int step = 2; step <= 6; step++) {
                            migrations = migrations.script(
                                    "000" + step + "_row.sql",
                                    (step == 4 ? "-- kinglet: no transaction\n" : "") + "insert into birds values ("
                                            + step + ", 'x');create table t" + step + " (id integer)");
                        }
                        return migrations
                                .script("0001_create_birds.sql", CREATE)
                                .step(JavaStep.of(7, "count", database -> runs.incrementAndGet()))
                                .upAsync();
                    })
                    .toList();
            List<Change> changes =
                    all.stream().flatMap(one -> one.join().stream()).toList();
            assertThat(changes).extracting(Change::version).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(runs).hasValue(1);
            assertThat(count("birds")).isEqualTo(5);
        } finally {
            databases.forEach(Database::close);
        }
        if (target == TestDatabase.SQLITE_MEMORY) db = target.builder().open();
    }

    private void execute(String sql) throws SQLException {
        try (Connection jdbc = target.server().jdbc(url);
                Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What ends the connection that runs this, as the server knows it. */
    private String myself() {
        String sql = target == TestDatabase.POSTGRESQL ? "select pg_backend_pid()" : "select connection_id()";
        return db.sql(sql).scalar(Long.class).toString();
    }

    private void kill(String connection) throws SQLException {
        execute(
                target == TestDatabase.POSTGRESQL
                        ? "select pg_terminate_backend(" + connection + ", 10000)"
                        : "kill connection " + connection);
    }

    @Test
    void nobodyAppliesOnALostLock() throws Exception {
        assumeTrue(target.isServer());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        String[] connection = new String[1];
        Migrations first = birds().step(JavaStep.of(2, "row", database -> {
            connection[0] = myself();
            begun.countDown();
            others.await();
            database.sql("insert into birds values (1, 'first')");
        }));
        CompletableFuture<List<Change>> lost = first.upAsync();
        begun.await();
        try (Database second = Database.open(url)) {
            Migrations next = Migrations.of(second)
                    .script("0001_create_birds.sql", CREATE)
                    .step(JavaStep.of(2, "row", database -> database.sql("insert into birds values (1, 'second')")));
            assertThatThrownBy(() -> next.lockTimeout(Duration.ofMillis(50)).up())
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("another program migrates this database");
            kill(connection[0]);
            if (target.isMysqlFamily()) {
                // There the step has no transaction, and nobody can know what of it was done.
                awaitProblem(next);
                next.assume(1);
            }
            assertThat(versions(next.up())).containsExactly(2L);
        }
        others.countDown();
        assertThatThrownBy(lost::join)
                .hasCauseInstanceOf(MigrationException.class)
                .hasRootCauseMessage(rootOf(lost));
        assertThat(db.sql("select name from birds").scalar(String.class)).isEqualTo("second");
        assertThat(states(first)).containsOnly(State.APPLIED);
    }

    private static String rootOf(CompletableFuture<?> failed) {
        Throwable root = failed.handle((done, failure) -> failure).join();
        while (root.getCause() != null && !(root instanceof ConnectionException)) root = root.getCause();
        assertThat(root).isInstanceOf(ConnectionException.class);
        while (root.getCause() != null) root = root.getCause();
        return root.getMessage();
    }

    private static void awaitProblem(Migrations migrations) {
        assertThatThrownBy(migrations::up)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("step 2 (row) was begun and did not end");
    }

    @Test
    void whoDiesInAStepLeavesNoLockBehind() {
        assumeTrue(target.isServer());
        String suicide = target == TestDatabase.POSTGRESQL
                ? "select pg_terminate_backend(pg_backend_pid())"
                : "kill connection_id()";
        Migrations dying = birds().script("0002_x.sql", "create table nests (id integer);\n" + suicide + ";\nselect 1");
        assertThatThrownBy(dying::up).hasMessageContaining("0002_x.sql, statement 2 at line 2");
        if (target == TestDatabase.POSTGRESQL) {
            assertThat(isThere("nests")).isFalse();
            assertThat(states(dying)).containsExactly(State.APPLIED, State.PENDING);
        } else {
            assertThat(states(dying)).containsExactly(State.APPLIED, State.APPLYING);
            assertThatThrownBy(dying::up)
                    .hasMessageContaining(
                            "statement 2 at line 2 of 3, which may be done or not; those before it are done");
            dying.assume(1);
        }
        assertThat(versions(birds().script("0002_x.sql", "create table if not exists nests (id integer)")
                        .up()))
                .containsExactly(2L);
    }

    @Test
    void interruptedWhileWaitingItEndsAndGivesAllBack() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<List<Change>> first = migrations()
                .step(JavaStep.of(1, "wait", database -> {
                    begun.countDown();
                    end.await();
                }))
                .upAsync();
        begun.await();
        CompletableFuture<List<Change>> second = birds().upAsync();
        second.cancel(true);
        end.countDown();
        assertThat(first.join()).hasSize(1);
        TaskTest.awaitUntil(() -> db.stats().inUse() == 0); // what was cancelled ends behind its future
        assertThat(Arrays.asList(second.isCancelled(), isThere("birds"))).containsExactly(true, false);
    }
}
