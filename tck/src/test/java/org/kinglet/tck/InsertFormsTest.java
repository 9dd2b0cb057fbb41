// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Blanks.BLANKS;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.Users;

/** Rows from lists of assignments, entities, records, maps and selects. */
class InsertFormsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, TAGS, BLANKS};
    }

    @Test
    void ofNoRowsNothingIsSent() {
        long before = db.stats().statements();
        assertThat(USERS.insertMany(List.of()).execute()).isZero();
        assertThat(USERS.insertMany(List.of()).executeAsync().join()).isZero();
        assertThat(USERS.insertEntities(List.of()).returning().list()).isEmpty();
        assertThat(USERS.insertMaps(List.of())
                        .onConflict(USERS.username)
                        .update(USERS.bio.setExcluded())
                        .execute())
                .isZero();
        assertThat(db.stats().statements()).isEqualTo(before);
    }

    @Test
    void entitiesAndRecords() {
        User huey = new User("huey");
        huey.bio = "it's a \\ cat";
        User zaizee = new User("zaizee");
        zaizee.active = false;
        assertThat(USERS.insertEntities(List.of(huey, zaizee)).execute()).isEqualTo(2);
        assertThat(huey.isPersisted()).isFalse();
        assertThat(USERS.get(USERS.username.eq("huey")).bio).isEqualTo("it's a \\ cat");
        assertThat(USERS.get(USERS.username.eq("zaizee")).active).isFalse();
        List<Tag> tags = TAGS.insertEntities(List.of(new Tag(0, "a", null), new Tag(0, "b", "red")))
                .returning()
                .list();
        assertThat(tags).extracting(Tag::name).containsExactlyInAnyOrder("a", "b");
        assertThat(tags).allMatch(tag -> tag.id() > 0);
        assertThat(TAGS.insertEntities(List.of(new Tag(77, "c", null))).execute())
                .isEqualTo(1);
        assertThat(TAGS.getById(77L).name()).isEqualTo("c");
    }

    @Test
    void entitiesTakePartInAnUpsert() {
        TAGS.create(TAGS.name.set("a"), TAGS.color.set("old"));
        int rows = TAGS.insertEntities(List.of(new Tag(0, "a", "new"), new Tag(0, "b", "new")))
                .onConflict(TAGS.name)
                .update(TAGS.color.setExcluded())
                .execute();
        assertThat(rows).isEqualTo(2);
        assertThat(TAGS.count(TAGS.color.eq("new"))).isEqualTo(2);
    }

    @Test
    void maps() {
        assertThat(USERS.insertMaps(List.of(Map.of("username", "a", "logins", 3), Map.of("username", "b")))
                        .execute())
                .isEqualTo(2);
        assertThat(USERS.get(USERS.username.eq("a")).logins).isEqualTo(3);
        assertThat(USERS.get(USERS.username.eq("b")).active).isTrue();
        assertThatThrownBy(() -> USERS.insertMaps(List.of(Map.of("usrname", "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usrname");
    }

    @Test
    void rowsOfNothingButDefaults() {
        assertThat(BLANKS.insert().execute()).isEqualTo(1);
        assertThat(BLANKS.insertMany(List.of(List.of(), List.of(), List.of())).execute())
                .isEqualTo(3);
        assertThat(BLANKS.count()).isEqualTo(4);
    }

    @Test
    void expressionsAndSubSelectsAsValues() {
        USERS.create(USERS.username.set("huey"), USERS.logins.set(7));
        Users other = USERS.as("other");
        USERS.insert(
                        USERS.username.set(value(String.class, "Zai").cast(String.class)),
                        USERS.logins.set(scalar(other.select(max(other.logins)), Integer.class)))
                .execute();
        assertThat(USERS.get(USERS.username.eq("Zai")).logins).isEqualTo(7);
        USERS.insertMany(List.of(
                        List.of(USERS.username.set("a"), USERS.logins.set(value(Integer.class, 1))),
                        List.of(USERS.username.set("b"), USERS.logins.set(2))))
                .execute();
        assertThat(USERS.count(USERS.logins.in(1, 2))).isEqualTo(2);
    }

    @Test
    void aColumnTwiceIsAnError() {
        assertThatThrownBy(() -> USERS.insert(USERS.bio.set("a"), USERS.bio.setNull()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("bio", "twice");
        assertThatThrownBy(() -> USERS.update(USERS.bio.set("a"), USERS.bio.set("b")))
                .hasMessageContainingAll("bio", "twice");
        assertThatThrownBy(() -> USERS.insert(USERS.username.set("a"))
                        .onConflict(USERS.username)
                        .update(USERS.bio.set("a"), USERS.bio.set("b")))
                .hasMessageContainingAll("bio", "twice");
    }

    @Test
    void aSelectOfOtherColumnsIsAnError() {
        Select<?> two = USERS.select(USERS.username, USERS.logins);
        assertThatThrownBy(() -> TAGS.insertFrom(List.of(TAGS.name), two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("1 columns", "2");
        assertThatThrownBy(() -> TAGS.insertFrom(List.of(TAGS.name, TAGS.color), two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("color", "cast");
        assertThatThrownBy(() -> TAGS.insertFrom(List.of(TAGS.name, TAGS.name), two))
                .hasMessageContainingAll("name", "twice");
        USERS.create(USERS.username.set("huey"), USERS.logins.set(3));
        assertThat(TAGS.insertFrom(
                                List.of(TAGS.name, TAGS.color),
                                USERS.select(USERS.username, USERS.logins.cast(String.class)))
                        .execute())
                .isEqualTo(1);
        assertThat(TAGS.get().color()).isEqualTo("3");
    }

    @Test
    void aSelectOfTheSameTable() {
        USERS.create(USERS.username.set("huey"), USERS.bio.set("x"));
        assertThat(USERS.insertFrom(
                                List.of(USERS.username, USERS.bio), USERS.select(USERS.username.concat("!"), USERS.bio))
                        .execute())
                .isEqualTo(1);
        assertThat(USERS.count(USERS.bio.eq("x"))).isEqualTo(2);
    }
}
