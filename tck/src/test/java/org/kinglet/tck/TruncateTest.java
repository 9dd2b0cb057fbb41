// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.Table;
import org.kinglet.TransactionException;
import org.kinglet.TruncateOptions;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Removing all rows. */
class TruncateTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, LIKES, CATEGORIES};
    }

    @Test
    void generatedKeysGoOnOrBeginAgain() {
        User huey = USERS.create(USERS.username.set("huey"));
        db.truncate(LIKES, TWEETS, USERS);
        long next = USERS.create(USERS.username.set("zaizee")).id;
        if (target.isServer()) assertThat(next).isEqualTo(huey.id + 1);
        db.truncate(TruncateOptions.defaults().restartIdentity(), USERS, LIKES, TWEETS);
        assertThat(USERS.create(USERS.username.set("mickey")).id).isEqualTo(1);
        db.truncateAsync(TruncateOptions.defaults().restartIdentity(), USERS, LIKES, TWEETS)
                .join();
        assertThat(USERS.exists()).isFalse();
    }

    @Test
    void rowsThatReferAreAnErrorOrGoToo() {
        new Tweet(USERS.create(USERS.username.set("huey")), "meow").save();
        assertThatThrownBy(USERS::truncate).isInstanceOf(DatabaseException.class);
        assertThat(USERS.count()).isEqualTo(1);
        USERS.truncate(TruncateOptions.defaults().cascade());
        assertThat(USERS.exists() || TWEETS.exists()).isFalse();
        new Tweet(USERS.create(USERS.username.set("huey")), "meow").save();
        USERS.truncateAsync(TruncateOptions.defaults().cascade().restartIdentity())
                .join();
        assertThat(TWEETS.count()).isZero();
        assertThat(USERS.create(USERS.username.set("huey")).id).isEqualTo(1);
    }

    /** Also tables that no companion of the program is of. */
    @Test
    void tablesThatTheProgramDoesNotKnowGoToo() {
        db.sql("create table notes_of_users (id bigint primary key, user_id bigint not null,"
                + (target.isServer() ? "" : " constraint c")
                + " foreign key (user_id) references users (id))");
        User huey = USERS.create(USERS.username.set("huey"));
        db.sql("insert into notes_of_users values (1, ?)", huey.id);
        USERS.truncate(TruncateOptions.defaults().cascade());
        assertThat(db.sql("select count(*) from notes_of_users").scalar(Long.class))
                .isZero();
        db.sql("drop table notes_of_users");
    }

    @Test
    void itIsPartOfItsTransaction() {
        USERS.create(USERS.username.set("huey"));
        db.atomic(tx -> {
            db.truncate(LIKES, TWEETS, USERS);
            assertThat(USERS.count()).isZero();
            tx.rollback();
        });
        assertThat(USERS.count()).isEqualTo(1);
        if (!target.isMysqlFamily()) return;
        assertThatThrownBy(() -> db.atomic(
                        () -> db.truncate(TruncateOptions.defaults().restartIdentity(), LIKES, TWEETS, USERS)))
                .isInstanceOf(TransactionException.class);
        assertThat(USERS.count()).isEqualTo(1);
    }
}
