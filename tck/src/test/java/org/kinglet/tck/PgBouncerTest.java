// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Specimens.SPECIMENS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.Database;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.tck.model.Specimen;
import org.kinglet.tck.model.User;
import org.kinglet.testkit.PgBouncer;
import org.kinglet.testkit.TestServer;
import org.kinglet.testkit.TestServers;

/**
 * Two programs share three connections to PostgreSQL by way of a PgBouncer in transaction mode, so that nothing of one
 * transaction may rely on what the connection was before.
 */
@ParameterizedClass(name = "preparedStatements={0}")
@ValueSource(strings = {"off", "on"})
class PgBouncerTest {
    private static final int TASKS = 32;

    private final String prepared;
    private TestServer server;
    private String url;
    private PgBouncer bouncer;
    private Database db;
    private Database other;
    private Database direct;

    PgBouncerTest(String prepared) {
        this.prepared = prepared;
    }

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(
                prepared.equals("off") || PgBouncer.handlesPreparedStatements(),
                "this PgBouncer does not handle prepared statements; 1.21 does");
        server = TestServers.postgresql();
        url = server.newDatabase();
        bouncer = prepared.equals("off")
                ? PgBouncer.start(server, 3)
                : PgBouncer.start(server, 3, "max_prepared_statements = 200");
        String pooled = bouncer.url(url) + "?preparedStatements=" + prepared;
        db = Database.builder(pooled).poolSize(8).open();
        other = Database.builder(pooled).poolSize(8).open();
        direct = Database.open(url);
        direct.createTables(USERS, SPECIMENS);
    }

    @AfterEach
    void close() {
        if (bouncer == null) return;
        Stream.of(db, other, direct).forEach(Database::close);
        bouncer.close();
        server.dropDatabase(url);
    }

    /** The tasks of both programs, all at once. */
    private void together(IntConsumer task) {
        List<CompletableFuture<?>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            Database mine = i % 2 == 0 ? db : other;
            tasks.add(mine.runAsync(() -> mine.use(() -> task.accept(number))));
        }
        tasks.forEach(CompletableFuture::join);
    }

    @Test
    void singleStatements() {
        together(number -> {
            for (int i = 0; i < 10; i++) {
                User user = new User("user" + number + "-" + i);
                user.save();
                assertThat(USERS.getById(user.id).username).isEqualTo(user.username);
                assertThat(USERS.count(USERS.username.in(List.of(user.username, "nobody"))))
                        .isEqualTo(1);
                user.logins = i;
                user.save();
            }
        });
        assertThat(direct.count(USERS.select())).isEqualTo(10 * TASKS);
        assertThat(direct.count(USERS.select().where(USERS.logins.eq(9)))).isEqualTo(TASKS);
    }

    @Test
    void transactions() {
        together(number -> {
            Database mine = number % 2 == 0 ? db : other;
            mine.atomic(() -> {
                User kept = new User("kept" + number);
                kept.save();
                assertThatThrownBy(() -> mine.atomic(() -> {
                            new User("dropped" + number).save();
                            throw new IllegalStateException();
                        }))
                        .isInstanceOf(IllegalStateException.class);
                kept.logins = 1;
                kept.save();
            });
            assertThatThrownBy(() -> mine.atomic(() -> {
                        new User("dropped too" + number).save();
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
        });
        assertThat(direct.list(USERS.select())).hasSize(TASKS).allSatisfy(user -> {
            assertThat(user.username).startsWith("kept");
            assertThat(user.logins).isEqualTo(1);
        });
    }

    @Test
    void streams() {
        direct.use(() -> USERS.bulkCreate(
                IntStream.range(0, 500).mapToObj(i -> new User("user" + i)).toList()));
        together(number -> {
            try (Stream<User> users = USERS.select().orderBy(USERS.id).stream(50)) {
                assertThat(users.limit(number % 4 == 0 ? 70 : 1000)).hasSize(number % 4 == 0 ? 70 : 500);
            }
        });
        assertThat(direct.sql("select count(*) from pg_stat_activity where state like 'idle in%'")
                        .scalar(Long.class))
                .isZero();
    }

    @Test
    void types() {
        Specimen saved = db.create(SpecimenBuilder.of(TypesTest.VALUES));
        together(number -> assertThat(SpecimenBuilder.values(SPECIMENS.getById(saved.id())))
                .isEqualTo(SpecimenBuilder.values(saved)));
        assertThat(db.sql("select interval '1 day 2 hours', '{\"a\": 1}'::jsonb, array[1, null]")
                        .first())
                .hasValueSatisfying(row -> {
                    assertThat(row.get(0)).isEqualTo("P1DT2H");
                    assertThat(row.get(1)).isEqualTo("{\"a\": 1}");
                });
    }

    @Test
    void whatIsCancelledEndsAtTheServerAndNothingElse() {
        CompletableFuture<Result> endless = db.executeAsync(RawSql.of("select pg_sleep(600)"));
        String running = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'";
        await(running, 1);
        CompletableFuture<?> bystanders = db.runAsync(() -> together(number -> new User("user" + number).save()));
        endless.cancel(true);
        assertThatThrownBy(endless::join).isInstanceOf(CancellationException.class);
        await(running, 0);
        bystanders.join();
        together(number -> USERS.get(USERS.username.eq("user" + number)));
    }

    private void await(String sql, long wanted) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (direct.sql(sql).scalar(Long.class) != wanted) {
            assertThat(System.nanoTime()).as("never %s", wanted).isLessThan(end);
        }
    }
}
