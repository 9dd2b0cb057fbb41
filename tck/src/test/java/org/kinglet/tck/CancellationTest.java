// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.DatabaseException;
import org.kinglet.StatementCancelledException;
import org.kinglet.StatementTimeoutException;
import org.kinglet.Transaction;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.query.Returning;
import org.kinglet.tck.model.User;

/** A statement that nobody waits for any more is stopped on the server. These would run for ever if it were not. */
class CancellationTest extends TaskTest {
    private static final Duration SOON = Duration.ofMillis(50);

    private void nothingRunsAnyMore() {
        awaitUntil(() -> db.stats().inUse() == 0);
        create("after" + System.nanoTime());
    }

    @Test
    void cancellingAFutureStopsTheStatement() throws Exception {
        for (var statement : new RawSql[] {probe.endless(), probe.endlessWrite()}) {
            CompletableFuture<Result> running = db.executeAsync(statement);
            probe.awaitBegun();
            assertThat(running.cancel(true)).isTrue();
            assertThatThrownBy(running::join).isInstanceOf(CancellationException.class);
            nothingRunsAnyMore();
        }
    }

    @Test
    void cancellingWhatStillWaitsKeepsItFromRunning() throws Exception {
        haveOneTransactionAtATime();
        try (Transaction tx = db.begin()) {
            create("a");
            CompletableFuture<?> waiting = db.runAsync(() -> create("never"));
            awaitUntil(() -> db.stats().waiting() == 1);
            assertThat(waiting.cancel(true)).isTrue();
            awaitUntil(() -> db.stats().waiting() == 0);
            tx.commit();
        }
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void cancellingATaskInterruptsIt() throws Exception {
        CompletableFuture<Result> task = db.runAsync(() -> db.execute(probe.endless()));
        probe.awaitBegun();
        assertThat(task.cancel(true)).isTrue();
        nothingRunsAnyMore();
        CompletableFuture<Object> block = db.atomicAsync(() -> {
            create("never");
            return db.execute(probe.endless());
        });
        probe.awaitBegun();
        assertThat(block.cancel(true)).isTrue();
        nothingRunsAnyMore();
        assertThat(stored()).doesNotContain("never");
    }

    @Test
    void orTimeoutStopsTheStatement() throws Exception {
        CompletableFuture<Result> running = db.executeAsync(probe.endless()).orTimeout(50, TimeUnit.MILLISECONDS);
        assertThatThrownBy(running::get).hasCauseInstanceOf(TimeoutException.class);
        nothingRunsAnyMore();
    }

    @Test
    void aTimeoutOfTheStatementStopsIt() throws Exception {
        create("a"); // or the update would have nothing to do
        assertThatThrownBy(() -> db.execute(probe.endless().timeout(SOON)))
                .isInstanceOf(StatementTimeoutException.class)
                .hasMessageContaining(probe.name());
        assertThatThrownBy(() -> await(db.executeAsync(probe.endlessWrite().timeout(SOON))))
                .cause()
                .isInstanceOf(StatementTimeoutException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        nothingRunsAnyMore();
    }

    /** Where that is several statements, each has it. */
    @Test
    void aTimeoutHoldsForAWriteThatGivesRowsBack() throws Exception {
        create("a");
        var update = USERS.update(USERS.logins.set(1)).all().returning().timeout(SOON);
        var delete = USERS.delete().all().returning().timeout(SOON);
        try (Transaction holder = db.begin()) {
            holder.execute(USERS.update(USERS.logins.set(2)).all());
            for (Returning<User> write : List.of(update, delete)) {
                assertThatThrownBy(() -> await(elsewhere(() -> db.executeAsync(write))))
                        .cause()
                        .isInstanceOf(StatementTimeoutException.class);
            }
        }
        nothingRunsAnyMore();
        assertThat(stored()).startsWith("a").hasSize(2);
    }

    @Test
    void aTimeoutOfTheDatabaseStopsEachStatementThatSaysNothingElse() {
        try (Database hasty = probe.builder(target).timeout(SOON).open()) {
            assertThatThrownBy(() -> hasty.execute(probe.endless())).isInstanceOf(StatementTimeoutException.class);
            assertThatThrownBy(() -> await(hasty.executeAsync(probe.endless())))
                    .cause()
                    .isInstanceOf(StatementTimeoutException.class);
            assertThat(hasty.stats().inUse()).isZero();
        }
    }

    @Test
    void aWriteThatIsStoppedInATransactionLeavesNoneOfItBehind() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("before");
                    db.execute(probe.endlessWrite().timeout(SOON));
                }))
                .isInstanceOf(StatementTimeoutException.class);
        assertThat(stored()).isEmpty();
        assertThat(db.stats().inUse()).isZero();
    }

    /** What it has taken down with it must not go on, one statement by one, each committing on its own. */
    @Test
    void afterAStoppedWriteTheBlockEitherGoesOnWholeOrFailsWhole() {
        boolean committed = false;
        try {
            db.atomic(() -> {
                create("before");
                assertThatThrownBy(() -> db.execute(probe.endlessWrite().timeout(SOON)))
                        .isInstanceOf(StatementTimeoutException.class);
                create("after");
            });
            committed = true;
        } catch (DatabaseException failed) {
            assertThat(failed).isNotNull();
        }
        if (committed) assertThat(stored()).containsExactly("before", "after");
        else assertThat(stored()).isEmpty();
    }

    @Test
    void theSameHoldsForANestedBlock() {
        boolean committed = false;
        try {
            db.atomic(() -> {
                create("before");
                assertThatThrownBy(() -> db.atomic(() -> {
                            create("nested");
                            db.execute(probe.endlessWrite().timeout(SOON));
                        }))
                        .isInstanceOf(StatementTimeoutException.class);
                create("after");
            });
            committed = true;
        } catch (DatabaseException failed) {
            assertThat(failed).isNotNull();
        }
        if (committed) assertThat(stored()).containsExactly("before", "after");
        else assertThat(stored()).isEmpty();
    }

    /** The statement that carries SAVEPOINT is cancelled while it waits behind another. */
    @Test
    void aFirstStatementCancelledBeforeItBeganDoesNotLeaveTheBlockWithoutItsBegin() throws Exception {
        db.atomic(() -> {
            create("outer");
            CompletableFuture<Result> held = db.executeAsync(probe.heldRead());
            probe.awaitBegun();
            assertThatThrownBy(() -> db.atomic(() -> {
                        CompletableFuture<User> first = db.createAsync(new User("cancelled"));
                        assertThat(first.cancel(true)).isTrue();
                        probe.release();
                        create("nested");
                        throw new Undo();
                    }))
                    // Where a failure ends the level, it is what the second statement throws.
                    .isInstanceOfAny(Undo.class, StatementCancelledException.class);
            await(held);
        });
        assertThat(stored()).containsExactly("outer");
    }

    @Test
    void theSameHoldsForTheFirstStatementOfATransaction() {
        for (int i = 0; i < 200; i++) {
            assertThatThrownBy(() -> db.atomic(() -> {
                        db.createAsync(new User("cancelled")).cancel(true);
                        create("lost");
                        throw new Undo();
                    }))
                    .isInstanceOfAny(Undo.class, DatabaseException.class);
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void aHandleThatComesTooLateGoesBack() throws Exception {
        haveOneTransactionAtATime();
        try (Transaction tx = db.begin()) {
            create("a");
            CompletableFuture<Transaction> late = elsewhere(db::beginAsync).orTimeout(20, TimeUnit.MILLISECONDS);
            assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
            CompletableFuture<Transaction> unwanted = elsewhere(db::beginAsync);
            assertThat(unwanted.cancel(true)).isTrue();
            tx.commit();
        }
        nothingRunsAnyMore();
    }
}
