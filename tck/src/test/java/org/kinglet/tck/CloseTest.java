// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.DatabaseClosedException;
import org.kinglet.Transaction;
import org.kinglet.TransactionEndedException;
import org.kinglet.TransactionException;
import org.kinglet.query.Result;
import org.kinglet.tck.model.User;

class CloseTest extends TaskTest {
    @Test
    void laterUseFailsAndSaysSo() {
        create("a");
        db.close();
        List<ThrowingCallable> uses = List.of(
                () -> USERS.select().list(),
                () -> create("b"),
                () -> USERS.select().stream(1),
                () -> db.sql("select 1"),
                () -> db.atomic(() -> {}),
                () -> db.begin(),
                () -> db.connect());
        for (ThrowingCallable use : uses) {
            assertThatThrownBy(use).isInstanceOf(DatabaseClosedException.class).hasMessageContaining("closed");
        }
        List<CompletableFuture<?>> started = List.of(
                db.beginAsync(),
                db.connectAsync(),
                db.sqlAsync("select 1"),
                USERS.createAsync(USERS.username.set("b")),
                USERS.select().listAsync());
        for (CompletableFuture<?> future : started) {
            assertThatThrownBy(() -> await(future))
                    .hasCauseInstanceOf(DatabaseClosedException.class)
                    .hasMessageContaining("closed");
        }
        assertThat(db.stats().total()).isZero();
    }

    @Test
    void closingTwiceIsNothing() throws Exception {
        db.close();
        db.close();
        await(db.closeAsync());
        assertThat(db.toString()).contains(target.isServer() ? target.server().scheme() : "sqlite");
    }

    @Test
    void closingTogetherIsOneClosing() throws Exception {
        CompletableFuture<?>[] all = new CompletableFuture<?>[8];
        for (int i = 0; i < all.length; i++) all[i] = db.closeAsync();
        await(CompletableFuture.allOf(all));
        assertThat(db.stats().total()).isZero();
    }

    @Test
    void waitsForStatementsInFlight() throws Exception {
        CompletableFuture<Result> running = db.executeAsync(probe.heldRead());
        probe.awaitBegun();
        CompletableFuture<?> closing = db.closeAsync();
        assertThatThrownBy(() -> db.sql("select 1")).isInstanceOf(DatabaseClosedException.class);
        assertThat(closing).isNotDone();
        probe.release();
        await(closing);
        assertThat(running).isCompleted();
        assertThat(running.join().size()).isEqualTo(1);
    }

    @Test
    void letsATransactionThatIsOpenComeToItsEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Integer> task = db.runAsync(() -> db.atomic(() -> {
            create("a");
            begun.countDown();
            goOn.await();
            create("b");
            return stored().size();
        }));
        begun.await();
        CompletableFuture<?> closing = db.closeAsync();
        assertThat(closing).isNotDone();
        goOn.countDown();
        int rows = await(task);
        assertThat(rows).isEqualTo(2);
        await(closing);
        assertThat(db.stats().total()).isZero();
    }

    @Test
    void whoWaitsForAConnectionIsToldAtOnce() throws Exception {
        haveOneTransactionAtATime();
        Transaction holder = db.begin();
        create("a");
        CompletableFuture<?> waiting = db.atomicAsync(() -> create("b"));
        awaitUntil(() -> db.stats().waiting() == 1);
        CompletableFuture<?> closing = db.closeAsync();
        assertThatThrownBy(() -> await(waiting)).hasCauseInstanceOf(DatabaseClosedException.class);
        holder.commit();
        await(closing);
    }

    @Test
    void withinABlockOfTheSameTaskItIsRefusedAndDoesNotWaitForItself() {
        db.atomic(() -> {
            create("a");
            assertThatThrownBy(db::close)
                    .isInstanceOf(TransactionException.class)
                    .hasMessageContaining("after the block");
            db.atomic(() -> assertThatThrownBy(db::close).isInstanceOf(TransactionException.class));
            create("b");
        });
        assertThat(stored()).containsExactly("a", "b");
        db.close();
        assertThatThrownBy(() -> create("c")).isInstanceOf(DatabaseClosedException.class);
    }

    /** The warnings about it are those of {@link LeakTest}. */
    @Test
    void whatTheTaskItselfHasLeftOpenIsTakenBack() {
        Logger logger = Logger.getLogger("org.kinglet.leaks");
        logger.setLevel(Level.OFF);
        try {
            Connection connection = db.connect();
            Transaction tx = db.begin();
            User user = new User("never");
            user.save();
            db.close();
            assertThat(user.isPersisted()).isFalse();
            assertThat(db.stats().inUse()).isZero();
            tx.close();
            connection.close();
            assertThatThrownBy(tx::commit).isInstanceOf(TransactionEndedException.class);
            assertThatThrownBy(() -> create("a")).isInstanceOf(DatabaseClosedException.class);
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void aTransactionEndsByItselfWhenItsHandleIsClosedAfterwards() throws Exception {
        Transaction tx = db.begin();
        User user = new User("never");
        user.save();
        CompletableFuture<?> closing = db.closeAsync();
        tx.close();
        await(closing);
        assertThat(user.isPersisted()).isFalse();
    }
}
