// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Appeals.APPEALS;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.query.LoadOne;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Appeal;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Like;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** The statements by which relations are loaded: what they say, and where they go. */
class EagerLoadingTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LIKES, TWEETS, USERS, APPEALS, ENROLLMENTS, COURSES};
    }

    @BeforeEach
    void usersWithTweetsAndLikes() {
        fill(db);
        sent.clear();
    }

    private static void fill(Database database) {
        database.use(() -> {
            for (String name : List.of("ann", "bob", "cat")) {
                User user = USERS.create(USERS.username.set(name));
                for (int i = 0; i < 2; i++) {
                    Tweet tweet = TWEETS.create(new Tweet(user, name + i));
                    LIKES.create(LIKES.tweet.set(tweet), LIKES.user.set(user));
                }
            }
        });
    }

    private List<String> sentSql() {
        return sent.sql().stream().map(sql -> sql.replaceAll("[\"`]", "")).toList();
    }

    @Test
    void noStatementRepeatsThoseThatItDependsOn() {
        List<User> users = USERS.select()
                .where(USERS.username.in(List.of("ann", "bob")))
                .orderBy(USERS.username.desc())
                .limit(2)
                .withRelated(USERS.tweets.where(TWEETS.content.like("%0")).withRelated(TWEETS.likes))
                .list();
        assertThat(users).extracting(user -> user.username).containsExactly("bob", "ann");
        assertThat(users.getFirst().tweets.list().getFirst().likes.list()).hasSize(1);
        List<String> sql = sentSql();
        assertThat(sql).hasSize(3);
        assertThat(sql.get(1)).contains("tweets").doesNotContain("users", "username", "limit");
        assertThat(sql.get(2)).contains("likes").doesNotContain("users", "username", "limit", "tweets", "content");
    }

    @Test
    void allLevelsAreReadWhereTheQueryRuns() {
        SentStatements elsewhere = new SentStatements();
        try (Database other = target.builder().listener(elsewhere).open()) {
            other.createTables(USERS, TWEETS, LIKES);
            fill(other);
            elsewhere.clear();
            Select<User> users = USERS.select()
                    .withRelated(USERS.tweets.withRelated(TWEETS.likes.withRelated(LIKES.user)))
                    .orderBy(USERS.id);
            List<User> there = users.on(other).list();
            assertThat(there.getFirst().tweets.list()).hasSize(2);
            assertThat(there.getFirst()
                            .tweets
                            .list()
                            .getFirst()
                            .likes
                            .list()
                            .getFirst()
                            .user
                            .get())
                    .isEqualTo(there.getFirst());
            assertThat(elsewhere.sql()).hasSize(3);
            assertThat(other.listAsync(users).join()).hasSize(3);
            try (Connection connection = other.connect()) {
                assertThat(connection.get(users).tweets.isLoaded()).isTrue();
            }
            List<Tweet> lazy = other.list(TWEETS.select());
            assertThat(lazy).allMatch(tweet -> tweet.content.startsWith(tweet.user.get().username));
            assertThat(elsewhere.sql()).hasSize(3 + 3 + 3 + 2);
            assertThat(sent.sql()).isEmpty();
        }
    }

    @Test
    void limitIsForEachAlsoOverKeysOfSeveralColumns() {
        Course maths = COURSES.create(new Course(1, "maths"));
        Course music = COURSES.create(new Course(2, "music"));
        for (String student : List.of("pat", "sam")) {
            for (Course course : List.of(maths, music)) {
                Enrollment enrollment = ENROLLMENTS.create(new Enrollment(student, course));
                for (int i = 0; i < 3; i++) db.create(new Appeal(0, Ref.to(enrollment), student + course.number() + i));
            }
        }
        sent.clear();
        List<Enrollment> enrollments = ENROLLMENTS
                .select()
                .withRelated(ENROLLMENTS.appeals.orderBy(APPEALS.reason.desc()).limit(2), ENROLLMENTS.course)
                .orderBy(ENROLLMENTS.student, ENROLLMENTS.course.key().asc())
                .list();
        assertThat(sent.sql()).hasSize(2);
        assertThat(enrollments)
                .extracting(enrollment ->
                        enrollment.appeals.stream().map(Appeal::reason).toList())
                .containsExactly(
                        List.of("pat12", "pat11"),
                        List.of("pat22", "pat21"),
                        List.of("sam12", "sam11"),
                        List.of("sam22", "sam21"));
        assertThat(sent.sql()).hasSize(2);
    }

    /** What is loaded is neither a change nor does a change in one place show in another that was loaded apart. */
    @Test
    void whatWasLoadedIsSavedByItselfAndTheCollectionStaysAsItWas() {
        User ann = USERS.select()
                .withRelated(USERS.tweets.orderBy(TWEETS.id))
                .where(USERS.username.eq("ann"))
                .get();
        Tweet tweet = ann.tweets.list().getFirst();
        tweet.content = "changed";
        sent.clear();
        assertThat(tweet.save()).isEqualTo(1);
        assertThat(ann.save()).isZero();
        assertThat(sentSql()).hasSize(1);
        assertThat(ann.tweets.list().getFirst().content).isEqualTo("changed");
        TWEETS.create(new Tweet(ann, "later"));
        assertThat(ann.tweets.list()).as("it was loaded before").hasSize(2);
        assertThat(ann.tweets.select().count()).isEqualTo(3);
        ann.refresh();
        assertThat(ann.dirtyColumns()).isEmpty();
    }

    /** There is nothing to limit where there is one row at most, so nobody can ask for it and be ignored. */
    @Test
    void aReferenceCannotBeLimited() {
        assertThat(LoadOne.class.getMethods())
                .filteredOn(method -> method.getParameterCount() > 0)
                .extracting(method -> method.getName())
                .contains("withRelated")
                .doesNotContain("limit", "where", "orderBy");
        Like like = LIKES.select()
                .withRelated(LIKES.tweet.withRelated(TWEETS.user))
                .orderBy(LIKES.id)
                .get();
        assertThat(like.tweet.get().user.get().username).isEqualTo("ann");
        assertThat(sent.sql()).hasSize(1);
    }
}
