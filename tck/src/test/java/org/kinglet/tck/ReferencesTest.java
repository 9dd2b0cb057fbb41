// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.Ref;
import org.kinglet.ReferenceException;
import org.kinglet.Table;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Like;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** References to one row: their key, the row, and what happens when it is missing. */
class ReferencesTest extends DatabaseTest {
    private User huey;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LIKES, TWEETS, USERS, CATEGORIES};
    }

    @BeforeEach
    void aUserWithATweet() {
        huey = USERS.create(USERS.username.set("huey"));
        new Tweet(huey, "meow").save();
    }

    @Test
    void theKeyNeedsNoQueryAndTheRowOne() {
        Tweet tweet = TWEETS.get();
        long before = db.stats().statements();
        long id = tweet.user.id();
        assertThat(id).isEqualTo(huey.id);
        assertThat(tweet.user.isLoaded()).isFalse();
        assertThat(db.stats().statements()).isEqualTo(before);
        User first = tweet.user.get();
        assertThat(first).isEqualTo(huey);
        assertThat(tweet.user.isLoaded()).isTrue();
        assertThat(tweet.user.get()).isSameAs(first);
        assertThat(tweet.user.getAsync().join()).isSameAs(first);
        assertThat(tweet.user.orNull()).isSameAs(first);
        assertThat(db.stats().statements()).isEqualTo(before + 1);
    }

    @Test
    void getAsyncLoadsToo() {
        Tweet tweet = TWEETS.get();
        assertThat(tweet.user.getAsync().join()).isEqualTo(huey);
        assertThat(tweet.user.isLoaded()).isTrue();
    }

    @Test
    void aRowThatWasReadIsUpToDateInItsOwnRight() {
        User loaded = TWEETS.get().user.get();
        loaded.bio = "cat";
        assertThat(loaded.save()).isEqualTo(1);
        assertThat(USERS.getById(huey.id).bio).isEqualTo("cat");
    }

    @Test
    void aReferenceToAnEntityReadsItsKeyWhenTheChildIsSaved() {
        User zaizee = new User("zaizee");
        Tweet tweet = new Tweet(zaizee, "purr");
        zaizee.save();
        tweet.save();
        assertThat(TWEETS.getById(tweet.id).user.<Long>id()).isEqualTo(zaizee.id);
        assertThat(tweet.user.isLoaded()).isTrue();
        assertThat(tweet.user.get()).isSameAs(zaizee);
    }

    @Test
    void savingAReferenceToAnUnsavedEntityIsAnErrorThatSaysSo() {
        Tweet tweet = new Tweet(new User("zaizee"), "purr");
        assertThatThrownBy(tweet::save)
                .isInstanceOf(ReferenceException.class)
                .hasMessageContainingAll("tweets.user", "User", "save it first");
        assertThatThrownBy(() -> TWEETS.count(TWEETS.user.eq(new User("x"))))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("save it first");
        assertThatThrownBy(() -> TWEETS.user.set(new User("x"))).isInstanceOf(ReferenceException.class);
        assertThat(tweet.isPersisted()).isFalse();
        assertThat(TWEETS.count()).isEqualTo(1);
    }

    @Test
    void aReferenceToNullIsAnErrorThatNamesNone() {
        assertThatThrownBy(() -> Ref.to(null)).hasMessageContaining("Ref.none()");
        assertThatThrownBy(() -> TWEETS.user.eq((User) null)).hasMessageContaining("isNull");
        assertThatThrownBy(() -> TWEETS.user.set((User) null)).hasMessageContaining("setNull");
    }

    @Test
    void noReferenceIsNullInTheDatabase() {
        Category root = new Category("root", null);
        root.save();
        Category read = CATEGORIES.get(CATEGORIES.parent.isNull());
        assertThat(read).isEqualTo(root);
        assertThat(read.parent == null || read.parent.isNone()).isTrue();
        assertThat(Ref.none().orNull()).isNull();
        assertThatThrownBy(() -> Ref.none().get()).isInstanceOf(ReferenceException.class);
        assertThatThrownBy(() -> Ref.none().id()).isInstanceOf(ReferenceException.class);
        Category child = new Category("child", root);
        child.save();
        assertThat(CATEGORIES.get(CATEGORIES.parent.isNotNull()).parent.get()).isEqualTo(root);
        child.parent = null;
        assertThat(child.save()).isEqualTo(1);
        assertThat(CATEGORIES.count(CATEGORIES.parent.isNull())).isEqualTo(2);
    }

    @Test
    void aNewReferenceIsAChangeOfThatColumnAlone() {
        User zaizee = USERS.create(USERS.username.set("zaizee"));
        Tweet tweet = TWEETS.get();
        tweet.user = Ref.to(huey);
        assertThat(tweet.dirtyColumns()).isEmpty();
        tweet.user = Ref.to(zaizee);
        assertThat(tweet.dirtyColumns()).containsExactly(TWEETS.user);
        assertThat(tweet.save()).isEqualTo(1);
        assertThat(TWEETS.get().user.get()).isEqualTo(zaizee);
    }

    @Test
    void conditionsAndAssignmentsTakeEntitiesAndKeys() {
        User zaizee = USERS.create(USERS.username.set("zaizee"));
        assertThat(TWEETS.count(TWEETS.user.eq(huey))).isEqualTo(1);
        assertThat(TWEETS.count(TWEETS.user.eqKey(huey.id))).isEqualTo(1);
        assertThat(TWEETS.count(TWEETS.user.ne(huey))).isZero();
        assertThat(TWEETS.count(TWEETS.user.in(List.of(zaizee, huey)))).isEqualTo(1);
        assertThat(TWEETS.count(TWEETS.user.inKeys(List.of(zaizee.id)))).isZero();
        assertThat(TWEETS.count(TWEETS.user.in(List.of()))).isZero();
        assertThat(TWEETS.create(TWEETS.user.set(zaizee), TWEETS.content.set("a"))
                        .user
                        .get())
                .isEqualTo(zaizee);
        assertThat(TWEETS.create(TWEETS.user.setKey(huey.id), TWEETS.content.set("b"))
                        .user
                        .<Long>id())
                .isEqualTo(huey.id);
        assertThat(TWEETS.select(TWEETS.user.key())
                        .where(TWEETS.content.eq("a"))
                        .scalar(Long.class))
                .isEqualTo(zaizee.id);
        assertThat(TWEETS.select(TWEETS.content)
                        .where(TWEETS.user.in(USERS.select(USERS.id).where(USERS.username.eq("zaizee"))))
                        .scalar(String.class))
                .isEqualTo("a");
    }

    @Test
    void aMissingRowIsAnErrorThatNamesTheReference() {
        Tweet tweet = TWEETS.get();
        tweet.delete();
        huey.delete();
        assertThatThrownBy(tweet.user::get)
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("tweets.user");
        assertThatThrownBy(() -> tweet.user.getAsync().join()).hasCauseInstanceOf(ReferenceException.class);
    }

    @Test
    void aReferenceThatMustNotBeLoadedSaysSo() {
        LIKES.create(LIKES.tweet.set(TWEETS.get()), LIKES.user.set(huey));
        Like like = LIKES.get();
        assertThat(like.user.<Long>id()).isEqualTo(huey.id);
        assertThatThrownBy(like.user::get)
                .isInstanceOf(ReferenceException.class)
                .hasMessageContainingAll("likes.user", "@Lazy(false)");
        assertThatThrownBy(() -> like.user.getAsync().join())
                .isInstanceOfAny(ReferenceException.class, CompletionException.class);
        assertThat(like.tweet.get().content).isEqualTo("meow");
    }

    @Test
    void foreignKeysAreCheckedAndActAsDeclared() {
        assertThatThrownBy(huey::delete)
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
        assertThatThrownBy(() -> TWEETS.create(TWEETS.user.setKey(-1L), TWEETS.content.set("x")))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
        assertThat(huey.isPersisted()).isTrue();
        User zaizee = USERS.create(USERS.username.set("zaizee"));
        LIKES.create(LIKES.tweet.set(TWEETS.get()), LIKES.user.set(zaizee));
        zaizee.delete();
        assertThat(LIKES.get().user == null || LIKES.get().user.isNone()).isTrue();
        TWEETS.get().delete();
        assertThat(LIKES.exists()).isFalse();
    }

    @Test
    void aReferenceInATransactionIsLoadedInItsTransaction() {
        db.atomic(tx -> {
            User fresh = USERS.create(USERS.username.set("fresh"));
            new Tweet(fresh, "new").save();
            assertThat(TWEETS.get(TWEETS.content.eq("new")).user.get()).isEqualTo(fresh);
            tx.rollback();
        });
        assertThat(TWEETS.count()).isEqualTo(1);
    }
}
