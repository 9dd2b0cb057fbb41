// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.kinglet.CommitOutcomeUnknownException;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.KingletException;
import org.kinglet.TransactionOptions;
import org.kinglet.query.Statement;
import org.kinglet.tck.model.User;
import org.kinglet.testkit.TcpProxy.Fault;
import org.kinglet.testkit.TcpProxy.Side;

/**
 * Money moves between accounts in many tasks while the way to the server fails at every moment of the protocol. Each
 * transfer leaves a row of its own, so that afterwards the database itself tells which of them took place.
 */
class TransfersUnderFaultsTest extends ProxyTest {
    /** Many more than connections: with few, all others soon wait for the rows that a held transaction has locked. */
    private static final int ACCOUNTS = 128;

    private static final int EACH = 1000;
    private static final int TASKS = 64;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean over;
    private List<Long> accounts;

    @Override
    DatabaseBuilder builder() {
        return super.builder().poolSize(10).acquireTimeout(Duration.ofSeconds(BOUND_SECONDS));
    }

    /** @param atOnce whether the answer to one statement is not waited for before the next, nor before the commit */
    private void transferUntilItIsOver(Random random, boolean atOnce) {
        while (!over) {
            String name = "transfer " + numbers.incrementAndGet();
            int from = random.nextInt(ACCOUNTS);
            int to = random.nextInt(ACCOUNTS);
            int amount = random.nextInt(50);
            try {
                transfer(name, from, to, amount, atOnce);
                acknowledged.add(name);
            } catch (CommitOutcomeUnknownException either) {
                unknown.add(name);
            } catch (KingletException not) {
                failed.add(name);
            }
        }
    }

    /** Rows are locked in one order, so that no deadlock slows the test down. */
    private void transfer(String name, int from, int to, int amount, boolean atOnce) {
        List<Statement<Integer>> statements = List.of(
                add(Math.min(from, to), from < to ? -amount : amount),
                USERS.insert(USERS.username.set(name)),
                add(Math.max(from, to), from < to ? amount : -amount));
        db.atomic(
                TransactionOptions.defaults().retries(3),
                () -> statements.forEach(atOnce ? Statement::executeAsync : Statement::execute));
    }

    private Statement<Integer> add(int account, int amount) {
        return USERS.update(USERS.logins.set(USERS.logins.plus(amount))).where(USERS.id.eq(accounts.get(account)));
    }

    /** Waits until so many transfers more have taken place: work goes on. */
    private void awaitTransfers(int more) {
        int before = acknowledged.size();
        awaitUntil(() -> acknowledged.size() >= before + more);
    }

    private void failAt(String text, Fault fault) {
        long before = proxy.hits();
        proxy.at(text, fault);
        awaitUntil(() -> proxy.hits() > before);
    }

    private void failAtConnecting(Fault fault) {
        long before = proxy.hits();
        proxy.atNextConnection(fault);
        proxy.cut();
        awaitUntil(() -> proxy.hits() > before);
    }

    private void failEverywhere() {
        for (String moment : List.of(target.isMysqlFamily() ? "start transaction" : "begin", "transfer", "commit")) {
            for (Fault fault : Fault.values()) {
                failAt(moment, fault);
                awaitTransfers(5);
                proxy.pass();
                if (fault == Fault.HOLD_ANSWER) {
                    failAt(moment, fault);
                    awaitTransfers(5);
                    proxy.reset(); // with the one that is held
                }
                awaitTransfers(TASKS);
            }
        }
        for (Fault fault :
                List.of(Fault.CLOSE_BEFORE, Fault.RESET_BEFORE, Fault.CLOSE_AT_ANSWER, Fault.RESET_AT_ANSWER)) {
            failAtConnecting(fault);
            awaitTransfers(TASKS);
        }
        for (Side side : Side.values()) {
            proxy.hold(side);
            awaitUntil(() -> db.stats().waiting() > 0);
            proxy.pass();
            awaitTransfers(TASKS);
            proxy.hold(side);
            awaitUntil(() -> db.stats().waiting() > 0);
            proxy.reset();
            proxy.pass();
            awaitTransfers(TASKS);
        }
        proxy.delay(Duration.ofMillis(2));
        awaitTransfers(TASKS);
        proxy.cut();
        awaitTransfers(TASKS);
        proxy.delay(Duration.ZERO);
        long before = proxy.hits();
        proxy.refuse(true);
        proxy.reset();
        awaitUntil(() -> proxy.hits() >= before + 10);
        proxy.refuse(false);
        awaitTransfers(TASKS);
    }

    @Test
    void theSumNeverChangesAndWhatWasAcknowledgedIsThere() throws Exception {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            User user = new User("account " + i);
            user.logins = EACH;
            user.save();
            users.add(user);
        }
        accounts = users.stream().map(user -> user.id).toList();
        long seed = System.nanoTime();
        System.out.println("TransfersUnderFaultsTest seed " + seed + " on " + target);
        List<CompletableFuture<?>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            Random random = new Random(seed + i);
            boolean atOnce = i % 2 == 0;
            tasks.add(db.runAsync(() -> transferUntilItIsOver(random, atOnce)));
        }
        try {
            failEverywhere();
        } finally {
            over = true;
            proxy.pass();
        }
        for (CompletableFuture<?> task : tasks) await(task);
        assertThat(db.stats().inUse()).isZero();
        assertThat(db.stats().waiting()).isZero();

        try (Database direct = Database.open(directUrl)) {
            List<User> all = direct.use(() -> USERS.select().list());
            Set<String> stored = ConcurrentHashMap.newKeySet();
            all.forEach(user -> stored.add(user.username));
            assertThat(all.stream().mapToInt(user -> user.logins).sum())
                    .as("seed " + seed)
                    .isEqualTo(ACCOUNTS * EACH);
            assertThat(stored).containsAll(acknowledged).doesNotContainAnyElementsOf(failed);
            stored.removeAll(acknowledged);
            stored.removeAll(unknown);
            assertThat(stored).allMatch(name -> name.startsWith("account "));
        }
        assertThat(unknown).as("some were in doubt, or nothing was tested").isNotEmpty();
    }
}
