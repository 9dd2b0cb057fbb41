// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Blocking;
import org.kinglet.BlockingCallException;
import org.kinglet.Database;
import org.kinglet.Table;

/** With {@code blocking(VIRTUAL_THREADS_ONLY)}, platform threads wait only where they were allowed to. */
class BlockingGuardTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[0];
    }

    @Override
    Database open() {
        return target.builder().blocking(Blocking.VIRTUAL_THREADS_ONLY).open();
    }

    @BeforeEach
    @Override
    void openDatabase() {
        db = open();
        db.bind(USERS);
        db.allowBlocking(() -> db.createTables(USERS));
    }

    @Test
    void callsThatWaitAreRefusedOnPlatformThreads() {
        CompletableFuture<Long> never = db.runAsync(() -> 1L).thenCompose(x -> new CompletableFuture<>());
        List<ThrowingCallable> calls = List.of(
                () -> USERS.select().list(),
                () -> USERS.create(USERS.username.set("never")),
                () -> db.sql("select 1"),
                () -> db.atomic(() -> {}),
                () -> db.begin(),
                () -> db.connect(),
                () -> USERS.select().stream(1),
                never::join,
                never::get);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(BlockingCallException.class)
                    .hasMessageContaining("Async")
                    .hasMessageContaining("runAsync")
                    .hasMessageContaining("allowBlocking");
        }
    }

    @Test
    void allowBlockingLiftsItForTheBlockAndNests() {
        long count = db.allowBlocking(() -> {
            db.allowBlocking(() -> {});
            return USERS.select().count();
        });
        assertThat(count).isZero();
        assertThatThrownBy(() -> USERS.select().count()).isInstanceOf(BlockingCallException.class);
        assertThatThrownBy(() -> db.allowBlocking(() -> {
                    throw new IllegalStateException("passes");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> USERS.select().count()).isInstanceOf(BlockingCallException.class);
    }

    @Test
    void virtualThreadsAndFuturesAreFree() {
        CompletableFuture<Long> count = db.runAsync(() -> {
            USERS.create(USERS.username.set("a"));
            return db.atomic(() -> USERS.select().count());
        });
        CompletableFuture<Long> next = USERS.createAsync(USERS.username.set("b"))
                .thenApply(user -> USERS.select().count());
        db.allowBlocking(() -> {
            assertThat(count.join()).isPositive();
            assertThat(next.join()).isPositive();
        });
        assertThat(next.join()).as("what is there need not be waited for").isPositive();
    }
}
