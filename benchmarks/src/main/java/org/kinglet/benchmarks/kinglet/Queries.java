// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import static org.kinglet.benchmarks.kinglet.Tweets.TWEETS;
import static org.kinglet.benchmarks.kinglet.Users.USERS;

import java.util.List;
import java.util.Objects;
import org.kinglet.Database;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.TweetRecord;
import org.kinglet.benchmarks.worker.TweetRow;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;
import org.kinglet.query.Expression;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.Update;

/** What both styles of Kinglet ask: a query is a value, whoever runs it. */
final class Queries {
    private Queries() {}

    static Database open(Target target) {
        Database db = Database.builder(target.url()).poolSize(Target.POOL).open();
        db.bind(USERS, TWEETS, Measurements.MEASUREMENTS);
        return db;
    }

    static Select<User> list(long after) {
        return USERS.select().where(USERS.id.gt(after)).orderBy(USERS.id).limit(Workload.LIST_SIZE);
    }

    static Select<TweetRow> tweets(long after) {
        return TWEETS.select(
                        TWEETS.id,
                        TWEETS.content,
                        TWEETS.createdAt,
                        USERS.id,
                        USERS.username,
                        USERS.bio,
                        USERS.active,
                        USERS.logins)
                .join(TWEETS.user)
                .where(TWEETS.id.gt(after))
                .orderBy(TWEETS.id)
                .limit(Workload.TWEETS_SIZE)
                .map(Queries::tweet);
    }

    private static TweetRow tweet(Row row) {
        UserRecord author = new UserRecord(
                value(row, USERS.id),
                value(row, USERS.username),
                row.get(USERS.bio),
                value(row, USERS.active),
                value(row, USERS.logins));
        return new TweetRecord(value(row, TWEETS.id), author, value(row, TWEETS.content), value(row, TWEETS.createdAt));
    }

    private static <T> T value(Row row, Expression<T> expression) {
        return Objects.requireNonNull(row.get(expression));
    }

    static Select<Measurement> measurements() {
        return Measurements.MEASUREMENTS.select().orderBy(Measurements.MEASUREMENTS.id);
    }

    static Update<User> addLogins(long id, int number) {
        return USERS.update(USERS.logins.set(USERS.logins.plus(number))).where(USERS.id.eq(id));
    }

    static List<User> unsaved(List<UserRecord> users) {
        return users.stream().map(User::unsaved).toList();
    }

    static List<User> entities(List<UserRecord> users) {
        return users.stream().map(User::of).toList();
    }
}
