// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.function;
import static org.kinglet.tck.model.Appeals.APPEALS;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinglet.Hook;
import org.kinglet.Ref;
import org.kinglet.ReferenceException;
import org.kinglet.Table;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Appeal;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Like;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.Users;

/** What is loaded with entities, and in how many statements. */
class WithRelatedTest extends LikedTweetsTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LIKES, TWEETS, USERS, CATEGORIES, APPEALS, ENROLLMENTS, COURSES};
    }

    @Test
    void aReferenceIsReadFromTheSameRows() throws Exception {
        List<Tweet> tweets = statements(
                1,
                () -> TWEETS.select()
                        .withRelated(TWEETS.user)
                        .orderBy(TWEETS.content.asc())
                        .list());
        statements(0, () -> {
            for (Tweet tweet : tweets) {
                assertThat(tweet.user.isLoaded()).isTrue();
                assertThat(tweet.content).startsWith(tweet.user.get().username);
                assertThat(tweet.dirtyColumns()).isEmpty();
                assertThat(tweet.user.get().dirtyColumns()).isEmpty();
            }
            return null;
        });
        assertThat(tweets.getFirst().user.get().username).isEqualTo("bob");
        assertThat(tweets.get(1).user.get())
                .as("equal keys, one instance")
                .isSameAs(tweets.get(2).user.get());
    }

    @Test
    void whatWasReadWithARowCanBeSaved() {
        Tweet tweet = TWEETS.select()
                .withRelated(TWEETS.user)
                .where(TWEETS.content.eq("bob 1"))
                .get();
        tweet.user.get().bio = "new";
        assertThat(tweet.user.get().save()).isEqualTo(1);
        assertThat(USERS.get(USERS.username.eq("bob")).bio).isEqualTo("new");
    }

    @Test
    void referencesOverSeveralLevels() throws Exception {
        List<Like> likes = statements(
                1,
                () -> LIKES.select()
                        .withRelated(LIKES.tweet.withRelated(TWEETS.user), LIKES.user)
                        .list());
        statements(0, () -> {
            for (Like like : likes) {
                assertThat(like.tweet.get().content)
                        .startsWith(like.tweet.get().user.get().username);
                assertThat(like.user.get().username).isIn(NAMES);
            }
            return null;
        });
        assertThat(likes).hasSize(1 + 1 + 2 + 1 + 2 + 3);
    }

    @Test
    void aTableThatIsJoinedAlreadyIsNotJoinedAgain() throws Exception {
        Select<Tweet> ofDan = TWEETS.select()
                .join(TWEETS.user)
                .where(USERS.username.eq("dan"))
                .withRelated(TWEETS.user)
                .orderBy(TWEETS.id.asc());
        assertThat(ofDan.sql().text().split(" join ")).hasSize(2);
        List<Tweet> tweets = statements(1, ofDan::list);
        assertThat(tweets)
                .hasSize(3)
                .allMatch(tweet -> tweet.user.get().username.equals("dan"));
    }

    @Test
    void aJoinOfTheProgramsOwnIsNotTakenForTheReference() {
        Users other = USERS.as("other");
        List<Tweet> tweets = TWEETS.select()
                .join(other, other.username.eq("ann"))
                .withRelated(TWEETS.user)
                .orderBy(TWEETS.id.asc())
                .list();
        assertThat(tweets)
                .hasSize(6)
                .noneMatch(tweet -> tweet.user.get().username.equals("ann"));
    }

    @Test
    void anAliasOfTheTableLoadsItsOwnReference() {
        var alias = TWEETS.as("t");
        Tweet tweet = alias.select()
                .withRelated(TWEETS.user, TWEETS.likes)
                .where(alias.content.eq("cat 2"))
                .get();
        assertThat(tweet.user.isLoaded()).isTrue();
        assertThat(tweet.user.get().username).isEqualTo("cat");
        assertThat(tweet.likes.isLoaded()).isTrue();
        assertThat(tweet.likes.list()).hasSize(2);
    }

    @Test
    void aSelfReferenceOverTwoLevels() throws Exception {
        Category root = new Category("root", null);
        root.save();
        Category middle = new Category("middle", root);
        middle.save();
        new Category("leaf", middle).save();
        List<Category> all = statements(
                1,
                () -> CATEGORIES
                        .select()
                        .withRelated(CATEGORIES.parent.withRelated(CATEGORIES.parent))
                        .orderBy(CATEGORIES.id.asc())
                        .list());
        statements(0, () -> {
            assertThat(all.get(0).parent.isNone()).isTrue();
            assertThat(all.get(1).parent.get().name).isEqualTo("root");
            assertThat(all.get(2).parent.get().parent.get().name).isEqualTo("root");
            return null;
        });
        List<Category> roots = statements(
                3,
                () -> CATEGORIES
                        .select()
                        .where(CATEGORIES.parent.isNull())
                        .withRelated(CATEGORIES.children.withRelated(CATEGORIES.children))
                        .list());
        assertThat(roots.getFirst().children.list().getFirst().children.list().getFirst().name)
                .isEqualTo("leaf");
    }

    /** What is behind a reference that was joined is a result of its own, and loaded in one statement when it is needed. */
    @Test
    void whatWasNotJoinedIsLoadedTogether() throws Exception {
        List<Category> leaves = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Category root = new Category("root " + i, null);
            root.save();
            Category middle = new Category("middle " + i, root);
            middle.save();
            Category leaf = new Category("leaf " + i, middle);
            leaf.save();
            leaves.add(leaf);
        }
        List<Category> read = CATEGORIES
                .select()
                .where(CATEGORIES.id.in(leaves.stream().map(leaf -> leaf.id).toList()))
                .withRelated(CATEGORIES.parent)
                .list();
        statements(1, () -> {
            for (Category leaf : read)
                assertThat(leaf.parent.get().parent.get().name).startsWith("root");
            return null;
        });
        List<Tweet> tweets = TWEETS.select()
                .withRelated(TWEETS.likes.withRelated(LIKES.tweet))
                .list();
        statements(1, () -> {
            for (Tweet tweet : tweets) assertThat(tweet.user.get().username).isIn(NAMES);
            return null;
        });
    }

    @Test
    void aCollectionIsOneStatementMore() throws Exception {
        List<User> users = statements(
                2,
                () -> USERS.select()
                        .withRelated(USERS.tweets.orderBy(TWEETS.id.desc()))
                        .orderBy(USERS.username.asc())
                        .list());
        statements(0, () -> {
            assertThat(users.stream().map(user -> contents(user.tweets)))
                    .containsExactly(
                            List.of(), List.of("bob 1"), List.of("cat 2", "cat 1"), List.of("dan 3", "dan 2", "dan 1"));
            for (User user : users) {
                assertThat(user.tweets.count()).isEqualTo(user.tweets.list().size());
                assertThat(user.tweets).allMatch(tweet -> tweet.user.get() == user);
                assertThat(user.dirtyColumns()).isEmpty();
            }
            return null;
        });
    }

    @Test
    void severalLevelsAreOneStatementEach() throws Exception {
        List<User> users = statements(
                3,
                () -> USERS.select()
                        .withRelated(USERS.tweets.withRelated(TWEETS.likes.withRelated(LIKES.user)))
                        .list());
        statements(0, () -> {
            for (User user : users) {
                for (Tweet tweet : user.tweets) {
                    assertThat(tweet.likes.list()).hasSize(tweet.content.charAt(4) - '0');
                    assertThat(tweet.likes).allMatch(like -> like.user.isLoaded() && like.tweet.get() == tweet);
                }
            }
            return null;
        });
    }

    @Test
    void collectionsOfWhatIsReferredTo() throws Exception {
        List<Like> likes = statements(
                2,
                () -> LIKES.select()
                        .withRelated(LIKES.tweet.withRelated(TWEETS.user.withRelated(USERS.tweets)))
                        .list());
        statements(0, () -> {
            for (Like like : likes) {
                User author = like.tweet.get().user.get();
                assertThat(author.tweets.list()).hasSize(NAMES.indexOf(author.username));
            }
            return null;
        });
    }

    @Test
    void limitIsForEach() throws Exception {
        List<User> users = statements(
                2,
                () -> USERS.select()
                        .withRelated(USERS.tweets.orderBy(TWEETS.content.desc()).limit(2))
                        .orderBy(USERS.id.asc())
                        .list());
        assertThat(users.stream().map(user -> contents(user.tweets)))
                .containsExactly(List.of(), List.of("bob 1"), List.of("cat 2", "cat 1"), List.of("dan 3", "dan 2"));
        List<User> first = USERS.select()
                .withRelated(USERS.tweets
                        .limit(1)
                        .where(TWEETS.content.endsWith("1").not())
                        .withRelated(TWEETS.user, TWEETS.likes))
                .orderBy(USERS.id.asc())
                .list();
        assertThat(first.stream().map(user -> contents(user.tweets)))
                .containsExactly(List.of(), List.of(), List.of("cat 2"), List.of("dan 2"));
        assertThat(first.get(3).tweets.list().getFirst().likes.isLoaded()).isTrue();
        assertThatThrownBy(() -> USERS.tweets.limit(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void conditionsAreOfTheCollectionOnly() {
        List<User> users = USERS.select()
                .withRelated(USERS.tweets.where(TWEETS.content.startsWith("dan")))
                .orderBy(USERS.id.asc())
                .list();
        assertThat(users).hasSize(4);
        assertThat(users.get(2).tweets.list()).isEmpty();
        assertThat(users.get(3).tweets.list()).hasSize(3);
        assertThat(users.get(2).tweets.select().count()).isEqualTo(2);
    }

    @Test
    void everyParentGetsItsOwnInRandomOrder() throws Exception {
        for (int i = 0; i < 10; i++) {
            List<User> users = statements(
                    2,
                    () -> USERS.select()
                            .withRelated(USERS.tweets)
                            .orderBy(function(target.isMysqlFamily() ? "rand" : "random", Double.class)
                                    .asc())
                            .limit(2)
                            .list());
            assertThat(users).hasSize(2);
            for (User user : users) {
                assertThat(user.tweets.list()).hasSize(NAMES.indexOf(user.username));
                assertThat(user.tweets).allMatch(tweet -> tweet.content.startsWith(user.username));
            }
        }
    }

    @Test
    void countAndLimitSpeakOfTheRowsThemselves() throws Exception {
        Select<User> users = USERS.select().withRelated(USERS.tweets);
        assertThat(statements(1, users::count)).isEqualTo(4);
        assertThat(statements(1, users::exists)).isTrue();
        assertThat(statements(2, () -> users.limit(3).orderBy(USERS.id.asc()).list()))
                .hasSize(3);
        assertThat(statements(1, () -> TWEETS.select().withRelated(TWEETS.user).count()))
                .isEqualTo(6);
        assertThat(statements(
                        1,
                        () -> TWEETS.select().withRelated(TWEETS.user).limit(4).list()))
                .hasSize(4);
    }

    @Test
    void singleRowsToo() throws Exception {
        Select<User> dan = USERS.select().withRelated(USERS.tweets).where(USERS.username.eq("dan"));
        assertThat(statements(2, dan::get).tweets.isLoaded()).isTrue();
        assertThat(statements(2, dan::single).tweets.isLoaded()).isTrue();
        assertThat(statements(2, dan::find).orElseThrow().tweets.isLoaded()).isTrue();
        assertThat(statements(2, () -> dan.first(1)).getFirst().tweets.isLoaded())
                .isTrue();
        assertThat(statements(2, () -> dan.getAsync().join()).tweets.isLoaded()).isTrue();
        assertThat(statements(2, () -> dan.listAsync().join()).getFirst().tweets.isLoaded())
                .isTrue();
        assertThat(statements(2, () -> dan.executeAsync().join())
                        .getFirst()
                        .tweets
                        .isLoaded())
                .isTrue();
    }

    @Test
    void nothingIsAskedForNobody() throws Exception {
        assertThat(statements(
                        1,
                        () -> USERS.select()
                                .withRelated(USERS.tweets.withRelated(TWEETS.likes))
                                .where(USERS.username.eq("nobody"))
                                .list()))
                .isEmpty();
        assertThat(statements(
                        2,
                        () -> USERS.select()
                                .withRelated(USERS.tweets.withRelated(TWEETS.likes))
                                .where(USERS.username.eq("ann"))
                                .list()))
                .hasSize(1);
    }

    @Test
    void eachExecutionLoadsAnew() throws Exception {
        Select<User> dan = USERS.select().withRelated(USERS.tweets).where(USERS.username.eq("dan"));
        assertThat(dan.get().tweets.list()).hasSize(3);
        TWEETS.delete().where(TWEETS.content.eq("dan 1")).execute();
        assertThat(dan.get().tweets.list()).hasSize(2);
    }

    @Test
    void rowsThatComeTwiceEachHaveTheirs() {
        List<User> users = USERS.select()
                .join(USERS.tweets)
                .where(USERS.username.eq("dan"))
                .withRelated(USERS.tweets)
                .list();
        assertThat(users).hasSize(3).allMatch(user -> user.tweets.list().size() == 3);
    }

    @Test
    void groupedSelectsReadReferencesByAStatement() throws Exception {
        Select<Tweet> grouped = TWEETS.select()
                .join(TWEETS.likes)
                .groupBy(TWEETS.id, TWEETS.user, TWEETS.content, TWEETS.createdAt)
                .withRelated(TWEETS.user);
        List<Tweet> tweets = statements(2, grouped::list);
        assertThat(tweets).hasSize(6).allMatch(tweet -> tweet.user.isLoaded());
    }

    @Test
    void theLastWordOnARelationCounts() throws Exception {
        List<User> users = statements(
                2,
                () -> USERS.select()
                        .withRelated(USERS.tweets.limit(1))
                        .withRelated(USERS.tweets)
                        .orderBy(USERS.id.asc())
                        .list());
        assertThat(users.get(3).tweets.list()).hasSize(3);
    }

    @Test
    void onlyEntitiesHaveRelations() {
        assertThatThrownBy(() -> TWEETS.select().withRelated(TWEETS.user).map(Row::toString))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withRelated");
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
        List<Appeal> appeals = statements(
                1,
                () -> APPEALS.select()
                        .withRelated(APPEALS.enrollment.withRelated(ENROLLMENTS.course))
                        .list());
        statements(0, () -> {
            for (Appeal appeal : appeals) {
                Enrollment enrollment = appeal.enrollment().get();
                assertThat(appeal.reason())
                        .isEqualTo(enrollment.student + enrollment.course.get().number());
            }
            return null;
        });
        assertThat(appeals).hasSize(4);
        List<Appeal> lazy = APPEALS.select().list();
        statements(2, () -> {
            Set<Course> courses = new HashSet<>();
            for (Appeal appeal : lazy)
                courses.add(appeal.enrollment().get().course.get());
            assertThat(courses).containsExactlyInAnyOrder(algebra, drawing);
            return null;
        });
    }

    @Test
    void streamsLoadForEachChunk() throws Exception {
        Select<User> users = USERS.select().withRelated(USERS.tweets).orderBy(USERS.id.asc());
        List<List<String>> read = statements(3, () -> {
            try (Stream<User> stream = users.stream(3)) {
                return stream.map(user -> contents(user.tweets)).toList();
            }
        });
        assertThat(read)
                .containsExactly(
                        List.of(), List.of("bob 1"), List.of("cat 1", "cat 2"), List.of("dan 1", "dan 2", "dan 3"));
        db.atomic(() -> {
            try (Stream<User> stream = users.stream(1)) {
                assertThat(stream.map(user -> user.tweets.list().size())).containsExactly(0, 1, 2, 3);
            }
        });
        try (Stream<Tweet> stream = TWEETS.select().withRelated(TWEETS.user).stream(2)) {
            assertThat(stream).hasSize(6).allMatch(tweet -> tweet.user.isLoaded());
        }
    }

    @Test
    void publishersToo() throws Exception {
        List<List<String>> read = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> end = new CompletableFuture<>();
        Flow.Subscriber<User> subscriber = new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(User user) {
                read.add(contents(user.tweets));
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        };
        statements(3, () -> {
            USERS.select()
                    .withRelated(USERS.tweets.orderBy(TWEETS.id))
                    .orderBy(USERS.id)
                    .publisher(3)
                    .subscribe(subscriber);
            return end.get(60, TimeUnit.SECONDS);
        });
        assertThat(read)
                .containsExactly(
                        List.of(), List.of("bob 1"), List.of("cat 1", "cat 2"), List.of("dan 1", "dan 2", "dan 3"));
    }

    @Test
    void inATransactionTheyAreReadInIt() throws Exception {
        db.atomic(tx -> {
            User dan = USERS.get(USERS.username.eq("dan"));
            new Tweet(dan, "dan 4").save();
            User again = USERS.select()
                    .withRelated(USERS.tweets)
                    .where(USERS.username.eq("dan"))
                    .get();
            assertThat(again.tweets.list()).hasSize(4);
            tx.rollback();
        });
        assertThat(USERS.select()
                        .withRelated(USERS.tweets)
                        .where(USERS.username.eq("dan"))
                        .get()
                        .tweets
                        .list())
                .hasSize(3);
    }

    @Test
    void aCollectionTakesAndGivesUpEntities() {
        User ann = USERS.select()
                .withRelated(USERS.tweets)
                .where(USERS.username.eq("ann"))
                .get();
        User bob = USERS.select()
                .withRelated(USERS.tweets)
                .where(USERS.username.eq("bob"))
                .get();
        Tweet fresh = new Tweet();
        fresh.content = "ann 1";
        ann.tweets.add(fresh);
        assertThat(fresh.isPersisted()).isTrue();
        assertThat(ann.tweets.list()).containsExactly(fresh);
        Tweet taken = bob.tweets.list().getFirst();
        ann.tweets.addAsync(taken).join();
        assertThat(ann.tweets.list()).containsExactly(fresh, taken);
        assertThat(TWEETS.count(TWEETS.user.eq(ann))).isEqualTo(2);
        assertThatThrownBy(() -> ann.tweets.remove(fresh))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContainingAll("tweets.user", "delete");
        assertThatThrownBy(() -> new User("new").tweets.add(fresh)).isInstanceOf(ReferenceException.class);
        db.atomic(tx -> {
            Tweet undone = new Tweet();
            undone.content = "undone";
            ann.tweets.add(undone);
            assertThat(ann.tweets.list()).hasSize(3);
            tx.rollback();
        });
        assertThat(ann.tweets.list()).containsExactly(fresh, taken);
        Category root = new Category("root", null);
        root.save();
        Category child = new Category("child", root);
        child.save();
        root.children.remove(child);
        assertThat(CATEGORIES.getById(child.id).parent.isNone()).isTrue();
        root.children.add(child);
        assertThat(CATEGORIES.getById(child.id).parent.get()).isEqualTo(root);
    }

    @Test
    void hooksAreToldOfWhatACollectionSaves() {
        User ann = USERS.get(USERS.username.eq("ann"));
        List<String> saved = new ArrayList<>();
        Hook hook = TWEETS.beforeSave((tweet, insert) -> saved.add(tweet.content + " " + insert));
        try {
            Tweet fresh = new Tweet();
            fresh.content = "new";
            ann.tweets.add(fresh);
            ann.tweets.addAsync(TWEETS.get(TWEETS.content.eq("bob 1"))).join();
        } finally {
            hook.remove();
        }
        assertThat(saved).containsExactly("new true", "bob 1 false");
        assertThat(ann.tweets.count()).isEqualTo(2);
    }

    @Test
    void aFailureIsToldWithItsStatement() {
        LIKES.dropTable();
        assertThatThrownBy(() -> USERS.select()
                        .withRelated(USERS.tweets.withRelated(TWEETS.likes))
                        .list())
                .hasMessageContaining("likes");
        assertThatThrownBy(() -> USERS.select()
                        .withRelated(USERS.tweets.withRelated(TWEETS.likes))
                        .listAsync()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("likes");
        LIKES.createTable();
    }
}
