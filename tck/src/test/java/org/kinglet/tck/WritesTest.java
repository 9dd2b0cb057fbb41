// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.coalesce;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.exists;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.Table;
import org.kinglet.query.Assignment;
import org.kinglet.query.Condition;
import org.kinglet.query.Delete;
import org.kinglet.query.Insert;
import org.kinglet.query.Row;
import org.kinglet.query.Update;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.Users;

/** The statements that write: insert, update, delete and what they return. */
class WritesTest extends DatabaseTest {
    record Named(long id, String username) {}

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TAGS, TWEETS};
    }

    @Test
    void insertGivesTheNumberOfRowsAndDefaultsToTheColumnsNotNamed() {
        assertThat(USERS.insert(USERS.username.set("huey")).execute()).isEqualTo(1);
        User user = USERS.get();
        assertThat(user.active).isTrue();
        assertThat(user.joined).isNotNull();
    }

    @Test
    void anInsertRunTwiceInsertsTwice() {
        Insert<Tag> insert = TAGS.insert(TAGS.name.set(TAGS.color.lower()));
        assertThatThrownBy(insert::execute).isInstanceOf(RuntimeException.class);
        Insert<User> users = USERS.insertFrom(List.of(USERS.username), TAGS.select(TAGS.name));
        TAGS.create(new Tag(0, "a", null));
        assertThat(users.execute()).isEqualTo(1);
        TAGS.deleteById(TAGS.get().id());
        TAGS.create(new Tag(0, "b", null));
        assertThat(users.executeAsync().join()).isEqualTo(1);
        assertThat(USERS.select().orderBy(USERS.username).list())
                .extracting(user -> user.username)
                .containsExactly("a", "b");
    }

    @Test
    void insertManyTakesRowsOfDifferentColumns() {
        int rows = USERS.insertMany(List.of(
                        List.of(USERS.username.set("a"), USERS.bio.set("x")),
                        List.of(USERS.username.set("b"), USERS.logins.set(3)),
                        List.of(USERS.active.set(false), USERS.username.set("c"))))
                .execute();
        assertThat(rows).isEqualTo(3);
        assertThat(USERS.get(USERS.username.eq("b")).logins).isEqualTo(3);
        assertThat(USERS.get(USERS.username.eq("b")).bio).isNull();
        assertThat(USERS.get(USERS.username.eq("c")).active).isFalse();
        assertThat(USERS.get(USERS.username.eq("a")).active).isTrue();
    }

    @Test
    void insertManyOfARowWithoutAValueThatOthersSetSaysWhich() {
        assertThatThrownBy(() -> TAGS.insertMany(List.of(List.of(TAGS.name.set("a")), List.of(TAGS.color.set("x"))))
                        .execute())
                .hasMessageContainingAll("tags", "name");
        assertThat(TAGS.exists()).isFalse();
    }

    @Test
    void insertManyIsAllOrNothing() {
        List<List<Assignment<User>>> rows = IntStream.range(0, 100)
                .mapToObj(i -> List.<Assignment<User>>of(USERS.username.set("user" + i % 99)))
                .toList();
        assertThatThrownBy(() -> USERS.insertMany(rows).execute()).isInstanceOf(IntegrityException.class);
        assertThat(USERS.exists()).isFalse();
    }

    @Test
    void insertFromTakesRowsOfAQueryAndDefaultsForTheRest() {
        TAGS.create(new Tag(0, "a", "red"));
        TAGS.create(new Tag(0, "b", null));
        Insert<User> insert = USERS.insertFrom(
                List.of(USERS.username, USERS.bio),
                TAGS.select(TAGS.name, coalesce(TAGS.color, "none")).orderBy(TAGS.name));
        assertThat(insert.execute()).isEqualTo(2);
        assertThat(USERS.get(USERS.username.eq("b")).bio).isEqualTo("none");
        assertThat(USERS.get(USERS.username.eq("b")).active).isTrue();
        assertThat(USERS.get(USERS.username.eq("b")).joined).isNotNull();
        assertThat(USERS.insertFrom(List.of(USERS.username), TAGS.select(TAGS.name))
                        .onConflict(USERS.username)
                        .doNothing()
                        .execute())
                .isZero();
        assertThat(TAGS.insertFrom(List.of(TAGS.name), USERS.select(USERS.username.concat("2")))
                        .onConflictDoNothing()
                        .returning()
                        .execute())
                .extracting(Tag::name)
                .containsExactlyInAnyOrder("a2", "b2");
    }

    @Test
    void returningGivesEntitiesRowsOrRecords() {
        List<User> users = USERS.insertMany(List.of(List.of(USERS.username.set("a")), List.of(USERS.username.set("b"))))
                .returning()
                .execute();
        assertThat(users).hasSize(2).allMatch(User::isPersisted).allMatch(user -> user.active);
        List<Row> rows = USERS.update(USERS.logins.set(USERS.logins.plus(5)))
                .where(USERS.username.eq("a"))
                .returning(USERS.id, USERS.logins.as("now"))
                .execute();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().get("now")).isEqualTo(5);
        assertThat(rows.getFirst().get(USERS.id)).isEqualTo(users.getFirst().id);
        List<Named> deleted = USERS.delete()
                .where(USERS.username.eq("b"))
                .returning(USERS.id, USERS.username)
                .as(Named.class)
                .executeAsync()
                .join();
        assertThat(deleted).containsExactly(new Named(users.get(1).id, "b"));
        assertThat(USERS.update(USERS.bio.set("x"))
                        .where(USERS.id.eq(-1L))
                        .returning()
                        .execute())
                .isEmpty();
    }

    @Test
    void aReturningStatementRunTwiceRunsTwice() {
        var insert = TAGS.insert(TAGS.name.set("x"), TAGS.color.set("y")).returning(TAGS.id);
        insert.execute();
        assertThatThrownBy(insert::execute).isInstanceOf(IntegrityException.class);
        var update = TAGS.update(TAGS.color.set(TAGS.color.concat("!"))).all().returning(TAGS.color);
        assertThat(update.execute().getFirst().get(TAGS.color)).isEqualTo("y!");
        assertThat(update.execute().getFirst().get(TAGS.color)).isEqualTo("y!!");
    }

    @Test
    void updateSetsFromTheRowAsItWas() {
        USERS.create(USERS.username.set("a"), USERS.bio.set("b"));
        assertThat(USERS.update(USERS.username.set(coalesce(USERS.bio, "")), USERS.bio.set(USERS.username))
                        .where(USERS.username.eq("a"))
                        .execute())
                .isEqualTo(1);
        assertThat(USERS.get().username).isEqualTo("b");
        assertThat(USERS.get().bio).isEqualTo("a");
        assertThat(USERS.update(USERS.bio.setNull()).all().execute()).isEqualTo(1);
        assertThat(USERS.get().bio).isNull();
    }

    @Test
    void whatIsSetMayComeFromAnotherTable() {
        for (String name : List.of("a", "b")) {
            User user = USERS.create(USERS.username.set(name));
            if (name.equals("a")) {
                new Tweet(user, "one").save();
                new Tweet(user, "two").save();
            }
        }
        var tweets = TWEETS.select(count()).where(TWEETS.user.eqKey(USERS.id));
        assertThat(USERS.update(USERS.logins.set(scalar(tweets, Integer.class)))
                        .all()
                        .execute())
                .isEqualTo(2);
        assertThat(USERS.get(USERS.username.eq("a")).logins).isEqualTo(2);
        assertThat(USERS.get(USERS.username.eq("b")).logins).isZero();
        assertThat(USERS.delete()
                        .where(exists(TWEETS.select().where(TWEETS.user.eqKey(USERS.id)))
                                .not())
                        .execute())
                .isEqualTo(1);
    }

    @Test
    void updateAndDeleteWithoutWhereNeedAll() {
        USERS.create(USERS.username.set("a"));
        Update<User> update = USERS.update(USERS.bio.set("x"));
        Delete<User> delete = USERS.delete();
        for (var forgotten : List.of(
                update,
                update.where(),
                update.where(Condition.when(false, USERS.active)),
                delete,
                delete.where(Condition.when(false, USERS.active)),
                delete.where(Condition.all(List.of())))) {
            assertThatThrownBy(forgotten::execute)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("users", "all()");
            assertThatThrownBy(() -> forgotten.executeAsync().join()).hasMessageContaining("all()");
        }
        assertThatThrownBy(() -> delete.returning().execute()).hasMessageContaining("all()");
        assertThat(USERS.get().bio).isNull();
        assertThat(update.all().execute()).isEqualTo(1);
        assertThat(delete.all().execute()).isEqualTo(1);
    }

    @Test
    void updateOfNothingIsAnError() {
        assertThatThrownBy(USERS::update)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("users");
    }

    @Test
    void anAliasCanBeWrittenTo() {
        Users u = USERS.as("u");
        User made = u.create(u.username.set("a"));
        assertThat(u.update(u.bio.set(u.username)).where(u.username.eq("a")).execute())
                .isEqualTo(1);
        assertThat(u.setById(made.id, u.logins.set(u.logins.plus(1)))).isEqualTo(1);
        assertThat(u.getById(made.id).bio).isEqualTo("a");
        assertThat(u.update(u.bio.set("b")).all().returning().execute()).containsExactly(made);
        assertThat(u.delete().where(u.logins.eq(1)).execute()).isEqualTo(1);
    }
}
