// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.Isolation.READ_COMMITTED;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.Table;
import org.kinglet.Transaction;
import org.kinglet.TransactionOptions;
import org.kinglet.query.QueryRunner;

/** What the URL says of sessions holds for every use of every connection. */
@TestDatabase.OnServers
class SessionTest extends DatabaseTest {
    private static final int CONNECTIONS = 4;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[0];
    }

    @Override
    Database open() {
        String setting =
                target.isMysqlFamily() ? "sessionVariables=lock_wait_timeout=17" : "options=-c%20lock_timeout=17s";
        return Database.builder(target.newUrl() + "?isolation=serializable&" + setting)
                .poolSize(CONNECTIONS)
                .open();
    }

    private String isolation(QueryRunner runner) {
        String sql = switch (target) {
            case POSTGRESQL -> "show transaction_isolation";
            case MARIADB -> "select @@tx_isolation";
            default -> "select @@transaction_isolation";
        };
        return String.valueOf(runner.sql(sql).scalar(String.class))
                .toLowerCase(Locale.ROOT)
                .replace('-', ' ');
    }

    private void assertAsWanted(QueryRunner runner) {
        assertThat(isolation(runner)).isEqualTo("serializable");
        String setting = target.isMysqlFamily() ? "select @@lock_wait_timeout" : "show lock_timeout";
        assertThat(runner.sql(setting).first().orElseThrow().get(0, String.class))
                .startsWith("17");
    }

    @Test
    void inEveryUse() {
        assertAsWanted(db);
        db.atomic(() -> {
            assertAsWanted(db);
            db.atomic(() -> assertAsWanted(db));
        });
        try (Connection connection = db.connect()) {
            assertAsWanted(connection);
            db.atomic(() -> assertAsWanted(db));
        }
        try (Transaction transaction = db.begin()) {
            assertAsWanted(transaction);
        }
        db.runAsync(() -> assertAsWanted(db)).join();
        db.atomicAsync(() -> assertAsWanted(db)).join();
        db.atomic(TransactionOptions.defaults().readOnly(), () -> assertAsWanted(db));
    }

    @Test
    void onEveryConnection() {
        CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
        CompletableFuture<?>[] tasks = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> db.atomicAsync(() -> {
                    assertAsWanted(db);
                    all.await();
                    return i;
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(tasks).join();
    }

    @Test
    void afterATransactionThatHadItsOwn() {
        CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
        CompletableFuture<?>[] tasks = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> db.runAsync(() -> db.atomic(TransactionOptions.of(READ_COMMITTED), () -> {
                    if (target == TestDatabase.POSTGRESQL)
                        assertThat(isolation(db)).isEqualTo("read committed");
                    return all.await();
                })))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(tasks).join();
        onEveryConnection();
    }
}
