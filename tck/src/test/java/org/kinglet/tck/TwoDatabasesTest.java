// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Documents.DOCUMENTS;
import static org.kinglet.tck.model.Users.USERS;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.Transaction;
import org.kinglet.tck.model.Document;
import org.kinglet.tck.model.User;

/** Transactions of one database mean nothing to another. USERS are bound to {@code db}, DOCUMENTS to {@code other}. */
class TwoDatabasesTest extends TaskTest {
    private Database other;

    @BeforeEach
    void openTheOther() {
        other = target.builder().open();
        other.bind(DOCUMENTS);
        other.createTables(DOCUMENTS);
    }

    @AfterEach
    void closeTheOther() {
        assertThat(other.stats().inUse()).isZero();
        other.close();
    }

    @Test
    void aStatementOfTheOtherIsNotPartOfTheTransaction() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("undone");
                    new Document("kept").save();
                    assertThat(other.sql("select title from documents").size()).isEqualTo(1);
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).isEmpty();
        assertThat(DOCUMENTS.select().count()).isEqualTo(1);
    }

    @Test
    void atomicOfTheOtherIsATransactionOfItsOwn() {
        db.atomic(() -> {
            create("a");
            other.transaction(() -> {
                new Document("b").save();
                create("c");
            });
            assertThatThrownBy(() -> other.atomic(() -> {
                        new Document("undone").save();
                        create("kept");
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
        });
        assertThat(stored()).containsExactly("a", "c", "kept");
        assertThat(DOCUMENTS.select().count()).isEqualTo(1);
    }

    @Test
    void theyMayEndInAnyOrder() {
        Transaction first = db.begin();
        Transaction second = other.begin();
        Connection third = db.connect();
        create("a");
        new Document("b").save();
        first.commit();
        third.close();
        new Document("c").save();
        second.commit();
        assertThat(stored()).containsExactly("a");
        assertThat(DOCUMENTS.select().count()).isEqualTo(2);
    }

    @Test
    void callbacksKeepBothApart() throws Exception {
        assertThatThrownBy(() -> db.atomic(() -> {
                    await(USERS.createAsync(USERS.username.set("undone"))
                            .thenCompose(user -> DOCUMENTS.createAsync(DOCUMENTS.title.set("kept")))
                            .thenCompose(document -> USERS.createAsync(USERS.username.set("undone too"))));
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).isEmpty();
        assertThat(DOCUMENTS.select().count()).isEqualTo(1);
    }

    @Test
    void useGoesBeforeBoundAndOnBeforeUse() {
        other.createTables(USERS);
        other.use(() -> {
            new User("other").save();
            assertThat(USERS.select().on(db).count()).isZero();
            assertThat(db.count(USERS.select())).isZero();
            db.atomic(() -> assertThat(stored()).containsExactly("other"));
        });
        assertThat(stored()).isEmpty();
    }

    @Test
    void anEntityBelongsToTheDatabaseItCameFrom() {
        other.createTables(USERS);
        User user = other.create(new User("other"));
        user.bio = "changed";
        assertThat(user.save()).isEqualTo(1);
        assertThat(stored()).isEmpty();
        String bio = other.use(() -> USERS.getById(user.id).bio);
        assertThat(bio).isEqualTo("changed");
    }
}
