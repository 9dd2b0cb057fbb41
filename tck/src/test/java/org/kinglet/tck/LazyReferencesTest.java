// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.BlockingCallException;
import org.kinglet.Hook;
import org.kinglet.ReferenceException;
import org.kinglet.Table;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** References that are followed when they are needed: by one statement for all of a result. */
class LazyReferencesTest extends TaskTest {
    private static final int USERS_COUNT = 20;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {TWEETS, USERS};
    }

    @BeforeEach
    void usersWithTweets() {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < USERS_COUNT; i++) users.add(new User("user " + i));
        List<Tweet> tweets = new ArrayList<>();
        for (User user : USERS.bulkCreate(users)) {
            for (int n = 0; n < 3; n++) tweets.add(new Tweet(user, user.username));
        }
        TWEETS.bulkCreate(tweets);
    }

    private void assertStatements(int count, Runnable body) {
        long before = db.stats().statements();
        body.run();
        assertThat(db.stats().statements() - before).as("statements").isEqualTo(count);
    }

    private static List<Tweet> all() {
        return TWEETS.select().orderBy(TWEETS.id.asc()).list();
    }

    @Test
    void aLoopCostsTwoStatements() {
        assertStatements(2, () -> {
            List<Tweet> tweets = all();
            for (Tweet tweet : tweets) assertThat(tweet.user.get().username).isEqualTo(tweet.content);
            assertThat(tweets.get(0).user.get()).isSameAs(tweets.get(1).user.get());
        });
    }

    @Test
    void soDoesOneWithFutures() {
        assertStatements(2, () -> {
            for (Tweet tweet : all())
                assertThat(tweet.user.getAsync().join().username).isEqualTo(tweet.content);
        });
    }

    @Test
    void inATransactionToo() {
        assertStatements(
                2,
                () -> db.atomic(() -> {
                    for (Tweet tweet : all())
                        assertThat(tweet.user.get().username).isEqualTo(tweet.content);
                }));
        assertStatements(
                2,
                () -> db.atomic(() -> {
                    for (Tweet tweet : all())
                        db.atomic(() -> assertThat(tweet.user.get().username).isEqualTo(tweet.content));
                }));
    }

    @Test
    void onAKeptConnectionToo() {
        List<Tweet> tweets = all();
        assertStatements(1, () -> {
            try (var kept = db.connect()) {
                assertThat(kept).isNotNull();
                for (Tweet tweet : tweets) assertThat(tweet.user.get().username).isEqualTo(tweet.content);
            }
        });
    }

    /** One of them loads all that wait, and each of the others what it asks for, until it asks again. */
    @Test
    void transactionsOneAfterTheOtherDoNotLoadAllEachTime() {
        List<Tweet> tweets = all();
        List<User> loaded = new CopyOnWriteArrayList<>();
        Hook hook = USERS.afterLoad(loaded::add);
        try {
            assertStatements(10, () -> {
                for (Tweet tweet : tweets.subList(0, 10)) db.atomic(() -> tweet.user.get());
            });
            int first = users(tweets) + 9;
            assertThat(loaded).hasSize(first);
            List<Tweet> rest = tweets.subList(10, tweets.size());
            assertStatements(
                    2,
                    () -> db.atomic(() -> {
                        for (Tweet tweet : rest) tweet.user.get();
                    }));
            assertThat(loaded).hasSize(first + users(rest));
        } finally {
            hook.remove();
        }
    }

    private static int users(List<Tweet> tweets) {
        return (int) tweets.stream().map(tweet -> tweet.user.id()).distinct().count();
    }

    /** What only the transaction sees is nobody else's. */
    @Test
    void aTransactionFillsOnlyWhatItWasAskedForAndTakesItBack() {
        List<Tweet> tweets = all();
        db.atomic(tx -> {
            USERS.update(USERS.bio.set("secret")).all().execute();
            assertThat(tweets.get(0).user.get().bio).isEqualTo("secret");
            assertThat(tweets.get(1).user.isLoaded()).isFalse();
            tx.rollback();
        });
        assertThat(tweets.get(0).user.isLoaded()).isFalse();
        assertStatements(1, () -> assertThat(tweets.get(0).user.get().bio).isNull());
        assertThat(tweets).allMatch(tweet -> tweet.user.isLoaded());
    }

    @Test
    void aSavepointThatIsUndoneTakesBackWhatItRead() {
        List<Tweet> tweets = all();
        db.atomic(() -> {
            assertThatThrownBy(() -> db.atomic(() -> {
                        USERS.update(USERS.bio.set("secret")).all().execute();
                        assertThat(tweets.get(0).user.get().bio).isEqualTo("secret");
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
            assertThat(tweets.get(0).user.get().bio).isNull();
            assertThat(tweets.get(3).user.get().bio).isNull();
        });
        assertThat(tweets.get(0).user.isLoaded()).isTrue();
    }

    @Test
    void tasksThatAskAtOnceLoadOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<Tweet> tweets = all();
            long before = db.stats().statements();
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Tweet tweet = tweets.get(i);
                tasks.add(db.runAsync(() -> {
                    start.await();
                    return tweet.user.get().username.equals(tweet.content);
                }));
            }
            start.countDown();
            for (CompletableFuture<?> task : tasks) assertThat(await(task)).isEqualTo(true);
            assertThat(db.stats().statements() - before).isEqualTo(1);
        }
    }

    @Test
    void onAnEventLoopItSaysWhatToDoInstead() throws Exception {
        Tweet tweet = all().getFirst();
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            await(CompletableFuture.runAsync(
                    () -> assertThatThrownBy(tweet.user::get)
                            .isInstanceOf(BlockingCallException.class)
                            .hasMessageContaining("Async"),
                    loops));
            assertThat(await(CompletableFuture.completedFuture(tweet).thenComposeAsync(t -> t.user.getAsync(), loops))
                            .username)
                    .isEqualTo("user 0");
        } finally {
            loops.shutdownGracefully();
        }
    }

    @Test
    void whatTheProgramHasDroppedIsNeitherKeptNorLoaded() {
        List<Tweet> tweets = new ArrayList<>(all());
        Tweet kept = tweets.get(0);
        WeakReference<Tweet> dropped = new WeakReference<>(tweets.get(USERS_COUNT));
        tweets.clear();
        awaitUntil(() -> {
            System.gc();
            return dropped.refersTo(null);
        });
        assertThat(kept.user.get().username).isEqualTo("user 0");
    }

    @Test
    void whoeverIsLoadedHasABatchOfHisOwn() {
        List<Tweet> tweets = all();
        assertStatements(1, () -> tweets.get(0).user.get());
        List<User> users =
                tweets.stream().map(tweet -> tweet.user.get()).distinct().toList();
        assertThat(users).hasSize(USERS_COUNT);
    }

    @Test
    void aRowThatIsMissingIsItsOwnErrorAndAskedForOnce() {
        List<Tweet> tweets = all();
        TWEETS.dropTable();
        USERS.deleteById(tweets.get(0).user.<Long>id());
        assertStatements(1, () -> {
            assertThat(tweets.get(3).user.get().username).isEqualTo("user 1");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> tweets.get(0).user.get())
                        .isInstanceOf(ReferenceException.class)
                        .hasMessageContainingAll("tweets.user", "does not exist");
            }
        });
        assertThat(tweets.get(0).user.isLoaded()).isFalse();
    }

    @Test
    void whatFailsFailsOnlyWhoeverLoadsAndCanBeTriedAgain() {
        List<Tweet> tweets = all();
        TWEETS.dropTable();
        USERS.dropTable();
        assertThatThrownBy(() -> tweets.get(0).user.get()).hasMessageContaining("users");
        assertThatThrownBy(() -> tweets.get(1).user.getAsync().join()).hasMessageContaining("users");
        USERS.createTable();
        TWEETS.createTable();
        assertThatThrownBy(() -> tweets.get(0).user.get()).isInstanceOf(ReferenceException.class);
    }
}
