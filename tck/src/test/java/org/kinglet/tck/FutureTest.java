// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.TransactionEndedException;
import org.kinglet.tck.model.User;

/** Where the callbacks of futures run, and to which transaction they belong. */
class FutureTest extends TaskTest {
    @Test
    void callbacksRunOnVirtualThreadsAndNeverInline() throws Exception {
        Thread caller = Thread.currentThread();
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<User> done = USERS.createAsync(USERS.username.set("a"));
        await(done);
        await(done.thenAccept(user -> threads.add(Thread.currentThread()))); // after its completion
        await(USERS.createAsync(USERS.username.set("b"))
                .thenApply(user -> threads.add(Thread.currentThread()))
                .thenCompose(x -> db.sqlAsync("select 1"))
                .whenComplete((x, failure) -> threads.add(Thread.currentThread()))
                .handle((x, failure) -> threads.add(Thread.currentThread()))
                .thenCombine(USERS.select().countAsync(), (x, y) -> threads.add(Thread.currentThread())));
        await(db.runAsync(() -> 1).thenRun(() -> threads.add(Thread.currentThread())));
        assertThat(threads).hasSize(6).allSatisfy(thread -> {
            assertThat(thread.isVirtual()).isTrue();
            assertThat(thread).isNotSameAs(caller);
        });
    }

    @Test
    void callbacksMayWait() throws Exception {
        long count = await(USERS.createAsync(USERS.username.set("a")).thenApply(user -> {
            create("b");
            return db.atomic(() -> USERS.select().count());
        }));
        assertThat(count).isEqualTo(2);
    }

    @Test
    void aChainBelongsToTheTransactionInWhichItBegan() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    await(USERS.createAsync(USERS.username.set("a"))
                            .thenCompose(user -> USERS.createAsync(USERS.username.set("b")))
                            .thenApply(user -> create("c")));
                    assertThat(stored()).containsExactly("a", "b", "c");
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aChainThatNobodyJoinsIsCommittedToItsLastLink() {
        db.atomic(() -> {
            CompletableFuture<?> chain = CompletableFuture.completedFuture(null);
            chain = USERS.createAsync(USERS.username.set("0"));
            for (int i = 1; i < 20; i++) {
                String name = "" + i;
                chain = i % 2 == 0
                        ? chain.thenCompose(x -> USERS.createAsync(USERS.username.set(name)))
                        : chain.thenApply(x -> create(name));
            }
        });
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).hasSize(20);
    }

    @Test
    void aChainInANestedBlockIsPartOfThat() {
        db.atomic(() -> {
            assertThatThrownBy(() -> db.atomic(() -> {
                        USERS.createAsync(USERS.username.set("a")).thenApply(user -> create("b"));
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
            db.atomic(() -> {
                USERS.createAsync(USERS.username.set("c")).thenApply(user -> create("d"));
            });
            create("e");
        });
        assertThat(stored()).containsExactly("c", "d", "e");
    }

    @Test
    void statementsInFlightTogetherAreAllCommitted() {
        db.atomic(() -> {
            for (int i = 0; i < 100; i++) USERS.createAsync(USERS.username.set("u" + i));
        });
        assertThat(stored()).hasSize(100);
    }

    @Test
    void operationsOfSeveralStatementsWorkSideBySideInATransaction() {
        List<CompletableFuture<?>> started = new ArrayList<>();
        create("taken");
        db.atomic(() -> {
            for (int i = 0; i < 20; i++) {
                String name = i % 3 == 0 ? "taken" : "u" + i;
                started.add(USERS.getOrCreateAsync(List.of(USERS.username.set(name)), List.of()));
                started.add(db.createOrGetAsync(new User("taken")));
                started.add(USERS.createAsync(USERS.username.set("plain" + i)));
                started.add(USERS.bulkCreateAsync(List.of(new User("bulk" + i), new User("more" + i))));
            }
        });
        assertThat(started).allSatisfy(future -> assertThat(future).isCompleted());
        assertThat(stored()).hasSize(1 + 13 + 20 + 40);
    }

    @Test
    void aCallbackOutsideATransactionIsOutside() throws Exception {
        CompletableFuture<User> made = USERS.createAsync(USERS.username.set("outside"));
        await(made);
        assumeFalse(target.isSingleConnection(), "its write would wait for the transaction");
        assertThatThrownBy(() -> db.atomic(() -> {
                    int before = await(made.thenApply(user -> stored().size()));
                    create("inside");
                    int meanwhile = await(made.thenApply(user -> stored().size()));
                    assertThat(List.of(before, meanwhile)).containsExactly(1, 1);
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
    }

    @Test
    void whenAFutureIsCompletedItsConnectionIsBack() throws Exception {
        for (int i = 0; i < 50; i++) {
            await(USERS.createAsync(USERS.username.set("u" + i)));
            assertThat(db.stats().inUse()).isZero();
            await(USERS.select().listAsync());
            assertThat(db.stats().inUse()).isZero();
            await(db.atomicAsync(() -> stored()));
            assertThat(db.stats().inUse()).isZero();
        }
    }

    @Test
    void completeOnRunsCallbacksOnTheGivenExecutor() throws Exception {
        try (ExecutorService executor = Executors.newSingleThreadExecutor(
                        task -> Thread.ofPlatform().name("my loop").unstarted(task));
                Database other = target.builder().completeOn(executor).open()) {
            String name = other.sqlAsync("select 1")
                    .thenApply(rows -> Thread.currentThread().getName())
                    .get(BOUND_SECONDS, TimeUnit.SECONDS);
            assertThat(name).isEqualTo("my loop");
        }
    }

    @Test
    void aStatementThatIsStartedAfterTheEndIsRefused() throws Exception {
        CompletableFuture<String> signal = new CompletableFuture<>();
        List<CompletableFuture<User>> late = new ArrayList<>();
        db.atomic(() -> {
            // The block does not wait for what is not its own.
            late.add(db.runAsync(signal::join).thenCompose(go -> USERS.createAsync(USERS.username.set(go))));
            create("a");
        });
        signal.complete("b");
        assertThatThrownBy(() -> await(late.get(0))).cause().isInstanceOf(TransactionEndedException.class);
        assertThat(stored()).containsExactly("a");
    }
}
