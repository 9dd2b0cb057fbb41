// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.PoolTimeoutException;
import org.kinglet.query.RawSql;
import org.kinglet.testkit.TcpProxy.Side;

/** How connections of a pool come and go, and how the pool finds out that one has died. */
class ConnectionLifeTest extends ProxyTest {
    @Override
    DatabaseBuilder builder() {
        return super.builder().poolSize(3).minPoolSize(1);
    }

    /** By what the server knows the connection. */
    private Long session(Database database) {
        String text = target == TestDatabase.POSTGRESQL
                ? "select cast(pg_backend_pid() as bigint)"
                : "select cast(connection_id() as signed)";
        return database.execute(RawSql.of(text)).scalar(Long.class);
    }

    private void useAll(Database database, int size) {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < size; i++) all.add(elsewhere(database::connectAsync).join());
        assertThat(database.stats().inUse()).isEqualTo(size);
        all.forEach(Connection::close);
    }

    @Test
    void whatIsIdleForLongIsClosedDownToTheMinimum() {
        try (Database own = Database.builder(directUrl)
                .poolSize(4)
                .minPoolSize(2)
                .idleTimeout(Duration.ofMillis(50))
                .open()) {
            useAll(own, 4);
            awaitUntil(() -> own.stats().total() == 2);
            assertThat(session(own)).isNotNull();
            assertThat(own.stats().total()).isEqualTo(2);
        }
    }

    @Test
    void whatIsOldIsReplacedAndNoStatementNoticesThat() {
        try (Database own = Database.builder(directUrl)
                .poolSize(2)
                .maxLifetime(Duration.ofMillis(100))
                .open()) {
            Set<Long> seen = new HashSet<>();
            awaitUntil(() -> {
                seen.add(session(own));
                own.atomic(() -> assertThat(session(own)).isEqualTo(session(own)));
                return seen.size() > 5;
            });
            assertThat(own.stats().inUse()).isZero();
            assertThat(own.stats().total()).isBetween(1, 2);
        }
    }

    @Test
    void whatWasCutWhileItWasIdleIsReplaced() {
        useAll(db, 3);
        proxy.refuse(true);
        proxy.cut();
        awaitUntil(() -> db.stats().total() == 0); // until then a write may be sent to the dead
        proxy.refuse(false);
        create("a");
        assertThat(stored()).containsExactly("a");
        db.atomic(() -> create("b"));
        assertThat(stored()).containsExactly("a", "b");
    }

    /** The other end does not answer any more, and nothing says so: only a question shows it. */
    @Test
    void whatDiedInSilenceIsNotLentAnyMore() throws Exception {
        create("a");
        // Longer than a connection is trusted without a question.
        long then = System.nanoTime();
        awaitUntil(() -> System.nanoTime() - then > Duration.ofSeconds(1).toNanos());
        proxy.hold(Side.CLIENT);
        CompletableFuture<?> waiting = db.atomicAsync(() -> create("b"));
        awaitUntil(() -> db.stats().waiting() > 0);
        proxy.reset();
        proxy.pass();
        await(waiting);
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void whoLosesHisConnectionInATransactionLosesTheTransaction() {
        create("before");
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("lost");
                    proxy.cut();
                    assertThatThrownBy(() -> create("lost too")).isInstanceOf(ConnectionException.class);
                    assertThatThrownBy(() -> create("and this")).isInstanceOf(ConnectionException.class);
                }))
                .isInstanceOf(ConnectionException.class);
        assertThat(stored()).containsExactly("before");
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void whoWaitsInVainIsToldWhyTheServerCouldNotBeReached() {
        try (Database own = Database.builder(proxy.url(directUrl))
                .poolSize(1)
                .acquireTimeout(Duration.ofMillis(500))
                .open()) {
            proxy.refuse(true);
            proxy.cut();
            awaitUntil(() -> own.stats().total() == 0);
            assertThatThrownBy(() -> session(own))
                    .isInstanceOf(PoolTimeoutException.class)
                    .hasMessageContaining("total=0")
                    .hasMessageContaining("the last attempt to connect failed");
            proxy.refuse(false);
            awaitUntil(() -> {
                try {
                    return session(own) != null;
                } catch (PoolTimeoutException notYet) {
                    return false;
                }
            });
            assertThat(own.stats().inUse()).isZero();
            assertThat(own.stats().waiting()).isZero();
        }
    }

    @Test
    void firstComeFirstServed() throws Exception {
        try (Database own = Database.builder(directUrl).poolSize(1).open()) {
            Connection holder = elsewhere(own::connectAsync).join();
            List<CompletableFuture<Connection>> queue = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                queue.add(elsewhere(own::connectAsync));
                int waiting = i + 1;
                awaitUntil(() -> own.stats().waiting() == waiting);
            }
            for (int i = 0; i < 20; i += 3) queue.get(i).cancel(true);
            holder.close();
            for (int i = 0; i < 20; i++) {
                if (i % 3 == 0) continue;
                Connection next = await(queue.get(i));
                for (int later = i + 1; later < 20; later++) {
                    if (later % 3 != 0) assertThat(queue.get(later)).isNotDone();
                }
                next.close();
            }
            assertThat(own.stats().inUse()).isZero();
            assertThat(own.stats().waiting()).isZero();
            assertThat(session(own)).isNotNull();
        }
    }
}
