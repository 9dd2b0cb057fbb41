// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.function;
import static org.kinglet.tck.model.Accounts.ACCOUNTS;
import static org.kinglet.tck.model.Appeals.APPEALS;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Transfers.TRANSFERS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kinglet.Recursive;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.Transaction;
import org.kinglet.tck.model.Account;
import org.kinglet.tck.model.Appeal;
import org.kinglet.tck.model.Categories;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Like;
import org.kinglet.tck.model.Transfer;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.Tweets;
import org.kinglet.tck.model.User;

/** Selects whose rows find each other, and in how many statements. */
class PrefetchTest extends LikedTweetsTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LIKES, TWEETS, USERS, CATEGORIES, TRANSFERS, ACCOUNTS, APPEALS, ENROLLMENTS, COURSES};
    }

    @Test
    void collectionsOverSeveralLevels() throws Exception {
        List<User> users =
                statements(3, () -> db.prefetch(USERS.select().orderBy(USERS.id), TWEETS.select(), LIKES.select()));
        assertThat(users).extracting(user -> user.username).isEqualTo(NAMES);
        statements(0, () -> {
            for (User user : users) {
                assertThat(user.tweets.isLoaded()).isTrue();
                assertThat(user.tweets.list()).hasSize(NAMES.indexOf(user.username));
                assertThat(user.dirtyColumns()).isEmpty();
                for (Tweet tweet : user.tweets) {
                    assertThat(tweet.user.get()).isSameAs(user);
                    assertThat(tweet.dirtyColumns()).isEmpty();
                    assertThat(tweet.likes.list()).hasSize(tweet.content.charAt(4) - '0');
                    assertThat(tweet.likes).allMatch(like -> like.tweet.get() == tweet && !like.user.isLoaded());
                }
            }
            return null;
        });
    }

    @Test
    void conditionsAndOrderAreKept() throws Exception {
        List<User> users = statements(
                2,
                () -> USERS.select()
                        .where(USERS.username.ne("bob"))
                        .orderBy(USERS.username.desc())
                        .prefetch(TWEETS.select()
                                .where(TWEETS.content.endsWith("1").not())
                                .orderBy(TWEETS.content.desc())));
        assertThat(users).extracting(user -> user.username).containsExactly("dan", "cat", "ann");
        assertThat(users.stream().map(user -> contents(user.tweets)))
                .containsExactly(List.of("dan 3", "dan 2"), List.of("cat 2"), List.of());
    }

    @Test
    void referencesAreLoadedWithSharedInstances() throws Exception {
        List<Like> likes = statements(3, () -> db.prefetch(LIKES.select(), TWEETS.select(), USERS.select()));
        assertThat(likes).hasSize(10);
        statements(0, () -> {
            for (Like like : likes) {
                assertThat(like.tweet.get().content)
                        .startsWith(like.tweet.get().user.get().username);
                // Users are nearest to tweets; the likes' own stay as they were.
                assertThat(like.user.isLoaded()).isFalse();
            }
            return null;
        });
        assertThat(likes.stream()
                        .map(like -> System.identityHashCode(like.tweet.get()))
                        .distinct())
                .hasSize(6);
    }

    @Test
    void aReferenceWhoseRowIsLeftOutStaysLazy() throws Exception {
        List<Tweet> tweets = statements(
                2,
                () -> db.prefetch(
                        TWEETS.select().orderBy(TWEETS.content), USERS.select().where(USERS.username.eq("cat"))));
        assertThat(tweets)
                .extracting(tweet -> tweet.user.isLoaded())
                .containsExactly(false, true, true, false, false, false);
        assertThat(statements(1, () -> tweets.getFirst().user.get()).username).isEqualTo("bob");
    }

    @Test
    void severalReferencesToOneTableAreAllLoaded() throws Exception {
        List<Account> accounts = accounts(3);
        new Transfer(accounts.get(0), accounts.get(1), null).save();
        new Transfer(accounts.get(1), accounts.get(2), accounts.get(0)).save();
        List<Transfer> transfers =
                statements(2, () -> db.prefetch(TRANSFERS.select().orderBy(TRANSFERS.id), ACCOUNTS.select()));
        statements(0, () -> {
            Transfer first = transfers.get(0);
            Transfer second = transfers.get(1);
            assertThat(first.source.get().getOwner() + first.target.get().getOwner())
                    .isEqualTo("owner 0owner 1");
            assertThat(first.guarantor.isNone()).isTrue();
            assertThat(second.source.get()).isSameAs(first.target.get());
            assertThat(second.guarantor.get()).isSameAs(first.source.get());
            assertThat(second.target.get().getOwner()).isEqualTo("owner 2");
            return null;
        });
    }

    @Test
    void severalCollectionsOfOneTableAreAllLoaded() throws Exception {
        List<Account> accounts = accounts(3);
        new Transfer(accounts.get(0), accounts.get(1), accounts.get(2)).save();
        new Transfer(accounts.get(1), accounts.get(2), null).save();
        List<Account> read = statements(
                2,
                () -> db.prefetch(
                        ACCOUNTS.select().where(ACCOUNTS.owner.ne("owner 2")).orderBy(ACCOUNTS.owner),
                        TRANSFERS.select().orderBy(TRANSFERS.id)));
        statements(0, () -> {
            Account first = read.get(0);
            Account second = read.get(1);
            assertThat(first.incoming.list()).isEmpty();
            assertThat(first.outgoing.list()).hasSize(1).isEqualTo(second.incoming.list());
            Transfer between = first.outgoing.list().getFirst();
            assertThat(between).isSameAs(second.incoming.list().getFirst());
            assertThat(between.source.get()).isSameAs(first);
            assertThat(between.target.get()).isSameAs(second);
            assertThat(second.outgoing.list().getFirst().target.isLoaded()).isFalse();
            return null;
        });
    }

    /** More accounts than MariaDB takes in a statement, for two columns. */
    @Test
    void moreKeysThanAStatementTakes() throws Exception {
        List<Account> accounts = accounts(17_000);
        new Transfer(accounts.getFirst(), accounts.getLast(), null).save();
        new Transfer(accounts.getLast(), accounts.getFirst(), null).save();
        Map<UUID, Account> read = new HashMap<>();
        statements(target.isMysqlFamily() ? 3 : 2, () -> db.prefetch(ACCOUNTS.select(), TRANSFERS.select()))
                .forEach(account -> read.put(account.getId(), account));
        Account first = read.get(accounts.getFirst().getId());
        Account last = read.get(accounts.getLast().getId());
        assertThat(first.outgoing.list()).hasSize(1);
        assertThat(first.outgoing.list().getFirst())
                .isSameAs(last.incoming.list().getFirst());
        assertThat(last.outgoing.list()).hasSize(1);
        assertThat(last.outgoing.list().getFirst())
                .isSameAs(first.incoming.list().getFirst());
        if (!target.isMysqlFamily()) return;
        assertThatThrownBy(
                        () -> db.prefetch(ACCOUNTS.select(), TRANSFERS.select().limit(1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("limit", "transfers");
    }

    private static List<Account> accounts(int count) {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Account account = new Account();
            account.setOwner("owner " + i);
            accounts.add(account);
        }
        return ACCOUNTS.bulkCreate(accounts);
    }

    @Test
    void manyCompositeKeys() throws Exception {
        List<Course> courses = List.of(new Course(7, "algebra"), new Course(8, "drawing"));
        COURSES.bulkCreate(courses);
        List<Enrollment> enrollments = new ArrayList<>();
        for (int i = 0; i < 200; i++) enrollments.add(new Enrollment("student " + i, courses.get(i % 2)));
        ENROLLMENTS.bulkCreate(enrollments);
        List<Appeal> appeals = new ArrayList<>();
        for (Enrollment each : enrollments.subList(0, 150)) appeals.add(new Appeal(0, Ref.to(each), each.student));
        APPEALS.bulkCreate(appeals);
        List<Appeal> read = statements(2, () -> db.prefetch(APPEALS.select(), ENROLLMENTS.select()));
        assertThat(read)
                .hasSize(150)
                .allMatch(appeal -> appeal.enrollment().get().student.equals(appeal.reason()));
        assertThat(COURSES.deleteById(7L, Recursive.ALL)).isEqualTo(1);
        assertThat(ENROLLMENTS.count()).isEqualTo(100);
        assertThat(APPEALS.count()).isEqualTo(75);
    }

    @Test
    void selfReferencesByAliases() throws Exception {
        Category root = new Category("root", null);
        root.save();
        Category child = new Category("child", root);
        child.save();
        new Category("grandchild", child).save();
        new Category("other", null).save();
        Categories children = CATEGORIES.as("children");
        List<Category> roots = statements(
                3,
                () -> db.prefetch(
                        CATEGORIES.select().where(CATEGORIES.parent.isNull()).orderBy(CATEGORIES.id),
                        children.select().orderBy(children.name),
                        CATEGORIES.select()));
        assertThat(roots).extracting(category -> category.name).containsExactly("root", "other");
        statements(0, () -> {
            Category loaded = roots.getFirst().children.list().getFirst();
            assertThat(loaded.name).isEqualTo("child");
            assertThat(loaded.parent.get()).isSameAs(roots.getFirst());
            assertThat(loaded.children.list().getFirst().parent.get()).isSameAs(loaded);
            assertThat(roots.getLast().children.list()).isEmpty();
            return null;
        });
    }

    @Test
    void compositeKeys() throws Exception {
        Course algebra = COURSES.create(new Course(7, "algebra"));
        Course drawing = COURSES.create(new Course(8, "drawing"));
        for (String student : List.of("x", "y")) {
            for (Course course : List.of(algebra, drawing)) {
                Enrollment enrollment = new Enrollment(student, course);
                enrollment.save();
                db.create(new Appeal(0, Ref.to(enrollment), student + course.number()));
            }
        }
        List<Appeal> appeals =
                statements(3, () -> db.prefetch(APPEALS.select(), ENROLLMENTS.select(), COURSES.select()));
        assertThat(appeals).hasSize(4);
        statements(0, () -> {
            for (Appeal appeal : appeals) {
                Enrollment enrollment = appeal.enrollment().get();
                assertThat(appeal.reason())
                        .isEqualTo(enrollment.student + enrollment.course.get().number());
            }
            return null;
        });
    }

    @Test
    void everyParentGetsItsOwnInRandomOrder() throws Exception {
        for (int i = 0; i < 10; i++) {
            List<User> users = statements(
                    2,
                    () -> db.prefetch(
                            USERS.select()
                                    .orderBy(function(target.isMysqlFamily() ? "rand" : "random", Double.class)
                                            .asc())
                                    .limit(2),
                            TWEETS.select()));
            assertThat(users).hasSize(2);
            for (User user : users) {
                assertThat(user.tweets.list()).hasSize(NAMES.indexOf(user.username));
                assertThat(user.tweets).allMatch(tweet -> tweet.content.startsWith(user.username));
            }
        }
    }

    @Test
    void aLimitIsOfAllRows() throws Exception {
        List<User> users = statements(
                2,
                () -> db.prefetch(
                        USERS.select().orderBy(USERS.id),
                        TWEETS.select().orderBy(TWEETS.content.desc()).limit(4)));
        assertThat(users.stream().map(user -> contents(user.tweets)))
                .containsExactly(List.of(), List.of(), List.of("cat 2"), List.of("dan 3", "dan 2", "dan 1"));
    }

    @Test
    void whatIsRelatedToTheSelectsIsLoadedWithThem() throws Exception {
        List<User> users = statements(
                3,
                () -> db.prefetch(
                        USERS.select().where(USERS.username.eq("dan")),
                        TWEETS.select().withRelated(TWEETS.user, TWEETS.likes)));
        User dan = users.getFirst();
        assertThat(dan.tweets).hasSize(3).allMatch(tweet -> tweet.user.get() == dan && tweet.likes.isLoaded());
    }

    @Test
    void nothingIsAskedForNobody() throws Exception {
        assertThat(statements(
                        1,
                        () -> db.prefetch(
                                USERS.select().where(USERS.username.eq("nobody")), TWEETS.select(), LIKES.select())))
                .isEmpty();
        assertThat(statements(
                        2,
                        () -> db.prefetch(
                                USERS.select().where(USERS.username.eq("ann")), TWEETS.select(), LIKES.select())))
                .hasSize(1);
    }

    @Test
    void aSelectAloneGivesItsRows() throws Exception {
        assertThat(statements(1, () -> db.prefetch(USERS.select()))).hasSize(4);
        assertThat(statements(1, () -> db.prefetchAsync(USERS.select()).join())).hasSize(4);
    }

    @Test
    void futuresAndTransactions() throws Exception {
        List<User> users = statements(
                2, () -> db.prefetchAsync(USERS.select(), TWEETS.select()).join());
        assertThat(users).allMatch(user -> user.tweets.isLoaded());
        assertThat(USERS.select().prefetchAsync(TWEETS.select()).join()).hasSize(4);
        db.atomic(tx -> {
            new Tweet(USERS.get(USERS.username.eq("ann")), "ann 1").save();
            assertThat(tx.prefetch(USERS.select(), TWEETS.select()))
                    .allMatch(user -> !user.tweets.list().isEmpty());
            tx.rollback();
        });
        Transaction tx = db.beginAsync().join();
        User ann = tx.getAsync(USERS, USERS.username.eq("ann")).join();
        tx.saveAsync(new Tweet(ann, "ann 2")).join();
        assertThat(tx.prefetchAsync(USERS.select(), TWEETS.select()).join())
                .allMatch(user -> !user.tweets.list().isEmpty());
        tx.rollbackAsync().join();
        try (var connection = db.connect()) {
            assertThat(connection.prefetch(USERS.select(), TWEETS.select())).hasSize(4);
        }
    }

    @Test
    void whatIsNotRelatedIsAnErrorBeforeAnythingIsSent() throws Exception {
        statements(0, () -> {
            assertThatThrownBy(() -> db.prefetch(USERS.select(), TWEETS.select(), COURSES.select()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("courses", "users, tweets", "Many", "Ref");
            assertThatThrownBy(() -> db.prefetchAsync(USERS.select(), COURSES.select()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("courses");
            // There is no collection that could hold them.
            assertThatThrownBy(() -> db.prefetch(COURSES.select(), ENROLLMENTS.select()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("enrollments");
            assertThatThrownBy(() -> db.prefetch(USERS.select(), TWEETS.select(TWEETS.id)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("entities");
            Tweets others = TWEETS.as("others");
            assertThatThrownBy(() -> db.prefetch(USERS.select(), TWEETS.select(), others.select()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("two selects", "tweets", "users");
            return null;
        });
    }
}
