// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.Isolation;
import org.kinglet.PoolTimeoutException;
import org.kinglet.SerializationFailureException;
import org.kinglet.TransactionOptions;
import org.kinglet.tck.model.User;

/** Money moves between accounts in many tasks at once: its sum is the same for everybody at any moment. */
class ConcurrencyTest extends TaskTest {
    private static final int ACCOUNTS = 10;
    private static final int TASKS = 64;
    private static final int EACH = 1000;

    private List<Long> accounts(Database database) {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            User user = new User("account" + i);
            user.logins = EACH;
            users.add(user);
        }
        return database.use(() -> {
            USERS.bulkCreate(users);
            return users.stream().map(user -> user.id).toList();
        });
    }

    private void transfer(Random random, List<Long> ids) {
        long from = ids.get(random.nextInt(ACCOUNTS));
        long to = ids.get(random.nextInt(ACCOUNTS));
        int amount = random.nextInt(50);
        boolean nested = random.nextBoolean();
        boolean fails = random.nextInt(4) == 0;
        db.atomic(TransactionOptions.of(Isolation.SERIALIZABLE).retries(1000), () -> {
            if (nested && fails) {
                try {
                    db.atomic(() -> {
                        USERS.update(USERS.logins.set(-1)).all().execute();
                        throw new Undo();
                    });
                } catch (Undo undone) {
                    assertThat(undone).isNotNull();
                }
            }
            USERS.update(USERS.logins.set(USERS.logins.plus(-amount)))
                    .where(USERS.id.eq(from))
                    .execute();
            USERS.update(USERS.logins.set(USERS.logins.plus(amount)))
                    .where(USERS.id.eq(to))
                    .executeAsync();
        });
    }

    private static int sum(List<User> users) {
        return users.stream().mapToInt(user -> user.logins).sum();
    }

    private void check(Random random) {
        List<User> all = switch (random.nextInt(3)) {
            case 0 -> USERS.select().list();
            case 1 -> {
                try (Stream<User> users = USERS.select().stream(3)) {
                    yield target.isSingleConnection() ? USERS.select().list() : users.toList();
                }
            }
            default ->
                db.atomic(
                        TransactionOptions.defaults().readOnly(),
                        () -> USERS.select().list());
        };
        assertThat(sum(all)).isEqualTo(ACCOUNTS * EACH);
    }

    /** A server may choose even a statement that locks one row only as the victim of a deadlock between transfers. */
    private static void touch(long id) {
        while (true) {
            try {
                USERS.update(USERS.bio.set("touched")).where(USERS.id.eq(id)).execute();
                return;
            } catch (SerializationFailureException lost) {
                assertThat(lost).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 0})
    void theSumStaysTheSameForEverybody(long given) throws Exception {
        long seed = given == 0 ? System.nanoTime() : given;
        System.out.println("ConcurrencyTest seed " + seed + " on " + target);
        List<Long> ids = accounts(db);
        List<CompletableFuture<?>> tasks = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            Random random = new Random(seed + task);
            tasks.add(db.runAsync(() -> {
                for (int i = 0; i < 10; i++) {
                    switch (random.nextInt(4)) {
                        case 0, 1 -> transfer(random, ids);
                        case 2 -> check(random);
                        default -> touch(ids.get(random.nextInt(ACCOUNTS)));
                    }
                }
            }));
        }
        for (CompletableFuture<?> task : tasks) await(task);
        assertThat(db.stats().inUse()).isZero();
        assertThat(db.stats().waiting()).isZero();
        assertThat(sum(USERS.select().list())).as("seed " + seed).isEqualTo(ACCOUNTS * EACH);
    }

    @Test
    void aPoolOfOneConnectionServesManyTasks() throws Exception {
        try (Database one = target.builder().poolSize(1).open()) {
            one.createTables(USERS);
            List<CompletableFuture<?>> tasks = new ArrayList<>();
            for (int task = 0; task < TASKS; task++) {
                String name = "u" + task;
                tasks.add(one.runAsync(() -> one.use(() -> {
                    create(name);
                    one.atomic(() -> USERS.update(USERS.logins.set(1))
                            .where(USERS.username.eq(name))
                            .execute());
                    try (Connection connection = one.connect()) {
                        assertThat(connection.get(USERS, USERS.username.eq(name)).logins)
                                .isEqualTo(1);
                    }
                })));
            }
            for (CompletableFuture<?> task : tasks) await(task);
            assertThat(one.stats().total()).isEqualTo(1);
            assertThat(one.stats().inUse()).isZero();
            assertThat(one.count(USERS.select().where(USERS.logins.eq(1)))).isEqualTo(TASKS);
        }
    }

    @Test
    void onOneConnectionStreamsAndStatementsInterleave() {
        try (Database one = target.builder().poolSize(1).open()) {
            one.createTables(USERS);
            accounts(one);
            if (target.isServer()) {
                // There a stream has the connection for itself, so that the next statement would wait for ever.
                one.use(() -> assertThatThrownBy(ConcurrencyTest::seeAll)
                        .isInstanceOf(PoolTimeoutException.class)
                        .hasMessageContaining("atomic(")
                        .hasMessageContaining("poolSize"));
                one.atomic(ConcurrencyTest::seeAll);
            } else {
                one.use(ConcurrencyTest::seeAll);
            }
            assertThat(one.stats().inUse()).isZero();
        }
    }

    private static void seeAll() {
        try (Stream<User> users = USERS.select().stream(2)) {
            users.forEach(user -> {
                USERS.update(USERS.bio.set("seen")).where(USERS.id.eq(user.id)).execute();
                assertThat(USERS.getById(user.id).bio).isEqualTo("seen");
            });
        }
    }

    /** Idle tasks hold nothing: a task without a transaction borrows a connection for the statement only. */
    @Test
    void tasksThatDoSomethingElseHoldNoConnection() {
        try (Database small = target.builder().poolSize(2).open()) {
            small.createTables(USERS);
            List<CompletableFuture<?>> idle = new ArrayList<>();
            CompletableFuture<String> end = new CompletableFuture<>();
            for (int i = 0; i < 20; i++) {
                CompletableFuture<Void> read = new CompletableFuture<>();
                idle.add(small.runAsync(() -> {
                    assertThat(small.count(USERS.select())).isZero();
                    read.complete(null);
                    return end.join();
                }));
                read.join();
            }
            assertThat(small.stats().inUse()).isZero();
            end.complete("over");
            idle.forEach(CompletableFuture::join);
        }
    }
}
