// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Created;
import org.kinglet.Hook;
import org.kinglet.Recursive;
import org.kinglet.SaveHook;
import org.kinglet.Table;
import org.kinglet.Transaction;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** What is called when entities are saved, deleted and read. */
class HooksTest extends DatabaseTest {
    private final List<Hook> hooks = new ArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, TAGS, COURSES};
    }

    @AfterEach
    void removeHooks() {
        hooks.forEach(Hook::remove);
    }

    private void logAll() {
        hooks.add(USERS.beforeSave(
                (user, insert) -> calls.add("before " + (insert ? "insert " : "update ") + user.username)));
        hooks.add(USERS.afterSave(
                (user, insert) -> calls.add("after " + (insert ? "insert " : "update ") + user.username)));
        hooks.add(USERS.beforeDelete(user -> calls.add("before delete " + user.username)));
        hooks.add(USERS.afterDelete(user -> calls.add("after delete " + user.username)));
    }

    @Test
    void savesAndDeletesCallThemBeforeAndAfter() {
        logAll();
        User user = new User("a");
        user.save();
        user.bio = "cat";
        user.save();
        user.delete();
        assertThat(calls)
                .containsExactly(
                        "before insert a",
                        "after insert a",
                        "before update a",
                        "after update a",
                        "before delete a",
                        "after delete a");
    }

    @Test
    void everyWayToWriteOneEntityCallsThem() {
        logAll();
        db.create(new User("b"));
        USERS.create(new User("c"));
        User d = USERS.create(USERS.username.set("d"));
        new User("e").insert();
        db.save(new User("f"));
        d.bio = "dog";
        db.update(d, USERS.bio);
        Created<User> g = USERS.getOrCreate(List.of(USERS.username.set("g")), List.of());
        USERS.getOrCreate(List.of(USERS.username.set("g")), List.of());
        USERS.createOrGet(new User("h"));
        db.delete(g.entity());
        d.delete(Recursive.ALL);
        assertThat(calls)
                .containsExactly(
                        "before insert b",
                        "after insert b",
                        "before insert c",
                        "after insert c",
                        "before insert d",
                        "after insert d",
                        "before insert e",
                        "after insert e",
                        "before insert f",
                        "after insert f",
                        "before update d",
                        "after update d",
                        "before insert g",
                        "after insert g",
                        "before insert h",
                        "after insert h",
                        "before delete g",
                        "after delete g",
                        "before delete d",
                        "after delete d");
    }

    @Test
    void futuresCallThemToo() {
        logAll();
        hooks.add(USERS.afterSave(user -> calls.add("rows " + USERS.count())));
        User user = new User("a");
        assertThat(user.saveAsync().join()).isEqualTo(1);
        db.createAsync(new User("b")).join();
        assertThat(user.deleteAsync().join()).isEqualTo(1);
        assertThat(calls)
                .containsExactly(
                        "before insert a",
                        "after insert a",
                        "rows 1",
                        "before insert b",
                        "after insert b",
                        "rows 2",
                        "before delete a",
                        "after delete a");
    }

    @Test
    void statementsAndBulkWritesCallNone() {
        logAll();
        USERS.bulkCreate(List.of(new User("a"), new User("b")));
        USERS.insert(USERS.username.set("c")).execute();
        USERS.update(USERS.bio.set("x")).all().execute();
        USERS.setById(USERS.get().id, USERS.bio.set("y"));
        USERS.deleteById(USERS.get().id);
        USERS.delete().all().execute();
        assertThat(calls).isEmpty();
    }

    @Test
    void anEntityOfASubclassCallsThoseOfItsTable() {
        class Admin extends User {}
        logAll();
        Admin admin = new Admin();
        admin.username = "root";
        admin.save();
        admin.delete();
        assertThat(calls)
                .containsExactly("before insert root", "after insert root", "before delete root", "after delete root");
    }

    @Test
    void whatHasNotChangedCallsThemToo() {
        User user = USERS.create(USERS.username.set("a"));
        logAll();
        assertThat(user.save()).isZero();
        assertThat(calls).containsExactly("before update a", "after update a");
    }

    @Test
    void oneMaySaveAnotherEntityOfTheSameTable() {
        hooks.add(USERS.afterSave((user, insert) -> {
            calls.add("after " + user.username);
            if (insert && user.username.length() < 3) new User(user.username + "x").save();
        }));
        new User("a").save();
        assertThat(calls).containsExactly("after a", "after ax", "after axx");
        assertThat(USERS.count()).isEqualTo(3);
        hooks.add(USERS.afterSave(user -> {
            if (user.username.equals("bxx")) refuse();
        }));
        assertThatThrownBy(() -> new User("b").save()).hasMessage("no");
        assertThat(USERS.count()).as("all of it is one operation").isEqualTo(3);
    }

    @Test
    void theSameOneAddedTwiceIsCalledTwiceAndEachIsRemovedByItself() {
        SaveHook<User> hook = (user, insert) -> calls.add(user.username);
        hooks.add(USERS.beforeSave(hook));
        hooks.add(USERS.beforeSave(hook));
        new User("a").save();
        hooks.getFirst().remove();
        new User("b").save();
        assertThat(calls).containsExactly("a", "a", "b");
    }

    @Test
    void theyAreCalledInTheOrderInWhichTheyWereAdded() {
        for (String name : List.of("1", "2", "3")) hooks.add(USERS.beforeSave(user -> calls.add(name)));
        new User("a").save();
        hooks.get(1).remove();
        hooks.get(1).remove();
        new User("b").save();
        assertThat(calls).containsExactly("1", "2", "3", "1", "3");
    }

    @Test
    void whatABeforeHookChangesIsWritten() {
        hooks.add(USERS.beforeSave(user -> user.bio = user.username + "!"));
        User user = new User("a");
        user.save();
        assertThat(USERS.getById(user.id).bio).isEqualTo("a!");
        user.username = "b";
        user.save();
        assertThat(USERS.getById(user.id).bio).isEqualTo("b!");
        User created = USERS.create(USERS.username.set("c"));
        assertThat(USERS.getById(created.id).bio).isEqualTo("c!");
        assertThat(created.dirtyColumns()).isEmpty();
    }

    @Test
    void anExceptionBeforeWritesNothing() {
        User huey = USERS.create(USERS.username.set("huey"));
        hooks.add(USERS.beforeSave(user -> refuse()));
        hooks.add(USERS.beforeDelete(user -> refuse()));
        User user = new User("a");
        assertThatThrownBy(user::save).isInstanceOf(IllegalStateException.class).hasMessage("no");
        assertThatThrownBy(() -> user.saveAsync().join()).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> USERS.create(USERS.username.set("b"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(huey::delete).isInstanceOf(IllegalStateException.class);
        assertThat(user.isPersisted()).isFalse();
        assertThat(huey.isPersisted()).isTrue();
        assertThat(USERS.count()).isEqualTo(1);
    }

    private static void refuse() {
        throw new IllegalStateException("no");
    }

    @Test
    void anExceptionAfterRollsBackTheOperationOnly() {
        hooks.add(USERS.afterSave(user -> {
            if (user.username.equals("bad")) refuse();
        }));
        User bad = new User("bad");
        User good = new User("good");
        db.atomic(() -> {
            good.save();
            assertThatThrownBy(bad::save).hasMessage("no");
        });
        assertThat(USERS.select().list()).containsExactly(good);
        assertThat(bad.isPersisted()).isFalse();
        assertThat(bad.id).isZero();
        hooks.add(USERS.afterDelete(user -> refuse()));
        assertThatThrownBy(good::delete).hasMessage("no");
        assertThat(good.isPersisted()).isTrue();
        assertThat(USERS.count()).isEqualTo(1);
    }

    @Test
    void theirQueriesAreInTheSameTransaction() {
        hooks.add(USERS.afterSave((user, insert) -> {
            if (insert) new Tweet(user, "hello").save();
        }));
        db.atomic(tx -> {
            new User("a").save();
            assertThat(TWEETS.count()).isEqualTo(1);
            tx.rollback();
        });
        assertThat(USERS.count() + TWEETS.count()).isZero();
        Transaction tx = db.beginAsync().join();
        tx.saveAsync(new User("b")).join();
        assertThat(tx.count(TWEETS.select())).isEqualTo(1);
        tx.rollbackAsync().join();
        assertThat(TWEETS.count()).isZero();
    }

    @Test
    void whatIsOnlyToHappenAfterTheCommitWaitsForTheOutermost() {
        hooks.add(USERS.afterSave(user ->
                db.atomic(tx -> tx.afterCommit(() -> calls.add(user.username + USERS.count())))));
        db.atomic(() -> {
            new User("a").save();
            new User("b").save();
            assertThat(calls).isEmpty();
        });
        db.atomic(tx -> {
            new User("c").save();
            tx.rollback();
        });
        new User("d").saveAsync().join();
        assertThat(calls).containsExactly("a2", "b2", "d3");
    }

    @Test
    void rowsCanBeMarkedInPlaceOfBeingDeleted() {
        hooks.add(USERS.insteadOfDelete(user -> {
            user.active = false;
            return user.save();
        }));
        User user = USERS.create(USERS.username.set("a"));
        new Tweet(user, "kept").save();
        assertThat(user.delete()).isEqualTo(1);
        assertThat(user.delete(Recursive.ALL)).isZero();
        assertThat(user.isPersisted()).isTrue();
        assertThat(USERS.count(USERS.active)).isZero();
        assertThat(TWEETS.count()).isEqualTo(1);
        assertThatThrownBy(() -> USERS.insteadOfDelete(other -> 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyEntityThatIsReadIsShown() {
        User user = USERS.create(USERS.username.set("a"));
        hooks.add(USERS.afterLoad(read -> calls.add(read.username)));
        USERS.getById(user.id);
        USERS.select().list();
        USERS.findAsync(USERS.username.eq("a")).join();
        try (var rows = USERS.select().stream(10)) {
            assertThat(rows.count()).isEqualTo(1);
        }
        user.refresh();
        assertThat(calls).containsExactly("a", "a", "a", "a", "a");
        hooks.add(USERS.afterLoad(read -> refuse()));
        assertThatThrownBy(() -> USERS.getById(user.id)).hasStackTraceContaining("no");
    }

    @Test
    void recordsAreShownWithTheirKey() {
        List<Tag> saved = new ArrayList<>();
        hooks.add(TAGS.afterSave(tag -> saved.add(tag)));
        Tag java = db.create(new Tag(0, "java", null));
        assertThat(saved).containsExactly(java);
        assertThat(java.id()).isPositive();
        hooks.add(COURSES.beforeSave((course, insert) -> calls.add(course.title() + insert)));
        db.save(new Course(1, "maths"));
        db.save(new Course(1, "music"));
        assertThat(calls).containsExactly("mathstrue", "musicfalse");
        assertThat(COURSES.get().title()).isEqualTo("music");
    }

    private <T> T statements(int count, Callable<T> body) throws Exception {
        long before = db.stats().statements();
        T result = body.call();
        assertThat(db.stats().statements() - before).as("statements").isEqualTo(count);
        return result;
    }

    /** Two users with a tweet each, whose hook asks for the user. */
    private void tweetsThatAskForTheirUser() {
        for (String name : List.of("a", "b")) new Tweet(USERS.create(USERS.username.set(name)), name).save();
        hooks.add(TWEETS.afterLoad(tweet -> calls.add(tweet.content + " of " + tweet.user.get().username)));
    }

    @Test
    void whatIsReadMayBeAskedForMore() throws Exception {
        tweetsThatAskForTheirUser();
        Select<Tweet> tweets = TWEETS.select().orderBy(TWEETS.content.desc());
        statements(2, tweets::list);
        assertThat(calls).containsExactly("b of b", "a of a");
        statements(2, () -> tweets.listAsync().join());
        statements(2, tweets::get);
        statements(2, () -> tweets.findAsync().join());
        long id = statements(2, tweets::get).id;
        statements(2, () -> TWEETS.getById(id));
        Tweet tweet = statements(2, () -> TWEETS.findByIdAsync(id).join()).orElseThrow();
        statements(2, () -> tweet.refreshAsync().join());
        assertThat(calls).hasSize(10).endsWith("b of b", "b of b");
    }

    @Test
    void streamsAndPublishersShowEachChunk() throws Exception {
        tweetsThatAskForTheirUser();
        new Tweet(USERS.get(USERS.username.eq("a")), "c").save();
        Select<Tweet> tweets = TWEETS.select().orderBy(TWEETS.content.asc());
        db.atomic(() -> {
            try (var rows = tweets.stream(2)) {
                rows.forEach(tweet -> calls.add(tweet.content));
            }
        });
        assertThat(calls).containsExactly("a of a", "b of b", "a", "b", "c of a", "c");
        calls.clear();
        CompletableFuture<Void> end = new CompletableFuture<>();
        tweets.publisher(2).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Tweet tweet) {
                calls.add(tweet.content);
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });
        end.get(60, TimeUnit.SECONDS);
        assertThat(calls).containsExactly("a of a", "b of b", "a", "b", "c of a", "c");
    }

    @Test
    void whatIsLoadedWithRowsIsThereAndShownAfterThem() throws Exception {
        tweetsThatAskForTheirUser();
        hooks.add(USERS.afterLoad(
                user -> calls.add(user.username + (user.tweets.isLoaded() ? user.tweets.count() : ""))));
        Select<Tweet> tweets = TWEETS.select().orderBy(TWEETS.content).withRelated(TWEETS.user);
        statements(1, tweets::list);
        assertThat(calls).containsExactly("a of a", "b of b", "a", "b");
        calls.clear();
        Select<User> users = USERS.select().orderBy(USERS.username);
        statements(2, () -> users.withRelated(USERS.tweets).list());
        assertThat(calls).containsExactly("a1", "b1", "a of a", "b of b");
        calls.clear();
        statements(
                2,
                () -> users.withRelated(USERS.tweets.withRelated(TWEETS.user))
                        .listAsync()
                        .join());
        assertThat(calls).containsExactly("a1", "b1", "a of a", "b of b");
        calls.clear();
        statements(2, () -> db.prefetch(users, TWEETS.select()));
        assertThat(calls).containsExactly("a1", "b1", "a of a", "b of b");
    }

    @Test
    void lazilyLoadedRowsAreShownToo() throws Exception {
        tweetsThatAskForTheirUser();
        hooks.removeLast().remove();
        hooks.add(USERS.afterLoad(user -> calls.add(user.username + user.tweets.count())));
        List<Tweet> tweets = TWEETS.select().orderBy(TWEETS.content).list();
        assertThat(calls).isEmpty();
        statements(3, () -> tweets.getFirst().user.get());
        assertThat(calls).containsExactlyInAnyOrder("a1", "b1");
        statements(0, () -> tweets.getLast().user.get());
        assertThat(calls).hasSize(2);
        calls.clear();
        List<Tweet> again = TWEETS.select().orderBy(TWEETS.content).list();
        again.getFirst().user.getAsync().join();
        assertThat(calls).containsExactlyInAnyOrder("a1", "b1");
    }

    @Test
    void theyAskInTheTransactionOfTheQuery() throws Exception {
        hooks.add(TWEETS.afterLoad(tweet -> calls.add(tweet.user.get().username + USERS.count())));
        db.atomic(tx -> {
            new Tweet(USERS.create(USERS.username.set("a")), "hello").save();
            TWEETS.get();
            TWEETS.getAsync().join();
            tx.rollback();
        });
        assertThat(calls).containsExactly("a1", "a1");
        calls.clear();
        Transaction tx = db.beginAsync().join();
        User user = tx.createAsync(new User("b")).join();
        tx.saveAsync(new Tweet(user, "hello")).join();
        tx.listAsync(TWEETS.select()).join();
        tx.list(TWEETS.select());
        tx.rollbackAsync().join();
        assertThat(calls).containsExactly("b1", "b1");
        assertThat(USERS.count()).isZero();
    }

    @Test
    void writesThatReturnRowsShowThemAndAreUndoneByAnException() throws Exception {
        User user = USERS.create(USERS.username.set("a"));
        hooks.add(USERS.afterLoad(read -> calls.add(read.username + USERS.count())));
        USERS.insert(USERS.username.set("b")).returning().execute();
        USERS.update(USERS.bio.set("x"))
                .where(USERS.id.eq(user.id))
                .returning()
                .executeAsync()
                .join();
        assertThat(USERS.createOrGet(new User("a")).created()).isFalse();
        assertThat(calls).containsExactly("b2", "a2", "a2");
        Hook refusing = USERS.afterLoad(read -> refuse());
        hooks.add(refusing);
        assertThatThrownBy(
                        () -> USERS.insert(USERS.username.set("c")).returning().execute())
                .hasMessage("no");
        assertThatThrownBy(() -> USERS.delete().all().returning().executeAsync().join())
                .hasRootCauseMessage("no");
        assertThat(USERS.count()).isEqualTo(2);
    }

    @Test
    void anExceptionAbortsWhatReads() throws Exception {
        tweetsThatAskForTheirUser();
        List<Tweet> tweets = TWEETS.select().list();
        tweets.getFirst().user.get();
        List<Tweet> unread = TWEETS.select().list();
        Hook refusing = USERS.afterLoad(user -> refuse());
        hooks.add(refusing);
        User user = tweets.getFirst().user.get();
        assertThatThrownBy(() -> USERS.select().list()).hasMessage("no");
        assertThatThrownBy(() -> USERS.getById(user.id)).hasMessage("no");
        assertThatThrownBy(() -> USERS.getByIdAsync(user.id).join()).hasRootCauseMessage("no");
        assertThatThrownBy(user::refresh).hasMessage("no");
        assertThatThrownBy(() -> {
                    try (var rows = USERS.select().stream(10)) {
                        rows.toList();
                    }
                })
                .hasMessage("no");
        hooks.remove(0).remove();
        List<Tweet> lazy = TWEETS.select().list();
        assertThatThrownBy(() -> lazy.getFirst().user.get()).hasMessage("no");
        refusing.remove();
        assertThat(lazy.getFirst().user.get()).isNotNull();
        assertThat(unread).allMatch(tweet -> tweet.user.isLoaded());
    }
}
