// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.LockTimeoutException;
import org.kinglet.Table;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Rows that a select locks. */
class LocksTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    @BeforeEach
    void users() {
        for (int i = 0; i < 10; i++) USERS.create(USERS.username.set("user" + i));
    }

    @Test
    void othersWaitFailOrLookElsewhere() {
        if (!target.isServer()) return; // there is one writer
        Select<User> first = USERS.select().orderBy(USERS.id).limit(1);
        db.atomic(() -> {
            User locked = first.forUpdate().get();
            assertThat(elsewhere(first.forUpdate().skipLocked()).id).isGreaterThan(locked.id);
            assertThatThrownBy(() -> elsewhere(first.forUpdate().noWait())).isInstanceOf(LockTimeoutException.class);
            assertThatThrownBy(() -> elsewhere(first.forShare().noWait())).isInstanceOf(LockTimeoutException.class);
        });
        db.atomic(() -> {
            User shared = first.forShare().get();
            assertThat(elsewhere(first.forShare().noWait())).isEqualTo(shared);
            assertThatThrownBy(() -> elsewhere(first.forUpdate().noWait())).isInstanceOf(LockTimeoutException.class);
        });
    }

    /** In a transaction of another task. */
    private User elsewhere(Select<User> select) {
        try {
            return db.runAsync(() -> db.atomic(select::get)).join();
        } catch (CompletionException failed) {
            throw (RuntimeException) failed.getCause();
        }
    }

    /** The use of it: each job is taken by one of several workers. */
    @Test
    void aQueueGivesEachRowToOneWorker() {
        List<Long> taken = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(db.runAsync(() -> {
                while (db.atomic(() -> takeOne(taken))) Thread.onSpinWait();
            }));
        }
        workers.forEach(CompletableFuture::join);
        assertThat(taken).hasSize(10).doesNotHaveDuplicates();
    }

    private static boolean takeOne(List<Long> taken) {
        return USERS.select()
                .where(USERS.active)
                .orderBy(USERS.id)
                .limit(1)
                .forUpdate()
                .skipLocked()
                .find()
                .map(user -> {
                    user.active = false;
                    user.save();
                    taken.add(user.id);
                    return true;
                })
                .orElse(false);
    }

    @Test
    void whatIsLoadedByAJoinIsNotLocked() {
        TWEETS.create(TWEETS.user.set(USERS.select().get()), TWEETS.content.set("t"));
        Tweet tweet = db.atomic(
                () -> TWEETS.select().withRelated(TWEETS.user).forUpdate().get());
        assertThat(tweet.user.isLoaded()).isTrue();
        assertThat(db.atomic(() -> TWEETS.select(TWEETS, USERS)
                        .join(TWEETS.user)
                        .forUpdate()
                        .of(TWEETS)
                        .list()))
                .hasSize(1);
    }

    @Test
    void onlyLocksHaveTerms() {
        assertThatThrownBy(() -> USERS.select().skipLocked())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("forUpdate");
        assertThatThrownBy(() -> USERS.select().noWait()).isInstanceOf(IllegalStateException.class);
    }
}
