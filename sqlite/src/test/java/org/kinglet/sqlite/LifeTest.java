// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/** Interrupting, closing, replacing, and that nothing is lost on the way. */
class LifeTest {
    private static final String ENDLESS =
            "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";

    @TempDir
    Path directory;

    private TestPool open(String kind, SqliteSettings settings) {
        return TestPool.open(
                kind.equals("memory") ? "sqlite::memory:" : "sqlite:" + directory.resolve("test.db"),
                kind.equals("one") ? 1 : 3,
                settings);
    }

    private static void awaitBegun(TestPool db) {
        while (db.pool.stats().waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aRunningStatementIsStopped(String kind) {
        try (TestPool db = open(kind, SqliteSettings.defaults())) {
            for (Access access : Access.values()) {
                Reply<?> endless = db.pool.execute(TestPool.command(access, ENDLESS));
                awaitBegun(db);
                Reply<List<Object>> bystander = db.pool.execute(TestPool.command(access, "select 1"));
                endless.interrupt();
                endless.interrupt();
                assertThat(TestPool.failure(endless).kind()).isEqualTo(FailureKind.CANCELLED);
                assertThat(TestPool.get(bystander)).containsExactly(1L);
                endless.interrupt();
                assertThat(db.one("select 2")).isEqualTo(2L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aQueuedStatementIsCancelledAtOnce(String kind) throws Exception {
        Gate gate = new Gate();
        try (TestPool db = open(kind, gate.settings())) {
            db.run("create table t (id integer)");
            Reply<?> holder = db.pool.execute(TestPool.write("select gate()"));
            gate.awaitEntered();
            Reply<?> queued = db.pool.execute(TestPool.change("insert into t values (1)"));
            Reply<?> next = db.pool.execute(TestPool.change("insert into t values (2)"));
            queued.interrupt();
            assertThat(TestPool.failure(queued).kind()).isEqualTo(FailureKind.CANCELLED);
            gate.open();
            TestPool.get(holder);
            TestPool.get(next);
            assertThat(db.list("select id from t")).containsExactly(2L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void anInterruptHitsNobodyElse(String kind) {
        try (TestPool db = open(kind, SqliteSettings.defaults())) {
            DriverConnection session = db.session();
            DriverCursor<List<Object>> cursor = session.openCursor(
                    TestPool.read(
                            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) select i from n"));
            TestPool.get(cursor.fetch(1));
            for (int i = 0; i < 200; i++) {
                Reply<?> victim = session.execute(
                        TestPool.read(
                                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) select count(*) from n"));
                Reply<List<Object>> bystander = session.execute(TestPool.read("select 1"));
                victim.interrupt();
                assertThat(TestPool.get(bystander)).containsExactly(1L);
                assertThat(TestPool.get(cursor.fetch(1))).containsExactly(i + 2L);
            }
            TestPool.get(cursor.close());
            TestPool.get(session.release());
        }
    }

    @Test
    void aSlowStatementKeepsNoOtherWaiting() throws Exception {
        Gate gate = new Gate();
        try (TestPool db = open("file", gate.settings())) {
            List<Reply<List<Object>>> quick = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                quick.add(db.pool.execute(TestPool.read("select 1")));
            }
            Reply<?> slow = db.pool.execute(TestPool.read("select gate()"));
            for (int i = 0; i < 10; i++) {
                quick.add(db.pool.execute(TestPool.read("select 1")));
            }
            quick.forEach(TestPool::get);
            gate.awaitEntered();
            assertThat(db.one("select 2")).isEqualTo(2L);
            assertThat(slow).isNotDone();
            gate.open();
            TestPool.get(slow);
        }
    }

    @Test
    void aCollectorThatThrowsAnErrorLosesNoConnection() {
        try (TestPool db = open("file", SqliteSettings.defaults())) {
            for (Access access : Access.values()) {
                Command<Object> broken = new Command<>("select 1", new Object[0], access, () -> {
                    throw new StackOverflowError("collector");
                });
                for (int i = 0; i < 20; i++) {
                    assertThat(db.pool.execute(broken))
                            .failsWithin(Duration.ofSeconds(20))
                            .withThrowableThat()
                            .havingCause()
                            .isInstanceOf(StackOverflowError.class);
                }
            }
            assertThat(db.one("select 1")).isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void closingWaitsForWhatIsInFlight(String kind) throws Exception {
        Gate gate = new Gate();
        TestPool db = open(kind, gate.settings());
        db.run("create table t (id integer)");
        DriverConnection tx = db.transaction();
        TestPool.get(TestPool.begin(tx, "insert into t values (1)"));
        CompletableFuture<DriverConnection> waiting = db.pool.acquireForTransaction(Access.WRITE);
        Reply<?> queued = db.pool.execute(TestPool.change("insert into t values (2)"));
        CompletableFuture<Void> closed = db.pool.close(Duration.ofSeconds(30));
        assertThat(TestPool.failure(waiting).kind()).isEqualTo(FailureKind.POOL_CLOSED);
        assertThat(TestPool.failure(db.pool.execute(TestPool.read("select 1"))).kind())
                .isEqualTo(FailureKind.POOL_CLOSED);
        assertThat(TestPool.failure(db.pool.acquire(Access.READ)).kind()).isEqualTo(FailureKind.POOL_CLOSED);
        assertThat(closed).isNotDone();
        TestPool.run(tx, "commit");
        TestPool.get(tx.release());
        TestPool.get(queued);
        TestPool.get(closed);
        TestPool.get(db.pool.close(Duration.ZERO));
        assertThat(db.pool.stats().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void closingDoesNotWaitForEver(String kind) throws Exception {
        Gate gate = new Gate();
        TestPool db = open(kind, gate.settings());
        db.run("create table t (id integer)");
        DriverConnection tx = db.transaction();
        TestPool.get(TestPool.begin(tx, "insert into t values (1)"));
        Reply<?> stuck = tx.execute(TestPool.read("select gate()"));
        gate.awaitEntered();
        DriverConnection session = db.session();
        Reply<?> queued = db.pool.execute(TestPool.change("insert into t values (2)"));
        TestPool.get(db.pool.close(TestPool.SHORT));
        gate.open();
        assertThat(stuck.handle((result, failure) -> true)).succeedsWithin(Duration.ofSeconds(30));
        assertThat(TestPool.failure(queued).kind()).isEqualTo(FailureKind.POOL_CLOSED);
        TestPool.get(tx.release());
        TestPool.get(session.release());
    }

    @Test
    void closingStopsAnEndlessStatement() {
        TestPool db = open("file", SqliteSettings.defaults());
        Reply<?> read = db.pool.execute(TestPool.read(ENDLESS));
        Reply<?> write = db.pool.execute(TestPool.write(ENDLESS));
        awaitBegun(db);
        TestPool.get(db.pool.close(TestPool.SHORT));
        assertThat(TestPool.failure(read).kind()).isEqualTo(FailureKind.POOL_CLOSED);
        assertThat(TestPool.failure(write).kind()).isEqualTo(FailureKind.POOL_CLOSED);
    }

    @Test
    void theWriteAheadLogIsGoneAfterClosing() {
        TestPool db = open("file", SqliteSettings.defaults());
        db.run("create table t (id integer)");
        db.list("select * from t");
        db.close();
        assertThat(directory.resolve("test.db-wal")).doesNotExist();
    }

    @Test
    void threadsAreDaemonsAndKnown() {
        try (TestPool db = open("file", SqliteSettings.defaults())) {
            db.list("select 1");
            List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("kinglet-sqlite"))
                    .toList();
            assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
            assertThat(db.pool.isEventLoop()).isFalse();
            assertThat(TestPool.get(
                            db.pool.execute(TestPool.mapped(Access.READ, row -> db.pool.isEventLoop(), "select 1"))))
                    .containsExactly(true);
        }
    }

    @Test
    void idleReadersAboveTheMinimumAreClosed() {
        try (TestPool db = new TestPool(new SqliteDriver()
                .open(new DriverOptions(
                        "sqlite:" + directory.resolve("test.db"),
                        4,
                        2,
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        Duration.ofMillis(1),
                        List.of())))) {
            List<DriverConnection> sessions = List.of(db.session(), db.session(), db.session());
            assertThat(db.pool.stats().total()).isEqualTo(4);
            sessions.forEach(session -> TestPool.get(session.release()));
            while (db.pool.stats().total() > 2) {
                Thread.onSpinWait();
            }
            assertThat(db.one("select 1")).isEqualTo(1L);
        }
    }

    @Test
    void oldConnectionsAreReplaced() {
        try (TestPool db = new TestPool(new SqliteDriver()
                .open(new DriverOptions(
                        "sqlite:" + directory.resolve("test.db"),
                        2,
                        1,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        List.of())))) {
            db.run("create table t (id integer)");
            for (int i = 0; i < 300; i++) {
                db.run("insert into t values (?)", i);
                assertThat(db.one("select count(*) from t")).isEqualTo(i + 1L);
            }
        }
    }
}
