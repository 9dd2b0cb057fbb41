// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.query.Functions.count;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.Table;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.Statement;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** What a statement gives when it is executed, and when it is sent at all. */
class ExecutionTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    record Both(String username, int logins) {}

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @BeforeEach
    void fiveUsers() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            USERS.create(USERS.username.set(name), USERS.logins.set(name.charAt(0) - 'a'));
        }
        sent.clear();
    }

    @Test
    void eachKindOfStatementGivesWhatIsNaturalForIt() {
        List<User> users = USERS.select().orderBy(USERS.username).execute();
        assertThat(users).extracting(user -> user.username).containsExactly("a", "b", "c", "d", "e");
        List<Row> rows = db.executeAsync(USERS.select(USERS.logins).orderBy(USERS.logins))
                .join();
        assertThat(rows).extracting(row -> row.get(USERS.logins)).containsExactly(0, 1, 2, 3, 4);
        int inserted = USERS.insert(USERS.username.set("f")).execute();
        assertThat(inserted).isEqualTo(1);
        int more = db.execute(
                USERS.insertMany(List.of(List.of(USERS.username.set("g")), List.of(USERS.username.set("h")))));
        assertThat(more).isEqualTo(2);
        int updated = USERS.update(USERS.bio.set("x"))
                .where(USERS.username.le("c"))
                .executeAsync()
                .join();
        assertThat(updated).isEqualTo(3);
        List<User> changed = db.execute(USERS.update(USERS.logins.set(USERS.logins.plus(10)))
                .where(USERS.username.le("b"))
                .returning());
        assertThat(changed).extracting(user -> user.logins).containsExactlyInAnyOrder(10, 11);
        List<Row> gone = USERS.delete()
                .where(USERS.username.eq("e"))
                .returning(USERS.username)
                .execute();
        assertThat(gone).extracting(row -> row.get(USERS.username)).containsExactly("e");
        int deleted = db.execute(USERS.delete().where(USERS.username.in(List.of("f", "g", "nobody"))));
        assertThat(deleted).isEqualTo(2);
        Result result = db.execute(RawSql.of("select username from users where username > ? order by 1", "c"));
        assertThat(result).extracting(row -> row.get(0, String.class)).containsExactly("d", "h");
    }

    /** As PostgreSQL and SQLite do by themselves; MySQL and MariaDB count only what became different. */
    @Test
    void anUpdateCountsTheRowsThatItFoundEvenIfTheyWereSoAlready() {
        for (int i = 0; i < 2; i++) {
            assertThat(USERS.update(USERS.bio.set("x"))
                            .where(USERS.logins.lt(2))
                            .execute())
                    .isEqualTo(2);
            assertThat(USERS.setById(USERS.get(USERS.username.eq("d")).id, USERS.bio.set("y")))
                    .isEqualTo(1);
        }
    }

    @Test
    void untilItIsExecutedNothingIsSent() {
        Select<User> select = USERS.select()
                .where(USERS.active, USERS.username.contains("a"))
                .join(USERS.tweets)
                .orderBy(USERS.id)
                .paginate(2, 10);
        Flow.Publisher<User> publisher = select.publisher(10);
        List<Statement<?>> statements = List.of(
                select,
                select.on(db),
                USERS.select().withRelated(USERS.tweets.withRelated(TWEETS.user)),
                USERS.select(USERS.active, count()).groupBy(USERS.active).map(Row::toMap),
                USERS.insert(USERS.username.set("x")),
                USERS.insertMany(List.of(List.of(USERS.username.set("x")))),
                USERS.insertFrom(List.of(USERS.username), TWEETS.select(TWEETS.content)),
                USERS.update(USERS.bio.set("x")).all(),
                USERS.update(USERS.bio.set("x")).all().returning(),
                USERS.delete().all(),
                RawSql.of("delete from users").on(db));
        for (Statement<?> statement : statements) {
            assertThat(statement.sql().text()).isNotBlank();
            assertThat(statement.toString()).isNotNull();
            // So nobody can wait for it in place of executing it, and no framework takes it for something to wait for.
            assertThat(statement).isNotInstanceOfAny(CompletionStage.class, Future.class, Runnable.class);
        }
        assertThat(publisher).isNotNull();
        assertThat(sent.sql()).isEmpty();
        assertThat(USERS.count()).isEqualTo(5);
    }

    @Test
    void whatWasReadNeedsNoConnectionSoOtherStatementsRunInItsLoop() {
        List<User> users = USERS.select().orderBy(USERS.id).list();
        assertThat(db.stats().inUse()).isZero();
        for (User user : users) db.atomic(() -> USERS.setById(user.id, USERS.logins.set(USERS.logins.plus(1))));
        assertThat(sent.sql()).hasSize(1 + 5);
        db.atomic(() -> {
            for (User user : USERS.select().list()) {
                TWEETS.insert(TWEETS.user.set(user), TWEETS.content.set(user.username))
                        .execute();
            }
        });
        assertThat(sent.sql()).hasSize(1 + 5 + 1 + 5);
        assertThat(TWEETS.select().orderBy(TWEETS.content).list())
                .extracting((Tweet tweet) -> tweet.content)
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(users).hasSize(5).isEqualTo(USERS.select().orderBy(USERS.id).list());
    }

    /** So the total of a paged list is counted by the query that the page was made of, which is still there. */
    @Test
    void aPageIsCountedWithItsLimitAndTheQueryItCameFromWithout() {
        Select<User> all = USERS.select().where(USERS.logins.gt(0)).orderBy(USERS.username);
        Select<User> page = all.paginate(2, 3);
        assertThat(page.list()).extracting(user -> user.username).containsExactly("e");
        assertThat(page.count()).isEqualTo(1);
        assertThat(all.count()).isEqualTo(4);
        assertThat(USERS.select().where(USERS.username.eq("nobody")).count()).isZero();
        assertThat(sent.sql()).hasSize(4);
    }

    @Test
    void ofSeveralColumnsScalarIsTheFirstAndARowOrRecordIsAll() {
        Select<Row> last = USERS.select(USERS.username, USERS.logins).orderBy(USERS.username.desc());
        assertThat(last.scalar(String.class)).isEqualTo("e");
        assertThat(db.scalarAsync(last, String.class).join()).isEqualTo("e");
        Row row = last.get();
        assertThat(row.get(USERS.username)).isEqualTo("e");
        assertThat(row.get(USERS.logins)).isEqualTo(4);
        assertThat(last.as(Both.class).get()).isEqualTo(new Both("e", 4));
    }

    @Test
    void whatWantsOneRowAsksForOneAndLeavesTheQueryAsItIs() {
        Select<User> ordered = USERS.select().orderBy(USERS.username);
        assertThat(ordered.get().username).isEqualTo("a");
        assertThat(ordered.find().orElseThrow().username).isEqualTo("a");
        assertThat(ordered.first().orElseThrow().username).isEqualTo("a");
        assertThat(db.getAsync(ordered).join().username).isEqualTo("a");
        assertThat(sent.sql()).hasSize(4).allMatch(sql -> sql.endsWith(" limit 1"));
        sent.clear();
        assertThat(ordered.first(2)).extracting(user -> user.username).containsExactly("a", "b");
        assertThat(db.first(ordered, 2)).hasSize(2);
        assertThat(sent.sql()).hasSize(2).allMatch(sql -> sql.endsWith(" limit 2"));
        assertThat(ordered.list()).hasSize(5);
        Select<User> none = ordered.where(USERS.username.eq("nobody"));
        assertThat(none.first()).isEmpty();
        assertThat(none.first(2)).isEmpty();
    }
}
