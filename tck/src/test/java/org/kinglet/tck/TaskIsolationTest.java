// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Users.USERS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.NotBoundException;
import org.kinglet.Transaction;
import org.kinglet.tck.model.Stray;
import org.kinglet.tck.model.Strays;

/** A task has its own transaction; one that it starts inherits nothing. */
class TaskIsolationTest extends TaskTest {
    @Test
    void aThreadStartedInATransactionIsOutsideOfIt() throws Exception {
        assumeFalse(target.isSingleConnection(), "it would wait for the transaction");
        db.atomic(() -> {
            create("inside");
            CompletableFuture<List<String>> virtual = new CompletableFuture<>();
            CompletableFuture<List<String>> platform = new CompletableFuture<>();
            Thread.startVirtualThread(() -> virtual.complete(stored()));
            Thread.ofPlatform().start(() -> platform.complete(stored()));
            assertThat(await(virtual)).isEmpty();
            assertThat(await(platform)).isEmpty();
            assertThat(await(db.runAsync(() -> stored()))).isEmpty();
            assertThat(stored()).containsExactly("inside");
        });
    }

    @Test
    void anotherTasksWriteWaitsForTheTransaction() throws Exception {
        haveOneTransactionAtATime();
        CompletableFuture<?> other;
        try (Transaction tx = db.begin()) {
            create("first");
            other = db.runAsync(() -> create("second"));
            awaitUntil(() -> db.stats().waiting() == 1);
            assertThat(other).isNotDone();
            tx.commit();
        }
        await(other);
        assertThat(stored()).containsExactly("first", "second");
    }

    @Test
    void twoTasksInTheSameTransactionBlockDoNotMix() throws Exception {
        CompletableFuture<?> good = db.atomicAsync(() -> create("good"));
        CompletableFuture<?> bad = db.atomicAsync(() -> {
            create("bad");
            throw new Undo();
        });
        await(good);
        assertThatThrownBy(() -> await(bad)).cause().isInstanceOf(Undo.class);
        assertThat(stored()).containsExactly("good");
    }

    /** No measured time: if one of them kept its thread or a connection while it waits, the others would never come. */
    @Test
    void aHundredTasksWaitAtTheSameTime() throws Exception {
        CyclicBarrier all = new CyclicBarrier(100);
        List<CompletableFuture<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(db.runAsync(() -> {
                int before = stored().size();
                all.await(BOUND_SECONDS, TimeUnit.SECONDS);
                return before + stored().size();
            }));
        }
        for (CompletableFuture<Integer> task : tasks) assertThat(await(task)).isZero();
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void aTransactionMayBeBegunOnAnyThread() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            List<Executor> threads = List.of(
                    pool,
                    ForkJoinPool.commonPool(),
                    Thread::startVirtualThread,
                    task -> Thread.ofPlatform().start(task));
            for (int i = 0; i < threads.size(); i++) {
                String name = "thread " + i;
                CompletableFuture<Long> task = CompletableFuture.supplyAsync(
                        () -> db.transaction(() -> {
                            create(name);
                            assertThatThrownBy(() -> db.savepoint(() -> {
                                        create(name + " undone");
                                        throw new Undo();
                                    }))
                                    .isInstanceOf(Undo.class);
                            return USERS.count();
                        }),
                        threads.get(i));
                long rows = await(task);
                assertThat(rows).isEqualTo(i + 1);
            }
        }
        assertThat(stored()).containsExactly("thread 0", "thread 1", "thread 2", "thread 3");
    }

    @Test
    void runAsyncHandsOnResultsAndExceptions() throws Exception {
        int result = await(db.runAsync(() -> 3));
        assertThat(result).isEqualTo(3);
        assertThatThrownBy(() -> await(db.runAsync(() -> {
                    throw new IOException("checked");
                })))
                .hasCauseInstanceOf(IOException.class);
        await(db.runAsync(() -> assertThat(Thread.currentThread().isVirtual()).isTrue()));
    }

    @Test
    void useIsOfOneTaskAndEndsWithItsBlock() throws Exception {
        try (Database other = probe.builder(target).open()) {
            other.createTables(USERS);
            other.use(() -> {
                create("other");
                assertThat(stored()).containsExactly("other");
                assertThat(await(db.runAsync(() -> stored())))
                        .as("another task")
                        .isEmpty();
                db.use(() -> assertThat(stored()).isEmpty());
                assertThat(stored()).containsExactly("other");
            });
            assertThat(stored()).isEmpty();
            assertThatThrownBy(() -> other.use(() -> {
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
            assertThat(stored()).isEmpty();
        }
    }

    @Test
    void aTransactionBegunWithinUseDoesNotKeepItInUse() {
        try (Database other = probe.builder(target).open()) {
            other.createTables(USERS);
            Transaction tx = other.use(() -> other.begin());
            assertThat(stored()).as("USERS is bound to db").isEmpty();
            create("mine");
            tx.create(new org.kinglet.tck.model.User("theirs"));
            tx.commit();
            assertThat(stored()).containsExactly("mine");
            assertThat(other.count(USERS.select())).isEqualTo(1);
        }
    }

    @Test
    void whatIsBoundNowhereBelongsToTheTransactionItIsUsedIn() {
        assertThatThrownBy(() -> Strays.STRAYS.select().list()).isInstanceOf(NotBoundException.class);
        db.createTables(Strays.STRAYS);
        db.atomic(() -> {
            db.create(new Stray(0, "a"));
            assertThat(Strays.STRAYS.select().count()).isEqualTo(1);
        });
        assertThatThrownBy(() -> Strays.STRAYS.select().list()).isInstanceOf(NotBoundException.class);
    }
}
