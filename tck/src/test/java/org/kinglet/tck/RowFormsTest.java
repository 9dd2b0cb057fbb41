// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.GroupingSets.rollup;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Hook;
import org.kinglet.Table;
import org.kinglet.query.GroupingSets;
import org.kinglet.query.Page;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** What rows become, pages of them, and several groupings at once. */
class RowFormsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @BeforeEach
    void usersAndTweets() {
        for (int i = 0; i < 3; i++) {
            User user = USERS.create(USERS.username.set("user" + i), USERS.logins.set(i % 2));
            for (int j = 0; j < i; j++) TWEETS.create(TWEETS.user.set(user), TWEETS.content.set("t" + i + j));
        }
    }

    @Test
    void singleValues() {
        Select<String> names = USERS.values(USERS.username).orderBy(USERS.username.desc());
        assertThat(names.list()).containsExactly("user2", "user1", "user0");
        assertThat(names.get()).isEqualTo("user2");
        assertThat(names.find()).contains("user2");
        assertThat(names.limit(1).single()).isEqualTo("user2");
        assertThat(names.listAsync().join()).hasSize(3);
        try (var stream = names.stream(2)) {
            assertThat(stream.toList()).hasSize(3);
        }
        assertThat(USERS.values(USERS.bio).list()).containsExactly(null, null, null);
        List<Instant> joined =
                USERS.select().where(USERS.logins.eq(1)).values(USERS.joined).list();
        assertThat(joined).hasSize(1).doesNotContainNull();
        assertThat(USERS.values(count(USERS.bio)).get()).isEqualTo(0);
    }

    @Test
    void mapsAndTuples() {
        Select<Row> select =
                USERS.select(USERS.username, USERS.bio, USERS.logins.plus(1)).orderBy(USERS.username);
        assertThat(select.maps().get()).containsEntry("username", "user0").containsEntry("bio", null);
        assertThat(select.tuples().list().get(1)).containsExactly("user1", null, 2);
        assertThatThrownBy(() -> select.get().toList().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void severalEntitiesInARow() {
        List<Row> rows = TWEETS.select(TWEETS, USERS, USERS.username.upper().as("loud"))
                .join(TWEETS.user)
                .orderBy(TWEETS.content)
                .list();
        assertThat(rows).hasSize(3);
        Tweet tweet = rows.getLast().entity(TWEETS);
        User user = rows.getLast().entity(USERS);
        assertThat(tweet.content).isEqualTo("t21");
        assertThat(user.username).isEqualTo("user2");
        assertThat(rows.getLast().get("loud")).isEqualTo("USER2");
        assertThat(rows.getLast().names()).containsExactly("loud", "tweets", "users");
        user.bio = "changed";
        assertThat(user.save()).isEqualTo(1);
        assertThat(tweet.save()).isZero();

        assertThat(tweet.user.get().bio).isEqualTo("changed");
        assertThatThrownBy(() -> rows.getFirst().entity(USERS.as("other"))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void entitiesThatAnOuterJoinDidNotFind() {
        List<Row> rows = USERS.select(USERS, TWEETS)
                .leftJoin(USERS.tweets)
                .orderBy(USERS.username, TWEETS.content)
                .list();
        assertThat(rows).hasSize(4);
        assertThat(rows.getFirst().entity(TWEETS)).isNull();
        assertThat(rows.getFirst().entity(USERS).username).isEqualTo("user0");
        assertThat(rows.get(1).entity(TWEETS).content).isEqualTo("t10");

        var other = USERS.as("other");
        List<Row> pairs =
                USERS.select(USERS, other).join(other, USERS.id.lt(other.id)).list();
        assertThat(pairs).hasSize(3).allMatch(row -> row.entity(USERS).id < row.entity(other).id);
    }

    @Test
    void hooksSeeTheEntitiesOfRows() {
        List<String> seen = new ArrayList<>();
        Hook hook = USERS.afterLoad(user -> seen.add(user.username));
        try {
            TWEETS.select(TWEETS, USERS)
                    .join(TWEETS.user)
                    .where(TWEETS.content.eq("t10"))
                    .list();
            assertThat(seen).containsExactly("user1");
        } finally {
            hook.remove();
        }
    }

    @Test
    void countsOfWhatIsCounted() {
        assertThat(USERS.select(count()).count()).isOne();
        assertThat(USERS.select(count()).where(USERS.username.eq("nobody")).count())
                .isOne();
        assertThat(USERS.select(count())
                        .where(USERS.username.eq("nobody"))
                        .limit(1)
                        .exists())
                .isTrue();
        assertThat(USERS.select(USERS.username.upper()).count()).isEqualTo(USERS.count());
        assertThat(TWEETS.select(TWEETS, USERS).join(TWEETS.user).count()).isEqualTo(TWEETS.count());
    }

    @Test
    void pagesKnowHowManyRowsThereAre() {
        Select<String> names = USERS.values(USERS.username).orderBy(USERS.username);
        Page<String> first = names.page(1, 2);
        assertThat(first.rows()).containsExactly("user0", "user1");
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.pages()).isEqualTo(2);
        assertThat(first.hasNext()).isTrue();
        assertThat(first.hasPrevious()).isFalse();

        long before = db.stats().statements();
        Page<String> last = names.pageAsync(2, 2).join();
        assertThat(last.rows()).containsExactly("user2");
        assertThat(last.total()).isEqualTo(3);
        assertThat(last.hasNext()).isFalse();
        assertThat(db.stats().statements() - before).isEqualTo(1);
        assertThat(names.page(9, 2).total()).isEqualTo(3);
        assertThat(names.page(9, 2).rows()).isEmpty();
        assertThat(names.where(USERS.logins.eq(5)).page(1, 2)).isEqualTo(new Page<>(List.of(), 1, 2, 0));
        assertThatThrownBy(() -> names.page(0, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNextRowsAfterAnEntity() {
        for (int i = 3; i < 25; i++) USERS.create(USERS.username.set("user" + i), USERS.logins.set(i % 3));
        Select<User> ordered = USERS.select().orderBy(USERS.logins.desc(), USERS.id.asc());
        List<User> all = ordered.list();
        List<User> walked = new ArrayList<>(ordered.first(4));
        while (true) {
            List<User> next = ordered.after(walked.getLast()).first(4);
            if (next.isEmpty()) break;
            walked.addAll(next);
        }
        assertThat(walked).isEqualTo(all);

        Select<Row> rows = USERS.select(USERS.logins, USERS.username).orderBy(USERS.logins, USERS.username.desc());
        List<Row> allRows = rows.list();
        assertThat(rows.after(allRows.get(7)).list()).isEqualTo(allRows.subList(8, allRows.size()));
    }

    @Test
    void theNextRowsWithNulls() {
        USERS.update(USERS.bio.set("b")).where(USERS.logins.eq(0)).execute();
        for (boolean first : new boolean[] {true, false}) {
            for (boolean descending : new boolean[] {true, false}) {
                var bio = descending ? USERS.bio.desc() : USERS.bio.asc();
                Select<User> ordered = USERS.select().orderBy(first ? bio.nullsFirst() : bio.nullsLast(), USERS.id);
                List<User> all = ordered.list();
                for (int i = 0; i < all.size(); i++) {
                    assertThat(ordered.after(all.get(i)).list()).isEqualTo(all.subList(i + 1, all.size()));
                }
            }
        }
        User user = USERS.select().get();
        assertThatThrownBy(() -> USERS.select().orderBy(USERS.bio, USERS.id).after(user))
                .hasMessageContaining("nullsFirst");
        assertThatThrownBy(() -> USERS.select().orderBy(USERS.username).after(user))
                .hasMessageContaining("key id");
        assertThatThrownBy(() -> USERS.select().after(user)).hasMessageContaining("orderBy");
    }

    @Test
    void theFirstOfEachKind() {
        Select<Row> select = TWEETS.select(TWEETS.content, USERS.username)
                .join(TWEETS.user)
                .distinctOn(USERS.username)
                .orderBy(USERS.username.desc(), TWEETS.content.desc());
        assertThat(select.list())
                .extracting(row -> row.toList().toString())
                .containsExactly("[t21, user2]", "[t10, user1]");
        assertThat(select.limit(1).list()).hasSize(1);
        assertThat(select.count()).isEqualTo(2);
        List<Tweet> tweets = TWEETS.select()
                .distinctOn(TWEETS.user.key())
                .orderBy(TWEETS.user.key().asc(), TWEETS.id.desc())
                .list();
        assertThat(tweets).extracting(tweet -> tweet.content).containsExactly("t10", "t21");
    }

    @Test
    void severalGroupingsAtOnce() {
        Select<Row> select = USERS.select(USERS.logins, USERS.username, count().as("n"))
                .groupBy(rollup(USERS.logins, USERS.username))
                .orderBy(USERS.logins.asc().nullsLast(), USERS.username.asc().nullsLast());
        if (!target.isServer()) {
            assertThatThrownBy(select::list)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("unionAll");
            return;
        }
        assertThat(select.list())
                .extracting(row -> row.toList().toString())
                .containsExactly(
                        "[0, user0, 1]",
                        "[0, user2, 1]",
                        "[0, null, 2]",
                        "[1, user1, 1]",
                        "[1, null, 1]",
                        "[null, null, 3]");
        Select<Row> sets =
                USERS.select(USERS.logins, count()).groupBy(GroupingSets.of(List.of(USERS.logins), List.of()));
        if (target == TestDatabase.POSTGRESQL) assertThat(sets.list()).hasSize(3);
        else assertThatThrownBy(sets::list).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void plansAreTheDatabasesOwn() {
        assertThat(USERS.select().where(USERS.id.eq(1L)).explain()).containsIgnoringCase("users");
        assertThat(USERS.update(USERS.logins.set(1))
                        .where(USERS.id.eq(1L))
                        .explainAsync()
                        .join())
                .isNotEmpty();
        assertThat(USERS.select().where(USERS.logins.eq(1)).count()).isEqualTo(1);
    }
}
