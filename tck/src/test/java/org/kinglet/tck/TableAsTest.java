// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.ProgrammingException;
import org.kinglet.Table;
import org.kinglet.TransactionException;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.schema.LiveColumn;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Tables of the rows of a select. */
class TableAsTest extends DatabaseTest {
    private static final String HOSTILE = "it's \"a\" `table`; --";

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    private static Select<Row> tweetsOf(String username) {
        return USERS.select(USERS.username, count(TWEETS.id).as("tweets"))
                .join(USERS.tweets)
                .where(USERS.username.eq(username))
                .groupBy(USERS.username);
    }

    private static void fill() {
        for (String name : List.of("huey", "mickey", "it's")) {
            User user = new User(name);
            user.save();
            new Tweet(user, "one").save();
            new Tweet(user, "two").save();
        }
    }

    private long rows(String table) {
        String quoted =
                target.isMysqlFamily() ? '`' + table.replace("`", "``") + '`' : '"' + table.replace("\"", "\"\"") + '"';
        Long rows = db.sql("select count(*) from " + quoted).scalar(Long.class);
        return rows == null ? -1 : rows;
    }

    @Test
    void itHasTheRowsAndTheColumns() {
        fill();
        db.schema().createTableAs("prolific", tweetsOf("it's"));
        assertThat(db.schema().table("prolific").orElseThrow().columns())
                .extracting(LiveColumn::name)
                .containsExactly("username", "tweets");
        Row row = db.sql("select username, tweets from prolific").list().getFirst();
        assertThat(row.get("username", String.class)).isEqualTo("it's");
        assertThat(row.get("tweets", Long.class)).isEqualTo(2);
        assertThatThrownBy(() -> db.schema().createTableAs("prolific", tweetsOf("huey")))
                .isInstanceOf(ProgrammingException.class);
    }

    @Test
    void itsNameMayBeAnything() {
        fill();
        db.schema()
                .createTableAsAsync(HOSTILE, USERS.select(USERS.id, USERS.username))
                .join();
        assertThat(rows(HOSTILE)).isEqualTo(3);
        assertThat(db.schema().tableExists(HOSTILE)).isTrue();
    }

    @Test
    void aTemporaryOneIsOfItsTransaction() {
        fill();
        assertThatThrownBy(() -> db.schema().createTemporaryTableAs("mine", tweetsOf("huey")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("db.atomic");
        db.atomic(() -> {
            db.schema().createTemporaryTableAs("mine", USERS.select(USERS.id).where(USERS.username.ne("huey")));
            assertThat(rows("mine")).isEqualTo(2);
            db.sql(target.isMysqlFamily() ? "drop temporary table mine" : "drop table mine");
        });
        assertThat(db.schema().tableExists("mine")).isFalse();
    }

    @Test
    void withinATransactionItCountsOrIsRefused() {
        fill();
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> db.atomic(() -> db.schema().createTableAs("mine", tweetsOf("huey"))))
                    .isInstanceOf(TransactionException.class);
            return;
        }
        assertThatThrownBy(() -> db.atomic(() -> {
                    db.schema().createTableAs("mine", tweetsOf("huey"));
                    throw new IllegalArgumentException("undo");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(db.schema().tableExists("mine")).isFalse();
    }
}
