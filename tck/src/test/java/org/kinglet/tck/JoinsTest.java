// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Row;
import org.kinglet.tck.model.Categories;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.Tweets;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.Users;

/** Joins over relations, in both directions, with conditions and with aliases. */
class JoinsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, LIKES, CATEGORIES};
    }

    @BeforeEach
    void threeUsersAndThreeTweets() {
        User huey = USERS.create(USERS.username.set("huey"));
        User zaizee = USERS.create(USERS.username.set("zaizee"));
        USERS.create(USERS.username.set("silent"));
        new Tweet(huey, "meow").save();
        new Tweet(huey, "hiss").save();
        new Tweet(zaizee, "purr").save();
    }

    @Test
    void fromTheChildToItsParent() {
        assertThat(TWEETS.select()
                        .join(TWEETS.user)
                        .where(USERS.username.eq("huey"))
                        .list())
                .extracting(tweet -> tweet.content)
                .containsExactlyInAnyOrder("meow", "hiss");
        Row row = TWEETS.select(TWEETS.content, USERS.username)
                .join(TWEETS.user)
                .where(TWEETS.content.eq("purr"))
                .get();
        assertThat(row.get(USERS.username)).isEqualTo("zaizee");
    }

    @Test
    void fromTheParentToItsChildrenOncePerChild() {
        assertThat(USERS.select(USERS.username)
                        .join(USERS.tweets)
                        .map(row -> row.get(USERS.username))
                        .list())
                .containsExactlyInAnyOrder("huey", "huey", "zaizee");
        assertThat(USERS.select().join(USERS.tweets).distinct().count()).isEqualTo(2);
    }

    @Test
    void aLeftJoinKeepsRowsWithoutPartnerWithNulls() {
        List<Row> rows = USERS.select(USERS.username, TWEETS.content, TWEETS.id)
                .leftJoin(USERS.tweets)
                .orderBy(USERS.username, TWEETS.content)
                .list();
        assertThat(rows).hasSize(4);
        assertThat(rows.get(2).get(USERS.username)).isEqualTo("silent");
        assertThat(rows.get(2).get(TWEETS.content)).isNull();
        assertThat(rows.get(2).get(TWEETS.id)).isNull();
        assertThat(USERS.select()
                        .leftJoin(USERS.tweets)
                        .where(TWEETS.id.isNull())
                        .get()
                        .username)
                .isEqualTo("silent");
    }

    @Test
    void aConditionOfTheJoinIsNotOneOfTheQuery() {
        assertThat(USERS.select(USERS.username, count(TWEETS.id).as("n"))
                        .leftJoin(TWEETS, TWEETS.user.eqKey(USERS.id).and(TWEETS.content.eq("meow")))
                        .groupBy(USERS.username)
                        .orderBy(USERS.username)
                        .map(row -> row.get("n", Long.class))
                        .list())
                .containsExactly(1L, 0L, 0L);
    }

    @Test
    void rightAndFullJoins() {
        assertThat(TWEETS.select().rightJoin(USERS, TWEETS.user.eqKey(USERS.id)).count())
                .isEqualTo(4);
        var full = TWEETS.select(TWEETS.content, USERS.username).fullJoin(USERS, TWEETS.content.eq(USERS.username));
        if (target.isMysqlFamily()) {
            assertThatThrownBy(full::count)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("full join");
        } else {
            assertThat(full.count()).isEqualTo(6);
        }
    }

    @Test
    void aTableJoinedToItselfNeedsAnAlias() {
        Users other = USERS.as("other");
        assertThat(USERS.select(USERS.username, other.username)
                        .join(other, USERS.username.lt(other.username))
                        .orderBy(USERS.username, other.username)
                        .map(row -> row.get(USERS.username) + " " + row.get(other.username))
                        .list())
                .containsExactly("huey silent", "huey zaizee", "silent zaizee");
    }

    @Test
    void aRelationToItsOwnTableIsFollowedThroughAnAlias() {
        Category root = CATEGORIES.create(new Category("root", null));
        Category middle = CATEGORIES.create(new Category("middle", root));
        CATEGORIES.create(new Category("leaf", middle));
        Categories parent = CATEGORIES.as("parent");
        Categories grandparent = CATEGORIES.as("grandparent");
        assertThat(CATEGORIES
                        .select(CATEGORIES.name, parent.name.as("p"), grandparent.name.as("g"))
                        .join(CATEGORIES.parent, parent)
                        .leftJoin(parent.parent, grandparent)
                        .orderBy(CATEGORIES.name)
                        .map(row -> row.get(CATEGORIES.name) + " < " + row.get("p") + " < " + row.get("g"))
                        .list())
                .containsExactly("leaf < middle < root", "middle < root < null");
        Categories child = CATEGORIES.as("child");
        assertThat(CATEGORIES
                        .select(CATEGORIES.name)
                        .leftJoin(CATEGORIES.children, child)
                        .where(child.id.isNull())
                        .scalar(String.class))
                .isEqualTo("leaf");
    }

    @Test
    void theStartingTableMayBeAnAlias() {
        Tweets t = TWEETS.as("t");
        assertThat(t.select().join(t.user).where(USERS.username.eq("zaizee")).get().content)
                .isEqualTo("purr");
        Users u = USERS.as("u");
        assertThat(t.select().join(t.user, u).where(u.username.eq("zaizee")).get().content)
                .isEqualTo("purr");
        assertThat(u.select().join(u.tweets).where(TWEETS.content.eq("meow")).get().username)
                .isEqualTo("huey");
        assertThat(u.get(u.username.eq("huey")).username).isEqualTo("huey");
        assertThat(u.count(u.active)).isEqualTo(3);
    }

    @Test
    void severalJoinsFollowOneAnother() {
        User huey = USERS.get(USERS.username.eq("huey"));
        LIKES.create(LIKES.tweet.set(TWEETS.get(TWEETS.content.eq("purr"))), LIKES.user.set(huey));
        Users liker = USERS.as("liker");
        assertThat(LIKES.select(USERS.username, liker.username)
                        .join(LIKES.tweet)
                        .join(TWEETS.user)
                        .join(LIKES.user, liker)
                        .map(row -> row.get(liker.username) + " likes " + row.get(USERS.username))
                        .list())
                .containsExactly("huey likes zaizee");
    }
}
