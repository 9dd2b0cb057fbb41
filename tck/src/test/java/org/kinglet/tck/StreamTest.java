// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.IntegrityException;
import org.kinglet.TransactionException;
import org.kinglet.query.Functions;
import org.kinglet.query.Select;
import org.kinglet.tck.model.User;

class StreamTest extends TaskTest {
    private static final int ROWS = 250;

    private final Select<User> inOrder = USERS.select().orderBy(USERS.id.asc());

    @BeforeEach
    void createRows() {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) users.add(new User("u" + i));
        USERS.bulkCreate(users);
    }

    @Test
    void givesAllRowsInOrderWhateverTheFetchSize() {
        List<String> expected = stored();
        for (int fetchSize : new int[] {1, 7, 125, 249, 250, 251, 10_000}) {
            try (Stream<User> users = inOrder.stream(fetchSize)) {
                assertThat(users.map(user -> user.username)).isEqualTo(expected);
            }
        }
        assertThatThrownBy(() -> inOrder.stream(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsNothingBeforeItIsRead() {
        long before = db.stats().statements();
        try (Stream<User> users = USERS.select().stream(10)) {
            assertThat(db.stats().statements()).isEqualTo(before);
            assertThat(users.limit(30)).hasSize(30);
            assertThat(db.stats().statements()).as("fetches do not count").isEqualTo(before + 1);
        }
        try (Stream<User> users = USERS.select().stream(10)) {
            assertThat(users).isNotNull(); // never read
        }
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void givesItsConnectionBackWhenItIsReadToItsEnd() {
        @SuppressWarnings("resource") // that is the point
        Stream<User> users = inOrder.stream(100);
        assertThat(users.count()).isEqualTo(ROWS);
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void givesItsConnectionBackWhenItIsClosedEarly() {
        try (Stream<User> users = inOrder.stream(10)) {
            assertThat(users.findFirst()).isPresent();
            assertThat(db.stats().inUse()).isEqualTo(1);
        }
        assertThat(db.stats().inUse()).isZero();
        Stream<User> users = inOrder.stream(10);
        users.close();
        users.close();
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void anExceptionOfTheReaderPassesThrough() {
        Undo undo = new Undo();
        assertThatThrownBy(() -> {
                    try (Stream<User> users = inOrder.stream(10)) {
                        users.forEach(user -> {
                            throw undo;
                        });
                    }
                })
                .isSameAs(undo);
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void aQueryThatFailsGivesItsConnectionBackByItself() {
        @SuppressWarnings("resource") // that is the point
        Stream<?> broken = USERS.select(Functions.count(USERS.id)).where(USERS.id.eq(1L)).stream(10);
        assertThat(broken.count()).isEqualTo(1);
        db.sql("alter table users rename to gone");
        assertThatThrownBy(() -> inOrder.stream(10).toList()).isInstanceOf(DatabaseException.class);
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void otherStatementsRunMeanwhile() {
        try (Stream<User> users = inOrder.stream(20)) {
            users.limit(100).forEach(user -> {
                USERS.update(USERS.logins.set(7)).where(USERS.id.eq(user.id)).execute();
                assertThat(USERS.getById(user.id).logins).isEqualTo(7);
            });
        }
        assertThat(USERS.select().where(USERS.logins.eq(7)).count()).isEqualTo(100);
    }

    @Test
    void breakingOffAStreamAndThenOpeningATransactionLosesNothing() {
        Stream<User> users = inOrder.stream(5);
        assertThat(users.iterator().next().username).isEqualTo("u0");
        db.atomic(() -> create("kept"));
        users.close();
        assertThat(stored()).contains("kept");
    }

    @Test
    void inATransactionItSeesItsWritesAndInterleaves() {
        db.atomic(() -> {
            create("mine");
            try (Stream<User> users = inOrder.stream(50)) {
                assertThat(users.peek(user -> {
                                    if (user.id % 50 == 0)
                                        assertThat(USERS.getById(user.id)).isNotNull();
                                })
                                .map(user -> user.username))
                        .hasSize(ROWS + 1)
                        .contains("mine");
            }
        });
    }

    @Test
    void mayBeTheFirstStatementOfATransactionAndOfANestedBlock() {
        db.atomic(() -> {
            try (Stream<User> users = inOrder.stream(5)) {
                assertThat(users.findFirst()).isPresent();
            }
            create("kept");
            assertThatThrownBy(() -> db.atomic(() -> {
                        try (Stream<User> users = inOrder.stream(5)) {
                            assertThat(users.findFirst()).isPresent();
                        }
                        create("lost");
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
        });
        assertThat(stored()).contains("kept").doesNotContain("lost");
    }

    @Test
    void committingWithAnOpenStreamFailsAndSaysSo() {
        List<Stream<User>> left = new ArrayList<>();
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("never");
                    Stream<User> users = inOrder.stream(5);
                    left.add(users);
                    assertThat(users.iterator().hasNext()).isTrue();
                }))
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("stream")
                .hasMessageContaining("close");
        assertThat(db.stats().inUse()).isZero();
        left.get(0).close();
        assertThat(stored()).doesNotContain("never");
    }

    @Test
    void rollingBackClosesWhatIsOpen() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    Stream<User> users = inOrder.stream(5);
                    assertThat(users.iterator().hasNext()).isTrue();
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void aFailedStatementBesideItDoesNotEndIt() {
        db.atomic(() -> {
            try (Stream<User> users = inOrder.stream(50)) {
                long rows = users.peek(user -> {
                            if (user.username.equals("u100")) {
                                assertThatThrownBy(() -> db.atomic(() -> create("u1")))
                                        .isInstanceOf(IntegrityException.class);
                            }
                        })
                        .count();
                assertThat(rows).isPositive();
            }
        });
    }
}
