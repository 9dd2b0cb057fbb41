// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Documents.DOCUMENTS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.Transaction;
import org.kinglet.tck.model.Document;
import org.kinglet.tck.model.User;

/** What a rollback undoes in the database, it undoes in the entities too. */
class MemoryRollbackTest extends TaskTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, DOCUMENTS};
    }

    private void rolledBack(Runnable work) {
        assertThatThrownBy(() -> db.atomic(() -> {
                    work.run();
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
    }

    @Test
    void aNewEntityIsNewAgain() {
        User user = new User("a");
        rolledBack(() -> {
            user.save();
            assertThat(user.isPersisted()).isTrue();
            assertThat(user.id).isNotZero();
        });
        assertThat(user.isPersisted()).isFalse();
        assertThat(user.id).isZero();
        assertThat(user.save()).isEqualTo(1);
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void whatWasCreatedThroughTheTableIsNewToo() {
        User[] created = new User[1];
        rolledBack(() -> created[0] = create("a"));
        assertThat(created[0].isPersisted()).isFalse();
        assertThat(created[0].id).isZero();
    }

    @Test
    void anUpdateIsDirtyAgain() {
        User user = create("a");
        user.bio = "new";
        rolledBack(() -> {
            assertThat(user.save()).isEqualTo(1);
            assertThat(user.dirtyColumns()).isEmpty();
        });
        assertThat(user.dirtyColumns()).isEqualTo(List.of(USERS.bio));
        assertThat(user.save()).isEqualTo(1);
        assertThat(USERS.getById(user.id).bio).isEqualTo("new");
    }

    @Test
    void aDeletedEntityIsPersistedAgain() {
        User user = create("a");
        rolledBack(() -> {
            assertThat(user.delete()).isEqualTo(1);
            assertThat(user.isPersisted()).isFalse();
        });
        assertThat(user.isPersisted()).isTrue();
        user.bio = "still there";
        assertThat(user.save()).isEqualTo(1);
        assertThat(USERS.getById(user.id).bio).isEqualTo("still there");
    }

    @Test
    void versionsGoBack() {
        Document document = new Document("first");
        document.save();
        int version = document.version;
        rolledBack(() -> {
            document.title = "second";
            document.save();
            document.title = "third";
            document.save();
            assertThat(document.version).isEqualTo(version + 2);
        });
        assertThat(document.version).isEqualTo(version);
        assertThat(document.save()).isEqualTo(1);
        assertThat(document.version).isEqualTo(version + 1);
        assertThat(DOCUMENTS.getById(document.id).title).isEqualTo("third");
    }

    @Test
    void bulkOperationsAreUndoneToo() {
        List<User> users = List.of(new User("a"), new User("b"), new User("c"));
        rolledBack(() -> USERS.bulkCreate(users));
        assertThat(users).allSatisfy(user -> {
            assertThat(user.isPersisted()).isFalse();
            assertThat(user.id).isZero();
        });
        USERS.bulkCreate(users);
        for (User user : users) user.logins = 3;
        rolledBack(() -> USERS.bulkUpdate(users, List.of(USERS.logins)));
        assertThat(users).allSatisfy(user -> assertThat(user.dirtyColumns()).isEqualTo(List.of(USERS.logins)));
    }

    @Test
    void aNestedRollbackUndoesOnlyWhatWasSavedInIt() {
        User outer = new User("outer");
        User inner = new User("inner");
        db.atomic(() -> {
            outer.save();
            long id = outer.id;
            outer.bio = "in the nested block";
            rolledBack(() -> {
                outer.save();
                inner.save();
            });
            assertThat(outer.isPersisted()).isTrue();
            assertThat(outer.id).isEqualTo(id);
            assertThat(outer.dirtyColumns()).isEqualTo(List.of(USERS.bio));
            assertThat(inner.isPersisted()).isFalse();
            assertThat(outer.save()).isEqualTo(1);
        });
        assertThat(USERS.getById(outer.id).bio).isEqualTo("in the nested block");
    }

    @Test
    void anOuterRollbackUndoesWhatANestedBlockCommitted() {
        User outer = new User("outer");
        User inner = new User("inner");
        rolledBack(() -> {
            outer.save();
            db.atomic(() -> {
                inner.save();
                outer.bio = "x";
                outer.save();
            });
        });
        assertThat(inner.isPersisted()).isFalse();
        assertThat(outer.isPersisted()).isFalse();
        assertThat(outer.id).isZero();
    }

    @Test
    void rollingBackByHandCountsAndCommittingByHandDoesNot() {
        User kept = new User("kept");
        User lost = new User("lost");
        db.atomic(tx -> {
            kept.save();
            tx.commit();
            lost.save();
            tx.rollback();
        });
        assertThat(kept.isPersisted()).isTrue();
        assertThat(lost.isPersisted()).isFalse();
    }

    @Test
    void handlesAndAsynchronousSavesCountToo() throws Exception {
        User first = new User("first");
        User second = new User("second");
        try (Transaction tx = db.begin()) {
            first.save();
            assertThat(tx.count(USERS.select())).isEqualTo(1);
        }
        Transaction handle = await(db.beginAsync());
        await(handle.createAsync(second));
        assertThat(second.isPersisted()).isTrue();
        await(handle.rollbackAsync());
        assertThat(first.isPersisted()).isFalse();
        assertThat(second.isPersisted()).isFalse();
        assertThat(second.id).isZero();
    }

    @Test
    void anAsynchronousSaveThatNobodyAwaitedIsUndone() {
        User user = new User("a");
        rolledBack(user::saveAsync);
        assertThat(user.isPersisted()).isFalse();
        assertThat(user.id).isZero();
        assertThat(stored()).isEmpty();
    }
}
