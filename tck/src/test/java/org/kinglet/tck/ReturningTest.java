// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.excluded;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.NoRowException;
import org.kinglet.Table;
import org.kinglet.TooManyRowsException;
import org.kinglet.tck.model.User;

/** The rows that a write touched, in every form. */
class ReturningTest extends DatabaseTest {
    record Named(long id, String username) {}

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    private static void users(String... names) {
        for (String name : names) USERS.create(USERS.username.set(name));
    }

    @Test
    void anInsertGivesItsRow() {
        User huey = USERS.insert(USERS.username.set("huey")).returning().get();
        assertThat(huey.id).isPositive();
        assertThat(huey.active).isTrue();
        assertThat(huey.isPersisted()).isTrue();
        long id = USERS.insert(USERS.username.set("it's"))
                .returning(USERS.id)
                .map(row -> row.get(USERS.id))
                .single();
        assertThat(USERS.getById(id).username).isEqualTo("it's");
        assertThat(USERS.insert(USERS.username.set("third"))
                        .returning(USERS.id, USERS.username)
                        .as(Named.class)
                        .getAsync()
                        .join()
                        .username())
                .isEqualTo("third");
    }

    @Test
    void expressionsOfTheNewRow() {
        users("a", "b");
        var shout = USERS.username.upper().concat("!").as("shout");
        assertThat(USERS.update(USERS.username.set(USERS.username.concat("2")))
                        .all()
                        .returning(shout)
                        .map(row -> row.get(shout))
                        .list())
                .containsExactlyInAnyOrder("A2!", "B2!");
        assertThat(USERS.delete()
                        .where(USERS.username.eq("a2"))
                        .returning(shout)
                        .listAsync()
                        .join()
                        .getFirst()
                        .get("shout"))
                .isEqualTo("A2!");
    }

    @Test
    void noneOneAndSeveral() {
        users("a", "b");
        var none = USERS.update(USERS.bio.set("x"))
                .where(USERS.username.eq("nobody"))
                .returning();
        assertThatThrownBy(none::get).isInstanceOf(NoRowException.class).hasMessageContaining("users");
        assertThatThrownBy(none::single).isInstanceOf(NoRowException.class);
        assertThatThrownBy(() -> none.getAsync().join()).hasRootCauseInstanceOf(NoRowException.class);
        assertThat(none.find()).isEmpty();
        assertThat(none.findAsync().join()).isEmpty();
        var one = USERS.update(USERS.bio.set("x")).where(USERS.username.eq("a")).returning();
        assertThat(one.get().username).isEqualTo("a");
        assertThat(one.single().username).isEqualTo("a");
        assertThat(one.find()).get().extracting(user -> user.bio).isEqualTo("x");
        var all = USERS.delete().all().returning();
        assertThatThrownBy(all::single).isInstanceOf(TooManyRowsException.class).hasMessageContaining("users");
        assertThatThrownBy(() -> all.singleAsync().join()).hasRootCauseInstanceOf(TooManyRowsException.class);
        assertThat(USERS.count()).as("a delete of too many rows is undone").isEqualTo(2);
        assertThat(all.get()).isNotNull();
        assertThat(USERS.exists()).isFalse();
    }

    @Test
    void anUpsertGivesRowsThatWereInsertedOrUpdated() {
        users("a", "b");
        USERS.update(USERS.logins.set(5)).where(USERS.username.eq("a")).execute();
        List<User> users = USERS.insertMany(List.of(
                        List.of(USERS.username.set("a"), USERS.logins.set(1)),
                        List.of(USERS.username.set("c"), USERS.logins.set(1))))
                .onConflict(USERS.username)
                .update(USERS.logins.set(USERS.logins.plus(excluded(USERS.logins))))
                .returning()
                .list();
        assertThat(users).extracting(user -> user.username + user.logins).containsExactlyInAnyOrder("a6", "c1");
        assertThat(USERS.insert(USERS.username.set("a"))
                        .onConflict(USERS.username)
                        .doNothing()
                        .returning(USERS.id)
                        .find())
                .isEmpty();
    }

    @Test
    void rowsOfASelect() {
        users("a", "b");
        var copies = USERS.insertFrom(List.of(USERS.username), USERS.select(USERS.username.concat("!")))
                .returning(USERS.username)
                .map(row -> row.get(USERS.username));
        assertThat(copies.list()).containsExactlyInAnyOrder("a!", "b!");
    }
}
