// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Nicknames.NICKNAMES;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.NoRowException;
import org.kinglet.Table;
import org.kinglet.query.Insert;
import org.kinglet.tck.model.Nickname;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.User;

/** The class-level operations: create, get, find and what goes by key. */
class TableOperationsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TAGS};
    }

    @Test
    void createGivesTheRowWithItsKeyAndDefaults() {
        Instant before = Instant.now().minusSeconds(1);
        User user = USERS.create(USERS.username.set("huey"));
        assertThat(user.id).isPositive();
        assertThat(user.active).isTrue();
        assertThat(user.bio).isNull();
        assertThat(user.joined).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(user.isPersisted()).isTrue();
        assertThat(user.dirtyColumns()).isEmpty();
        assertThat(USERS.createAsync(USERS.username.set("zaizee")).join().id).isGreaterThan(user.id);
    }

    @Test
    void createOfAnEntityGivesTheSameObject() {
        User user = new User("huey");
        assertThat(USERS.create(user)).isSameAs(user);
        assertThat(user.isPersisted()).isTrue();
        User other = new User("zaizee");
        assertThat(USERS.createAsync(other).join()).isSameAs(other);
        assertThat(USERS.count()).isEqualTo(2);
    }

    @Test
    void createOfARecordGivesOneWithItsKey() {
        Tag red = TAGS.create(new Tag(0, "red", null));
        assertThat(red.id()).isPositive();
        assertThat(TAGS.getById(red.id())).isEqualTo(red);
        assertThat(TAGS.create(new Tag(77, "blue", "#00f"))).isEqualTo(new Tag(77, "blue", "#00f"));
        long next = TAGS.create(TAGS.name.set("green")).id();
        assertThat(next).isNotEqualTo(red.id()).isPositive();
        if (target != TestDatabase.POSTGRESQL) assertThat(next).isGreaterThan(77);
    }

    @Test
    void createWithoutAValueThatIsNeededFails() {
        assertThatThrownBy(() -> USERS.create(USERS.bio.set("x")))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isNotNullViolation()).isTrue());
        assertThatThrownBy(() -> USERS.create(new User()))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isNotNullViolation()).isTrue());
    }

    @Test
    void getIsTheFirstMatchAndFindItsOptionalForm() {
        User huey = USERS.create(USERS.username.set("huey"));
        assertThat(USERS.get(USERS.username.eq("huey"))).isEqualTo(huey);
        assertThat(USERS.getAsync(USERS.username.eq("huey"), USERS.active).join())
                .isEqualTo(huey);
        assertThat(USERS.find(USERS.username.eq("huey"))).contains(huey);
        assertThat(USERS.find(USERS.username.eq("huey"), USERS.active.not())).isEmpty();
        assertThat(USERS.findAsync(USERS.username.eq("nobody")).join()).isEmpty();
    }

    @Test
    void getOfNoRowSaysWhichTableAndNamesFindAndNoValue() {
        assertThatThrownBy(() -> USERS.get(USERS.username.eq("secret-name")))
                .isInstanceOf(NoRowException.class)
                .hasMessageContainingAll("users", "find")
                .hasMessageNotContaining("secret-name");
        assertThatThrownBy(
                        () -> USERS.getAsync(USERS.username.eq("secret-name")).join())
                .hasCauseInstanceOf(NoRowException.class);
    }

    @Test
    void getByIdAndFindById() {
        User huey = USERS.create(USERS.username.set("huey"));
        assertThat(USERS.getById(huey.id)).isEqualTo(huey);
        assertThat(USERS.getByIdAsync(huey.id).join()).isEqualTo(huey);
        assertThat(USERS.findById(huey.id)).contains(huey);
        assertThat(USERS.findById(huey.id + 1)).isEmpty();
        assertThat(USERS.findByIdAsync(huey.id + 1).join()).isEmpty();
        assertThatThrownBy(() -> USERS.getById(huey.id + 1)).isInstanceOf(NoRowException.class);
        assertThatThrownBy(() -> USERS.getByIdAsync(huey.id + 1).join()).hasCauseInstanceOf(NoRowException.class);
    }

    @Test
    void setByIdAndDeleteByIdGiveTheNumberOfRows() {
        User huey = USERS.create(USERS.username.set("huey"));
        User other = USERS.create(USERS.username.set("zaizee"));
        assertThat(USERS.setById(huey.id, USERS.bio.set("cat"), USERS.logins.set(USERS.logins.plus(2))))
                .isEqualTo(1);
        assertThat(USERS.setByIdAsync(-1L, USERS.bio.set("cat")).join()).isZero();
        assertThat(USERS.getById(huey.id).bio).isEqualTo("cat");
        assertThat(USERS.getById(huey.id).logins).isEqualTo(2);
        assertThat(USERS.getById(other.id).bio).isNull();
        assertThat(USERS.deleteById(huey.id)).isEqualTo(1);
        assertThat(USERS.deleteById(huey.id)).isZero();
        assertThat(USERS.deleteByIdAsync(other.id).join()).isEqualTo(1);
        assertThat(USERS.count()).isZero();
    }

    @Test
    void existsAndCountTakeConditions() {
        USERS.create(USERS.username.set("huey"));
        USERS.create(USERS.username.set("zaizee"), USERS.active.set(false));
        assertThat(USERS.exists()).isTrue();
        assertThat(USERS.exists(USERS.active, USERS.username.eq("zaizee"))).isFalse();
        assertThat(USERS.existsAsync(USERS.active.not()).join()).isTrue();
        assertThat(USERS.count()).isEqualTo(2);
        assertThat(USERS.count(USERS.active)).isEqualTo(1);
        assertThat(USERS.countAsync(USERS.username.eq("x")).join()).isZero();
    }

    @Test
    void defaultsAreTakenAtEachExecution() {
        Insert<User> insert = USERS.insert(USERS.username.set("huey"));
        insert.execute();
        Instant first = USERS.get().joined;
        USERS.delete().all().execute();
        while (!Instant.now().isAfter(first.plusNanos(2_000))) Thread.onSpinWait();
        insert.execute();
        assertThat(USERS.get().joined).isAfter(first);
    }

    @Test
    void whatIsReadHasNoDefaults() {
        db.bind(NICKNAMES);
        db.createTables(NICKNAMES);
        Nickname nickname = NICKNAMES.create(NICKNAMES.name.set("bo"));
        assertThat(nickname.greeting).isEqualTo("hello");
        NICKNAMES.setById(nickname.id, NICKNAMES.greeting.setNull());
        assertThat(NICKNAMES.get().greeting).isNull();
        nickname.refresh();
        assertThat(nickname.greeting).isNull();
        assertThat(NICKNAMES.create(NICKNAMES.name.set("jo"), NICKNAMES.greeting.setNull()).greeting)
                .isNull();
        Nickname third = new Nickname();
        third.name = "mo";
        third.greeting = null;
        third.save();
        assertThat(NICKNAMES.getById(third.id).greeting).isNull();
        db.dropTables(NICKNAMES);
    }

    @Test
    void truncateRemovesAllRows() {
        USERS.create(USERS.username.set("huey"));
        USERS.truncate();
        assertThat(USERS.exists()).isFalse();
        USERS.create(USERS.username.set("huey"));
        USERS.truncateAsync().join();
        assertThat(USERS.exists()).isFalse();
    }

    @Test
    void aKeyOfNullIsAnErrorThatSaysSo() {
        assertThatThrownBy(() -> USERS.getById(null)).hasMessageContainingAll("users", "null");
        assertThatThrownBy(() -> USERS.findById(null)).hasMessageContainingAll("users", "null");
        assertThatThrownBy(() -> USERS.deleteById(null)).hasMessageContainingAll("users", "null");
        assertThatThrownBy(() -> USERS.setById(null, USERS.bio.set("x"))).hasMessageContainingAll("users", "null");
    }
}
