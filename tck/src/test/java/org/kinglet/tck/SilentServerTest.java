// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.DatabaseException;
import org.kinglet.StatementTimeoutException;
import org.kinglet.query.Select;
import org.kinglet.tck.model.User;
import org.kinglet.testkit.TcpProxy.Fault;
import org.kinglet.testkit.TcpProxy.Side;

/**
 * From some moment on the server says nothing more, not even that a statement was cancelled. Whoever waits for it with a
 * limit gets away, and the connection is given up; afterwards all is as before.
 */
class SilentServerTest extends ProxyTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    private static final Select<User> NEEDLE = USERS.select().where(USERS.username.eq("needle"));

    @BeforeEach
    void createUsers() {
        for (int i = 0; i < 6; i++) create("u" + i);
    }

    /** Although the server has not said a word yet. */
    @AfterEach
    void everyConnectionIsBackAndAllIsAsBefore() {
        awaitUntil(() -> db.stats().inUse() == 0);
        proxy.pass();
        assertThat(stored()).hasSize(6);
        db.atomic(() -> create("after"));
    }

    private void silence() {
        proxy.record();
        proxy.hold(Side.SERVER);
    }

    @Test
    void duringAStatement() {
        silence();
        assertThatThrownBy(() -> NEEDLE.timeout(LIMIT).list()).isInstanceOf(StatementTimeoutException.class);
    }

    @Test
    void duringAStatementWhoseFutureIsCancelled() {
        silence();
        CompletableFuture<?> future = NEEDLE.listAsync();
        awaitUntil(() -> proxy.count("select") > 0);
        assertThat(future.cancel(true)).isTrue();
    }

    @Test
    void duringAStatementWhoseTaskIsInterrupted() {
        silence();
        CompletableFuture<?> task = db.runAsync(() -> NEEDLE.list());
        awaitUntil(() -> proxy.count("select") > 0);
        assertThat(task.cancel(true)).isTrue();
    }

    @Test
    void afterTheBeginOfATransaction() {
        silence();
        assertThatThrownBy(() -> db.atomic(() -> NEEDLE.timeout(LIMIT).list()))
                .isInstanceOfAny(StatementTimeoutException.class, ConnectionException.class);
    }

    @Test
    void inTheMiddleOfATransaction() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("never");
                    silence();
                    NEEDLE.timeout(LIMIT).list();
                }))
                .isInstanceOf(StatementTimeoutException.class);
    }

    @Test
    void betweenTwoFetchesOfAStream() {
        try (Stream<User> users = USERS.select().timeout(LIMIT).stream(2)) {
            var rows = users.iterator();
            rows.next();
            rows.next();
            silence();
            assertThatThrownBy(rows::hasNext).isInstanceOf(DatabaseException.class);
        }
    }

    /** A commit is never broken off, so the task hears of it; and it is still interrupted. */
    @Test
    void duringACommitWhoseTaskIsInterrupted() throws Exception {
        proxy.at("commit", Fault.HOLD_ANSWER);
        long before = proxy.hits();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread task = Thread.startVirtualThread(() -> {
            try {
                db.use(() -> db.atomic(
                        () -> USERS.delete().where(USERS.username.eq("needle")).execute()));
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (Throwable failure) {
                interrupted.completeExceptionally(failure);
            }
        });
        awaitUntil(() -> proxy.hits() > before);
        task.interrupt();
        proxy.pass();
        assertThat(await(interrupted)).isTrue();
    }

    @Test
    void whileADatabaseIsOpened() {
        silence();
        assertThatThrownBy(() -> Database.open(proxy.url(directUrl) + "?connect_timeout=1"))
                .isInstanceOf(ConnectionException.class);
    }
}
