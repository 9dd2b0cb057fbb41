// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.Table;
import org.kinglet.tck.model.User;

/** What the tests of transactions and tasks share: users, statements that can be held up, and bounded waits. */
abstract class TaskTest extends DatabaseTest {
    static final long BOUND_SECONDS = 60;

    final Probe probe = new Probe();

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @Override
    Database open() {
        return builder().open();
    }

    /** Of a new database; to be overridden by tests that need another pool. */
    DatabaseBuilder builder() {
        return probe.builder(target);
    }

    @AfterEach
    void closeProbe() {
        probe.close();
    }

    /**
     * From here on {@code db} is an empty one on which a task that begins a transaction waits while another one has a
     * transaction: as SQLite is, and a server with a pool of one connection.
     */
    void haveOneTransactionAtATime() {
        if (!target.hasConcurrentWriters()) return;
        db.close();
        db = builder().poolSize(1).open();
        db.bind(tables());
        db.createTables(tables());
    }

    /** By another task: who has all connections himself is not let wait for another one. */
    static <T> T elsewhere(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call).join();
    }

    static User create(String username) {
        return USERS.create(USERS.username.set(username));
    }

    /** The names that are stored, in order. */
    static List<String> stored() {
        return USERS.select().orderBy(USERS.id.asc()).list().stream()
                .map(user -> user.username)
                .toList();
    }

    /** The result, or the failure that the future has itself; waits a long time, not for ever. */
    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    /** For what shows only from outside, such as how many wait. */
    static void awaitUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(BOUND_SECONDS).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.yield();
        }
    }

    static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
