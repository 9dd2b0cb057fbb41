// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

class TransactionLeaseTest {
    private static final Command<TestPool.Change> ENDLESS_INSERT = TestPool.change(
            "insert into t (name) with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n");

    @TempDir
    Path directory;

    private TestPool open(String kind) {
        TestPool db = TestPool.open(
                kind.equals("memory") ? "sqlite::memory:" : "sqlite:" + directory.resolve("test.db"),
                kind.equals("one") ? 1 : 4);
        db.run("create table t (id integer primary key, name text unique)");
        return db;
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void commitsAndRollsBack(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection tx = db.transaction();
            TestPool.get(TestPool.begin(tx, "insert into t (name) values ('a')"));
            TestPool.run(tx, "commit");
            TestPool.get(TestPool.begin(tx, "insert into t (name) values ('b')"));
            TestPool.get(tx.execute("savepoint s", TestPool.change("insert into t (name) values ('c')")));
            assertThat(TestPool.list(tx, "select name from t")).containsExactlyInAnyOrder("a", "b", "c");
            TestPool.run(tx, "rollback to s");
            TestPool.run(tx, "release s");
            assertThat(TestPool.list(tx, "select name from t")).containsExactlyInAnyOrder("a", "b");
            TestPool.run(tx, "rollback");
            TestPool.get(tx.release());
            assertThat(db.list("select name from t")).containsExactly("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aTransactionLeftOpenIsRolledBackOnRelease(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection tx = db.transaction();
            TestPool.begin(tx, "insert into t (name) values ('lost')");
            TestPool.get(tx.release());
            db.assertFree();
            assertThat(db.list("select name from t")).isEmpty();
            assertThat(TestPool.failure(tx.execute(TestPool.read("select 1"))).kind())
                    .isEqualTo(FailureKind.CONNECTION);
            TestPool.get(tx.release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void discardUndoesAndMakesRoom(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection tx = db.transaction();
            TestPool.get(TestPool.begin(tx, "insert into t (name) values ('lost')"));
            Reply<TestPool.Change> endless = tx.execute(ENDLESS_INSERT);
            TestPool.get(tx.discard());
            assertThat(TestPool.failure(endless).kind()).isIn(FailureKind.CANCELLED, FailureKind.CONNECTION);
            assertThat(tx.isLost()).isTrue();
            db.run("insert into t (name) values ('next')");
            assertThat(db.list("select name from t")).containsExactly("next");
        }
    }

    @Test
    void writersHaveTheirTurnInOrder() {
        try (TestPool db = open("file")) {
            DriverConnection first = db.transaction();
            List<CompletableFuture<DriverConnection>> waiting = new ArrayList<>();
            List<Reply<TestPool.Change>> between = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(db.pool.acquireForTransaction(Access.WRITE));
                between.add(db.pool.execute(TestPool.change("insert into t (name) values (?)", "auto" + i)));
            }
            assertThat(db.pool.stats().waiting()).isEqualTo(10);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            DriverConnection holder = first;
            for (int i = 0; i < 5; i++) {
                TestPool.get(holder.release());
                holder = TestPool.get(waiting.get(i));
                assertThat(between.subList(i, 5)).noneMatch(CompletableFuture::isDone);
                TestPool.get(TestPool.begin(holder, "insert into t (name) values (?)", "tx" + i));
                TestPool.run(holder, "commit");
            }
            TestPool.get(holder.release());
            between.forEach(TestPool::get);
            assertThat(db.list("select name from t order by id"))
                    .containsExactly("tx0", "auto0", "tx1", "auto1", "tx2", "auto2", "tx3", "auto3", "tx4", "auto4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite::memory:", "sqlite:FILE"})
    void whoWaitsTooLongIsToldWhoHasIt(String url) throws Exception {
        try (TestPool db = TestPool.open(url.replace("FILE", directory + "/test.db"), 2, TestPool.SHORT)) {
            db.run("create table t (id integer)");
            CompletableFuture<DriverConnection> held = new CompletableFuture<>();
            Thread.ofVirtual().name("the-holder").start(() -> held.complete(db.transaction()));
            DriverConnection tx = TestPool.get(held);
            DriverException timeout = TestPool.failure(db.pool.acquireForTransaction(Access.WRITE));
            assertThat(timeout.kind()).isEqualTo(FailureKind.POOL_TIMEOUT);
            assertThat(timeout).hasMessageContaining("total=").hasMessageContaining("active=1");
            assertThat(timeout).hasMessageContaining("waiting=").hasMessageContaining("the-holder");
            DriverException write = TestPool.failure(db.pool.execute(TestPool.change("insert into t values (1)")));
            assertThat(write.kind()).isEqualTo(FailureKind.POOL_TIMEOUT);
            assertThat(write).hasMessageContaining("the-holder");
            TestPool.get(tx.release());
            db.run("insert into t values (2)");
            assertThat(db.list("select id from t")).containsExactly(2L);
        }
    }

    @Test
    void readersTooAreWaitedForAndBounded() {
        try (TestPool db = TestPool.open("sqlite:" + directory.resolve("test.db"), 2, TestPool.SHORT)) {
            DriverConnection session = db.session();
            assertThat(TestPool.failure(db.pool.acquire(Access.READ)).kind()).isEqualTo(FailureKind.POOL_TIMEOUT);
            assertThat(db.one("select 1")).as("the writer helps out").isEqualTo(1L);
            CompletableFuture<DriverConnection> next = db.pool.acquire(Access.READ);
            TestPool.get(session.release());
            TestPool.get(TestPool.get(next).release());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void givingUpLosesNoSlot(String kind) {
        try (TestPool db = open(kind)) {
            for (int round = 0; round < 200; round++) {
                DriverConnection tx = db.transaction();
                CompletableFuture<DriverConnection> waiting = db.pool.acquireForTransaction(Access.WRITE);
                CompletableFuture<Void> release = tx.release();
                if (!waiting.cancel(false)) { // a race on purpose: either the one or the other
                    TestPool.get(TestPool.get(waiting).release());
                }
                TestPool.get(release);
            }
            TestPool.get(db.transaction().release());
        }
    }

    @Test
    void givingUpOnReadersLosesNoSlot() {
        try (TestPool db = open("file")) {
            List<DriverConnection> all = List.of(db.session(), db.session(), db.session());
            for (int round = 0; round < 200; round++) {
                CompletableFuture<DriverConnection> waiting = db.pool.acquire(Access.READ);
                CompletableFuture<Void> release = all.get(0).release();
                if (!waiting.cancel(false)) {
                    TestPool.get(TestPool.get(waiting).release());
                }
                TestPool.get(release);
                all = List.of(db.session(), all.get(1), all.get(2));
            }
            all.forEach(connection -> TestPool.get(connection.release()));
            assertThat(db.pool.stats().total()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aDeadTransactionNeverCommitsAnything(String kind) {
        try (TestPool db = open(kind)) {
            db.run("create trigger dead before insert on t when new.name = 'kill'"
                    + " begin select raise(rollback, 'killed'); end");
            DriverConnection tx = db.transaction();
            TestPool.begin(tx, "insert into t (name) values ('a')");
            Reply<?> killer = tx.execute(TestPool.change("insert into t (name) values ('kill')"));
            Reply<?> later = tx.execute(TestPool.change("insert into t (name) values ('b')"));
            Reply<?> read = tx.execute(TestPool.read("select 1"));
            Reply<?> nested = tx.execute("savepoint s", TestPool.change("insert into t (name) values ('c')"));
            Reply<?> commit = tx.execute(TestPool.change("commit"));
            DriverException first = TestPool.failure(killer);
            assertThat(first).hasMessage("killed");
            for (Reply<?> reply : List.of(later, read, nested, commit)) {
                assertThat(TestPool.failure(reply)).isSameAs(first);
            }
            TestPool.run(tx, "rollback");
            TestPool.get(TestPool.begin(tx, "insert into t (name) values ('fresh')"));
            TestPool.run(tx, "commit");
            TestPool.get(tx.release());
            assertThat(db.list("select name from t")).containsExactly("fresh");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aTransactionThatDiesOfItsFirstStatementIsDeadToo(String kind) {
        try (TestPool db = open(kind)) {
            db.run("create trigger dead before insert on t when new.name = 'kill'"
                    + " begin select raise(rollback, 'killed'); end");
            DriverConnection tx = db.transaction();
            Reply<?> killer = TestPool.begin(tx, "insert into t (name) values ('kill')");
            Reply<?> later = tx.execute(TestPool.change("insert into t (name) values ('b')"));
            assertThat(TestPool.failure(killer)).hasMessage("killed");
            assertThat(TestPool.failure(later)).hasMessage("killed");
            TestPool.get(tx.release());
            assertThat(db.list("select name from t")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void anInterruptedWriteEndsTheTransactionForGood(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection tx = db.transaction();
            TestPool.get(TestPool.begin(tx, "insert into t (name) values ('a')"));
            Reply<?> endless = tx.execute(ENDLESS_INSERT);
            Reply<?> later = tx.execute(TestPool.change("insert into t (name) values ('b')"));
            endless.interrupt();
            FailureKind kindOfFailure = TestPool.failure(endless).kind();
            assertThat(kindOfFailure).isEqualTo(FailureKind.CANCELLED);
            // If it was cancelled before it began, the transaction lives; if it ran, SQLite rolled everything back.
            boolean dead = later.handle((result, failure) -> failure != null).join();
            if (dead) {
                assertThat(TestPool.failure(tx.execute(TestPool.change("commit")))
                                .kind())
                        .isEqualTo(FailureKind.CANCELLED);
            }
            TestPool.run(tx, "rollback");
            TestPool.get(tx.release());
            assertThat(db.list("select name from t")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void cancellingTheFirstStatementDoesNotCancelTheBegin(String kind) throws Exception {
        Gate gate = new Gate();
        try (TestPool db = TestPool.open(
                kind.equals("memory") ? "sqlite::memory:" : "sqlite:" + directory.resolve("test.db"),
                kind.equals("one") ? 1 : 4,
                gate.settings())) {
            db.run("create table t (id integer primary key, name text)");
            DriverConnection tx = db.transaction();
            Reply<?> holder = tx.execute(TestPool.read("select gate()"));
            gate.awaitEntered();
            Reply<?> first = TestPool.begin(tx, "insert into t (name) values ('a')");
            Reply<TestPool.Change> second = tx.execute(TestPool.change("insert into t (name) values ('b')"));
            Reply<?> nested = tx.execute("savepoint s", TestPool.change("insert into t (name) values ('c')"));
            Reply<TestPool.Change> inner = tx.execute(TestPool.change("insert into t (name) values ('d')"));
            first.interrupt();
            nested.interrupt();
            gate.open();
            TestPool.get(holder);
            assertThat(TestPool.failure(first).kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(TestPool.failure(nested).kind()).isEqualTo(FailureKind.CANCELLED);
            TestPool.get(second);
            TestPool.get(inner);
            TestPool.run(tx, "rollback to s");
            assertThat(TestPool.list(tx, "select name from t")).containsExactly("b");
            TestPool.run(tx, "rollback");
            TestPool.get(tx.release());
            assertThat(db.list("select name from t")).isEmpty();
        }
    }

    @Test
    void whatFollowsAFailedBeginIsNotRun() throws Exception {
        String file = directory.resolve("test.db").toString();
        try (TestPool db = TestPool.open("sqlite:" + file + "?busy_timeout=1", 2);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            db.run("create table t (id integer primary key, name text)");
            statement.execute("begin immediate");
            DriverConnection tx = db.transaction();
            Reply<?> first = TestPool.begin(tx, "insert into t (name) values ('a')");
            Reply<?> second = tx.execute(TestPool.change("insert into t (name) values ('b')"));
            assertThat(TestPool.failure(first).kind()).isEqualTo(FailureKind.LOCK_TIMEOUT);
            statement.execute("rollback");
            assertThat(TestPool.failure(second).kind()).isEqualTo(FailureKind.LOCK_TIMEOUT);
            Reply<?> third = tx.execute(TestPool.change("insert into t (name) values ('c')"));
            assertThat(TestPool.failure(third).kind()).isEqualTo(FailureKind.LOCK_TIMEOUT);
            TestPool.get(tx.release());
            assertThat(db.list("select name from t")).isEmpty();
        }
    }

    @Test
    void anotherProcessThatWritesIsWaitedForAndNamedAsALock() throws Exception {
        String file = directory.resolve("test.db").toString();
        try (TestPool db = TestPool.open("sqlite:" + file + "?busy_timeout=20", 3);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            db.run("create table t (id integer primary key, name text)");
            statement.execute("begin immediate");
            List<Reply<TestPool.Change>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                replies.add(db.pool.execute(TestPool.change("insert into t (name) values ('a')")));
            }
            replies.forEach(reply -> assertThat(TestPool.failure(reply).kind()).isEqualTo(FailureKind.LOCK_TIMEOUT));
            assertThat(db.list("select name from t")).as("reading goes on").isEmpty();
            statement.execute("rollback");
            db.run("insert into t (name) values ('b')");
        }
    }

    @Test
    void waitingForAnotherProcessCanBeInterrupted() throws Exception {
        String file = directory.resolve("test.db").toString();
        try (TestPool db = TestPool.open("sqlite:" + file + "?busy_timeout=3600000", 3);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            db.run("create table t (id integer primary key, name text)");
            statement.execute("begin immediate");
            Reply<?> reply = db.pool.execute(TestPool.change("insert into t (name) values ('a')"));
            while (db.pool.stats().waiting() > 0) {
                Thread.onSpinWait();
            }
            reply.interrupt();
            assertThat(TestPool.failure(reply).kind()).isEqualTo(FailureKind.CANCELLED);
            statement.execute("rollback");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void aReadTransactionRefusesToWriteAndSeesOneMoment(String kind) {
        try (TestPool db = open(kind)) {
            DriverConnection tx = TestPool.get(db.pool.acquireForTransaction(Access.READ));
            assertThat(TestPool.get(tx.execute("BEGIN", TestPool.read("select count(*) from t"))))
                    .containsExactly(0L);
            assertThat(TestPool.failure(tx.execute(TestPool.change("insert into t (name) values ('x')")))
                            .kind())
                    .isEqualTo(FailureKind.READ_ONLY);
            if (kind.equals("file")) {
                db.run("insert into t (name) values ('other')");
            }
            assertThat(TestPool.list(tx, "select count(*) from t")).containsExactly(0L);
            TestPool.run(tx, "commit");
            TestPool.get(tx.release());
            db.run("insert into t (name) values ('writes again')");
        }
    }

    @Test
    void aFailedCommitLeavesTheTransactionOpenToBeMended() {
        try (TestPool db = open("file")) {
            db.run("create table child (id integer primary key, t integer references t deferrable initially deferred)");
            DriverConnection tx = db.transaction();
            TestPool.get(TestPool.begin(tx, "insert into child (t) values (5)"));
            assertThat(TestPool.failure(tx.execute(TestPool.change("commit"))).kind())
                    .isEqualTo(FailureKind.FOREIGN_KEY_VIOLATION);
            TestPool.run(tx, "insert into t (id, name) values (5, 'late')");
            TestPool.run(tx, "commit");
            TestPool.get(tx.release());
            assertThat(db.one("select count(*) from child")).isEqualTo(1L);
        }
    }
}
