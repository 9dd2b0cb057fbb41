// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Keywords.KEYWORDS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Hook;
import org.kinglet.Table;
import org.kinglet.query.RawSql;
import org.kinglet.tck.model.Keyword;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Entities by SQL of one's own. */
class RawEntitiesTest extends DatabaseTest {
    private User ada;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {TWEETS, KEYWORDS, USERS};
    }

    @BeforeEach
    void usersWithTweets() {
        ada = new User("ada");
        ada.bio = "counts";
        ada.joined = Instant.parse("2026-11-22T02:00:00.123456Z");
        ada.save();
        User bob = new User("bob");
        bob.active = false;
        bob.save();
        TWEETS.bulkCreate(List.of(new Tweet(ada, "one"), new Tweet(bob, "two"), new Tweet(ada, "three")));
    }

    @Test
    void columnsAreFoundByNameInWhateverOrder() {
        User read = USERS.raw(
                        "select 1 as more, u.joined, u.LOGINS, u.active, u.bio, u.username, u.id from users u"
                                + " where u.username = ?",
                        "ada")
                .execute()
                .getFirst();

        assertThat(read).isEqualTo(ada).isNotSameAs(ada);
        assertThat(read.joined).isEqualTo(ada.joined);
        assertThat(read.bio).isEqualTo("counts");
        assertThat(read.active).isTrue();
        assertThat(read.dirtyColumns()).isEmpty();
        read.logins = 7;
        assertThat(read.save()).isEqualTo(1);
        assertThat(USERS.getById(ada.id).logins).isEqualTo(7);
    }

    @Test
    void theirReferencesAreLoadedTogether() {
        long before = db.stats().statements();
        List<Tweet> tweets =
                TWEETS.raw("select * from tweets order by id").readOnly().execute();
        assertThat(tweets).extracting(tweet -> tweet.user.get().username).containsExactly("ada", "bob", "ada");
        assertThat(db.stats().statements() - before).isEqualTo(2);
        assertThat(tweets.get(0).user.get()).isSameAs(tweets.get(2).user.get());
    }

    @Test
    void recordsTooAndParametersByName() {
        db.create(new Keyword("en", "word", 3));
        String sql = "select * from keywords where word = :word";
        assertThat(KEYWORDS.raw(sql, Map.of("word", "word")).execute()).containsExactly(new Keyword("en", "word", 3));
        assertThat(KEYWORDS.raw(sql, Map.of("word", "none")).execute()).isEmpty();
    }

    @Test
    void aColumnThatIsMissingIsNamed() {
        assertThatThrownBy(() -> USERS.raw("select id, username, bio from users where bio = ?", "counts")
                        .execute())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("active, logins, joined")
                .hasMessageContaining("users.*")
                .hasMessageNotContaining("counts");
        assertThatThrownBy(
                        () -> USERS.raw("select id from users").executeAsync().join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void itIsPartOfTheTransactionAndMayBeRunAnywhere() {
        RawSql all = RawSql.of("select * from users order by id");
        db.atomic(() -> {
            new User("eve").save();
            assertThat(all.as(USERS).execute())
                    .extracting(user -> user.username)
                    .containsExactly("ada", "bob", "eve");
            assertThat(db.executeAsync(all.as(USERS)).join()).hasSize(3);
        });
        assertThat(all.as(USERS).on(db).sql().text()).isEqualTo("select * from users order by id");
    }

    @Test
    void hooksAreShownThem() {
        Hook hook = USERS.afterLoad(user -> user.bio = "loaded");
        try {
            assertThat(USERS.raw("select * from users").execute())
                    .extracting(user -> user.bio)
                    .containsOnly("loaded");
        } finally {
            hook.remove();
        }
    }
}
