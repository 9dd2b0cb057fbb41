// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.Transaction;
import org.kinglet.TransactionEndedException;
import org.kinglet.TransactionException;
import org.kinglet.tck.model.User;

class TransactionHandleTest extends TaskTest {
    @Test
    void commitInABlockEndsItsLevelAndBeginsANewOne() {
        assertThatThrownBy(() -> db.atomic(tx -> {
                    create("kept");
                    tx.commit();
                    create("lost");
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).containsExactly("kept");
    }

    @Test
    void rollbackInABlockEndsItsLevelAndBeginsANewOne() {
        db.atomic(tx -> {
            create("lost");
            tx.rollback();
            assertThat(stored()).isEmpty();
            create("kept");
        });
        assertThat(stored()).containsExactly("kept");
    }

    @Test
    void theSameHoldsForANestedBlock() {
        db.atomic(() -> {
            create("outer");
            assertThatThrownBy(() -> db.atomic(nested -> {
                        create("kept");
                        nested.commit();
                        create("lost");
                        nested.rollback();
                        create("lost too");
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
            create("after");
        });
        assertThat(stored()).containsExactly("outer", "kept", "after");
    }

    @Test
    void asynchronousEndsAreRefusedInABlock() {
        db.atomic(tx -> {
            assertThatThrownBy(tx::commitAsync)
                    .isInstanceOf(TransactionException.class)
                    .hasMessageContaining("commit()");
            assertThatThrownBy(tx::rollbackAsync).isInstanceOf(TransactionException.class);
            create("a");
        });
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void theHandleOfABlockIsOfNoUseAfterIt() {
        List<Transaction> kept = new ArrayList<>();
        db.atomic(tx -> {
            kept.add(tx);
            db.atomic(kept::add);
            assertThatThrownBy(() -> kept.get(1).count(USERS.select())).isInstanceOf(TransactionEndedException.class);
        });
        Transaction ended = kept.get(0);
        assertThatThrownBy(() -> ended.create(new User("a"))).isInstanceOf(TransactionEndedException.class);
        assertThatThrownBy(() -> ended.createAsync(new User("a"))).isInstanceOf(TransactionEndedException.class);
        assertThatThrownBy(ended::commit).isInstanceOf(TransactionEndedException.class);
        assertThatThrownBy(() -> ended.afterCommit(() -> {})).isInstanceOf(TransactionEndedException.class);
        assertThatThrownBy(() -> ended.stream(USERS.select())).isInstanceOf(TransactionEndedException.class);
        ended.close();
        assertThat(stored()).isEmpty();
    }

    @Test
    void aBegunTransactionIsTheTasksUntilItIsCommitted() {
        try (Transaction tx = db.begin()) {
            create("a");
            tx.create(new User("b"));
            db.atomic(() -> create("c"));
            assertThat(db.stats().inUse()).isEqualTo(1);
            tx.commit();
            assertThat(db.stats().inUse()).as("the connection is back at once").isZero();
            create("outside");
            assertThatThrownBy(() -> tx.create(new User("d"))).isInstanceOf(TransactionEndedException.class);
            assertThatThrownBy(tx::commit).isInstanceOf(TransactionEndedException.class);
        }
        assertThat(stored()).containsExactly("a", "b", "c", "outside");
    }

    @Test
    void closingRollsBackWhatWasNotCommitted() {
        try (Transaction tx = db.begin()) {
            tx.execute(USERS.insert(USERS.username.set("lost")));
        }
        Transaction tx = db.begin();
        create("lost too");
        tx.rollback();
        tx.close();
        tx.rollback();
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).isEmpty();
    }

    @Test
    void beginWithinATransactionIsRefusedAndNamesAtomic() {
        db.atomic(() -> assertThatThrownBy(() -> db.begin())
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("atomic"));
        try (Transaction tx = db.begin()) {
            assertThatThrownBy(() -> db.begin()).isInstanceOf(TransactionException.class);
            assertThat(tx.count(USERS.select())).isZero();
        }
    }

    @Test
    void endingABegunTransactionWithinItsNestedBlockLosesNothingSilently() {
        Transaction tx = db.begin();
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("a");
                    tx.close();
                    create("b");
                }))
                .isInstanceOf(TransactionEndedException.class);
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).isEmpty();
    }

    @Test
    void committingWithinANestedBlockIsRefused() {
        db.atomic(tx -> {
            create("a");
            db.atomic(() -> {
                create("b");
                assertThatThrownBy(tx::commit)
                        .isInstanceOf(TransactionException.class)
                        .hasMessageContaining("nested");
            });
        });
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void rollingBackWithinANestedBlockEndsThatToo() {
        User inner = new User("inner");
        db.atomic(tx -> {
            create("outer");
            assertThatThrownBy(() -> db.atomic(() -> {
                        inner.save();
                        tx.rollback();
                        create("never");
                    }))
                    .isInstanceOf(TransactionEndedException.class);
            create("after");
        });
        assertThat(inner.isPersisted()).isFalse();
        assertThat(stored()).containsExactly("after");
    }

    @Test
    void closingOutOfOrderLeavesNothingBehind() {
        Connection connection = db.connect();
        Transaction tx = db.begin();
        create("a");
        connection.close();
        create("b");
        tx.commit();
        assertThat(db.stats().inUse()).isZero();
        create("c");
        assertThat(stored()).containsExactly("a", "b", "c");
    }

    @Test
    void anAsynchronousHandleIsNeverAmbient() throws Exception {
        assumeFalse(target.isSingleConnection(), "the statement outside would wait for it");
        Transaction tx = await(db.beginAsync());
        assertThat(stored()).isEmpty();
        await(tx.executeAsync(USERS.insert(USERS.username.set("a"))));
        assertThat(stored()).as("outside of it").isEmpty();
        assertThat(tx.count(USERS.select())).isEqualTo(1);
        await(tx.commitAsync());
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).containsExactly("a");
        assertThatThrownBy(() -> tx.count(USERS.select())).isInstanceOf(TransactionEndedException.class);
    }

    @Test
    void anAsynchronousHandleServesAChainAcrossThreads() throws Exception {
        CompletableFuture<Void> chain = db.beginAsync()
                .thenCompose(tx -> tx.executeAsync(USERS.insert(USERS.username.set("a")))
                        .thenCompose(rows ->
                                USERS.insert(USERS.username.set("b")).on(tx).executeAsync())
                        .thenCompose(rows -> tx.commitAsync()));
        await(chain);
        assertThat(db.stats().inUse()).isZero();
        Transaction undone = await(db.beginAsync());
        await(undone.createAsync(new User("c")));
        await(undone.rollbackAsync());
        await(undone.closeAsync());
        Transaction closed = await(db.beginAsync());
        await(closed.createAsync(new User("d")));
        await(closed.closeAsync());
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).containsExactly("a", "b");
    }
}
