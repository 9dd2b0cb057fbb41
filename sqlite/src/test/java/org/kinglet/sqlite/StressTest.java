// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.driver.Access;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverCursor;
import org.kinglet.driver.Reply;

/** Tasks do everything at once and interrupt each other: what was acknowledged is there, what failed is not. */
class StressTest {
    private static final int TASKS = 24;
    private static final int ROUNDS = 60;

    @TempDir
    Path directory;

    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong keys = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {"file", "one", "memory"})
    void whatWasAcknowledgedIsThereAndNothingElse(String kind) throws Exception {
        long seed = System.nanoTime();
        System.out.println("StressTest seed " + seed + " " + kind);
        try (TestPool db = TestPool.open(
                        kind.equals("memory") ? "sqlite::memory:" : "sqlite:" + directory.resolve("test.db"),
                        kind.equals("one") ? 1 : 4);
                ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            db.run("create table t (id integer primary key, n integer)");
            db.run("create trigger dead before insert on t when new.n = 13 begin select raise(rollback, 'dead'); end");
            SplittableRandom seeds = new SplittableRandom(seed);
            List<Future<?>> running = new ArrayList<>();
            for (int task = 0; task < TASKS; task++) {
                SplittableRandom random = seeds.split();
                running.add(tasks.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        doSomething(db, random);
                    }
                }));
            }
            for (Future<?> future : running) {
                TestPool.get(future);
            }
            Set<Object> lost = new HashSet<>(acknowledged);
            List<Object> stored = db.list("select id from t");
            stored.forEach(lost::remove);
            Set<Object> unexpected = new HashSet<>(stored);
            unexpected.removeAll(acknowledged);
            assertThat(lost).as("acknowledged and not there").isEmpty();
            assertThat(unexpected).as("there and not acknowledged").isEmpty();
        }
    }

    private void doSomething(TestPool db, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0, 1 -> insertAlone(db, random);
            case 2 -> transaction(db, random);
            case 3 -> session(db, random);
            case 4 -> giveUpWaiting(db, random);
            default -> db.list("select count(*) from t");
        }
    }

    private Reply<TestPool.Change> insert(
            DriverConnection connection, String before, long key, SplittableRandom random) {
        return connection.execute(before, TestPool.change("insert into t values (?, ?)", key, random.nextInt(14)));
    }

    /** The slow one runs until it is interrupted or has done its ten thousand steps. */
    private void insertAlone(TestPool db, SplittableRandom random) {
        long key = keys.incrementAndGet();
        Reply<TestPool.Change> reply = db.pool.execute(TestPool.change(
                random.nextBoolean()
                        ? "insert into t values (?1, ?2)"
                        : "insert into t select ?1, ?2 from (with recursive n(i) as"
                                + " (select 1 union all select i + 1 from n where i < 10000) select max(i) from n)",
                key,
                random.nextInt(14)));
        if (random.nextInt(3) == 0) {
            Thread.yield();
            reply.interrupt();
        }
        if (succeeds(reply)) {
            acknowledged.add(key);
            assertThat(db.list("select id from t where id = ?", key)).containsExactly(key);
        }
    }

    private void transaction(TestPool db, SplittableRandom random) {
        DriverConnection tx = db.transaction();
        try {
            List<Long> mine = new ArrayList<>();
            boolean alive = true;
            for (int i = 0; i < 3; i++) {
                long key = keys.incrementAndGet();
                Reply<TestPool.Change> reply = insert(tx, i == 0 ? "BEGIN IMMEDIATE" : null, key, random);
                if (random.nextInt(8) == 0) {
                    reply.interrupt();
                }
                alive &= succeeds(reply);
                mine.add(key);
            }
            if (random.nextInt(4) > 0) {
                boolean committed = succeeds(tx.execute(TestPool.change(alive ? "commit" : "rollback")));
                if (alive && committed) {
                    acknowledged.addAll(mine);
                }
            }
        } finally {
            TestPool.get(random.nextInt(10) == 0 ? tx.discard() : tx.release());
        }
    }

    private void session(TestPool db, SplittableRandom random) {
        DriverConnection session = db.session();
        try {
            DriverCursor<List<Object>> cursor = session.openCursor(TestPool.read("select id from t"));
            TestPool.get(cursor.fetch(3));
            long key = keys.incrementAndGet();
            Reply<TestPool.Change> write = insert(session, null, key, random);
            Reply<List<Object>> read = session.execute(TestPool.read("select id from t where id = ?", key));
            if (succeeds(write)) {
                acknowledged.add(key);
                assertThat(TestPool.get(read)).containsExactly(key);
            } else {
                assertThat(TestPool.get(read)).isEmpty();
            }
            TestPool.get(cursor.fetch(3));
            if (random.nextBoolean()) {
                TestPool.get(cursor.close());
            }
        } finally {
            TestPool.get(session.release());
        }
    }

    private static void giveUpWaiting(TestPool db, SplittableRandom random) {
        CompletableFuture<DriverConnection> waiting = random.nextBoolean()
                ? db.pool.acquire(Access.READ)
                : db.pool.acquireForTransaction(random.nextBoolean() ? Access.READ : Access.WRITE);
        if (!waiting.cancel(false)) {
            TestPool.get(TestPool.get(waiting).release());
        }
    }

    private static boolean succeeds(Reply<?> reply) {
        return TestPool.get(reply.handle((result, failure) -> failure == null));
    }
}
