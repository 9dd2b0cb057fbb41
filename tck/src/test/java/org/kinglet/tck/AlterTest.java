// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.IntegrityException;
import org.kinglet.Table;
import org.kinglet.TransactionException;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveTable;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Changing tables that have rows, and others that refer to them. */
class AlterTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    private LiveTable users() {
        return db.schema().table("users").orElseThrow();
    }

    private LiveColumn column(String name) {
        return users().column(name).orElseThrow();
    }

    private void sql(String text) {
        db.sql(target.isMysqlFamily() ? text.replace('"', '`') : text);
    }

    private static User huey() {
        User huey = USERS.create(USERS.username.set("huey"));
        new Tweet(huey, "it's; meow").save();
        return huey;
    }

    @Test
    void columnsComeAndGo() {
        User huey = huey();
        db.schema().alter(USERS).dropColumn("bio").dropColumn("logins").apply();
        assertThat(users().column("bio")).isEmpty();
        assertThat(users().column("logins")).isEmpty();
        db.schema()
                .alter(USERS)
                .addColumn(USERS.bio)
                .addColumn(USERS.logins, "id + 10")
                .apply();
        User read = USERS.getById(huey.id);
        assertThat(read.bio).isNull();
        assertThat(read.logins).isEqualTo((int) huey.id + 10);
        assertThat(column("logins").nullable()).isFalse();
        assertThat(TWEETS.count()).as("rows that refer to the table").isEqualTo(1);
        assertThat(db.schema().diff(USERS, TWEETS).toString()).isEmpty();
    }

    @Test
    void nullsAndDefaultsAreAllowedAndRefused() {
        huey();
        db.schema().alter(USERS).setNotNull(USERS.bio).statementsAsync().join();
        assertThatThrownBy(() -> db.schema().alter(USERS).setNotNull(USERS.bio).apply())
                .isInstanceOf(DatabaseException.class);
        assertThat(column("bio").nullable()).isTrue();
        assertThat(USERS.count()).isEqualTo(1);
        db.schema()
                .alter(USERS)
                .dropNotNull(USERS.logins)
                .setDefault(USERS.active, target == TestDatabase.POSTGRESQL ? "false" : "0")
                .applyAsync()
                .join();
        assertThat(column("logins").nullable()).isTrue();
        assertThat(column("active").defaultValue()).isNotNull();
        db.schema()
                .alter(USERS)
                .setNotNull(USERS.logins)
                .dropDefault(USERS.active)
                .apply();
        assertThat(column("logins").nullable()).isFalse();
        assertThat(column("active").defaultValue()).isNull();
        assertThat(TWEETS.count()).isEqualTo(1);
        assertThat(db.schema().diff(USERS, TWEETS).toString()).isEmpty();
    }

    @Test
    void indexesForeignKeysAndChecksComeAndGo() {
        User huey = huey();
        db.schema()
                .alter(USERS)
                .addIndex(USERS.logins, USERS.joined)
                .dropIndex("users_username")
                .apply();
        assertThat(users().index("users_logins_joined")).isPresent();
        assertThat(users().index("users_username")).isEmpty();
        db.schema()
                .alter(USERS)
                .addUniqueIndex(USERS.username)
                .dropIndex("users_logins_joined")
                .apply();
        assertThatThrownBy(() -> USERS.create(USERS.username.set("huey"))).isInstanceOf(IntegrityException.class);
        db.schema().alter(TWEETS).dropForeignKey("user_id").apply();
        assertThat(db.schema().table("tweets").orElseThrow().foreignKeys()).isEmpty();
        TWEETS.create(TWEETS.content.set("x"), TWEETS.user.setKey(99L));
        assertThatThrownBy(() ->
                        db.schema().alter(TWEETS).addForeignKey(TWEETS.user).apply())
                .isInstanceOf(IntegrityException.class);
        assertThat(TWEETS.count()).as("nothing is lost by a change that fails").isEqualTo(2);
        TWEETS.delete().where(TWEETS.content.eq("x")).execute();
        db.schema().alter(TWEETS).addForeignKey(TWEETS.user).apply();
        assertThatThrownBy(huey::delete).isInstanceOf(IntegrityException.class);
        if (target != TestDatabase.MYSQL) {
            db.schema().alter(USERS).addCheck("few 'Logins", "logins < 100").apply();
            assertThatThrownBy(() -> USERS.create(USERS.username.set("x"), USERS.logins.set(100)))
                    .isInstanceOf(IntegrityException.class);
            db.schema().alter(USERS).dropCheck("few 'Logins").apply();
            USERS.create(USERS.username.set("x"), USERS.logins.set(100));
        }
        assertThat(db.schema().diff(USERS, TWEETS).toString()).isEmpty();
    }

    @Test
    void indexesTriggersAndViewsStay() {
        huey();
        sql("create index mine on users (logins)");
        sql("create view \"the Names\" as select username from users");
        if (!target.isServer()) {
            sql("create trigger \"a Trigger\" after update on users begin"
                    + " update tweets set content = new.username where user_id = new.id; end");
        }
        db.schema().alter(USERS).dropNotNull(USERS.logins).apply();
        assertThat(users().index("mine")).isPresent();
        assertThat(users().index("users_username")).isPresent();
        assertThat(db.sql(target.isMysqlFamily() ? "select * from `the Names`" : "select * from \"the Names\"")
                        .scalar(String.class))
                .isEqualTo("huey");
        if (!target.isServer()) {
            USERS.update(USERS.username.set("zaizee")).all().execute();
            assertThat(TWEETS.get().content).isEqualTo("zaizee");
            assertThat(db.sql("pragma foreign_keys").scalar(Integer.class)).isEqualTo(1);
        }
        assertThatThrownBy(() -> TWEETS.create(TWEETS.content.set("x"), TWEETS.user.setKey(99L)))
                .as("foreign keys are heeded again")
                .isInstanceOf(IntegrityException.class);
        sql("drop view \"the Names\"");
    }

    @Test
    void tablesGetOtherNames() {
        huey();
        sql("alter table tweets rename to \"old Tweets\"");
        db.schema().renameTable("old Tweets", TWEETS);
        assertThat(TWEETS.get().content).isEqualTo("it's; meow");
        sql("alter table tweets rename to \"old Tweets\"");
        db.schema().renameTableAsync("old Tweets", TWEETS).join();
        assertThat(TWEETS.count()).isEqualTo(1);
    }

    @Test
    void aTransactionHasThemOrRefusesThem() {
        huey();
        Runnable change = () -> db.atomic(tx -> {
            db.schema().alter(USERS).dropNotNull(USERS.logins).apply();
            tx.rollback();
        });
        if (target == TestDatabase.POSTGRESQL) {
            change.run();
            assertThat(column("logins").nullable()).isFalse();
        } else {
            assertThatThrownBy(change::run).isInstanceOf(TransactionException.class);
        }
    }

    @Test
    void whatIsNotThereCannotBeDropped() {
        assertThatThrownBy(() -> db.schema().alter(USERS).dropIndex("nothing").apply())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> db.schema().in("other").alter(USERS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other");
        db.dropTables(TWEETS, USERS);
        assertThatThrownBy(() -> db.schema().alter(USERS).addColumn(USERS.bio).apply())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("users");
    }
}
