// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Accounts.ACCOUNTS;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.tck.model.Account;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** equals, hashCode and toString of models and references. */
class IdentityTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, ACCOUNTS, COURSES, ENROLLMENTS};
    }

    @Test
    void twoReadsOfARowAreEqual() {
        User user = USERS.create(USERS.username.set("huey"));
        User again = USERS.getById(user.id);
        again.bio = "changed";
        assertThat(again).isNotSameAs(user).isEqualTo(user).hasSameHashCodeAs(user);
        assertThat(Set.of(user)).contains(again);
    }

    @Test
    void rowsOfDifferentKeysOrTablesAreNotEqual() {
        User user = USERS.create(USERS.username.set("huey"));
        User other = USERS.create(USERS.username.set("zaizee"));
        Tweet tweet = new Tweet(user, "meow");
        tweet.save();
        assertThat(tweet.id).isEqualTo(user.id);
        assertThat(user)
                .isNotEqualTo(other)
                .isNotEqualTo(tweet)
                .isNotEqualTo(null)
                .isNotEqualTo("huey");
    }

    @Test
    void newEntitiesAreEqualOnlyToThemselves() {
        User one = new User("huey");
        User other = new User("huey");
        assertThat(one).isNotEqualTo(other);
        Set<User> set = new HashSet<>(Set.of(one));
        assertThat(set).contains(one).doesNotContain(other);
    }

    @Test
    void entitiesWithTheSameKeyOfTheirOwnAreEqualBeforeTheyAreSaved() {
        Account one = new Account();
        Account other = new Account();
        assertThat(one).isNotEqualTo(other);
        other.setId(one.getId());
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void toStringShowsTheKeyAndNoOtherValue() {
        User user = new User("secret-name");
        assertThat(user).hasToString("User[new]");
        user.save();
        assertThat(user).hasToString("User[" + user.id + "]");
        Account account = new Account();
        account.setOwner("somebody");
        account.setSecret("hunter2");
        assertThat(account.toString())
                .doesNotContain("hunter2", "somebody")
                .contains(account.getId().toString());
    }

    @Test
    void anEntityThatRefersToAnUnsavedOneCanBePrintedComparedAndHashed() {
        Tweet tweet = new Tweet(new User("unsaved"), "meow");
        Tweet other = new Tweet(new User("unsaved"), "meow");
        assertThat(tweet).hasToString("Tweet[new]").isNotEqualTo(other);
        assertThat(new HashSet<>(Set.of(tweet))).contains(tweet);
    }

    @Test
    void anUnsavedPartOfAKeyMeansThatThereIsNoKeyYet() {
        Enrollment enrollment = new Enrollment();
        assertThat(enrollment).hasToString("Enrollment[new]").isNotEqualTo(new Enrollment());
        enrollment.student = "sam";
        enrollment.course = Ref.none();
        assertThat(enrollment).hasToString("Enrollment[new]");
        enrollment.course = Ref.to(new Course(7, "seven"));
        assertThat(enrollment.toString()).contains("sam", "7");
    }

    @Test
    void referencesToTheSameRowAreEqual() {
        User user = USERS.create(USERS.username.set("huey"));
        new Tweet(user, "meow").save();
        Tweet tweet = TWEETS.get();
        assertThat(tweet.user).isEqualTo(TWEETS.get().user).hasSameHashCodeAs(TWEETS.get().user);
        assertThat(tweet.user).isEqualTo(Ref.to(user)).isNotEqualTo(Ref.to(new User("other")));
        assertThat(Ref.to(user)).isEqualTo(tweet.user);
        assertThat(Ref.<User>none()).isEqualTo(Ref.none()).isNotEqualTo(tweet.user);
        Ref<Tweet> toTweet = Ref.to(tweet);
        assertThat((Object) toTweet).isNotEqualTo(tweet.user);
    }

    @Test
    void toStringOfAReferenceShowsTheKeyAndDoesNotQuery() {
        User user = USERS.create(USERS.username.set("secret-name"));
        new Tweet(user, "meow").save();
        Tweet tweet = TWEETS.get();
        long before = db.stats().statements();
        assertThat(tweet.user).hasToString("Ref[" + user.id + "]");
        assertThat(Ref.none()).hasToString("Ref.none");
        assertThat(Ref.to(new User("secret-name")).toString()).doesNotContain("secret-name");
        assertThat(user.tweets.toString()).doesNotContain("meow");
        assertThat(db.stats().statements()).isEqualTo(before);
    }
}
