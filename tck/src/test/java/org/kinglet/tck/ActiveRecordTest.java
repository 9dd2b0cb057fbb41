// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.NoRowException;
import org.kinglet.Table;
import org.kinglet.tck.model.User;

/** What an entity can do itself: save, insert, delete, refresh. */
class ActiveRecordTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @Test
    void saveInsertsANewEntityAndGivesItItsKey() {
        User user = new User("huey");
        assertThat(user.isPersisted()).isFalse();
        assertThat(user.save()).isEqualTo(1);
        assertThat(user.isPersisted()).isTrue();
        assertThat(user.id).isPositive();
        assertThat(USERS.getById(user.id).username).isEqualTo("huey");
    }

    @Test
    void saveAsyncDoesTheSame() {
        User user = new User("huey");
        assertThat(user.saveAsync().join()).isEqualTo(1);
        user.bio = "cat";
        assertThat(user.saveAsync().join()).isEqualTo(1);
        assertThat(user.saveAsync().join()).isZero();
        assertThat(USERS.getById(user.id).bio).isEqualTo("cat");
    }

    @Test
    void saveWritesNothingWhenNothingHasChanged() {
        User user = USERS.create(USERS.username.set("huey"));
        sent.clear();
        assertThat(user.save()).isZero();
        assertThat(sent.sql()).isEmpty();
    }

    @Test
    void saveWritesOnlyWhatHasChanged() {
        User user = USERS.create(USERS.username.set("huey"));
        user.bio = "cat";
        sent.clear();
        assertThat(user.save()).isEqualTo(1);
        assertThat(sent.only().sql()).contains("bio").doesNotContain("username", "active", "logins", "joined");
        assertThat(sent.only().parameters()).containsExactly("cat", user.id);
    }

    @Test
    void savingOnlyWhatHasChangedLosesNoConcurrentChangeOfOtherColumns() {
        User here = USERS.create(USERS.username.set("huey"));
        User there = USERS.getById(here.id);
        here.bio = "cat";
        there.logins = 7;
        here.save();
        there.save();
        User now = USERS.getById(here.id);
        assertThat(now.bio).isEqualTo("cat");
        assertThat(now.logins).isEqualTo(7);
    }

    @Test
    void aValueSetBackToWhatItWasIsNoChange() {
        User user = USERS.create(USERS.username.set("huey"), USERS.bio.set("cat"));
        user.bio = "dog";
        assertThat(user.dirtyColumns()).containsExactly(USERS.bio);
        user.bio = new String("cat".toCharArray());
        assertThat(user.dirtyColumns()).isEmpty();
        assertThat(user.save()).isZero();
    }

    @Test
    void dirtyColumnsAreAllBeforeTheFirstSaveAndNoneAfter() {
        User user = new User("huey");
        assertThat(user.dirtyColumns()).contains(USERS.username, USERS.bio, USERS.active);
        user.save();
        assertThat(user.dirtyColumns()).isEmpty();
        user.logins++;
        user.bio = "x";
        assertThat(user.dirtyColumns()).containsExactlyInAnyOrder(USERS.logins, USERS.bio);
        user.save();
        assertThat(user.dirtyColumns()).isEmpty();
    }

    @Test
    void saveOfSomeColumnsLeavesTheOthersDirty() {
        User user = USERS.create(USERS.username.set("huey"));
        user.bio = "cat";
        user.logins = 9;
        sent.clear();
        assertThat(user.save(USERS.bio)).isEqualTo(1);
        assertThat(sent.only().sql()).contains("bio").doesNotContain("logins");
        assertThat(user.dirtyColumns()).containsExactly(USERS.logins);
        assertThat(USERS.getById(user.id).logins).isZero();
        assertThat(user.saveAsync(USERS.logins).join()).isEqualTo(1);
        assertThat(USERS.getById(user.id).logins).isEqualTo(9);
    }

    @Test
    void saveOfSomeColumnsOfANewEntityInsertsAllOfIt() {
        User user = new User("huey");
        user.bio = "cat";
        assertThat(user.save(USERS.bio)).isEqualTo(1);
        assertThat(user.dirtyColumns()).isEmpty();
        assertThat(USERS.getById(user.id).username).isEqualTo("huey");
    }

    @Test
    void saveOfColumnsThatDidNotChangeWritesNothing() {
        User user = USERS.create(USERS.username.set("huey"));
        user.bio = "cat";
        assertThat(user.save(USERS.logins)).isZero();
        assertThat(user.dirtyColumns()).containsExactly(USERS.bio);
    }

    @Test
    void saveOfARowThatIsGoneIsNoLostUpdate() {
        User user = USERS.create(USERS.username.set("huey"));
        USERS.deleteById(user.id);
        user.bio = "cat";
        assertThatThrownBy(user::save).isInstanceOf(NoRowException.class).hasMessageContaining("users");
        assertThat(user.dirtyColumns()).containsExactly(USERS.bio);
        assertThatThrownBy(() -> user.saveAsync().join()).hasCauseInstanceOf(NoRowException.class);
    }

    /** PostgreSQL's sequence does not hear of it: docs/backends.md. */
    @Test
    void aModelWithAChosenKeyIsInsertedWithIt() {
        User user = new User("huey");
        user.id = 4711;
        user.save();
        assertThat(user.id).isEqualTo(4711);
        assertThat(USERS.getById(4711L).username).isEqualTo("huey");
        long next = USERS.create(USERS.username.set("next")).id;
        assertThat(next).isNotEqualTo(4711).isPositive();
        if (target != TestDatabase.POSTGRESQL) assertThat(next).isGreaterThan(4711);
    }

    @Test
    void insertMakesACopyUnderAnotherKey() {
        User user = USERS.create(USERS.username.set("huey"));
        long first = user.id;
        user.id = 0;
        user.username = "zaizee";
        user.insert();
        assertThat(user.id).isNotEqualTo(first);
        assertThat(USERS.count()).isEqualTo(2);
        user.id = 0;
        user.username = "mickey";
        user.insertAsync().join();
        assertThat(USERS.count()).isEqualTo(3);
    }

    @Test
    void deleteRemovesTheRowAndSaveWouldInsertItAgain() {
        User user = USERS.create(USERS.username.set("huey"));
        long id = user.id;
        assertThat(user.delete()).isEqualTo(1);
        assertThat(user.isPersisted()).isFalse();
        assertThat(USERS.findById(id)).isEmpty();
        assertThat(user.delete()).isZero();
        assertThat(user.save()).isEqualTo(1);
        assertThat(USERS.getById(id).username).isEqualTo("huey");
        assertThat(user.deleteAsync().join()).isEqualTo(1);
    }

    @Test
    void deleteOfWhatWasNeverSavedSaysSo() {
        assertThatThrownBy(new User("huey")::delete)
                .isInstanceOf(NoRowException.class)
                .hasMessageContaining("never saved");
    }

    @Test
    void refreshReadsTheRowAgainOverWhatTheFieldsHold() {
        User user = USERS.create(USERS.username.set("huey"));
        USERS.setById(user.id, USERS.bio.set("written by another"));
        user.logins = 99;
        user.refresh();
        assertThat(user.bio).isEqualTo("written by another");
        assertThat(user.logins).isZero();
        assertThat(user.dirtyColumns()).isEmpty();
        USERS.setById(user.id, USERS.logins.set(3));
        user.refreshAsync().join();
        assertThat(user.logins).isEqualTo(3);
    }

    @Test
    void refreshOfARowThatIsGoneSaysSoAndLeavesTheFields() {
        User user = USERS.create(USERS.username.set("huey"));
        USERS.deleteById(user.id);
        user.logins = 5;
        assertThatThrownBy(user::refresh).isInstanceOf(NoRowException.class);
        assertThat(user.logins).isEqualTo(5);
    }

    @Test
    void refreshOfWhatWasNeverSavedSaysSo() {
        assertThatThrownBy(new User("huey")::refresh).isInstanceOf(NoRowException.class);
    }
}
