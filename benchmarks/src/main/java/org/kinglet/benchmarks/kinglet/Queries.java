// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import static org.kinglet.benchmarks.kinglet.Tweets.TWEETS;
import static org.kinglet.benchmarks.kinglet.Users.USERS;

import java.util.List;
import org.kinglet.Database;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;
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

    static Select<Tweet> tweets(long after) {
        return TWEETS.select()
                .withRelated(TWEETS.user)
                .where(TWEETS.id.gt(after))
                .orderBy(TWEETS.id)
                .limit(Workload.TWEETS_SIZE);
    }

    static Select<User> authors(long after) {
        return USERS.select()
                .withRelated(USERS.tweets.orderBy(TWEETS.id))
                .where(USERS.id.gt(after))
                .orderBy(USERS.id)
                .limit(Workload.AUTHORS_SIZE);
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
