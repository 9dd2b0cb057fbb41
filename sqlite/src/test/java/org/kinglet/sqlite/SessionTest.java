// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.driver.Access;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

class SessionTest {
    @TempDir
    Path directory;

    private TestPool open(String kind) {
        TestPool db = TestPool.open(
                kind.equals("memory") ? "sqlite::memory:" : "sqlite:" + directory.resolve("test.db"),
                kind.equals("one") ? 1 : 4);
        db.run("create table t (id integer primary key, name text)");
        return db;
    }

    private static void fill(TestPool db, int rows) {
        db.run(
                "insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)"
                        + " select i from n",
                rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void runsInTheOrderGivenWithoutWaiting(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection session = db.session();
            List<Reply<TestPool.Change>> writes = new ArrayList<>();
            List<Reply<List<Object>>> reads = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                writes.add(session.execute(TestPool.change("insert into t (name) values ('x')")));
                reads.add(session.execute(TestPool.read("select count(*) from t")));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(TestPool.get(reads.get(i))).containsExactly(i + 1L);
                assertThat(writes.get(i)).isDone();
            }
            TestPool.get(session.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aCursorReadsInChunksWhileStatementsGoOn(String kind) {
        try (TestPool db = open(kind)) {
            fill(db, 10);
            DriverConnection session = db.session();
            DriverCursor<List<Object>> cursor = session.openCursor(TestPool.read("select id from t order by id"));
            assertThat(TestPool.get(cursor.fetch(4))).containsExactly(1L, 2L, 3L, 4L);
            TestPool.run(session, "update t set name = 'seen' where id <= 4");
            assertThat(TestPool.list(session, "select count(*) from t where name = 'seen'"))
                    .containsExactly(4L);
            assertThat(TestPool.list(session, "select id from t order by id limit 1"))
                    .containsExactly(1L);
            assertThat(TestPool.get(cursor.fetch(4))).containsExactly(5L, 6L, 7L, 8L);
            assertThat(TestPool.get(cursor.fetch(4))).containsExactly(9L, 10L);
            assertThat(TestPool.get(cursor.fetch(4))).isEmpty();
            TestPool.get(cursor.close());
            TestPool.get(cursor.close());
            assertThat(TestPool.failure(cursor.fetch(1)).kind()).isEqualTo(FailureKind.CANCELLED);
            TestPool.get(session.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void twoCursorsOfOneStatementDoNotDisturbEachOther(String kind) {
        try (TestPool db = open(kind)) {
            fill(db, 6);
            DriverConnection session = db.session();
            DriverCursor<List<Object>> first = session.openCursor(TestPool.read("select id from t order by id"));
            DriverCursor<List<Object>> second = session.openCursor(TestPool.read("select id from t order by id"));
            assertThat(TestPool.get(first.fetch(2))).containsExactly(1L, 2L);
            assertThat(TestPool.get(second.fetch(3))).containsExactly(1L, 2L, 3L);
            assertThat(TestPool.get(first.fetch(2))).containsExactly(3L, 4L);
            TestPool.get(session.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aCursorLeftOpenIsFreedWithItsConnection(String kind) {
        try (TestPool db = open(kind)) {
            fill(db, 10);
            DriverConnection session = db.session();
            DriverCursor<List<Object>> cursor = session.openCursor(TestPool.read("select id from t"));
            TestPool.get(cursor.fetch(2));
            TestPool.get(session.release());
            TestPool.get(cursor.close());
            db.run("drop table t"); // an open statement would lock the table
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aStreamDoesNotKeepTransactionsOut(String kind) {
        try (TestPool db = open(kind)) {
            fill(db, 10);
            DriverConnection session = db.session();
            DriverCursor<List<Object>> cursor = session.openCursor(TestPool.read("select id from t order by id"));
            TestPool.get(cursor.fetch(5));
            DriverConnection tx = TestPool.get(session.forTransaction(Access.WRITE));
            TestPool.get(TestPool.begin(tx, "update t set name = 'x' where id = 1"));
            if (!kind.equals("file")) {
                // One connection: the fetch would see what is not committed, so it waits.
                Reply<List<Object>> fetch = cursor.fetch(2);
                TestPool.run(tx, "update t set name = 'y' where id = 2");
                assertThat(fetch).isNotDone();
                TestPool.run(tx, "commit");
                TestPool.get(tx.release());
                assertThat(TestPool.get(fetch)).containsExactly(6L, 7L);
            } else {
                assertThat(TestPool.get(cursor.fetch(2))).containsExactly(6L, 7L);
                TestPool.run(tx, "commit");
                TestPool.get(tx.release());
            }
            assertThat(TestPool.get(cursor.fetch(9))).containsExactly(8L, 9L, 10L);
            TestPool.get(cursor.close());
            TestPool.get(session.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void closingACursorWhileAnotherHoldsTheConnectionDoesNotWait(String kind) {
        try (TestPool db = open(kind)) {
            fill(db, 10);
            DriverConnection session = db.session();
            DriverCursor<List<Object>> cursor = session.openCursor(TestPool.read("select id from t"));
            TestPool.get(cursor.fetch(1));
            DriverConnection tx = TestPool.get(session.forTransaction(Access.WRITE));
            TestPool.get(TestPool.begin(tx, "insert into t (name) values ('x')"));
            TestPool.get(cursor.close());
            TestPool.run(tx, "commit");
            TestPool.get(tx.release());
            TestPool.get(session.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "memory"})
    void othersDoNotSeeAnOpenTransaction(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection tx = db.transaction();
            TestPool.get(TestPool.begin(tx, "insert into t (name) values ('hidden')"));
            Reply<List<Object>> read = db.pool.execute(TestPool.read("select name from t"));
            DriverConnection session = db.session();
            Reply<List<Object>> sessionRead = session.execute(TestPool.read("select name from t"));
            TestPool.run(tx, "rollback");
            assertThat(read).isNotDone();
            assertThat(sessionRead).isNotDone();
            TestPool.get(tx.release());
            assertThat(TestPool.get(read)).isEmpty();
            assertThat(TestPool.get(sessionRead)).isEmpty();
            TestPool.get(session.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void inATransactionCursorsAndStatementsInterleave(String kind) {
        try (TestPool db = open(kind)) {
            fill(db, 6);
            DriverConnection tx = db.transaction();
            TestPool.get(TestPool.begin(tx, "insert into t (id) values (7)"));
            DriverCursor<List<Object>> cursor = tx.openCursor(TestPool.read("select id from t order by id"));
            List<Object> seen = new ArrayList<>(TestPool.get(cursor.fetch(2)));
            TestPool.run(tx, "insert into t (id) values (8)");
            seen.addAll(TestPool.get(cursor.fetch(100)));
            assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            TestPool.get(cursor.close());
            TestPool.run(tx, "commit");
            TestPool.get(tx.release());
        }
    }

    @Test
    void aCursorKeepsItsSnapshotAndTheSessionStillSeesItsWrites() {
        try (TestPool db = open("file")) {
            fill(db, 3);
            DriverConnection session = db.session();
            DriverCursor<List<Object>> cursor = session.openCursor(TestPool.read("select id from t order by id"));
            TestPool.get(cursor.fetch(1));
            TestPool.run(session, "insert into t (id) values (4)");
            assertThat(TestPool.list(session, "select count(*) from t")).containsExactly(4L);
            assertThat(TestPool.get(cursor.fetch(10))).containsExactly(2L, 3L);
            TestPool.get(session.release());
        }
    }

    @Test
    void aReadTransactionOfASessionLeavesTheSessionItsConnection() {
        try (TestPool db = open("file")) {
            DriverConnection session = db.session();
            DriverConnection tx = TestPool.get(session.forTransaction(Access.READ));
            assertThat(TestPool.get(tx.execute("BEGIN", TestPool.read("select count(*) from t"))))
                    .containsExactly(0L);
            db.run("insert into t (name) values ('new')");
            assertThat(TestPool.list(tx, "select count(*) from t")).containsExactly(0L);
            TestPool.get(tx.release());
            assertThat(TestPool.list(session, "select count(*) from t")).containsExactly(1L);
            TestPool.get(session.release());
        }
    }

    @Test
    void aChangingStatementIsNotStreamedOutsideATransaction() {
        try (TestPool db = open("file")) {
            DriverConnection session = db.session();
            assertThatThrownBy(() -> session.openCursor(TestPool.write("delete from t returning id")))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
            TestPool.get(session.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void cancellingWhatWaitsInASessionLeavesItInOrder(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection session = db.session();
            for (int round = 0; round < 100; round++) {
                session.execute(TestPool.change("insert into t (name) values ('x')"));
                Reply<?> cancelled = session.execute(TestPool.read("select count(*) from t"));
                Reply<TestPool.Change> last = session.execute(TestPool.change("update t set name = 'y'"));
                cancelled.interrupt();
                assertThat(TestPool.get(last).rows()).isEqualTo(round + 1L);
            }
            TestPool.get(session.release());
        }
    }

    @Test
    void everyTaskReadsWhatItWrote() throws Exception {
        try (TestPool db = open("file");
                ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int task = 0; task < 32; task++) {
                String prefix = "task" + task + "-";
                done.add(tasks.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        long id = db.run("insert into t (name) values (?)", prefix + i)
                                .id();
                        assertThat(db.list("select name from t where id = ?", id))
                                .containsExactly(prefix + i);
                    }
                }));
            }
            for (Future<?> future : done) {
                TestPool.get(future);
            }
            assertThat(db.one("select count(*) from t")).isEqualTo(3200L);
        }
    }

    @Test
    void waitersForReadersAreServedInOrder() {
        try (TestPool db = open("file")) {
            List<DriverConnection> held = new ArrayList<>(List.of(db.session(), db.session(), db.session()));
            List<CompletableFuture<DriverConnection>> waiting = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                waiting.add(db.pool.acquire(Access.READ));
            }
            assertThat(db.pool.stats().waiting()).isEqualTo(6);
            for (int i = 0; i < 6; i++) {
                TestPool.get(held.remove(0).release());
                held.add(TestPool.get(waiting.get(i)));
                assertThat(waiting.subList(i + 1, 6)).noneMatch(CompletableFuture::isDone);
            }
            held.forEach(connection -> TestPool.get(connection.release()));
        }
    }
}
