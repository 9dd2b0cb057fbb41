// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.DatabaseClosedException;
import org.kinglet.MissedNotificationsException;
import org.kinglet.MissedNotificationsException.Reason;
import org.kinglet.Notification;
import org.kinglet.NotificationListener;
import org.kinglet.Notifications;
import org.kinglet.StatementCancelledException;
import org.kinglet.testkit.TcpProxy.Side;

/** {@code listen} and {@code notify}, behind a proxy that loses connections. Other backends refuse both. */
class NotificationsTest extends ProxyTest {
    private static final Duration BOUND = Duration.ofSeconds(BOUND_SECONDS);

    /** A connection without a word for so long is taken for dead. */
    @Override
    DatabaseBuilder builder() {
        return super.builder().acquireTimeout(Duration.ofSeconds(2));
    }

    private void assumePostgresql() {
        assumeTrue(target == TestDatabase.POSTGRESQL, "only PostgreSQL has notifications");
    }

    private static String payload(Notifications notifications) {
        return notifications.next(BOUND).orElseThrow().payload();
    }

    private Database direct() {
        return Database.open(directUrl);
    }

    /** How many connections hear something. */
    private static long listening(Database asked) {
        return asked.sql("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and (query ilike '%listen%' or query = 'SELECT 1') and pid <> pg_backend_pid()"
                        + " and query not like '%pg_stat_activity%'")
                .scalar(Long.class);
    }

