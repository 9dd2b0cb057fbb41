// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Seats.SEATS;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinglet.Database;
import org.kinglet.IntegrityException;
import org.kinglet.Table;
import org.kinglet.query.Assignment;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Seat;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Many rows in few statements. */
class BulkTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TAGS, SEATS, COUNTRIES, TWEETS};
    }

    private static List<User> users(int count) {
        return IntStream.range(0, count).mapToObj(i -> new User("user" + i)).toList();
    }

    @Test
    void everyEntityGetsItsOwnKey() {
        List<User> users = users(2_500);
        assertThat(USERS.bulkCreate(users)).containsExactlyElementsOf(users);
        assertThat(users)
                .allMatch(User::isPersisted)
                .allMatch(user -> user.dirtyColumns().isEmpty());
        for (int i : new int[] {0, 1, 999, 1_000, 2_499}) {
            assertThat(USERS.getById(users.get(i).id).username).isEqualTo("user" + i);
        }
        for (User read : USERS.select().list()) {
            assertThat(users.get(Integer.parseInt(read.username.substring(4))).id)
                    .isEqualTo(read.id);
        }
    }

    @Test
    void fewStatementsAreSent() {
        sent.clear();
        USERS.bulkCreate(users(1_000));
        assertThat(sent.sql().size()).isBetween(1, 20);
    }

    @Test
    void recordsComeBackWithTheirKeysInOrder() {
        List<Tag> tags = TAGS.bulkCreate(IntStream.range(0, 1_000)
                .mapToObj(i -> new Tag(0, "tag" + i, null))
                .toList());
        for (int i = 0; i < 1_000; i++) assertThat(tags.get(i).name()).isEqualTo("tag" + i);
        assertThat(TAGS.select().orderBy(TAGS.id).list()).isEqualTo(tags);
    }

    @Test
    void chosenAndGeneratedKeysMix() {
        List<Tag> tags = TAGS.bulkCreate(
                List.of(new Tag(0, "a", null), new Tag(500, "b", null), new Tag(0, "c", null), new Tag(400, "d", "x")));
        assertThat(tags.get(1).id()).isEqualTo(500);
        assertThat(tags.get(3).id()).isEqualTo(400);
        assertThat(TAGS.select().list()).containsExactlyInAnyOrderElementsOf(tags);
    }

    @Test
    void keysOfTheirOwnNeedNoGeneration() {
        COUNTRIES.bulkCreate(List.of(new Country("FR", "France"), new Country("DE", "Germany")));
        SEATS.bulkCreate(List.of(new Seat("a", 1, false), new Seat("a", 2, true)));
        assertThat(COUNTRIES.count()).isEqualTo(2);
        assertThat(SEATS.count(SEATS.taken)).isEqualTo(1);
        assertThat(SEATS.bulkUpdate(List.of(new Seat("a", 1, true), new Seat("a", 2, false)), List.of(SEATS.taken)))
                .isEqualTo(2);
        assertThat(SEATS.select().where(SEATS.taken).list()).containsExactly(new Seat("a", 1, true));
        assertThat(COUNTRIES.bulkUpdate(
                        List.of(new Country("FR", "F"), new Country("XX", "X")), List.of(COUNTRIES.name)))
                .isEqualTo(1);
        assertThat(COUNTRIES.getById("DE").name()).isEqualTo("Germany");
    }

    @Test
    void nothingToDoAsksNothing() {
        sent.clear();
        assertThat(USERS.bulkCreate(List.of())).isEmpty();
        assertThat(USERS.bulkCreateAsync(List.of()).join()).isEmpty();
        assertThat(USERS.bulkUpdate(List.of(), List.of(USERS.bio))).isZero();
        assertThat(USERS.bulkUpdateAsync(List.of(), List.of(USERS.bio)).join()).isZero();
        assertThat(sent.sql()).isEmpty();
        assertThatThrownBy(() -> USERS.bulkUpdate(users(1), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("users");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 1", "7, 7", "7, 8", "8, 7", "100, 33", "999, 1000", "1001, 1000"})
    void anyBatchSizeGivesTheSame(int count, int batchSize) {
        List<User> users = users(count);
        USERS.bulkCreate(users, batchSize);
        users.forEach(user -> user.bio = "bio of " + user.username);
        assertThat(USERS.bulkUpdate(users, List.of(USERS.bio), batchSize)).isEqualTo(count);
        assertThat(USERS.select().orderBy(USERS.id).list())
                .hasSize(count)
                .allMatch(user -> user.bio.equals("bio of " + user.username))
                .isEqualTo(users);
    }

    @Test
    void atTheLimitOfParametersAndAroundIt() {
        int columns = 3;
        int limit = 250_000 / columns;
        for (int rows : new int[] {limit - 1, limit, limit + 1}) {
            List<Country> countries = IntStream.range(0, rows)
                    .mapToObj(i -> new Country("c" + i, "name"))
                    .toList();
            COUNTRIES.bulkCreate(countries, Integer.MAX_VALUE);
            assertThat(COUNTRIES.bulkUpdate(countries, List.of(COUNTRIES.name), Integer.MAX_VALUE))
                    .isEqualTo(rows);
            assertThat(COUNTRIES.delete().all().execute()).isEqualTo(rows);
        }
    }

    /** More than one statement may have, where a server limits that. */
    @Test
    void largeValuesAreSpreadOverStatements() {
        String large = "0123456789".repeat(100_000);
        List<User> users = users(18);
        users.forEach(user -> user.bio = large);
        USERS.bulkCreate(users);
        assertThat(USERS.count(USERS.bio.eq(large))).isEqualTo(18);
        users.forEach(user -> user.bio = large + "x");
        assertThat(USERS.bulkUpdate(users, List.of(USERS.bio))).isEqualTo(18);
        assertThat(USERS.count(USERS.bio.eq(large + "x"))).isEqualTo(18);
        List<List<Assignment<User>>> rows = IntStream.range(0, 18)
                .mapToObj(i -> List.<Assignment<User>>of(USERS.username.set("other" + i), USERS.bio.set(large)))
                .toList();
        assertThat(USERS.insertMany(rows).execute()).isEqualTo(18);
        assertThat(USERS.count()).isEqualTo(36);
    }

    @Test
    void whenOneBatchFailsNothingIsWrittenAndNothingRemembered() {
        List<User> users = new ArrayList<>(users(50));
        users.add(new User("user7"));
        assertThatThrownBy(() -> USERS.bulkCreate(users, 10))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
        assertThat(USERS.exists()).isFalse();
        assertThat(users).noneMatch(User::isPersisted).allMatch(user -> user.id == 0);
        users.removeLast();
        USERS.bulkCreate(users, 10);
        users.getLast().username = "user0";
        users.getFirst().bio = "x";
        assertThatThrownBy(() -> USERS.bulkUpdate(users, List.of(USERS.username, USERS.bio), 10))
                .isInstanceOf(IntegrityException.class);
        assertThat(USERS.exists(USERS.bio.isNotNull())).isFalse();
        assertThat(users.getFirst().dirtyColumns()).containsExactly(USERS.bio);
    }

    @Test
    void withinATransactionTheyAreOneSavepoint() {
        db.atomic(() -> {
            USERS.create(USERS.username.set("before"));
            List<User> users = new ArrayList<>(users(30));
            users.add(new User("user7"));
            assertThatThrownBy(() -> USERS.bulkCreate(users, 10)).isInstanceOf(IntegrityException.class);
            USERS.bulkCreate(List.of(new User("after")));
        });
        assertThat(USERS.select().list())
                .extracting(user -> user.username)
                .containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void bulkUpdateWritesOnlyTheColumnsNamed() {
        List<User> users = users(3);
        USERS.bulkCreate(users);
        users.forEach(user -> {
            user.bio = "b";
            user.logins = 5;
        });
        users.get(1).bio = null;
        USERS.bulkUpdate(users, List.of(USERS.bio));
        assertThat(USERS.count(USERS.logins.eq(0))).isEqualTo(3);
        assertThat(USERS.count(USERS.bio.isNull())).isEqualTo(1);
        assertThat(users.getFirst().dirtyColumns()).containsExactly(USERS.logins);
        assertThat(users.getFirst().save()).isEqualTo(1);
    }

    @Test
    void referencesAreWrittenInBulk() {
        List<User> users = users(20);
        USERS.bulkCreate(users);
        List<Tweet> tweets = new ArrayList<>();
        for (User user : users) tweets.add(new Tweet(user, "by " + user.username));
        Collections.shuffle(tweets, new Random(42));
        TWEETS.bulkCreate(tweets);
        for (Tweet tweet : TWEETS.select().list()) {
            assertThat(tweet.content).isEqualTo("by " + tweet.user.get().username);
        }
    }
}
