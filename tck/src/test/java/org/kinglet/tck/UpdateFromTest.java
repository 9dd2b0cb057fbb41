// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.QueryTable;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.Users;

/** Updates that look at other rows, and of the first rows only. */
class UpdateFromTest extends DatabaseTest {
    private User huey;
    private User zaizee;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @BeforeEach
    void rows() {
        huey = USERS.create(USERS.username.set("huey"), USERS.logins.set(1));
        zaizee = USERS.create(USERS.username.set("zaizee"), USERS.logins.set(2));
        USERS.create(USERS.username.set("silent"), USERS.logins.set(3), USERS.bio.set("old"));
        new Tweet(huey, "it's a tweet").save();
        new Tweet(zaizee, "purr").save();
        new Tweet(zaizee, "hiss").save();
    }

    private static String bio(String name) {
        return USERS.get(USERS.username.eq(name)).bio;
    }

    @Test
    void takesValuesFromAnotherTable() {
        var update = USERS.update(USERS.bio.set(TWEETS.content), USERS.logins.set(USERS.logins.plus(10)))
                .from(TWEETS)
                .where(TWEETS.user.eqKey(USERS.id));
        assertThat(update.execute()).isEqualTo(2);
        assertThat(bio("huey")).isEqualTo("it's a tweet");
        assertThat(bio("zaizee")).isIn("purr", "hiss");
        assertThat(bio("silent")).isEqualTo("old");
        // A row that several rows go with is changed once.
        assertThat(USERS.getById(zaizee.id).logins).isEqualTo(12);
        assertThat(update.executeAsync().join()).isEqualTo(2);
        assertThat(USERS.getById(zaizee.id).logins).isEqualTo(22);
        assertThat(update.where(TWEETS.content.eq("'; drop table users; --")).execute())
                .isZero();
    }

    @Test
    void aliasesOfBothSides() {
        Users u = USERS.as("u");
        Users boss = USERS.as("boss");
        assertThat(u.update(u.bio.set(boss.username), u.logins.set(boss.logins))
                        .from(boss)
                        .where(boss.username.eq("huey"), u.id.ne(boss.id))
                        .execute())
                .isEqualTo(2);
        assertThat(bio("silent")).isEqualTo("huey");
        assertThat(USERS.count(USERS.logins.eq(1))).isEqualTo(3);
        assertThatThrownBy(() -> USERS.update(USERS.bio.setNull()).from(USERS)).hasMessageContaining("alias");
    }

    @Test
    void takesValuesFromAListOrAQuery() {
        QueryTable given = QueryTable.values(
                "given",
                List.of(
                        List.of(USERS.username.set("huey"), USERS.bio.set("'; --")),
                        List.of(USERS.username.set("zaizee"), USERS.bio.set("second")),
                        List.of(USERS.username.set("nobody"), USERS.bio.set("third"))));
        assertThat(USERS.update(USERS.bio.set(given.column(USERS.bio)))
                        .from(given)
                        .where(USERS.username.eq(given.column(USERS.username)))
                        .execute())
                .isEqualTo(2);
        assertThat(bio("huey")).isEqualTo("'; --");
        assertThat(bio("zaizee")).isEqualTo("second");
        var last = max(TWEETS.content);
        QueryTable tweets = TWEETS.select(TWEETS.user.key(), last)
                .groupBy(TWEETS.user.key())
                .asTable("tweets");
        assertThat(USERS.update(USERS.bio.set(tweets.column(last)))
                        .from(tweets)
                        .where(USERS.id.eq(tweets.column(TWEETS.user.key())))
                        .execute())
                .isEqualTo(2);
        assertThat(bio("zaizee")).isEqualTo("purr");
        assertThat(bio("silent")).isEqualTo("old");
        assertThat(TWEETS.delete()
                        .using(given)
                        .where(
                                TWEETS.content.eq(bio("huey")),
                                given.column(USERS.username).eq("huey"))
                        .execute())
                .isEqualTo(1);
    }