    @Test
    void elsewhereBothAreRefused() {
        assumeTrue(target != TestDatabase.POSTGRESQL, "PostgreSQL has notifications");
        assertThatThrownBy(() -> db.notify("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("only PostgreSQL");
        assertThatThrownBy(() -> db.notifyAsync("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> db.listen("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> db.listenAsync("a")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsSentIsHeardByAllWhoListenOnTheChannel() {
        assumePostgresql();
        try (Database other = direct();
                Notifications orders = db.listen("orders");
                Notifications both = db.listen("orders", "bills");
                Notifications elsewhere = other.listen("bills")) {
            db.notify("orders", "1");
            other.notify("bills", "2");
            db.notify("nobody", "3");
            db.notify("orders", "");
            assertThat(payload(orders)).isEqualTo("1");
            assertThat(payload(orders)).isEmpty();
            assertThat(payload(elsewhere)).isEqualTo("2");
            Set<String> heard = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                Notification next = both.next();
                heard.add(next.channel() + next.payload());
                assertThat(next.sender()).isPositive();
            }
            assertThat(heard).containsExactlyInAnyOrder("orders1", "bills2", "orders");
            assertThat(orders.next(Duration.ZERO)).isEmpty();
            assertThat(both.channels()).containsExactlyInAnyOrder("orders", "bills");
        }
    }

    @Test
    void theConnectionIsNoneOfThePools() {
        assumePostgresql();
        Notifications a = db.listen("a");
        try (Notifications b = db.listen("b")) {
            assertThat(db.stats().inUse()).isZero();
            assertThat(listening(db)).isEqualTo(1);
            a.close();
            db.notify("b", "x");
            assertThat(payload(b)).isEqualTo("x");
        }
        awaitUntil(() -> listening(db) == 0);
    }

    @Test
    void inATransactionItIsSentOnCommitOnly() {
        assumePostgresql();
        try (Notifications heard = db.listen("a")) {
            db.atomic(tx -> {
                tx.notify("a", "kept");
                assertThat(heard.next(Duration.ofMillis(20))).isEmpty();
            });
            assertThat(payload(heard)).isEqualTo("kept");
            db.atomic(tx -> {
                db.notify("a", "lost");
                tx.rollback();
                db.notify("a", "first");
                db.notify("a", "second");
            });
            assertThat(payload(heard)).isEqualTo("first");
            assertThat(payload(heard)).isEqualTo("second");
        }
    }

    @Test
    void anyNameAndPayloadThatFits() {
        assumePostgresql();
        String longest = "ä".repeat(31) + "x";
        for (String channel : List.of("a\"; drop table users; --", "A b'c\\", "select", "日本", longest, " ", "$1")) {
            try (Notifications heard = db.listen(channel)) {
                for (String payload : List.of("a'b\"\\", "\n$1", "ö".repeat(3999))) {
                    db.notify(channel, payload);
                    Notification next = heard.next(BOUND).orElseThrow();
                    assertThat(next.channel()).isEqualTo(channel);
                    assertThat(next.payload()).isEqualTo(payload);
                }
            }
        }
        try (Notifications upper = db.listen("Case")) {
            db.notify("case", "lower");
            db.notify("Case", "upper");
            assertThat(payload(upper)).isEqualTo("upper");
        }
        for (String channel : List.of("", "x".repeat(64), "ä".repeat(32), "a\0b")) {
            assertThatThrownBy(() -> db.listen(channel))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("63");
            assertThatThrownBy(() -> db.notify(channel, "")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> db.notify("a", "x".repeat(8000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7999");
        assertThatThrownBy(() -> db.notify("a", "x\0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withFutures() throws Exception {
        assumePostgresql();
        try (Notifications heard = await(db.listenAsync("a"))) {
            CompletableFuture<Notification> first = heard.nextAsync();
            CompletableFuture<Notification> cancelled = heard.nextAsync();
            CompletableFuture<Notification> second = heard.nextAsync();
            cancelled.cancel(true);
            await(db.notifyAsync("a", "1"));
            await(db.notifyAsync("a", "2"));
            assertThat(await(first).payload()).isEqualTo("1");
            assertThat(await(second.thenApply(Notification::payload))).isEqualTo("2");
            assertThat(await(heard.nextAsync(Duration.ofMillis(1)))).isEmpty();
            db.notify("a", "3");
            assertThat(await(heard.nextAsync(BOUND)).orElseThrow().payload()).isEqualTo("3");
            assertThatThrownBy(() -> heard.next(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whoIsInterruptedTakesNothing() throws Exception {
        assumePostgresql();
        try (Notifications heard = db.listen("a")) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(
                    () -> {
                        thread.complete(Thread.currentThread());
                        assertThatThrownBy(heard::next).isInstanceOf(StatementCancelledException.class);
                        return Thread.interrupted();
                    },
                    task -> Thread.ofVirtual().start(task));
            Thread waiting = await(thread);
            awaitUntil(() -> waiting.getState() == Thread.State.WAITING);
            waiting.interrupt();
            assertThat(await(ended)).isTrue();
            db.notify("a", "1");
            assertThat(payload(heard)).isEqualTo("1");
        }
    }

    @Test
    void closingWakesThoseWhoWait() throws Exception {
        assumePostgresql();
        Notifications heard = db.listen("a");
        CompletableFuture<Notification> waiting = heard.nextAsync();
        heard.close();
        heard.close();
        assertThatThrownBy(() -> await(waiting))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(heard::next).isInstanceOf(IllegalStateException.class);
        Notifications open = db.listen("a");
        CompletableFuture<Notification> last = open.nextAsync();
        db.close();
        assertThatThrownBy(() -> await(last)).hasCauseInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(open::next).isInstanceOf(DatabaseClosedException.class);
        assertThatThrownBy(() -> db.listen("a")).isInstanceOf(DatabaseClosedException.class);
    }

    private static final class Heard implements NotificationListener {
        final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public void onNotification(Notification notification) {
            all.add(notification.payload());
            if (notification.payload().equals("bad")) throw new IllegalArgumentException("bad");
        }

        @Override
        public void onMissed(MissedNotificationsException missed) {
            all.add(missed.reason().name());
        }

        String next() throws InterruptedException {
            return String.valueOf(all.poll(BOUND_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void aListenerIsToldOfAllAlsoAfterItFailed() throws Exception {
        assumePostgresql();
        Heard heard = new Heard();
        try (Notifications all = db.listen(heard, "a")) {
            db.notify("a", "1");
            db.notify("a", "bad");
            db.notify("a", "2");
            assertThat(List.of(heard.next(), heard.next(), heard.next())).containsExactly("1", "bad", "2");
            assertThatThrownBy(all::next).isInstanceOf(IllegalStateException.class);
            proxy.cut();
            assertThat(heard.next()).isEqualTo("CONNECTION_LOST");
            notifyUntilSent("a", "3");
            assertThat(heard.next()).isEqualTo("3");
        }
    }

    /** Past the proxy. */
    private void notifyUntilSent(String channel, String payload) {
        try (Database other = direct()) {
            other.notify(channel, payload);
        }
    }

    private static void assertMissed(Notifications heard, Reason reason) {
        assertThatThrownBy(() -> heard.next(BOUND))
                .isInstanceOfSatisfying(
                        MissedNotificationsException.class,
                        missed -> assertThat(missed.reason()).isEqualTo(reason));
    }

    @Test
    void afterALostConnectionItGoesOnAndSaysSo() {
        assumePostgresql();
        try (Notifications one = db.listen("a", "b");
                Notifications two = db.listen("c")) {
            db.notify("a", "1");
            assertThat(payload(one)).isEqualTo("1");
            for (int i = 0; i < 3; i++) {
                proxy.cut();
                assertMissed(one, Reason.CONNECTION_LOST);
                assertMissed(two, Reason.CONNECTION_LOST);
                notifyUntilSent("b", "2");
                notifyUntilSent("c", "3");
                assertThat(payload(one)).isEqualTo("2");
                assertThat(payload(two)).isEqualTo("3");
            }
        }
    }

    @Test
    void itIsTriedAgainUntilTheServerIsThere() {
        assumePostgresql();
        try (Notifications heard = db.listen("a")) {
            proxy.refuse(true);
            proxy.cut();
            long then = proxy.hits();
            awaitUntil(() -> proxy.hits() > then + 6);
            assertThatThrownBy(() -> db.listen("b")).isInstanceOf(ConnectionException.class);
            proxy.refuse(false);
            assertMissed(heard, Reason.CONNECTION_LOST);
            notifyUntilSent("a", "1");
            assertThat(payload(heard)).isEqualTo("1");
        }
    }

    @Test
    void aServerThatFallsSilentIsTakenForDead() {
        assumePostgresql();
        try (Notifications heard = db.listen("a")) {
            proxy.hold(Side.SERVER);
            // The answer to the question does not come; what opens then waits for the first word.
            notifyUntilSent("a", "lost");
            try (Database other = direct()) {
                awaitUntil(() -> listening(other) == 0);
            }
            proxy.pass();
            assertMissed(heard, Reason.CONNECTION_LOST);
            notifyUntilSent("a", "1");
            assertThat(payload(heard)).isEqualTo("1");
        }
    }

    @Test
    void whoDoesNotTakeThemInTimeIsToldWhereSomeAreMissing() {
        assumePostgresql();
        int sent = Notifications.BUFFER_SIZE + 500;
        try (Notifications slow = db.listen("a");
                Notifications quick = db.listen("end")) {
            db.sql("select pg_notify('a', cast(i as text)) from generate_series(1, " + sent + ") as i");
            db.notify("end", "");
            quick.next();
            for (int i = 1; i <= Notifications.BUFFER_SIZE; i++) {
                assertThat(slow.next().payload()).isEqualTo(String.valueOf(i));
            }
            assertMissed(slow, Reason.BUFFER_FULL);
            db.notify("a", "more");
            assertThat(payload(slow)).isEqualTo("more");
        }
    }

    @Test
    void manyTasksSendAndTakeAndEachIsTakenOnce() throws Exception {
        assumePostgresql();
        int tasks = 8;
        int each = 100;
        try (Notifications heard = db.listen("a")) {
            Set<String> taken = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                int task = i;
                all.add(db.runAsync(() -> {
                    for (int n = 0; n < each; n++) db.notify("a", task + "/" + n);
                }));
                all.add(db.runAsync(() -> {
                    for (int n = 0; n < each; n++) {
                        CompletableFuture<Notification> next = heard.nextAsync();
                        String payload =
                                next.cancel(true) ? payload(heard) : next.join().payload();
                        assertThat(taken.add(payload)).isTrue();
                    }
                }));
            }
            for (CompletableFuture<?> one : all) await(one);
            assertThat(taken).hasSize(tasks * each);
        }
    }

    @Test
    void manyTasksListenAndCloseWhileTheConnectionIsLost() throws Exception {
        assumePostgresql();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        AtomicInteger rounds = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            String channel = "c" + i % 3;
            all.add(db.runAsync(() -> {
                int lost = 0;
                for (int n = 0; n < 15; n++, rounds.incrementAndGet()) {
                    try (Notifications heard = db.listen(channel)) {
                        notifyUntilHeard(heard, channel);
                    } catch (ConnectionException | MissedNotificationsException cut) {
                        lost++;
                    }
                }
                return lost;
            }));
        }
        for (int i = 1; i <= 5; i++) {
            int some = 20 * i;
            awaitUntil(() -> rounds.get() >= some);
            proxy.cut();
        }
        for (CompletableFuture<Integer> one : all) await(one);
        awaitUntil(() -> listening(db) == 0);
        try (Notifications heard = db.listen("c0")) {
            notifyUntilSent("c0", "1");
            assertThat(payload(heard)).isEqualTo("1");
        }
    }

    private void notifyUntilHeard(Notifications heard, String channel) {
        db.notify(channel, "x");
        assertThat(heard.next(BOUND)).isPresent();
    }
}
