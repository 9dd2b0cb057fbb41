// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Pages.PAGES;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.Hook;
import org.kinglet.Recursive;
import org.kinglet.Table;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Page;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** How many statements each operation on single rows costs. */
class StatementCountsTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, TAGS, COUNTRIES, COURSES, ENROLLMENTS, PAGES};
    }

    @BeforeEach
    void onlyWhereInsertsReturnTheirRow() {
        assumeFalse(target == TestDatabase.MYSQL, "which reads what it has no returning for: docs/backends.md");
    }

    private void asks(int statements, Runnable operation) {
        sent.clear();
        operation.run();
        assertThat(sent.sql()).hasSize(statements);
    }

    @Test
    void ofAModel() {
        User user = new User("a");
        asks(1, () -> assertThat(user.save()).isEqualTo(1));
        asks(0, () -> assertThat(user.save()).isZero());
        user.bio = "x";
        asks(0, () -> assertThat(user.save(USERS.logins)).isZero());
        asks(1, () -> assertThat(user.save()).isEqualTo(1));
        asks(1, user::refresh);
        asks(
                0,
                () -> assertThat(user.toString() + user.hashCode() + user.dirtyColumns() + user.isPersisted())
                        .isNotEmpty());
        Tweet tweet = new Tweet(user, "meow");
        asks(1, () -> tweet.insert());
        asks(0, () -> assertThat(tweet.user.<Long>id()).isEqualTo(user.id));
        asks(1, () -> assertThat(user.tweets.count()).isEqualTo(1));
        asks(1, () -> assertThat(user.tweets.list()).hasSize(1));
        asks(1, () -> assertThat(tweet.delete()).isEqualTo(1));
        asks(1, () -> assertThat(tweet.delete()).isZero());
    }

    @Test
    void ofItsFutures() {
        User user = new User("a");
        asks(1, () -> user.saveAsync().join());
        asks(0, () -> user.saveAsync().join());
        user.bio = "x";
        user.logins = 7;
        asks(1, () -> user.saveAsync(USERS.bio).join());
        asks(1, () -> user.saveAsync().join());
        asks(1, () -> user.refreshAsync().join());
        asks(1, () -> user.tweets.listAsync().join());
        asks(1, () -> user.deleteAsync().join());
        asks(1, () -> user.insertAsync().join());
    }

    @Test
    void ofATable() {
        asks(1, () -> USERS.create(USERS.username.set("a")));
        User b = new User("b");
        asks(1, () -> USERS.create(b));
        asks(1, () -> USERS.get(USERS.username.eq("a")));
        asks(1, () -> USERS.find(USERS.username.eq("nobody")));
        asks(1, () -> USERS.getById(b.id));
        asks(1, () -> USERS.findById(-1L));
        asks(1, () -> USERS.setById(b.id, USERS.bio.set("x")));
        asks(1, () -> assertThat(USERS.exists()).isTrue());
        asks(1, () -> assertThat(USERS.count()).isEqualTo(2));
        asks(1, () -> USERS.deleteById(b.id));
        List<User> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) many.add(new User("user " + i));
        asks(1, () -> USERS.bulkCreate(many));
        many.forEach(user -> user.bio = user.username);
        asks(1, () -> USERS.bulkUpdate(many, List.of(USERS.bio)));
        asks(1, () -> TAGS.deleteById(-1L));
    }

    @Test
    void whatMayBeThereIsLookedForFirstOrCreatedFirst() {
        asks(
                2,
                () -> assertThat(USERS.getOrCreate(List.of(USERS.username.set("a")), List.of())
                                .created())
                        .isTrue());
        asks(
                1,
                () -> assertThat(USERS.getOrCreate(List.of(USERS.username.set("a")), List.of())
                                .created())
                        .isFalse());
        asks(1, () -> assertThat(USERS.createOrGet(new User("b")).created()).isTrue());
        asks(2, () -> assertThat(USERS.createOrGet(new User("b")).created()).isFalse());
    }

    @Test
    void ofKeysThatTheProgramChooses() {
        asks(1, () -> db.create(new Country("FR", "France")));
        asks(1, () -> db.save(new Country("FR", "République française")));
        asks(2, () -> db.save(new Country("DE", "Germany"))); // a record doesn't know that it is new
        asks(1, () -> db.update(new Country("DE", "Deutschland")));
        asks(1, () -> db.delete(new Country("DE", "Germany")));
        Tag tag = new Tag(0, "red", null);
        asks(1, () -> db.save(tag));
        Course course = COURSES.create(new Course(1, "maths"));
        Enrollment enrollment = new Enrollment("sam", course);
        asks(1, () -> assertThat(enrollment.save()).isEqualTo(1)); // a model knows
        enrollment.points = 5;
        asks(1, () -> assertThat(enrollment.save()).isEqualTo(1));
        asks(0, () -> assertThat(enrollment.save()).isZero());
        asks(1, () -> enrollment.refreshAsync().join());
        asks(1, () -> assertThat(enrollment.delete()).isEqualTo(1));
    }

    @Test
    void aVersionCostsNone() {
        Page page = new Page("a");
        asks(1, () -> assertThat(page.save()).isEqualTo(1));
        page.text = "b";
        asks(1, () -> assertThat(page.save()).isEqualTo(1));
        asks(1, () -> assertThat(page.delete()).isEqualTo(1));
    }

    @Test
    void hooksCostNone() {
        List<Hook> hooks = List.of(
                USERS.beforeSave(user -> user.bio = "hooked"),
                USERS.afterSave(user -> {}),
                USERS.beforeDelete(user -> {}),
                USERS.afterDelete(user -> {}));
        try {
            User user = new User("a");
            asks(1, () -> assertThat(user.save()).isEqualTo(1));
            asks(0, () -> assertThat(user.save()).isZero());
            user.logins = 1;
            asks(1, () -> user.saveAsync().join());
            asks(1, () -> assertThat(user.delete()).isEqualTo(1));
        } finally {
            hooks.forEach(Hook::remove);
        }
    }

    @Test
    void aTransactionCostsNone() {
        asks(
                2,
                () -> db.atomic(() -> {
                    User user = new User("a");
                    user.save();
                    db.atomic(() -> user.delete());
                }));
        User user = USERS.create(USERS.username.set("b"));
        new Tweet(user, "meow").save();
        PAGES.create();
        Page page = PAGES.get();
        asks(1, () -> page.delete(Recursive.ALL)); // nothing can refer to it
    }
}
