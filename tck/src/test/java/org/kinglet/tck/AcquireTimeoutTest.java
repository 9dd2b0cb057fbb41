// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.PoolTimeoutException;
import org.kinglet.Transaction;

/** Whoever waits too long for a connection is told how the pool stands, and who holds what. */
class AcquireTimeoutTest extends TaskTest {
    @Override
    DatabaseBuilder builder() {
        return super.builder().poolSize(3).acquireTimeout(Duration.ofMillis(100));
    }

    /** With all of its connections: how long it takes to open one is no matter of this test. */
    @Override
    Database open() {
        return builder().minPoolSize(3).open();
    }

    private static void tellsHowThePoolStands(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageContaining("total=")
                .hasMessageContaining("active=")
                .hasMessageContaining("idle=")
                .hasMessageContaining("waiting=")
                .hasMessageContaining(" ms");
    }

    @Test
    void aWriteThatWaitsForAnotherTasksTransactionNamesItsHolder() throws Exception {
        haveOneTransactionAtATime();
        Thread.currentThread().setName("the holder");
        try (Transaction tx = db.begin()) {
            create("a");
            CompletableFuture<?> write = db.runAsync(() -> create("b"));
            assertThatThrownBy(() -> await(write)).cause().satisfies(failure -> {
                tellsHowThePoolStands(failure);
                assertThat(failure).hasMessageContaining("held by").hasMessageContaining("the holder");
            });
            CompletableFuture<?> block = db.atomicAsync(() -> create("c"));
            assertThatThrownBy(() -> await(block)).cause().satisfies(AcquireTimeoutTest::tellsHowThePoolStands);
            CompletableFuture<Transaction> handle = elsewhere(db::beginAsync);
            assertThatThrownBy(() -> await(handle)).cause().satisfies(AcquireTimeoutTest::tellsHowThePoolStands);
            tx.commit();
        }
        create("d");
        assertThat(stored()).containsExactly("a", "d");
        assertThat(db.stats().waiting()).isZero();
    }

    @Test
    void whenAllConnectionsAreKeptTheNextOneWaitsAndIsTold() throws Exception {
        assumeFalse(target.isSingleConnection(), "statements interleave on it, so nobody keeps it");
        List<Connection> kept = new ArrayList<>();
        int most = target.isServer() ? 3 : 2; // the third one of SQLite is for writing
        for (int i = 0; i < most; i++) kept.add(await(elsewhere(db::connectAsync)));
        CompletableFuture<Connection> next = elsewhere(db::connectAsync);
        assertThatThrownBy(() -> await(next)).cause().satisfies(AcquireTimeoutTest::tellsHowThePoolStands);
        kept.remove(0).close();
        kept.add(await(elsewhere(db::connectAsync)));
        kept.forEach(Connection::close);
        assertThat(db.stats().inUse()).isZero();
        assertThat(USERS.select().count()).isZero();
    }
}