    @Test
    void allSeesTheRowAsItWas() {
        assertThat(USERS.update(USERS.bio.set(USERS.username), USERS.username.set(USERS.username.concat("!")))
                        .from(TWEETS)
                        .where(TWEETS.user.eqKey(USERS.id), TWEETS.content.ne("hiss"))
                        .execute())
                .isEqualTo(2);
        assertThat(bio("huey!")).isEqualTo("huey");
        assertThat(USERS.update(USERS.bio.set(USERS.username), USERS.username.set(TWEETS.content), USERS.logins.set(9))
                        .from(TWEETS)
                        .where(TWEETS.user.eqKey(USERS.id), TWEETS.content.eq("hiss"))
                        .execute())
                .isEqualTo(1);
        assertThat(bio("hiss")).isEqualTo("zaizee!");
    }

    @Test
    void givesBackTheRows() {
        List<User> users = USERS.update(USERS.bio.set(TWEETS.content))
                .from(TWEETS)
                .where(TWEETS.user.eqKey(USERS.id))
                .returning()
                .list();
        assertThat(users).containsExactlyInAnyOrder(huey, zaizee);
        assertThat(users).allMatch(user -> user.bio != null);
        var other = USERS.update(USERS.bio.set("x"))
                .from(TWEETS)
                .where(TWEETS.user.eqKey(USERS.id), TWEETS.content.eq("purr"))
                .returning(USERS.username, TWEETS.content);
        if (target == TestDatabase.POSTGRESQL) {
            assertThat(other.single().get(TWEETS.content)).isEqualTo("purr");
        } else {
            assertThatThrownBy(other::single)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContainingAll("users", "tweets");
        }
    }

    @Test
    void theFirstRowsOnly() {
        var first = USERS.update(USERS.bio.set("first"))
                .where(USERS.bio.isNull())
                .orderBy(USERS.username.desc())
                .limit(1);
        assertThat(first.execute()).isEqualTo(1);
        assertThat(bio("zaizee")).isEqualTo("first");
        assertThat(first.returning(USERS.username).single().get(USERS.username)).isEqualTo("huey");
        assertThat(first.execute()).isZero();
        assertThat(USERS.update(USERS.bio.setNull()).all().limit(2).execute()).isEqualTo(2);
        assertThat(USERS.update(USERS.bio.setNull()).all().limit(0).execute()).isZero();
        Users u = USERS.as("u");
        assertThat(u.update(u.bio.set("alias"), u.username.set(u.username.concat("2")))
                        .where(u.logins.gt(0))
                        .orderBy(u.logins)
                        .limit(1)
                        .execute())
                .isEqualTo(1);
        assertThat(bio("huey2")).isEqualTo("alias");
        assertThatThrownBy(() -> first.from(TWEETS)).hasMessageContaining("sub-select");
        assertThatThrownBy(() -> first.limit(-1)).hasMessageContaining("negative");
    }

    @Test
    void subSelectsOfTheSameTable() {
        Users other = USERS.as("other");
        assertThat(USERS.update(USERS.bio.set("best"))
                        .where(USERS.logins.eq(scalar(other.select(max(other.logins)), Integer.class)))
                        .execute())
                .isEqualTo(1);
        assertThat(bio("silent")).isEqualTo("best");
        var below = other.select(count()).where(other.logins.lt(USERS.logins));
        assertThat(USERS.update(USERS.logins.set(scalar(below, Integer.class)))
                        .all()
                        .execute())
                .isEqualTo(3);
        assertThat(USERS.select().orderBy(USERS.username).list())
                .extracting(user -> user.username + user.logins)
                .containsExactly("huey0", "silent2", "zaizee1");
    }

    @Test
    void whereOrAllIsStillNeeded() {
        assertThatThrownBy(() ->
                        USERS.update(USERS.bio.set(TWEETS.content)).from(TWEETS).execute())
                .hasMessageContaining("all()");
        assertThatThrownBy(() -> USERS.update(USERS.bio.setNull()).limit(1).execute())
                .hasMessageContaining("all()");
    }
}
