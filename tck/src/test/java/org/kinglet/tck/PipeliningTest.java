// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseBuilder;
import org.kinglet.IntegrityException;
import org.kinglet.tck.model.User;
import org.kinglet.testkit.TcpProxy.Side;

/**
 * What is sent without waiting for an answer: the server's answers are held back, so whatever waited for one would never
 * be sent.
 */
class PipeliningTest extends ProxyTest {
    @Override
    DatabaseBuilder builder() {
        return super.builder().poolSize(1);
    }

    /** From here on the statements are prepared on the only connection. */
    @BeforeEach
    void prepare() {
        db.atomic(() -> named("nobody").join());
        create("taken");
        db.atomic(() -> USERS.createAsync(USERS.username.set("prepared")).join());
    }

    private static CompletableFuture<List<User>> named(String name) {
        return USERS.select().where(USERS.username.eq(name)).listAsync();
    }

    private void holdAnswers() {
        proxy.record();
        proxy.hold(Side.SERVER);
    }

    @Test
    void beginTravelsWithTheFirstStatement() throws Exception {
        holdAnswers();
        CompletableFuture<?> task = db.atomicAsync(() -> named("needle").join());
        awaitUntil(() -> proxy.count("needle") == 1);
        assertThat(proxy.count(target.isMysqlFamily() ? "start transaction" : "begin"))
                .isEqualTo(1);
        assertThat(task).isNotDone();
        proxy.pass();
        await(task);
    }

    @Test
    void statementsStartedTogetherInATransactionTravelTogether() {
        assumeFalse(
                target.isMysqlFamily(),
                "each waits for the one before: after a deadlock the next would run outside of the transaction");
        db.atomic(() -> {
            named("first").join();
            holdAnswers();
            List<CompletableFuture<?>> started = new ArrayList<>();
            for (int i = 0; i < 3; i++) started.add(named("needle " + i));
            awaitUntil(() -> proxy.count("needle") == 3);
            assertThat(started).noneMatch(CompletableFuture::isDone);
            proxy.pass();
            started.forEach(CompletableFuture::join);
        });
    }

    @Test
    void theFirstErrorOfSeveralThatTravelTogetherIsReported() {
        assumeFalse(target.isMysqlFamily(), "each waits for the one before");
        List<CompletableFuture<?>> started = new ArrayList<>();
        assertThatThrownBy(() -> db.atomic(() -> {
                    named("first").join();
                    holdAnswers();
                    for (String name : List.of("needle 1", "taken", "needle 2")) {
                        started.add(USERS.createAsync(USERS.username.set(name)));
                    }
                    awaitUntil(() -> proxy.count("needle 2") == 1);
                    proxy.pass();
                    assertThat(started.get(0).join()).isNotNull();
                    assertThatThrownBy(started.get(2)::join).hasCauseInstanceOf(IntegrityException.class);
                }))
                .isInstanceOf(IntegrityException.class);
        assertThatThrownBy(started.get(1)::join).hasCauseInstanceOf(IntegrityException.class);
        assertThat(stored()).containsExactly("taken", "prepared");
    }
}
