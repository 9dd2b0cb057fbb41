// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.TransactionException;
import org.kinglet.TransactionOptions;
import org.kinglet.tck.model.User;

class ConnectTest extends TaskTest {
    @Test
    void keepsOneConnectionForTheBlockAndCommitsEachStatement() throws Exception {
        try (Connection connection = db.connect()) {
            assertThat(db.stats().inUse()).isEqualTo(1);
            create("a");
            assertThat(connection.count(USERS.select())).isEqualTo(1);
            connection.create(new User("b"));
            assertThat(await(db.runAsync(() -> stored()))).as("others see it").containsExactly("a", "b");
            assertThat(db.stats().inUse()).isEqualTo(1);
        }
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void transactionsInItRunOnIt() {
        try (Connection connection = db.connect()) {
            db.atomic(() -> {
                create("a");
                assertThat(connection.count(USERS.select()))
                        .as("in the transaction")
                        .isEqualTo(1);
            });
            assertThatThrownBy(() -> db.atomic(() -> {
                        connection.create(new User("lost"));
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
            long count = db.atomic(
                    TransactionOptions.defaults().readOnly(),
                    () -> USERS.select().count());
            assertThat(count).isEqualTo(1);
            create("b");
        }
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void isReentrant() {
        try (Connection outer = db.connect()) {
            try (Connection inner = db.connect()) {
                assertThat(db.stats().inUse()).isEqualTo(1);
                inner.create(new User("a"));
            }
            assertThat(db.stats().inUse())
                    .as("the inner one leaves the outer one its connection")
                    .isEqualTo(1);
            create("b");
            assertThat(outer.count(USERS.select())).isEqualTo(2);
        }
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void withinATransactionItIsThatTransaction() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("a");
                    try (Connection connection = db.connect()) {
                        connection.create(new User("b"));
                        create("c");
                    }
                    assertThat(stored()).hasSize(3);
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void closingTwiceIsNothingAndUseAfterwardsAnError() {
        Connection connection = db.connect();
        create("a");
        connection.close();
        connection.close();
        assertThat(db.stats().inUse()).isZero();
        assertThatThrownBy(() -> connection.count(USERS.select()))
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("close()");
        assertThatThrownBy(() -> connection.countAsync(USERS.select())).isInstanceOf(TransactionException.class);
        create("b");
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void anAsynchronousOneIsAHandleOfItsOwn() throws Exception {
        Connection connection = await(db.connectAsync());
        assertThat(db.stats().inUse()).isEqualTo(1);
        await(connection.createAsync(new User("a")));
        create("b");
        long count = await(connection.countAsync(USERS.select()));
        assertThat(count).isEqualTo(2);
        await(connection.closeAsync());
        await(connection.closeAsync());
        assertThat(db.stats().inUse()).isZero();
        long rows = await(db.connectAsync()
                .thenCompose(
                        handle -> handle.countAsync(USERS.select()).whenComplete((found, failure) -> handle.close())));
        assertThat(rows).isEqualTo(2);
    }

    /** Or the statement fails at once, where a stream needs a transaction in which that must not be. */
    @Test
    void statementsAndStreamsOnItInterleave() {
        for (int i = 0; i < 10; i++) create("u" + i);
        try (Connection connection = db.connect();
                Stream<User> users = connection.stream(USERS.select().orderBy(USERS.id.asc()), 2)) {
            if (target == TestDatabase.POSTGRESQL) {
                assertThat(users.iterator().hasNext()).isTrue();
                assertThatThrownBy(() -> create("never"))
                        .isInstanceOf(TransactionException.class)
                        .hasMessageContaining("close the stream first");
                return;
            }
            users.forEach(user -> USERS.update(USERS.logins.set(1))
                    .where(USERS.id.eq(user.id))
                    .execute());
        }
        assertThat(USERS.select().where(USERS.logins.eq(1)).count()).isEqualTo(10);
    }

    @Test
    void whatFailsOnItDoesNoHarmToTheNext() {
        try (Connection connection = db.connect()) {
            create("a");
            assertThatThrownBy(() -> create("a")).isInstanceOf(org.kinglet.IntegrityException.class);
            connection.create(new User("b"));
        }
        assertThat(stored()).containsExactly("a", "b");
    }
}
