// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.kinglet.Ref;
import org.kinglet.tck.model.Like;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Users, their tweets and the likes of these, to be loaded together; and statements counted. */
abstract class LikedTweetsTest extends DatabaseTest {
    static final List<String> NAMES = List.of("ann", "bob", "cat", "dan");

    /** Ann has no tweet, bob has 1, cat 2, dan 3; tweet n of a user is liked by the n first users. */
    @BeforeEach
    void usersWithTweetsAndLikes() {
        List<User> users = USERS.bulkCreate(NAMES.stream().map(User::new).toList());
        List<Like> likes = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            for (int n = 1; n <= i; n++) {
                Tweet tweet = new Tweet(users.get(i), users.get(i).username + " " + n);
                tweet.save();
                for (User user : users.subList(0, n)) {
                    Like like = new Like();
                    like.tweet = Ref.to(tweet);
                    like.user = Ref.to(user);
                    likes.add(like);
                }
            }
        }
        LIKES.bulkCreate(likes);
    }

    final <T> T statements(int count, Callable<T> body) throws Exception {
        long before = db.stats().statements();
        T result = body.call();
        assertThat(db.stats().statements() - before).as("statements").isEqualTo(count);
        return result;
    }

    static List<String> contents(Iterable<Tweet> tweets) {
        List<String> contents = new ArrayList<>();
        tweets.forEach(tweet -> contents.add(tweet.content));
        return contents;
    }
}
