// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import java.util.List;
import org.hibernate.cfg.Configuration;
import org.kinglet.benchmarks.worker.UserRecord;

/** What both of Hibernate's peers have: the model and the statements. */
final class Queries {
    static final String LIST = "from User where id > :after order by id";
    static final String TWEETS = "from Tweet tweet join fetch tweet.user where tweet.id > :after order by tweet.id";
    /** What joins the tweets to users of the session: a query of them with a limit cannot. */
    static final String POSTS = "select distinct user from User user join fetch user.tweets where user in :users";

    static final String ADD_LOGINS = "update User set logins = logins + :number where id = :id";
    static final String MEASUREMENTS = "from Measurement order by id";

    /** The statements of a batch. */
    static final int BATCH = 500;

    private Queries() {}

    static Configuration model() {
        return new Configuration()
                .addAnnotatedClass(HibernateUser.class)
                .addAnnotatedClass(HibernateTweet.class)
                .addAnnotatedClass(HibernateMeasurement.class);
    }

    static List<HibernateUser> unsaved(List<UserRecord> users) {
        return users.stream().map(HibernateUser::unsaved).toList();
    }

    static List<HibernateUser> entities(List<UserRecord> users) {
        return users.stream().map(HibernateUser::of).toList();
    }
}
