// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is measured. Every operation has a number, from which its keys and values follow, so that its result can be checked.
 * Tables have {@link #USERS} users, {@link #ALL_TWEETS} tweets and {@link #MEASUREMENTS} measurements with ids from 1 on.
 */
public enum Workload {
    SELECT("point select of an entity", 64, 1, false) {
        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.find(key(number, USERS));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.find(key(number, USERS));
        }

        @Override
        void check(long number, Object result) {
            long id = key(number, USERS);
            checkSame(id, ((UserRow) result).id());
            checkSame("user" + id, ((UserRow) result).username());
        }
    },

    INSERT("single insert", 64, 1, true) {
        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.insert(UserRecord.numbered(number));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.insert(UserRecord.numbered(number));
        }

        @Override
        void check(long number, Object result) {
            if (((UserRow) result).id() <= USERS) throw new AssertionError("no new key");
            checkSame("user" + number, ((UserRow) result).username());
        }
    },

    UPDATE("update of an entity by id", 64, 1, true) {
        private static UserRecord changed(long number) {
            return UserRecord.numbered(key(number, USERS)).withLogins((int) number);
        }

        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.update(changed(number));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.update(changed(number));
        }

        @Override
        void check(long number, Object result) {
            checkSame(1, ((Number) result).longValue());
        }
    },

    LIST("list of 1,000 entities", 8, Workload.LIST_SIZE, false) {
        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.list(key(number, USERS - LIST_SIZE));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.list(key(number, USERS - LIST_SIZE));
        }

        @Override
        void check(long number, Object result) {
            List<?> users = (List<?>) result;
            checkSame(LIST_SIZE, users.size());
            checkSame(key(number, USERS - LIST_SIZE) + LIST_SIZE, ((UserRow) users.getLast()).id());
        }
    },

    TWEETS("100 tweets with their user", 16, Workload.TWEETS_SIZE, false) {
        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.tweets(key(number, ALL_TWEETS - TWEETS_SIZE));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.tweets(key(number, ALL_TWEETS - TWEETS_SIZE));
        }

        @Override
        void check(long number, Object result) {
            List<?> tweets = (List<?>) result;
            checkSame(TWEETS_SIZE, tweets.size());
            TweetRow last = (TweetRow) tweets.getLast();
            checkSame(key(number, ALL_TWEETS - TWEETS_SIZE) + TWEETS_SIZE, last.id());
            checkSame("user" + last.author().id(), last.author().username());
        }
    },

    AUTHORS("100 users with their 1,000 tweets", 8, Workload.AUTHORS_SIZE * Workload.POSTS, false) {
        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.authors(key(number, USERS - AUTHORS_SIZE));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.authors(key(number, USERS - AUTHORS_SIZE));
        }

        @Override
        void check(long number, Object result) {
            List<?> authors = (List<?>) result;
            checkSame(AUTHORS_SIZE, authors.size());
            AuthorRow last = (AuthorRow) authors.getLast();
            checkSame(key(number, USERS - AUTHORS_SIZE) + AUTHORS_SIZE, last.id());
            checkSame(POSTS, last.posts().size());
            checkSame(last.id(), last.posts().getLast().author().id());
        }
    },

    TRANSACTION("transaction of two updates", 32, 1, true) {
        private static long first(long number) {
            return key(number, USERS - 1);
        }

        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.transfer(first(number), first(number) + 1);
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.transfer(first(number), first(number) + 1);
        }

        @Override
        void check(long number, Object result) {
            checkSame(2, ((Number) result).longValue());
        }
    },

    BULK_CREATE("bulk create of 10,000 with keys", 1, Workload.BULK_SIZE, true) {
        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.bulkCreate(UserRecord.numbered(number, BULK_SIZE));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.bulkCreate(UserRecord.numbered(number, BULK_SIZE));
        }

        @Override
        void check(long number, Object result) {
            List<?> users = (List<?>) result;
            checkSame(BULK_SIZE, users.size());
            checkSame(
                    (long) BULK_SIZE,
                    users.stream()
                            .mapToLong(user -> ((UserRow) user).id())
                            .filter(id -> id > USERS)
                            .distinct()
                            .count());
            checkSame("user" + (number + BULK_SIZE - 1), ((UserRow) users.getLast()).username());
        }
    },

    BULK_UPDATE("bulk update of 10,000", 1, Workload.BULK_SIZE, true) {
        private static List<UserRecord> changed(long number) {
            return UserRecord.numbered(1, BULK_SIZE).stream()
                    .map(user -> user.withLogins((int) (user.id() + number)))
                    .toList();
        }

        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            return peer.bulkUpdate(changed(number));
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            return peer.bulkUpdate(changed(number));
        }

        @Override
        void check(long number, Object result) {
            checkSame(BULK_SIZE, ((Number) result).longValue());
        }
    },

    STREAM("stream of 1,000,000 rows", 1, Workload.MEASUREMENTS, false) {
        @Override
        Object direct(DirectPeer peer, long number) throws Exception {
            LongAdder sum = new LongAdder();
            peer.stream(row -> sum.add(row.id()));
            return sum;
        }

        @Override
        CompletionStage<?> async(AsyncPeer peer, long number) {
            LongAdder sum = new LongAdder();
            return peer.stream(row -> sum.add(row.id())).thenApply(end -> sum);
        }

        @Override
        void check(long number, Object result) {
            checkSame(MEASUREMENTS * (MEASUREMENTS + 1L) / 2, ((Number) result).longValue());
        }
    };

    public static final int USERS = 10_000;
    public static final int ALL_TWEETS = 100_000;
    public static final int MEASUREMENTS = 1_000_000;

    /** The rows of a list. */
    public static final int LIST_SIZE = 1_000;

    /** The rows of a list of tweets. */
    public static final int TWEETS_SIZE = 100;

    /** The users of a list with their tweets, and the tweets that each user has. */
    public static final int AUTHORS_SIZE = 100;

    private static final int POSTS = ALL_TWEETS / USERS;

    /** The rows that a stream fetches at a time. */
    public static final int PAGE = 1_000;

    static final int BULK_SIZE = 10_000;

    private final String title;
    private final int tasks;
    private final int rows;
    private final boolean writes;

    Workload(String title, int tasks, int rows, boolean writes) {
        this.title = title;
        this.tasks = tasks;
        this.rows = rows;
        this.writes = writes;
    }

    public String title() {
        return title;
    }

    int tasks() {
        return tasks;
    }

    /** The rows of one operation; its rate is rows per second. */
    public int rows() {
        return rows;
    }

    /** Whether the tables have to be as at the beginning before it is measured. */
    public boolean writes() {
        return writes;
    }

    abstract Object direct(DirectPeer peer, long number) throws Exception;

    abstract CompletionStage<?> async(AsyncPeer peer, long number);

    abstract void check(long number, Object result);

    /** A key from 1 to the number of rows, the next of which is anywhere. */
    private static long key(long number, int rows) {
        return 1 + ((number * 0x9E3779B97F4A7C15L) >>> 33) % rows;
    }

    private static void checkSame(Object expected, Object actual) {
        if (!expected.equals(actual)) throw new AssertionError("expected " + expected + ", not " + actual);
    }

    private static void checkSame(long expected, long actual) {
        if (expected != actual) throw new AssertionError("expected " + expected + ", not " + actual);
    }
}
