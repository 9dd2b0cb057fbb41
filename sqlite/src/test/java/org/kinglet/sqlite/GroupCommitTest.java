// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;

class GroupCommitTest {
    private static final String INFINITE =
            "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n";

    @TempDir
    Path directory;

    private final Gate gate = new Gate();
    private TestPool db;

    @BeforeEach
    void open() {
        db = TestPool.open("sqlite:" + directory.resolve("test.db"), 3, gate.settings());
        db.run("create table parent (id integer primary key)");
        db.run("create table t (id integer primary key, name text unique,"
                + " parent integer references parent deferrable initially deferred)");
        db.run("create table commits (n integer)");
        db.run("create trigger thirteen before insert on t when new.name = 'thirteen'"
                + " begin select raise(rollback, 'thirteen is refused'); end");
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** Holds the writer, queues, and lets all run: whatever may form a group does. */
    private <R> List<Reply<R>> queued(List<Command<R>> commands) throws Exception {
        Reply<?> holder = db.pool.execute(TestPool.write("select gate()"));
        gate.awaitEntered();
        List<Reply<R>> replies = new ArrayList<>();
        for (Command<R> command : commands) {
            replies.add(db.pool.execute(command));
        }
        gate.open();
        TestPool.get(holder);
        return replies;
    }

    private static Command<TestPool.Change> insert(String name) {
        return TestPool.change("insert into t (name) values (?)", name);
    }

    @Test
    void oneThatFailsFailsAlone() throws Exception {
        db.run("insert into t (name) values ('taken')");
        List<Command<TestPool.Change>> commands = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            commands.add(insert(i == 30 ? "taken" : "name" + i));
        }
        List<Reply<TestPool.Change>> replies = queued(commands);
        for (int i = 0; i < 64; i++) {
            if (i == 30) {
                assertThat(TestPool.failure(replies.get(i)).kind()).isEqualTo(FailureKind.UNIQUE_VIOLATION);
            } else {
                TestPool.Change change = TestPool.get(replies.get(i));
                assertThat(change.rows()).isEqualTo(1);
                assertThat(db.one("select name from t where id = ?", change.id()))
                        .isEqualTo("name" + i);
            }
        }
        assertThat(db.one("select count(*) from t")).isEqualTo(64L);
    }

    @Test
    void aGroupReallySharesItsTransaction() throws Exception {
        // The collector of the last member looks from another connection before the commit: nothing may be there yet.
        List<Object> seen = new ArrayList<>();
        List<Command<TestPool.Change>> commands = new ArrayList<>(List.of(insert("a"), insert("b")));
        commands.add(new Command<>(
                "insert into t (name) values ('c')", new Object[0], Access.WRITE, () -> new RowCollector<>() {
                    @Override
                    public void row(RowReader row) {}

                    @Override
                    public TestPool.Change finish(long affectedRows, long lastInsertedId) {
                        seen.add(db.one("select count(*) from t")); // a reader's thread answers
                        return new TestPool.Change(affectedRows, lastInsertedId);
                    }
                }));
        List<Reply<TestPool.Change>> replies = queued(commands);
        replies.forEach(TestPool::get);
        assertThat(seen).containsExactly(0L);
        assertThat(db.one("select count(*) from t")).isEqualTo(3L);
    }

