// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.max;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinglet.Manager;
import org.kinglet.NoRowException;
import org.kinglet.Table;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.User;

/** Everything through a database, connection or transaction: how records are used. */
class ManagerTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {TAGS, USERS};
    }

    private static void everything(Manager manager) {
        Tag red = manager.create(new Tag(0, "red", "#f00"));
        assertThat(manager.get(TAGS.select().where(TAGS.id.eq(red.id())))).isEqualTo(red);
        assertThat(manager.get(TAGS, TAGS.name.eq("red"))).isEqualTo(red);
        assertThat(manager.find(TAGS, TAGS.name.eq("blue"))).isEmpty();
        assertThat(manager.getAsync(TAGS, TAGS.name.eq("red")).join()).isEqualTo(red);
        assertThat(manager.findAsync(TAGS, TAGS.name.eq("red")).join()).contains(red);
        assertThat(manager.update(new Tag(red.id(), "red", "#e00"), TAGS.color)).isEqualTo(1);
        assertThat(manager.updateAsync(new Tag(red.id(), "scarlet", "#d00")).join())
                .isEqualTo(1);
        assertThat(manager.get(TAGS)).isEqualTo(new Tag(red.id(), "scarlet", "#d00"));
        assertThat(manager.save(new Tag(0, "blue", null))).isEqualTo(1);
        assertThat(manager.save(new Tag(red.id(), "red", null))).isEqualTo(1);
        assertThat(manager.create(TAGS, TAGS.name.set("green")).id()).isPositive();
        assertThat(manager.createAsync(TAGS, TAGS.name.set("black")).join().name())
                .isEqualTo("black");
        assertThat(manager.getOrCreate(TAGS, List.of(TAGS.name.set("red")), List.of())
                        .created())
                .isFalse();
        assertThat(manager.createOrGet(new Tag(0, "white", null)).created()).isTrue();
        assertThat(manager.count(TAGS.select())).isEqualTo(5);
        assertThat(manager.exists(TAGS.select().where(TAGS.name.eq("white")))).isTrue();
        assertThat(manager.scalar(TAGS.select(max(TAGS.name)), String.class)).isEqualTo("white");
        assertThat(manager.list(TAGS.select().orderBy(TAGS.name)))
                .extracting(Tag::name)
                .startsWith("black", "blue");
        assertThat(manager.first(TAGS.select().orderBy(TAGS.name), 2)).hasSize(2);
        assertThat(manager.first(TAGS.select().where(TAGS.name.eq("x")))).isEmpty();
        assertThat(manager.execute(TAGS.update(TAGS.color.set("?")).where(TAGS.color.isNull())))
                .isEqualTo(5);
        try (Stream<Tag> tags = manager.stream(TAGS.select())) {
            assertThat(tags.map(Tag::color)).containsOnly("?");
        }
        assertThat(manager.sql("select count(*) from tags").scalar(Long.class)).isEqualTo(5);
        assertThat(manager.delete(red)).isEqualTo(1);
        assertThat(manager.deleteAsync(red).join()).isZero();
        assertThatThrownBy(() -> manager.get(TAGS, TAGS.id.eq(red.id()))).isInstanceOf(NoRowException.class);
        assertThatThrownBy(() -> manager.update(red)).isInstanceOf(NoRowException.class);
        assertThat(manager.execute(TAGS.delete().all())).isEqualTo(4);
    }

    @Test
    void byADatabase() {
        everything(db);
        assertThat(db.database()).isSameAs(db);
    }

    @Test
    void byAConnection() {
        try (var connection = db.connect()) {
            everything(connection);
            assertThat(connection.database()).isSameAs(db);
        }
        try (var connection = db.connectAsync().join()) {
            everything(connection);
        }
    }

    @Test
    void byATransaction() {
        try (var transaction = db.begin()) {
            everything(transaction);
            transaction.commit();
        }
        var handle = db.beginAsync().join();
        everything(handle);
        handle.rollbackAsync().join();
    }

    @Test
    void modelsAreStoredThisWayToo() {
        User user = new User("huey");
        assertThat(db.save(user)).isEqualTo(1);
        user.bio = "cat";
        user.logins = 3;
        assertThat(db.update(user, USERS.bio)).isEqualTo(1);
        assertThat(user.dirtyColumns()).containsExactly(USERS.logins);
        assertThat(db.update(user)).isEqualTo(1);
        assertThat(db.update(user)).isZero();
        assertThat(db.delete(user)).isEqualTo(1);
        assertThat(user.isPersisted()).isFalse();
    }

    @Test
    void onlyTheColumnsNamedAreUpdated() {
        User user = db.create(new User("huey"));
        USERS.setById(user.id, USERS.logins.set(7));
        user.bio = "cat";
        user.active = false;
        assertThat(db.update(user, USERS.bio)).isEqualTo(1);
        User read = USERS.getById(user.id);
        assertThat(read.bio).isEqualTo("cat");
        assertThat(read.logins).as("another's change").isEqualTo(7);
        assertThat(read.active).isTrue();
        Tag red = db.create(new Tag(0, "red", "#f00"));
        assertThat(db.update(new Tag(red.id(), "x", "#e00"), TAGS.color)).isEqualTo(1);
        assertThat(TAGS.get()).isEqualTo(new Tag(red.id(), "red", "#e00"));
        assertThat(db.updateAsync(new Tag(red.id(), "y", null), TAGS.name, TAGS.color)
                        .join())
                .isEqualTo(1);
        assertThat(TAGS.get()).isEqualTo(new Tag(red.id(), "y", null));
    }

    @Test
    void aRecordWithoutAKeyCannotBeUpdatedOrDeleted() {
        assertThatThrownBy(() -> db.update(new Tag(0, "x", null)))
                .isInstanceOf(NoRowException.class)
                .hasMessageContainingAll("Tag", "never saved");
        assertThatThrownBy(() -> db.delete(new Tag(0, "x", null))).isInstanceOf(NoRowException.class);
    }

    @Test
    void whatIsNoEntityIsAnErrorThatSaysSo() {
        assertThatThrownBy(() -> db.create("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("java.lang.String", "@Entity");
        assertThatThrownBy(() -> Table.of(Thread.class)).hasMessageContaining("@Entity");
        assertThat(Table.of(Tag.class)).isSameAs(TAGS);
    }
}
