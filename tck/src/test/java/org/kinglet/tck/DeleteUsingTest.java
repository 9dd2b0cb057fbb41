// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.exists;
import static org.kinglet.query.Functions.min;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.Tweets;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.Users;

/** Deletes that look at other rows, and of the first rows only. */
class DeleteUsingTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @BeforeEach
    void rows() {
        User huey = USERS.create(USERS.username.set("huey"), USERS.logins.set(1));
        User zaizee = USERS.create(USERS.username.set("zaizee"), USERS.logins.set(2));
        new Tweet(huey, "meow").save();
        new Tweet(zaizee, "purr").save();
        new Tweet(zaizee, "hiss").save();
    }

    @Test
    void looksAtAnotherTable() {
        var delete = TWEETS.delete().using(USERS).where(TWEETS.user.eqKey(USERS.id), USERS.username.eq("zaizee"));
        assertThat(delete.execute()).isEqualTo(2);
        assertThat(TWEETS.get().content).isEqualTo("meow");
        assertThat(delete.executeAsync().join()).isZero();
        assertThat(TWEETS.delete()
                        .using(USERS)
                        .where(USERS.username.eq("'; drop table tweets; --"))
                        .execute())
                .isZero();
    }

    @Test
    void aRowThatMatchesSeveralTimesIsDeletedOnce() {
        Users u = USERS.as("u");
        assertThat(TWEETS.delete().using(u).where(u.logins.gt(0)).execute()).isEqualTo(3);
        assertThat(TWEETS.exists()).isFalse();
    }

    @Test
    void anAliasUsingItsOwnTable() {
        Tweets t = TWEETS.as("t");
        Tweets earlier = TWEETS.as("earlier");
        assertThat(t.delete()
                        .using(earlier)
                        .where(t.user.eqKey(earlier.user.key()), earlier.id.lt(t.id))
                        .execute())
                .isEqualTo(1);
        assertThat(TWEETS.count(TWEETS.content.eq("hiss"))).isZero();
    }

    @Test
    void givesBackTheRows() {
        var deleted = TWEETS.delete()
                .using(USERS)
                .where(TWEETS.user.eqKey(USERS.id), USERS.username.eq("zaizee"))
                .returning()
                .list();
        assertThat(deleted).extracting(tweet -> tweet.content).containsExactlyInAnyOrder("purr", "hiss");
        assertThat(TWEETS.count()).isEqualTo(1);
        Users u = USERS.as("u");
        assertThat(TWEETS.delete()
                        .using(u)
                        .where(u.logins.gt(0))
                        .returning(TWEETS.content)
                        .map(row -> row.get(TWEETS.content))
                        .list())
                .containsExactly("meow");
    }

    @Test
    void theFirstRowsOnly() {
        var last = TWEETS.delete().all().orderBy(TWEETS.id.desc()).limit(1);
        assertThat(last.execute()).isEqualTo(1);
        assertThat(TWEETS.count(TWEETS.content.eq("hiss"))).isZero();
        assertThat(last.returning().single().content).isEqualTo("purr");
        Tweets t = TWEETS.as("t");
        assertThat(t.delete()
                        .where(t.content.ne("x"))
                        .orderBy(t.content)
                        .limit(5)
                        .execute())
                .isEqualTo(1);
        assertThat(last.execute()).isZero();
        assertThatThrownBy(() -> last.using(USERS)).hasMessageContaining("sub-select");
        assertThatThrownBy(() -> TWEETS.delete().limit(1).execute()).hasMessageContaining("all()");
        assertThatThrownBy(() -> TWEETS.delete().using(TWEETS)).hasMessageContaining("alias");
    }

    @Test
    void subSelectsOfTheSameTable() {
        Tweets other = TWEETS.as("other");
        assertThat(TWEETS.delete()
                        .where(TWEETS.id.in(other.select(min(other.id))))
                        .execute())
                .isEqualTo(1);
        assertThat(TWEETS.delete()
                        .where(exists(
                                other.select().where(other.user.eqKey(TWEETS.user.key()), other.id.lt(TWEETS.id))))
                        .execute())
                .isEqualTo(1);
        assertThat(TWEETS.get().content).isEqualTo("purr");
    }
}
