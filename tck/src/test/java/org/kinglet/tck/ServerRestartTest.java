// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.KingletException;
import org.kinglet.testkit.OwnServer;
import org.kinglet.testkit.ServerOptions;
import org.kinglet.testkit.TestServers;
import org.opentest4j.TestAbortedException;

/** A server that is restarted under a pool. */
class ServerRestartTest {
    /** On which the statements of so few tasks are sent. */
    private static final int SHARED_CONNECTIONS = 4;

    private interface Scenario {
        void play(OwnServer server, Database db) throws Exception;
    }

    private static void on(TestDatabase target, Scenario scenario) throws Exception {
        if (TestDatabase.all().noneMatch(chosen -> chosen == target)) {
            throw new TestAbortedException(target + " was not asked for by -Dkinglet.tck");
        }
        target.assumeAvailable();
        ServerOptions options = ServerOptions.defaults();
        try (OwnServer server = target == TestDatabase.POSTGRESQL
                        ? TestServers.startPostgresql(options)
                        : TestServers.startMariadb(options);
                Database db = Database.builder(server.newDatabase())
                        .acquireTimeout(Duration.ofSeconds(TaskTest.BOUND_SECONDS))
                        .open()) {
            db.bind(USERS);
            db.createTables(USERS);
            scenario.play(server, db);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatComesAfterwardsSucceedsAtOnce(TestDatabase target) throws Exception {
        on(target, (server, db) -> {
            long id = USERS.create(USERS.username.set("ada")).id;
            together(20, id);
            server.restart();
            together(20, id);
            TaskTest.create("grace");
            db.atomic(() -> TaskTest.create("mary"));
            assertThat(TaskTest.stored()).containsExactly("ada", "grace", "mary");
            assertThat(db.stats().inUse()).isZero();
        });
    }

    private static void together(int count, long id) throws Exception {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) all.add(USERS.getByIdAsync(id));
        for (CompletableFuture<?> one : all) TaskTest.await(one);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void eachTaskLosesNoMoreThanWhatWasOnItsWay(TestDatabase target) throws Exception {
        on(target, (server, db) -> {
            long id = USERS.create(USERS.username.set("ada")).id;
            AtomicInteger acknowledged = new AtomicInteger();
            AtomicBoolean restarted = new AtomicBoolean();
            List<CompletableFuture<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tasks.add(db.runAsync(() -> {
                    int failures = 0;
                    for (int rounds = 0; rounds < 10; ) {
                        try {
                            USERS.update(USERS.logins.set(USERS.logins.plus(1)))
                                    .where(USERS.id.eq(id))
                                    .execute();
                            acknowledged.incrementAndGet();
                        } catch (ConnectionException lost) {
                            failures++;
                        }
                        if (restarted.get()) rounds++;
                    }
                    return failures;
                }));
            }
            TaskTest.awaitUntil(() -> acknowledged.get() > 100);
            server.restart();
            restarted.set(true);
            int lost = 0;
            for (CompletableFuture<Integer> task : tasks) {
                int failures = TaskTest.await(task);
                // Its next statement may have gone to a connection that was already lost, too, and did not know it yet.
                assertThat(failures).isLessThanOrEqualTo(SHARED_CONNECTIONS);
                lost += failures;
            }
            // What failed may have been done or not; what was acknowledged was.
            assertThat(USERS.getById(id).logins).isBetween(acknowledged.get(), acknowledged.get() + lost);
            assertThat(db.stats().inUse()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aTransactionDoesNotGoOnAfterwards(TestDatabase target) throws Exception {
        on(target, (server, db) -> {
            assertThatThrownBy(() -> db.atomic(() -> {
                        TaskTest.create("before");
                        server.restart();
                        try {
                            TaskTest.create("lost");
                        } catch (KingletException seen) {
                            TaskTest.create("after");
                        }
                    }))
                    .isInstanceOf(ConnectionException.class);
            assertThat(TaskTest.stored()).isEmpty();
            assertThat(db.stats().inUse()).isZero();
        });
    }
}
