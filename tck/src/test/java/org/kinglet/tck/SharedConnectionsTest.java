// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseBuilder;
import org.kinglet.IntegrityException;
import org.kinglet.query.RawSql;
import org.kinglet.query.Update;
import org.kinglet.tck.model.User;

/** Statements outside of transactions, which go out on few connections, many at a time. */
class SharedConnectionsTest extends ProxyTest {
    private static final int MANY = 50;

    @Override
    DatabaseBuilder builder() {
        return super.builder().poolSize(4);
    }

    /**
     * Nothing waits behind a statement that waits for a lock, or those that wait for each other would do so for ever. Which
     * statements meet on a connection is a matter of chance, so this goes on until one had to make way.
     */
    @Test
    void theOwnerOfALockMayJoinAReadOfAnotherTaskWhileAThirdWaitsForTheLock() throws Exception {
        create("needle");
        for (int i = 0; i < 200; i++) assertThat(USERS.select().count()).isEqualTo(1); // it learns that they are fast
        proxy.record();
        int added = 0;
        while (proxy.count("needle") <= added) {
            List<CompletableFuture<?>> waiters = new ArrayList<>();
            db.atomic(() -> {
                add().execute();
                for (CompletableFuture<Long> read : await(db.runAsync(() -> readsWith(waiters)))) {
                    assertThat(await(read)).isEqualTo(1);
                }
                assertThat(waiters).noneMatch(CompletableFuture::isDone);
            });
            for (CompletableFuture<?> waiter : waiters) await(waiter);
            added += 2;
        }
        assertThat(USERS.get(USERS.username.eq("needle")).logins)
                .as("each has run once, though some were stopped and sent again")
                .isEqualTo(added);
        assertThat(db.stats().inUse()).isZero();
    }

    private static List<CompletableFuture<Long>> readsWith(List<CompletableFuture<?>> waiters) {
        List<CompletableFuture<Long>> reads = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            if (i == MANY / 2) waiters.add(add().executeAsync());
            reads.add(USERS.select().countAsync());
        }
        return reads;
    }

    private static Update<User> add() {
        return USERS.update(USERS.logins.set(USERS.logins.plus(1))).where(USERS.username.eq("needle"));
    }

    /** Text of the user may do anything, so it is never stopped for the sake of others and never sent twice. */
    @Test
    void whatTheUserWroteRunsOnceHoweverSlowItIs() throws Exception {
        create("row");
        String slow = target == TestDatabase.POSTGRESQL
                ? "update users set logins = logins + 1 from pg_sleep(0.05)"
                : "update users set logins = logins + 1 + sleep(0.05)";
        List<CompletableFuture<?>> started = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            started.add(db.executeAsync(RawSql.of(slow)));
            for (int read = 0; read < 10; read++) started.add(USERS.select().countAsync());
        }
        for (CompletableFuture<?> each : started) await(each);
        assertThat(USERS.get(USERS.username.eq("row")).logins).isEqualTo(10);
    }

    @Test
    void aFailureIsThatOfItsStatementAlone() {
        create("taken");
        List<CompletableFuture<?>> good = new ArrayList<>();
        List<CompletableFuture<?>> bad = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            good.add(USERS.createAsync(USERS.username.set("new" + i)));
            bad.add(USERS.createAsync(USERS.username.set("taken")));
        }
        assertThat(good).allSatisfy(each -> assertThat(await(each)).isNotNull());
        assertThat(bad)
                .allSatisfy(each -> assertThatThrownBy(() -> await(each)).hasCauseInstanceOf(IntegrityException.class));
        assertThat(stored()).hasSize(1 + MANY);
    }

    /** They share connections, but not their fate: only the one at the head is stopped at the server, others come again. */
    @Test
    void whoIsCancelledTakesNobodyWithHim() throws Exception {
        RawSql endless = RawSql.of(
                        target == TestDatabase.POSTGRESQL ? "select 1 from pg_sleep(10000)" : "select sleep(10000)")
                .readOnly();
        for (int round = 0; round < 20; round++) {
            List<CompletableFuture<?>> kept = new ArrayList<>();
            List<CompletableFuture<?>> cancelled = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                kept.add(USERS.createAsync(USERS.username.set("kept" + round + "." + i)));
                cancelled.add(USERS.createAsync(USERS.username.set("cancelled" + round + "." + i)));
                if (i % 10 == 0) cancelled.add(db.executeAsync(endless));
            }
            for (CompletableFuture<?> each : cancelled) each.cancel(true);
            for (CompletableFuture<?> each : kept) await(each);
        }
        awaitUntil(() -> db.stats().inUse() == 0);
        assertThat(stored().stream().filter(name -> name.startsWith("kept"))).hasSize(20 * MANY);
        assertThat(db.stats().waiting()).isZero();
    }

    /** The plan of a prepared statement may not outlive the table it was made for. */
    @Test
    void aChangeOfTheTableIsNoConcernOfStatementsThatArePrepared() throws Exception {
        create("a");
        for (String type : List.of("bigint", "int", "bigint")) {
            List<CompletableFuture<?>> started = new ArrayList<>();
            for (int i = 0; i < MANY; i++) started.add(USERS.select().listAsync());
            for (CompletableFuture<?> each : started) await(each);
            db.execute(RawSql.of(
                    target == TestDatabase.POSTGRESQL
                            ? "alter table users alter column logins type " + type
                            : "alter table users modify column logins " + type + " not null"));
            started.clear();
            for (int i = 0; i < MANY; i++) started.add(USERS.select().listAsync());
            for (CompletableFuture<?> each : started) {
                assertThat(each.get(BOUND_SECONDS, TimeUnit.SECONDS))
                        .asInstanceOf(LIST)
                        .hasSize(1);
            }
        }
    }
}
