// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.TransactionException;
import org.kinglet.query.Select;
import org.kinglet.tck.model.User;

class PublisherTest extends TaskTest {
    private static final int ROWS = 100;

    private final Select<User> inOrder = USERS.select().orderBy(USERS.id.asc());

    @BeforeEach
    void createRows() {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) users.add(new User("u" + i));
        USERS.bulkCreate(users);
    }

    /** Keeps what it is told; asks for rows only when the test does. */
    private class Subscriber implements Flow.Subscriber<User> {
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final ConcurrentLinkedQueue<User> rows = new ConcurrentLinkedQueue<>();
        /** The connections in use when it ended. */
        final CompletableFuture<Integer> ended = new CompletableFuture<>();

        Consumer<User> onRow = user -> {};
        volatile int calls;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(User user) {
            assertThat(Thread.currentThread().isVirtual()).isTrue();
            rows.add(user);
            onRow.accept(user);
        }

        @Override
        public void onError(Throwable failure) {
            calls++;
            inUseAtEnd = db.stats().inUse();
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            calls++;
            ended.complete(db.stats().inUse());
        }

        volatile int inUseAtEnd = -1;

        void request(long rows) {
            subscription.join().request(rows);
        }

        void awaitRows(int count) {
            awaitUntil(() -> rows.size() >= count);
        }
    }

    private Subscriber subscribe(Flow.Publisher<User> publisher) {
        Subscriber subscriber = new Subscriber();
        publisher.subscribe(subscriber);
        return subscriber;
    }

    @Test
    void givesAllRowsInOrderAndCompletesWhenTheConnectionIsBack() throws Exception {
        List<String> expected = stored();
        for (int fetchSize : new int[] {1, 33, 100, 1000}) {
            Subscriber subscriber = subscribe(inOrder.publisher(fetchSize));
            subscriber.request(Long.MAX_VALUE);
            int inUse = await(subscriber.ended);
            assertThat(inUse).isZero();
            assertThat(subscriber.rows.stream().map(user -> user.username)).isEqualTo(expected);
            assertThat(subscriber.calls).isEqualTo(1);
        }
    }

    @Test
    void givesNoMoreThanWasAskedFor() throws Exception {
        Subscriber subscriber = subscribe(inOrder.publisher(10));
        subscriber.request(3);
        subscriber.awaitRows(3);
        subscriber.request(1);
        subscriber.request(1);
        subscriber.awaitRows(5);
        create("meanwhile"); // which the publisher does not hold up
        assertThat(subscriber.rows).hasSize(5);
        assertThat(subscriber.ended).isNotDone();
        subscriber.request(Long.MAX_VALUE);
        subscriber.request(Long.MAX_VALUE); // together more than a long can hold
        await(subscriber.ended);
        assertThat(subscriber.rows).hasSizeGreaterThanOrEqualTo(ROWS);
    }

    @Test
    void sendsNothingBeforeTheFirstRequest() throws Exception {
        long before = db.stats().statements();
        Subscriber subscriber = subscribe(inOrder.publisher(10));
        assertThat(db.stats().inUse()).isZero();
        assertThat(db.stats().statements()).isEqualTo(before);
        subscriber.subscription.join().cancel();
        Subscriber second = subscribe(inOrder.publisher(10));
        second.request(Long.MAX_VALUE);
        await(second.ended);
        assertThat(db.stats().statements()).as("fetches do not count").isEqualTo(before + 1);
    }

    @Test
    void eachSubscriptionRunsTheQueryAnew() throws Exception {
        Flow.Publisher<User> publisher = inOrder.publisher(10);
        Subscriber first = subscribe(publisher);
        first.request(Long.MAX_VALUE);
        await(first.ended);
        create("later");
        Subscriber second = subscribe(publisher);
        second.request(Long.MAX_VALUE);
        await(second.ended);
        assertThat(first.rows).hasSize(ROWS);
        assertThat(second.rows).hasSize(ROWS + 1);
    }

    @Test
    void cancellingGivesTheConnectionBackAndSaysNothingMore() {
        Subscriber outside = subscribe(inOrder.publisher(10));
        outside.request(5);
        outside.awaitRows(5);
        outside.subscription.join().cancel();
        outside.subscription.join().cancel();
        awaitUntil(() -> db.stats().inUse() == 0);
        Subscriber within = new Subscriber();
        within.onRow = user -> within.subscription.join().cancel();
        inOrder.publisher(10).subscribe(within);
        within.request(Long.MAX_VALUE);
        awaitUntil(() -> within.rows.size() == 1 && db.stats().inUse() == 0);
        create("usable");
        assertThat(outside.rows).hasSize(5);
        assertThat(within.rows).hasSize(1);
        assertThat(outside.calls + within.calls).isZero();
    }

    @Test
    void askingForNothingIsAnError() {
        for (long rows : new long[] {0, -1}) {
            Subscriber subscriber = subscribe(inOrder.publisher(10));
            subscriber.request(rows);
            assertThatThrownBy(() -> await(subscriber.ended)).hasCauseInstanceOf(IllegalArgumentException.class);
            assertThat(db.stats().inUse()).isZero();
        }
        assertThatThrownBy(() -> inOrder.publisher(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTheSubscriberThrowsEndsItAndLeaksNothing() {
        for (Error thrown : new Error[] {new AssertionError("mine"), new StackOverflowError("mine")}) {
            Subscriber failing = new Subscriber();
            failing.onRow = user -> {
                throw thrown;
            };
            inOrder.publisher(10).subscribe(failing);
            failing.request(10);
            assertThatThrownBy(() -> await(failing.ended)).hasCause(thrown);
            assertThat(failing.inUseAtEnd).isZero();
            assertThat(failing.rows).hasSize(1);
        }
    }

    @Test
    void aQueryThatFailsIsAnErrorOfTheSubscription() {
        db.sql("alter table users rename to gone");
        Subscriber subscriber = subscribe(inOrder.publisher(10));
        subscriber.request(1);
        assertThatThrownBy(() -> await(subscriber.ended)).hasCauseInstanceOf(DatabaseException.class);
        assertThat(subscriber.inUseAtEnd).isZero();
    }

    @Test
    void manySubscribersReadAtOnce() throws Exception {
        List<Subscriber> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) all.add(subscribe(inOrder.publisher(7)));
        all.forEach(subscriber -> subscriber.request(Long.MAX_VALUE));
        for (Subscriber subscriber : all) await(subscriber.ended);
        assertThat(all).allSatisfy(subscriber -> assertThat(subscriber.rows).hasSize(ROWS));
    }

    @Test
    void inATransactionItReadsWhatThatWrote() throws Exception {
        db.atomic(() -> {
            create("mine");
            Subscriber subscriber = subscribe(inOrder.publisher(10));
            subscriber.request(Long.MAX_VALUE);
            await(subscriber.ended);
            assertThat(subscriber.rows).hasSize(ROWS + 1);
        });
    }

    @Test
    void committingWhileItReadsFailsAndSaysSo() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("never");
                    Subscriber subscriber = subscribe(inOrder.publisher(10));
                    subscriber.request(3);
                    subscriber.awaitRows(3);
                }))
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("stream");
        assertThat(stored()).doesNotContain("never");
    }
}
