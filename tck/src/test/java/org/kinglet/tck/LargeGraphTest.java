// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.tck.model.Like;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** As many entities as a program can want to hold at once: the number of statements is the same as for a few. */
class LargeGraphTest extends DatabaseTest {
    private static final int USERS_COUNT = 10_000;
    private static final int TWEETS_EACH = 10;
    private static final int LIKES_EACH = 3;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LIKES, TWEETS, USERS};
    }

    private void store() {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < USERS_COUNT; i++) users.add(new User("user " + i));
        List<Tweet> tweets = new ArrayList<>();
        for (User user : USERS.bulkCreate(users)) {
            for (int i = 0; i < TWEETS_EACH; i++) tweets.add(new Tweet(user, "tweet " + i));
        }
        List<Like> likes = new ArrayList<>();
        for (Tweet tweet : TWEETS.bulkCreate(tweets)) {
            for (int i = 0; i < LIKES_EACH; i++) {
                Like like = new Like();
                like.tweet = Ref.to(tweet);
                likes.add(like);
            }
        }
        LIKES.bulkCreate(likes);
    }

    @Test
    void threeLevelsAreThreeStatements() {
        store();
        long before = db.stats().statements();
        List<User> users = USERS.select()
                .withRelated(USERS.tweets.withRelated(TWEETS.likes))
                .list();
        assertThat(db.stats().statements() - before).isEqualTo(3);
        int tweets = 0;
        int likes = 0;
        for (User user : users) {
            for (Tweet tweet : user.tweets) {
                assertThat(tweet.user.get()).isSameAs(user);
                tweets++;
                likes += tweet.likes.list().size();
            }
        }
        assertThat(users).hasSize(USERS_COUNT);
        assertThat(tweets).isEqualTo(USERS_COUNT * TWEETS_EACH);
        assertThat(likes).isEqualTo(USERS_COUNT * TWEETS_EACH * LIKES_EACH);
        assertThat(db.stats().statements() - before).isEqualTo(3);
    }
}
