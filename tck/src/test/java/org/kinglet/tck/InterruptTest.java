// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinglet.StatementCancelledException;
import org.kinglet.Transaction;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.Users;

/** Interrupting the task that waits stops what it waits for; the interrupt flag stays set and nothing is leaked. */
class InterruptTest extends TaskTest {
    interface Body {
        void run() throws Exception;
    }

    /** A task that can be interrupted, and whether it had its interrupt flag set when it failed. */
    private final class Task {
        final CompletableFuture<Boolean> flag = new CompletableFuture<>();
        final Thread thread;

        Task(Body body) {
            thread = Thread.startVirtualThread(() -> {
                try {
                    body.run();
                    flag.complete(Thread.currentThread().isInterrupted());
                } catch (StatementCancelledException cancelled) {
                    flag.complete(Thread.currentThread().isInterrupted());
                } catch (Throwable other) {
                    flag.completeExceptionally(other);
                }
            });
        }

        void interruptedWithItsFlagKept() throws Exception {
            thread.interrupt();
            boolean kept = await(flag);
            assertThat(kept).as("the interrupt flag").isTrue();
            awaitUntil(() -> db.stats().inUse() == 0);
            create("usable" + System.nanoTime());
        }
    }

    @Test
    void aRunningStatementIsStopped() throws Exception {
        Task reading = new Task(() -> db.execute(probe.endless()));
        probe.awaitBegun();
        reading.interruptedWithItsFlagKept();
        create("written"); // or the update would have nothing to do
        Task writing = new Task(() -> db.execute(probe.endlessWrite()));
        probe.awaitBegun();
        writing.interruptedWithItsFlagKept();
    }

    @Test
    void aRunningStatementInATransactionIsStoppedAndTheBlockRolledBack() throws Exception {
        User user = new User("never");
        Task task = new Task(() -> db.atomic(() -> {
            user.save();
            db.atomic(() -> db.execute(probe.endless()));
        }));
        probe.awaitBegun();
        task.interruptedWithItsFlagKept();
        assertThat(stored()).doesNotContain("never");
        assertThat(user.isPersisted()).isFalse();
    }

    @Test
    void aTaskThatWaitsForAConnectionGivesUpItsPlace() throws Exception {
        haveOneTransactionAtATime();
        Transaction holder = db.begin();
        create("held");
        Task waiting = new Task(() -> db.atomic(() -> create("never")));
        awaitUntil(() -> db.stats().waiting() == 1);
        waiting.thread.interrupt();
        boolean kept = await(waiting.flag);
        assertThat(kept).isTrue();
        awaitUntil(() -> db.stats().waiting() == 0);
        holder.commit();
        db.atomic(() -> create("next"));
        assertThat(stored()).containsExactly("held", "next");
    }

    @Test
    void aTaskWhoseCommitWaitsForStatementsInFlightRollsBack() throws Exception {
        Task task = new Task(() -> db.atomic(() -> {
            create("never");
            db.executeAsync(probe.endless());
        }));
        probe.awaitBegun();
        task.interruptedWithItsFlagKept();
        assertThat(stored()).doesNotContain("never");
    }

    @Test
    void aTaskThatWaitsForANextChunkIsStopped() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        create("a");
        Task task = new Task(() -> {
            try (Stream<User> users = Users.USERS.select().stream(1)) {
                users.forEach(user -> {
                    reading.countDown();
                    Thread.currentThread().interrupt();
                });
            }
        });
        reading.await();
        boolean kept = await(task.flag);
        assertThat(kept).isTrue();
        awaitUntil(() -> db.stats().inUse() == 0);
    }

    @Test
    void theEndOfATransactionIsNotDisturbed() throws Exception {
        boolean kept = await(new Task(() -> db.atomic(() -> {
                    create("a");
                    Thread.currentThread().interrupt();
                }))
                .flag);
        assertThat(kept).isTrue();
        CompletableFuture<Boolean> rolledBack = new Task(() -> db.atomic(() -> {
                    create("never");
                    Thread.currentThread().interrupt();
                    throw new Undo();
                }))
                .flag;
        assertThatThrownBy(() -> await(rolledBack))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(Undo.class);
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void joiningAFutureIsNoReasonToStopIt() throws Exception {
        CompletableFuture<?> running = db.executeAsync(probe.heldRead());
        probe.awaitBegun();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread waiter = Thread.startVirtualThread(() -> {
            try {
                outcome.complete("result " + running.get());
            } catch (InterruptedException | ExecutionException thrown) {
                outcome.complete(thrown.getClass().getSimpleName());
            }
        });
        waiter.interrupt();
        String how = await(outcome);
        assertThat(how).isEqualTo("InterruptedException");
        probe.release();
        await(running);
    }
}
