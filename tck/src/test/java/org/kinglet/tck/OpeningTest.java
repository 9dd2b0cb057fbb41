// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.Database;
import org.kinglet.DatabaseClosedException;
import org.kinglet.KingletException;
import org.kinglet.Table;
import org.kinglet.tck.model.User;

/** URLs that mean nothing, and databases that are closed. */
class OpeningTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @ParameterizedTest
    @CsvSource({
        "oracle:x, oracle",
        "jdbc:h2:mem:x, h2",
        "http://example.com, http",
        "nothing, scheme",
        "'', scheme",
        ":memory:, scheme",
        "'sqlite', scheme"
    })
    void anUnknownSchemeSaysWhichThereAre(String url, String named) {
        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOf(KingletException.class)
                .hasMessageContainingAll(named, "sqlite");
    }

    @Test
    void aMissingDriverNamesTheArtifactToAdd() {
        for (String url : List.of("postgres://u:hunter2@h/db", "mysql://u:hunter2@h/db", "mariadb://u:hunter2@h/db")) {
            try (Database opened = Database.open(url)) {
                assertThat(opened.url()).doesNotContain("hunter2");
            } catch (KingletException missing) {
                assertThat(missing).hasMessageNotContaining("hunter2");
            }
        }
    }

    @Test
    void settingsThatCannotBeAreErrorsThatSaySo() {
        assertThatThrownBy(() -> target.builder().poolSize(0)).hasMessageContaining("poolSize");
        assertThatThrownBy(() -> target.builder().poolSize(2).minPoolSize(3).open())
                .hasMessageContaining("minPoolSize");
        assertThatThrownBy(() -> target.builder().acquireTimeout(Duration.ZERO)).hasMessageContaining("acquireTimeout");
    }

    @Test
    void openAsyncOpensOrFailsByItsFuture() {
        try (Database opened = target.builder().openAsync().join()) {
            assertThat(opened.sql("select 1").scalar(Integer.class)).isEqualTo(1);
        }
        assertThatThrownBy(() -> Database.builder("oracle:x").openAsync().join())
                .hasCauseInstanceOf(KingletException.class);
    }

    @Test
    void closingTwiceIsOnce() {
        Database opened = target.builder().open();
        opened.close();
        opened.close();
        opened.closeAsync().join();
    }

    @Test
    void useAfterCloseSaysSo() {
        Database opened = target.builder().open();
        opened.createTables(USERS);
        User user = opened.create(new User("huey"));
        user.bio = "cat";
        opened.close();
        assertThatThrownBy(() -> opened.count(USERS.select())).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(() -> opened.sql("select 1")).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(() -> opened.atomic(() -> 1)).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(opened::begin).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(opened::connect).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(() -> opened.createTables(USERS)).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(() -> opened.stream(USERS.select())).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(user::save).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(user.tweets::list).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(() -> opened.countAsync(USERS.select()).join())
                .satisfies(thrown -> assertThat(thrown.getCause() == null ? thrown : thrown.getCause())
                        .isInstanceOf(DatabaseClosedException.class));
        assertThatThrownBy(() -> opened.beginAsync().join())
                .satisfies(thrown -> assertThat(thrown.getCause() == null ? thrown : thrown.getCause())
                        .isInstanceOf(DatabaseClosedException.class));
        assertThat(opened.stats().inUse()).isZero();
    }

    @Test
    void closeWaitsForWhatIsUnderWay() {
        Database opened = target.builder().open();
        opened.createTables(USERS);
        List<CompletableFuture<User>> creating = IntStream.range(0, 200)
                .mapToObj(i -> opened.createAsync(new User("user" + i)))
                .toList();
        opened.close();
        for (CompletableFuture<User> future : creating)
            assertThat(future.join().id).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void anyPoolSizeWorks(int size) {
        try (Database opened = target.builder().poolSize(size).open()) {
            opened.createTables(USERS);
            List<CompletableFuture<User>> creating = IntStream.range(0, 50)
                    .mapToObj(i -> opened.createAsync(new User("user" + i)))
                    .toList();
            creating.forEach(CompletableFuture::join);
            assertThat(opened.count(USERS.select())).isEqualTo(50);
            assertThat(opened.stats().total()).isLessThanOrEqualTo(Math.max(size, 1));
        }
    }
}