    @Test
    void repliesComeAfterTheCommit() throws Exception {
        ConcurrentLinkedQueue<Object> early = new ConcurrentLinkedQueue<>();
        List<Command<TestPool.Change>> commands = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            commands.add(insert("name" + i));
        }
        List<CompletableFuture<Object>> checks = new ArrayList<>();
        Reply<?> holder = db.pool.execute(TestPool.write("select gate()"));
        gate.awaitEntered();
        for (int i = 0; i < 40; i++) {
            String name = "name" + i;
            // The dependent only queues the read; the reader sees what is committed.
            checks.add(db.pool
                    .execute(commands.get(i))
                    .thenCompose(change -> db.pool
                            .execute(TestPool.read("select count(*) from t where name = ?", name))
                            .thenApply(rows -> rows.get(0))));
        }
        gate.open();
        TestPool.get(holder);
        for (CompletableFuture<Object> check : checks) {
            early.add(TestPool.get(check));
        }
        assertThat(early).containsOnly(1L);
    }

    @Test
    void aDeferredConstraintTakesNobodyWithIt() throws Exception {
        List<Command<TestPool.Change>> commands = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            commands.add(insert("name" + i));
        }
        commands.add(4, TestPool.change("insert into t (name, parent) values ('orphan', 99)"));
        List<Reply<TestPool.Change>> replies = queued(commands);
        assertThat(TestPool.failure(replies.get(4)).kind()).isEqualTo(FailureKind.FOREIGN_KEY_VIOLATION);
        replies.remove(4);
        replies.forEach(TestPool::get);
        assertThat(db.one("select count(*) from t")).isEqualTo(10L);
    }

    @Test
    void aTriggerThatRollsBackTakesNobodyWithIt() throws Exception {
        List<Reply<TestPool.Change>> replies =
                queued(List.of(insert("a"), insert("b"), insert("thirteen"), insert("c"), insert("d")));
        assertThat(TestPool.failure(replies.get(2)).kind()).isEqualTo(FailureKind.OTHER_INTEGRITY);
        assertThat(TestPool.failure(replies.get(2))).hasMessage("thirteen is refused");
        List.of(0, 1, 3, 4).forEach(i -> TestPool.get(replies.get(i)));
        assertThat(db.list("select name from t order by id")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theFirstMemberTakesNobodyWithItEither() throws Exception {
        List<Reply<TestPool.Change>> replies = queued(List.of(insert("thirteen"), insert("a"), insert("b")));
        TestPool.failure(replies.get(0));
        List.of(1, 2).forEach(i -> TestPool.get(replies.get(i)));
        assertThat(db.list("select name from t order by id")).containsExactly("a", "b");
    }

    @Test
    void orRollbackTakesNobodyWithIt() throws Exception {
        db.run("insert into t (name) values ('taken')");
        List<Reply<TestPool.Change>> replies = queued(List.of(
                insert("a"), TestPool.change("insert or rollback into t (name) values ('taken')"), insert("b")));
        assertThat(TestPool.failure(replies.get(1)).kind()).isEqualTo(FailureKind.UNIQUE_VIOLATION);
        List.of(0, 2).forEach(i -> TestPool.get(replies.get(i)));
        assertThat(db.list("select name from t order by id")).containsExactly("taken", "a", "b");
    }

    @Test
    void aFailureThatDependsOnARowOfTheDeadGroupIsTakenBack() throws Exception {
        // "b" fails in the group because the orphan took the name; the orphan dies at COMMIT; so "b" must succeed.
        List<Reply<TestPool.Change>> replies = queued(
                List.of(insert("a"), TestPool.change("insert into t (name, parent) values ('b', 99)"), insert("b")));
        assertThat(TestPool.failure(replies.get(1)).kind()).isEqualTo(FailureKind.FOREIGN_KEY_VIOLATION);
        List.of(0, 2).forEach(i -> TestPool.get(replies.get(i)));
        assertThat(db.list("select name from t order by name")).containsExactly("a", "b");
    }

    @Test
    void anInterruptedMemberTakesNobodyWithIt() throws Exception {
        Reply<?> holder = db.pool.execute(TestPool.write("select gate()"));
        gate.awaitEntered();
        Reply<TestPool.Change> before = db.pool.execute(insert("before"));
        Reply<TestPool.Change> endless = db.pool.execute(TestPool.change("insert into t (name) " + INFINITE));
        Reply<TestPool.Change> after = db.pool.execute(insert("after"));
        gate.open();
        TestPool.get(holder);
        while (db.pool.stats().waiting() > 1) {
            Thread.onSpinWait(); // until the endless one has begun
        }
        endless.interrupt();
        assertThat(TestPool.failure(endless).kind()).isEqualTo(FailureKind.CANCELLED);
        TestPool.get(before);
        TestPool.get(after);
        assertThat(db.list("select name from t order by name")).containsExactly("after", "before");
    }

    @Test
    void eachRunHasANewCollector() throws Exception {
        AtomicInteger collectors = new AtomicInteger();
        Command<List<Object>> returning =
                new Command<>("insert into t (name) values ('x') returning name", new Object[0], Access.WRITE, () -> {
                    collectors.incrementAndGet();
                    return TestPool.write("").collector().get();
                });
        List<Reply<List<Object>>> replies =
                queued(List.of(returning, TestPool.write("insert into t (name) values ('thirteen') returning name")));
        assertThat(TestPool.get(replies.get(0))).containsExactly("x");
        assertThat(collectors).hasValue(2);
        TestPool.failure(replies.get(1));
    }

    @Test
    void whatManagesTransactionsOrTheDatabaseStaysAlone() throws Exception {
        List<Reply<TestPool.Change>> replies = queued(List.of(
                insert("a"),
                TestPool.change("pragma user_version = 7"),
                insert("b"),
                TestPool.change("/* x */ vacuum"),
                insert("c"),
                TestPool.change("-- y\n begin"),
                insert("d"),
                TestPool.change("savepoint s"),
                insert("e"),
                TestPool.change("commit")));
        for (int i : new int[] {0, 1, 2, 3, 4, 6, 8}) {
            TestPool.get(replies.get(i));
        }
        assertThat(TestPool.failure(replies.get(5))).hasMessageContaining("db.atomic");
        assertThat(TestPool.failure(replies.get(7))).hasMessageContaining("db.atomic");
        assertThat(TestPool.failure(replies.get(9)).kind()).isEqualTo(FailureKind.PROGRAMMING);
        assertThat(db.list("select name from t order by id")).containsExactly("a", "b", "c", "d", "e");
        assertThat(db.one("pragma user_version")).isEqualTo(7L);
    }

    @Test
    void aThrowingCollectorHarmsNobody() throws Exception {
        Command<TestPool.Change> broken =
                new Command<>("insert into t (name) values ('broken')", new Object[0], Access.WRITE, () -> {
                    throw new IllegalStateException("collector");
                });
        List<Reply<TestPool.Change>> replies = queued(List.of(insert("a"), broken, insert("b")));
        assertThat(replies.get(1))
                .failsWithin(TestPool.SHORT.multipliedBy(100))
                .withThrowableThat()
                .withMessageContaining("collector");
        TestPool.get(replies.get(0));
        TestPool.get(replies.get(2));
        assertThat(db.list("select name from t order by name")).containsExactly("a", "b");
    }
}
