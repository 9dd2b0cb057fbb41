// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.Table;
import org.kinglet.tck.model.User;

/** Operations that need a savepoint each, at the same time in one transaction. */
class SavepointsSideBySideTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @Test
    void whatFailsTakesNothingOfTheOthersWithIt() {
        db.atomic(() -> {
            CompletableFuture<List<User>> good = USERS.bulkCreateAsync(users("good", 10), 2);
            CompletableFuture<List<User>> bad = USERS.bulkCreateAsync(twice(users("bad", 10)), 2);
            CompletableFuture<User> single = USERS.createAsync(USERS.username.set("single"));
            CompletableFuture<List<User>> late = USERS.bulkCreateAsync(users("late", 10), 2);
            assertThatThrownBy(bad::join).hasCauseInstanceOf(IntegrityException.class);
            assertThat(good.join()).hasSize(10);
            assertThat(single.join().isPersisted()).isTrue();
            assertThat(late.join()).hasSize(10);
        });
        assertThat(USERS.count()).isEqualTo(21);
        assertThat(USERS.count(USERS.username.startsWith("bad"))).isZero();
    }

    @Test
    void whatACallbackDoesIsNotUndoneWithTheSavepointThatTheTaskIsIn() throws Exception {
        CountDownLatch nested = new CountDownLatch(1);
        db.atomic(() -> {
            CompletableFuture<User> chained = USERS.createAsync(USERS.username.set("first"))
                    .thenCompose(first -> {
                        await(nested);
                        return USERS.createAsync(USERS.username.set("second"));
                    });
            assertThatThrownBy(() -> db.atomic(() -> {
                        USERS.create(USERS.username.set("undone"));
                        nested.countDown();
                        throw new IllegalStateException("undo");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(chained.join().isPersisted()).isTrue();
        });
        assertThat(USERS.select().orderBy(USERS.id).list())
                .extracting(user -> user.username)
                .containsExactlyInAnyOrder("first", "second");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<User> users(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> new User(prefix + i)).toList();
    }

    private static List<User> twice(List<User> users) {
        return IntStream.range(0, users.size() * 2)
                .mapToObj(i -> new User(users.get(i % users.size()).username))
                .toList();
    }
}
