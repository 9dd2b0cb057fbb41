// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.max;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Row;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** What a row can become: a Row, a record, or what a function makes of it. */
class RowsTest extends DatabaseTest {
    record Named(String username, int logins) {}

    record Camel(long id, Instant createdAt) {}

    record Boxed(String username, @Nullable String bio) {}

    record Lacking(String username, String nickname) {}

    record Mistyped(int username) {}

    record Primitive(int bio) {}

    record Refusing(String username) {
        Refusing {
            if (username.startsWith("h")) throw new IllegalStateException("refused");
        }
    }

    private User huey;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @BeforeEach
    void aUser() {
        huey = USERS.create(USERS.username.set("huey"), USERS.logins.set(3));
    }

    @Test
    void aRowGivesValuesByExpressionNameAndPosition() {
        Row row = USERS.select(USERS.username, USERS.logins.plus(1).as("next"), max(USERS.id), USERS.bio)
                .groupBy(USERS.id)
                .get();
        assertThat(row.get(USERS.username)).isEqualTo("huey");
        assertThat(row.get(USERS.logins.plus(1))).isEqualTo(4);
        assertThat(row.get("next")).isEqualTo(4);
        assertThat(row.get("NEXT", Long.class)).isEqualTo(4L);
        assertThat(row.get(max(USERS.id))).isEqualTo(huey.id);
        assertThat(row.get(2, String.class)).isEqualTo(Long.toString(huey.id));
        assertThat(row.get(USERS.bio)).isNull();
        assertThat(row.get("bio", Integer.class)).isNull();
        assertThat(row.names()).startsWith("username", "next");
        assertThat(row.toMap()).containsEntry("next", 4).containsEntry("bio", null);
    }

    @Test
    void whatWasNotSelectedIsAnErrorThatSaysWhatWas() {
        Row row = USERS.select(USERS.username).get();
        assertThatThrownBy(() -> row.get(USERS.bio))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContainingAll("users.bio", "username");
        assertThatThrownBy(() -> row.get("bio"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("username");
        assertThatThrownBy(() -> row.get(7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aConversionThatWouldLoseSomethingIsAnErrorWithoutTheValue() {
        Row row = db.sql("select 'secret' as text, 300 as number, 1.5 as fraction, '2024-01-01T00:00:00Z' as at")
                .first()
                .orElseThrow();
        assertThat(row.get("number", Short.class)).isEqualTo((short) 300);
        assertThat(row.get("at", Instant.class)).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(row.get("at", OffsetDateTime.class)).isEqualTo("2024-01-01T00:00:00Z");
        for (var wrong : new Object[][] {
            {"number", Byte.class}, {"fraction", Integer.class}, {"text", Instant.class}, {"text", Integer.class}
        }) {
            assertThatThrownBy(() -> row.get((String) wrong[0], (Class<?>) wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining((String) wrong[0])
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void rowsAreValuesAndShowOnlyNames() {
        Row row = USERS.select(USERS.username, USERS.logins).get();
        assertThat(row).isEqualTo(USERS.select(USERS.username, USERS.logins).get());
        assertThat(row)
                .hasSameHashCodeAs(USERS.select(USERS.username, USERS.logins).get());
        assertThat(row).isNotEqualTo(USERS.select(USERS.username, USERS.id).get());
        assertThat(row.toString()).contains("username").doesNotContain("huey");
    }

    @Test
    void recordsTakeColumnsByName() {
        assertThat(USERS.select(USERS.logins, USERS.username).as(Named.class).list())
                .containsExactly(new Named("huey", 3));
        assertThat(USERS.select(USERS.username.upper().as("username"), count().as("logins"))
                        .groupBy(USERS.id)
                        .as(Named.class)
                        .get())
                .isEqualTo(new Named("HUEY", 1));
        new Tweet(huey, "meow").save();
        Tweet tweet = TWEETS.get();
        assertThat(TWEETS.select(TWEETS.createdAt, TWEETS.id).as(Camel.class).get())
                .isEqualTo(new Camel(tweet.id, tweet.createdAt));
        assertThat(USERS.select().as(Boxed.class).get()).isEqualTo(new Boxed("huey", null));
        assertThat(db.sql("select username, 3 as logins from users").as(Named.class))
                .containsExactly(new Named("huey", 3));
    }

    @Test
    void recordsThatDoNotFitAreErrorsThatSayHow() {
        assertThatThrownBy(() -> USERS.select(USERS.username).as(Lacking.class).list())
                .hasMessageContainingAll("Lacking", "nickname", ".as(\"nickname\")");
        assertThatThrownBy(() -> USERS.select(USERS.username).as(Mistyped.class).list())
                .hasMessageContaining("username")
                .hasMessageNotContaining("huey");
        assertThatThrownBy(() -> USERS.select(USERS.bio).as(Primitive.class).list())
                .hasMessageContainingAll("bio", "null");
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void anExceptionOfTheUsersCodeReachesTheCaller() {
        assertThatThrownBy(() -> USERS.select(USERS.username).as(Refusing.class).list())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("refused");
        assertThatThrownBy(() -> USERS.select(USERS.username)
                        .map(row -> {
                            throw new IllegalStateException("mine");
                        })
                        .list())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
        assertThatThrownBy(() -> USERS.select(USERS.username)
                        .map(row -> {
                            throw new AssertionError("an error");
                        })
                        .listAsync()
                        .join())
                .hasRootCauseMessage("an error");
        assertThat(db.stats().inUse()).isZero();
        assertThat(USERS.count()).isEqualTo(1);
    }

    @Test
    void mapMakesAnythingOfARow() {
        assertThat(USERS.select(USERS.username, USERS.bio)
                        .map(row -> Optional.ofNullable(row.get(USERS.bio)).orElse("?") + row.get(USERS.username))
                        .get())
                .isEqualTo("?huey");
        assertThat(USERS.select().map(row -> row.get(USERS.logins)).single()).isEqualTo(3);
        assertThat(USERS.select().where(USERS.logins.gt(3)).map(Row::names).find())
                .isEmpty();
    }
}
