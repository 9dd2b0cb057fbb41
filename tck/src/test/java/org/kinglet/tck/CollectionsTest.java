// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.ReferenceException;
import org.kinglet.Table;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** The other side of references: Many. */
class CollectionsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, CATEGORIES};
    }

    @Test
    void ofAnUnsavedOwnerItIsEmptyAndAsksNothing() {
        User user = new User("huey");
        long before = db.stats().statements();
        assertThat(user.tweets).isEmpty();
        assertThat(user.tweets.list()).isEmpty();
        assertThat(user.tweets.listAsync().join()).isEmpty();
        assertThat(user.tweets.count()).isZero();
        assertThat(user.tweets.countAsync().join()).isZero();
        assertThat(user.tweets.stream()).isEmpty();
        assertThat(db.stats().statements()).isEqualTo(before);
        assertThatThrownBy(user.tweets::select)
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("save it first");
    }

    @Test
    void afterSaveItHasTheRowsThatRefer() {
        User huey = new User("huey");
        huey.save();
        User zaizee = USERS.create(USERS.username.set("zaizee"));
        Tweet meow = TWEETS.create(new Tweet(huey, "meow"));
        Tweet purr = TWEETS.create(new Tweet(huey, "purr"));
        TWEETS.create(new Tweet(zaizee, "hiss"));
        assertThat(huey.tweets).containsExactlyInAnyOrder(meow, purr);
        assertThat(huey.tweets.count()).isEqualTo(2);
        assertThat(huey.tweets.countAsync().join()).isEqualTo(2);
        assertThat(huey.tweets.listAsync().join()).hasSize(2);
        assertThat(USERS.getById(zaizee.id).tweets.stream().map(tweet -> tweet.content))
                .containsExactly("hiss");
        assertThat(huey.tweets.select().where(TWEETS.content.eq("purr")).list()).containsExactly(purr);
        assertThat(huey.tweets.select().orderBy(TWEETS.content.desc()).limit(1).list())
                .containsExactly(purr);
    }

    @Test
    void itIsSetUpInEveryWayAnEntityGetsItsRow() {
        User bulk = new User("bulk");
        USERS.bulkCreate(List.of(bulk));
        User got = USERS.createOrGet(new User("got")).entity();
        User made = USERS.getOrCreate(List.of(USERS.username.set("made")), List.of())
                .entity();
        User returned = USERS.insert(USERS.username.set("returned"))
                .returning()
                .execute()
                .getFirst();
        for (User user : List.of(bulk, got, made, returned)) {
            new Tweet(user, user.username).save();
            assertThat(user.tweets).extracting(tweet -> tweet.content).containsExactly(user.username);
        }
    }

    @Test
    void aTreeCanBeWalked() {
        Category root = new Category("root", null);
        root.save();
        for (String name : List.of("a", "b")) {
            Category child = new Category(name, root);
            child.save();
            new Category(name + name, child).save();
        }
        List<String> names = new ArrayList<>();
        for (Category child : root.children) {
            names.add(child.name);
            for (Category grandchild : child.children) names.add(grandchild.name);
        }
        assertThat(names).containsExactlyInAnyOrder("a", "aa", "b", "bb");
        root.delete();
        assertThat(CATEGORIES.exists()).as("on delete cascade").isFalse();
    }

    @Test
    void itSeesTheTransactionItIsAskedIn() {
        User huey = USERS.create(USERS.username.set("huey"));
        db.atomic(tx -> {
            new Tweet(huey, "meow").save();
            assertThat(huey.tweets.count()).isEqualTo(1);
            tx.rollback();
        });
        assertThat(huey.tweets.count()).isZero();
    }
}
