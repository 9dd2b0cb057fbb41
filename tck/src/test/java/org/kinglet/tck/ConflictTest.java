// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Users.USERS;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.Isolation;
import org.kinglet.LockTimeoutException;
import org.kinglet.SerializationFailureException;
import org.kinglet.TransactionOptions;

/** Transactions that lose against others on a real server, and are tried again. */
class ConflictTest extends ServerTest {
    private final AtomicInteger attempts = new AtomicInteger();
    private String url;

    @Override
    DatabaseBuilder builder() {
        url = target.newUrl();
        return Database.builder(url
                + switch (target) {
                    case POSTGRESQL -> "?options=-c%20lock_timeout=200";
                    case MARIADB -> "?sessionVariables=innodb_lock_wait_timeout=1,innodb_snapshot_isolation=1";
                    default -> "?sessionVariables=innodb_lock_wait_timeout=1";
                });
    }

    @BeforeEach
    void createUsers() {
        create("a");
        create("b");
    }

    private static void login(String name) {
        USERS.update(USERS.logins.set(USERS.logins.plus(1)))
                .where(USERS.username.eq(name))
                .execute();
    }

    private static List<Integer> logins() {
        return USERS.select().orderBy(USERS.username.asc()).list().stream()
                .map(user -> user.logins)
                .toList();
    }

    /** Two tasks that lock two rows in opposite order, each once the other has the first. The failures. */
    private List<Throwable> deadlock(TransactionOptions options) throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        List<CompletableFuture<?>> tasks = new ArrayList<>();
        for (List<String> order : List.of(List.of("a", "b"), List.of("b", "a"))) {
            AtomicInteger own = new AtomicInteger();
            tasks.add(db.atomicAsync(options, () -> {
                attempts.incrementAndGet();
                login(order.get(0));
                if (own.incrementAndGet() == 1) both.await(BOUND_SECONDS, TimeUnit.SECONDS);
                login(order.get(1));
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<?> task : tasks) {
            try {
                await(task);
            } catch (ExecutionException failed) {
                failures.add(failed.getCause());
            }
        }
        return failures;
    }

    /** So that the server has time to find the deadlock before the wait for the lock is over. */
    private void waitLongForLocks() {
        db.close();
        db = Database.open(url);
        db.bind(tables());
    }

    @Test
    void oneOfTwoInADeadlockFails() throws Exception {
        waitLongForLocks();
        assertThat(deadlock(TransactionOptions.defaults()))
                .singleElement()
                .isInstanceOfSatisfying(
                        SerializationFailureException.class,
                        failure ->
                                assertThat(failure.sqlState()).isEqualTo(target.isMysqlFamily() ? "40001" : "40P01"));
        assertThat(attempts).hasValue(2);
        assertThat(logins()).containsExactly(1, 1);
    }

    @Test
    void bothOfTwoInADeadlockSucceedWithRetries() throws Exception {
        waitLongForLocks();
        assertThat(deadlock(TransactionOptions.defaults().retries(5))).isEmpty();
        assertThat(attempts.get()).isGreaterThan(2);
        assertThat(logins()).containsExactly(2, 2);
    }

    @Test
    void whatChangedSinceTheSnapshotIsReadAgain() {
        assumeFalse(target == TestDatabase.MYSQL, "it overwrites what it has not seen");
        TransactionOptions snapshot = TransactionOptions.of(Isolation.REPEATABLE_READ);
        assertThatThrownBy(() -> db.atomic(snapshot, this::loseOnce)).isInstanceOf(SerializationFailureException.class);
        assertThat(attempts).hasValue(1);
        assertThat(logins()).containsExactly(1, 0);
        attempts.set(0);
        db.atomic(snapshot.retries(3), this::loseOnce);
        assertThat(attempts).hasValue(2);
        assertThat(logins()).containsExactly(3, 0);
    }

    private void loseOnce() {
        assertThat(logins()).hasSize(2);
        if (attempts.incrementAndGet() == 1) {
            try {
                await(db.runAsync(() -> login("a")));
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
        login("a");
    }

    @Test
    void aLockThatIsNotToBeHadIsTriedAgain() throws Exception {
        try (Connection other = target.server().jdbc(url)) {
            other.setAutoCommit(false);
            other.createStatement().executeUpdate("update users set bio = 'mine' where username = 'a'");
            assertThatThrownBy(() -> db.atomic(() -> login("a"))).isInstanceOf(LockTimeoutException.class);
            db.atomic(TransactionOptions.defaults().retries(3), () -> {
                if (attempts.incrementAndGet() == 2) other.rollback();
                login("a");
            });
        }
        assertThat(attempts).hasValue(2);
        assertThat(logins()).containsExactly(1, 0);
    }
}
