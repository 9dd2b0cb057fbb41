// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.IntegrityException;
import org.kinglet.PoolStats;
import org.kinglet.Transaction;
import org.kinglet.tck.model.User;

class StatsTest extends TaskTest {
    private long sent(Runnable work) {
        long before = db.stats().statements();
        work.run();
        return db.stats().statements() - before;
    }

    @Test
    void countsWhatWasAskedForAndNothingThatOnlyServesIt() {
        assertThat(sent(() -> create("a"))).isEqualTo(1);
        assertThat(sent(() -> stored())).isEqualTo(1);
        assertThat(sent(() -> db.atomic(() -> db.atomic(() -> create("b"))))).isEqualTo(1);
        assertThat(sent(() -> db.atomic(tx -> {
                    create("c");
                    tx.commit();
                    create("d");
                    tx.rollback();
                })))
                .isEqualTo(2);
        assertThat(sent(() -> db.atomic(() -> {}))).isZero();
        assertThat(sent(() -> {
                    try (Connection connection = db.connect()) {
                        connection.create(new User("e"));
                    }
                }))
                .isEqualTo(1);
        assertThat(sent(() -> {
                    try (Stream<User> users = USERS.select().stream(1)) {
                        assertThat(users.count()).isEqualTo(4);
                    }
                }))
                .isEqualTo(1);
        assertThat(sent(() -> USERS.createAsync(USERS.username.set("f")).join()))
                .isEqualTo(1);
        assertThat(sent(() -> assertThatThrownBy(() -> create("f")).isInstanceOf(IntegrityException.class)))
                .isEqualTo(1);
        assertThat(sent(() -> USERS.bulkCreate(List.of(new User("g"), new User("h")))))
                .isEqualTo(1);
    }

    @Test
    void saysWhoIsUsedIdleAndWaiting() throws Exception {
        haveOneTransactionAtATime();
        PoolStats quiet = db.stats();
        assertThat(quiet.total()).isPositive();
        assertThat(quiet.idle()).isEqualTo(quiet.total());
        assertThat(quiet.inUse()).isZero();
        assertThat(quiet.waiting()).isZero();
        CompletableFuture<?> waiting;
        try (Transaction tx = db.begin()) {
            create("a");
            assertThat(db.stats().inUse()).isEqualTo(1);
            waiting = db.runAsync(() -> create("b"));
            awaitUntil(() -> db.stats().waiting() == 1);
            PoolStats busy = db.stats();
            assertThat(busy.inUse() + busy.idle()).isEqualTo(busy.total());
            tx.commit();
        }
        await(waiting);
        assertThat(db.stats().waiting()).isZero();
        assertThat(db.stats().inUse()).isZero();
    }
}
