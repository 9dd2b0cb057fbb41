// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Strays.STRAYS;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.DatabaseClosedException;
import org.kinglet.IntegrityException;
import org.kinglet.NotBoundException;
import org.kinglet.Table;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Stray;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Which database an unqualified statement means. */
class BindingTest extends DatabaseTest {
    private Database other;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @BeforeEach
    void openAnother() {
        other = target.builder().open();
        other.createTables(USERS, TWEETS, STRAYS);
        db.createTables(STRAYS, TAGS);
    }

    @AfterEach
    void closeTheOther() {
        assertThat(other.stats().inUse()).isZero();
        other.close();
    }

    @Test
    void aTableThatIsNotBoundSaysWhatToDo() {
        assertThatThrownBy(STRAYS::count)
                .isInstanceOf(NotBoundException.class)
                .hasMessageContainingAll("strays", "bind", "use", "on(db)");
        assertThatThrownBy(() -> STRAYS.select().list()).isInstanceOf(NotBoundException.class);
        assertThatThrownBy(() -> STRAYS.create(STRAYS.name.set("x"))).isInstanceOf(NotBoundException.class);
        assertThatThrownBy(() -> STRAYS.getById(1L)).isInstanceOf(NotBoundException.class);
    }

    @Test
    void useMeansItsDatabaseInThisTaskOnly() {
        USERS.create(USERS.username.set("here"));
        other.use(() -> {
            assertThat(USERS.count()).isZero();
            USERS.create(USERS.username.set("there"));
            assertThat(STRAYS.count()).isZero();
            db.use(() -> assertThat(USERS.get().username).isEqualTo("here"));
            assertThat(USERS.get().username).isEqualTo("there");
            assertThat(CompletableFuture.supplyAsync(() -> USERS.get().username).join())
                    .as("another thread means the bound database")
                    .isEqualTo("here");
            assertThat(db.atomic(() -> USERS.get().username)).isEqualTo("there");
        });
        assertThat(USERS.get().username).isEqualTo("here");
        assertThatThrownBy(() -> other.use(() -> {
                    throw new IllegalStateException("x");
                }))
                .hasMessage("x");
        assertThat(USERS.get().username).isEqualTo("here");
    }

    @Test
    void withoutABindingTheEnclosingTransactionOrConnectionIsMeant() {
        other.atomic(() -> {
            STRAYS.create(new Stray(0, "red"));
        });
        assertThat(other.count(STRAYS.select())).isEqualTo(1);
        try (var connection = db.connect()) {
            assertThat(STRAYS.count()).isZero();
            assertThat(connection.count(STRAYS.select())).isZero();
        }
        assertThatThrownBy(STRAYS::count).isInstanceOf(NotBoundException.class);
    }

    @Test
    void aBoundTableNeverRunsInATransactionOfAnotherDatabase() {
        other.atomic(tx -> {
            // The table is bound to db: on one connection each, neither waits for the other.
            USERS.create(USERS.username.set("bound"));
            tx.rollback();
        });
        assertThat(db.count(USERS.select())).isEqualTo(1);
        assertThat(other.count(USERS.select())).isZero();
    }

    @Test
    void onNamesTheDatabaseForOneExecution() {
        Select<User> select = USERS.select();
        other.create(USERS, USERS.username.set("there"));
        assertThat(select.on(other).list()).hasSize(1);
        assertThat(select.list()).isEmpty();
        assertThat(USERS.insert(USERS.username.set("two")).on(other).execute()).isEqualTo(1);
        assertThat(USERS.update(USERS.bio.set("x")).all().on(other).execute()).isEqualTo(2);
        assertThat(USERS.delete().all().returning(USERS.id).on(other).execute()).hasSize(2);
        assertThat(USERS.count()).isZero();
    }

    @Test
    void anEntityBelongsToTheDatabaseItCameFrom() {
        User there = other.create(USERS, USERS.username.set("there"));
        other.create(new Tweet(there, "meow"));
        there.bio = "cat";
        assertThat(there.save()).isEqualTo(1);
        assertThat(other.get(USERS).bio).isEqualTo("cat");
        assertThat(there.tweets.count()).isEqualTo(1);
        assertThat(other.get(TWEETS).user.get()).isEqualTo(there);
        there.refresh();
        assertThat(USERS.count()).isZero();
        assertThatThrownBy(() -> there.delete()).isInstanceOf(IntegrityException.class);
        db.use(() -> {
            there.logins = 3;
            there.save();
        });
        assertThat(other.get(USERS).logins).isEqualTo(3);
    }

    @Test
    void aBindingLastsUntilItsDatabaseIsClosed() {
        Database third = target.builder().open();
        third.bind(TAGS);
        third.createTables(TAGS);
        third.create(new Tag(0, "third", null));
        String bound = db.atomic(() -> TAGS.get().name());
        assertThat(bound).isEqualTo("third");
        third.close();
        assertThatThrownBy(TAGS::count).isInstanceOf(DatabaseClosedException.class);
        boolean enclosing = db.atomic(() -> TAGS.exists());
        assertThat(enclosing).isFalse();
        db.bind(TAGS);
        third.close();
        assertThat(TAGS.count()).isZero();
    }
}
