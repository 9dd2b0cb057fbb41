// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Accounts.ACCOUNTS;
import static org.kinglet.tck.model.Appeals.APPEALS;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Cities.CITIES;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Players.PLAYERS;
import static org.kinglet.tck.model.Strays.STRAYS;
import static org.kinglet.tck.model.Teams.TEAMS;
import static org.kinglet.tck.model.Transfers.TRANSFERS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.IntegrityException;
import org.kinglet.NotBoundException;
import org.kinglet.Ref;
import org.kinglet.ReferenceException;
import org.kinglet.Table;
import org.kinglet.tck.model.Account;
import org.kinglet.tck.model.Appeal;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.City;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Enrollments;
import org.kinglet.tck.model.Team;
import org.kinglet.tck.model.Transfer;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** References that the program makes of keys, that refer to nothing, or to a row that is not there. */
class ReferenceKeysTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();
    private User huey;
    private User zaizee;

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {
            TWEETS, USERS, CATEGORIES, TRANSFERS, ACCOUNTS, COUNTRIES, CITIES, COURSES, ENROLLMENTS, APPEALS
        };
    }

    @BeforeEach
    void twoUsersAndATweet() {
        huey = USERS.create(USERS.username.set("huey"));
        zaizee = USERS.create(USERS.username.set("zaizee"));
        new Tweet(huey, "meow").save();
    }

    private void asks(int statements, Runnable operation) {
        sent.clear();
        operation.run();
        assertThat(sent.sql()).hasSize(statements);
    }

    @Test
    void aKeyIsSavedWithoutAQueryAndItsRowLoadedOnce() {
        Tweet tweet = new Tweet();
        tweet.content = "purr";
        tweet.user = USERS.ref(zaizee.id);
        asks(1, () -> tweet.save());
        asks(0, () -> {
            assertThat(tweet.user.<Long>id()).isEqualTo(zaizee.id);
            assertThat(tweet.user.isLoaded()).isFalse();
        });
        asks(1, () -> assertThat(tweet.user.get()).isEqualTo(zaizee));
        asks(0, () -> assertThat(tweet.user.getAsync().join()).isEqualTo(zaizee));
    }

    @Test
    void aKeyThatIsSetInARowThatWasReadIsWrittenAlone() {
        Tweet tweet = TWEETS.get();
        assertThat(tweet.user.get()).isEqualTo(huey);
        tweet.user = USERS.ref(zaizee.id);
        assertThat(tweet.user.isLoaded()).isFalse();
        assertThat(tweet.dirtyColumns()).containsExactly(TWEETS.user);
        asks(1, () -> assertThat(tweet.save()).isEqualTo(1));
        assertThat(sent.only().sql()).contains("user_id").doesNotContain("content", "created_at");
        asks(1, () -> assertThat(tweet.user.get()).isEqualTo(zaizee));
        tweet.user = USERS.ref(zaizee.id);
        asks(0, () -> assertThat(tweet.save()).as("the same key").isZero());
        assertThatThrownBy(() -> USERS.ref(null)).hasMessageContaining("Ref.none()");
    }

    @Test
    void beforeItIsSavedItsRowIsSoughtWhereTheTaskMeans() {
        Ref<User> reference = USERS.ref(huey.id);
        asks(1, () -> assertThat(reference.get()).isEqualTo(huey));
        asks(0, () -> assertThat(reference.get()).isEqualTo(huey));
        asks(1, () -> assertThat(USERS.ref(zaizee.id).getAsync().join()).isEqualTo(zaizee));
        db.atomic(tx -> {
            User fresh = USERS.create(USERS.username.set("fresh"));
            assertThat(USERS.ref(fresh.id).get()).isEqualTo(fresh);
            tx.rollback();
        });
        assertThatThrownBy(() -> USERS.ref(-1L).get())
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> STRAYS.ref(1L).get()).isInstanceOf(NotBoundException.class);
    }

    @Test
    void onceItIsSavedItsRowIsThatOfTheDatabaseOfItsEntity() {
        try (Database other = target.builder().open()) {
            other.createTables(USERS, TWEETS);
            User first = other.create(USERS, USERS.username.set("first"));
            User second = other.create(USERS, USERS.username.set("second"));
            Tweet tweet = other.create(new Tweet(first, "x"));
            tweet.user = USERS.ref(second.id);
            assertThat(tweet.save()).isEqualTo(1);
            assertThat(tweet.user.get().username).isEqualTo("second");
            Tweet another = new Tweet();
            another.content = "y";
            another.user = USERS.ref(first.id);
            other.save(another);
            assertThat(another.user.get().username).isEqualTo("first");
        }
    }

    @Test
    void inBulkToo() {
        try (Database other = target.builder().listener(sent).open()) {
            other.createTables(USERS, TWEETS);
            other.use(() -> {
                List<User> users = USERS.bulkCreate(
                        Stream.of("a", "b", "c", "d").map(User::new).toList());
                List<Tweet> tweets = new ArrayList<>();
                for (User user : users) {
                    Tweet tweet = new Tweet();
                    tweet.content = user.username;
                    tweet.user = USERS.ref(user.id);
                    tweets.add(tweet);
                }
                asks(1, () -> TWEETS.bulkCreate(tweets));
                List<Tweet> kept = tweets;
                db.use(() -> asks(
                        1,
                        () -> assertThat(kept)
                                .allMatch(tweet -> tweet.user.get().username.equals(tweet.content))));
                for (int i = 0; i < 4; i++) tweets.get(i).user = USERS.ref(users.get(3 - i).id);
                asks(1, () -> TWEETS.bulkUpdate(tweets, List.of(TWEETS.user)));
                db.use(() -> asks(
                        1,
                        () -> assertThat(kept)
                                .extracting(tweet -> tweet.user.get().username)
                                .containsExactly("d", "c", "b", "a")));
                assertThat(tweets).allMatch(tweet -> tweet.dirtyColumns().isEmpty());
            });
        }
    }

    @Test
    void aKeyOfSeveralColumnsIsOneToo() {
        Course maths = COURSES.create(new Course(1, "maths"));
        Enrollment sam = ENROLLMENTS.create(new Enrollment("sam", maths));
        Enrollment pat = ENROLLMENTS.create(new Enrollment("pat", maths));
        Appeal appeal = db.create(new Appeal(0, ENROLLMENTS.ref(new Enrollments.Key("sam", 1)), "unfair"));
        asks(1, () -> assertThat(appeal.enrollment().get()).isEqualTo(sam));
        Appeal changed = new Appeal(appeal.id(), ENROLLMENTS.ref(new Enrollments.Key("pat", 1)), "unfair");
        assertThat(db.update(changed, APPEALS.enrollment)).isEqualTo(1);
        asks(1, () -> assertThat(changed.enrollment().get()).isEqualTo(pat));
        assertThat(APPEALS.getById(appeal.id())).isEqualTo(changed).isNotEqualTo(appeal);
    }

    @Test
    void itIsEqualToAReferenceToTheEntity() {
        assertThat(USERS.ref(huey.id))
                .isEqualTo(Ref.to(huey))
                .isEqualTo(TWEETS.get().user)
                .hasSameHashCodeAs(Ref.to(huey))
                .isNotEqualTo(USERS.ref(zaizee.id))
                .hasToString("Ref[" + huey.id + "]");
    }

    @Test
    void aKeyThatChangesIsFollowedIfTheReferenceSaysSo() {
        Country france = COUNTRIES.create(new Country("FX", "France"));
        City paris = CITIES.create(new City(0, "Paris", Ref.to(france)));
        assertThat(COUNTRIES.setById("FX", COUNTRIES.code.set("FR"))).isEqualTo(1);
        assertThat(CITIES.getById(paris.id()).country().<String>id()).isEqualTo("FR");
        Account account = account("a");
        new Transfer(account, account, null).save();
        account.setId(UUID.randomUUID());
        assertThatThrownBy(account::save)
                .as("which says nothing")
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
    }

    @Test
    void whoSavesInALoopStillLoadsReferencesTogether() {
        for (int i = 0; i < 10; i++) new Tweet(i % 2 == 0 ? huey : zaizee, "tweet " + i).save();
        asks(1 + 11 + 1, () -> {
            for (Tweet tweet : TWEETS.select().list()) {
                tweet.content += "!";
                tweet.user = tweet.user.<Long>id() == huey.id ? tweet.user : USERS.ref(zaizee.id);
                tweet.save();
                if (tweet.user.<Long>id() == huey.id)
                    assertThat(tweet.user.get()).isEqualTo(huey);
            }
        });
    }

    @Test
    void aReferenceToNothingIsNeitherJoinedNorAskedFor() {
        Category root = new Category("root", null);
        root.save();
        new Category("child", root).save();
        List<Category> joined = CATEGORIES
                .select()
                .withRelated(CATEGORIES.parent)
                .orderBy(CATEGORIES.id)
                .list();
        List<Category> lazy = CATEGORIES.select().orderBy(CATEGORIES.id).list();
        asks(0, () -> {
            for (Category read : List.of(joined.getFirst(), lazy.getFirst())) {
                assertThat(read.parent.isNone()).isTrue();
                assertThat(read.parent.orNull()).isNull();
                assertThatThrownBy(() -> read.parent.get()).isInstanceOf(ReferenceException.class);
            }
            assertThat(joined.get(1).parent.get()).isEqualTo(root);
        });
        asks(1, () -> assertThat(lazy.get(1).parent.get()).isEqualTo(root));
    }

    /** The tables have no foreign keys here, so that a row can be missing. */
    @Test
    void aJoinThatFindsNoRowKeepsTheKeyAndIsNotAskedAgain() {
        String id = target.isServer() ? "bigint not null primary key" : "integer primary key";
        db.sql("create table teams (id " + id + ", captain_id bigint)");
        db.sql("create table players (id " + id + ", team_id bigint not null)");
        db.sql("insert into teams (id, captain_id) values (1, 99), (2, null), (3, 7)");
        db.sql("insert into players (id, team_id) values (7, 3)");
        sent.clear();
        List<Team> teams = db.list(TEAMS.select().withRelated(TEAMS.captain).orderBy(TEAMS.id));
        assertThat(sent.sql()).hasSize(1);
        asks(0, () -> {
            Ref<?> dangling = teams.getFirst().captain;
            assertThat(dangling.<Long>id()).isEqualTo(99);
            assertThat(dangling.isNone()).isFalse();
            assertThat(dangling.isLoaded()).isFalse();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(dangling::get)
                        .isInstanceOf(ReferenceException.class)
                        .hasMessageContainingAll("teams.captain", "does not exist");
            }
            assertThat(teams.get(1).captain.isNone()).isTrue();
            assertThat(teams.get(2).captain.get().id).isEqualTo(7);
            assertThat(teams).allMatch(team -> team.dirtyColumns().isEmpty());
        });
        assertThat(db.count(PLAYERS.select())).isEqualTo(1);
    }

    private static Account account(String owner) {
        Account account = new Account();
        account.setOwner(owner);
        account.save();
        return account;
    }

    @Test
    void severalReferencesToOneTableAreKeptApart() {
        Account a = account("a");
        Account b = account("b");
        Account c = account("c");
        new Transfer(a, b, c).save();
        new Transfer(b, a, null).save();
        new Transfer(b, c, null).save();
        sent.clear();
        List<Transfer> joined = TRANSFERS
                .select()
                .withRelated(TRANSFERS.source, TRANSFERS.target, TRANSFERS.guarantor)
                .orderBy(TRANSFERS.id)
                .list();
        assertThat(sent.sql()).hasSize(1);
        asks(
                0,
                () -> assertThat(joined)
                        .extracting(ReferenceKeysTest::owners)
                        .containsExactly("a b c", "b a -", "b c -"));
        List<Transfer> lazy = TRANSFERS.select().orderBy(TRANSFERS.id).list();
        asks(
                3,
                () -> assertThat(lazy)
                        .extracting(ReferenceKeysTest::owners)
                        .containsExactly("a b c", "b a -", "b c -"));
        List<Account> accounts = ACCOUNTS.select()
                .withRelated(ACCOUNTS.outgoing.orderBy(TRANSFERS.id), ACCOUNTS.incoming)
                .orderBy(ACCOUNTS.owner)
                .list();
        asks(
                0,
                () -> assertThat(accounts)
                        .extracting(account -> account.outgoing.count() + "/" + account.incoming.count())
                        .containsExactly("1/1", "2/1", "0/1"));
        asks(2, () -> {
            assertThat(b.outgoing)
                    .extracting(transfer -> transfer.target.<UUID>id())
                    .containsExactlyInAnyOrder(a.getId(), c.getId());
            assertThat(b.incoming.count()).isEqualTo(1);
        });
    }

    private static String owners(Transfer transfer) {
        Account guarantor = transfer.guarantor.orNull();
        return transfer.source.get().getOwner() + " " + transfer.target.get().getOwner() + " "
                + (guarantor == null ? "-" : guarantor.getOwner());
    }
}
