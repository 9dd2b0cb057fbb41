// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinglet.CommitOutcomeUnknownException;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.IntegrityException;
import org.kinglet.KingletException;
import org.kinglet.StatementCancelledException;
import org.kinglet.Transaction;
import org.kinglet.query.Update;
import org.kinglet.testkit.TcpProxy.Fault;
import org.kinglet.testkit.TcpProxy.Side;

/**
 * A commit that is sent behind statements whose answers nobody has waited for: it travels with them, and must commit all of
 * them or nothing whatever becomes of one. Elsewhere than on PostgreSQL it waits for them, and the same must hold.
 */
class CommitBehindTest extends ProxyTest {
    @Override
    DatabaseBuilder builder() {
        return super.builder().poolSize(1);
    }

    /** From here on the statement is prepared on the only connection. */
    @BeforeEach
    void prepare() {
        db.atomic(() -> {
            create("a");
            create("b");
            rename("nobody", "whoever").execute();
        });
    }

    private static Update<?> rename(String from, String to) {
        return USERS.update(USERS.username.set(to)).where(USERS.username.eq(from));
    }

    private void renameBoth() {
        rename("a", "needle 1").executeAsync();
        rename("b", "needle 2").executeAsync();
    }

    private void assumeItTravels() {
        assumeTrue(target.failureEndsTransaction(), "elsewhere a failed statement would be left out of the commit");
    }

    @Test
    void aWholeBlockIsSentAtOnce() throws Exception {
        assumeItTravels();
        proxy.record();
        proxy.hold(Side.SERVER);
        CompletableFuture<?> block = db.atomicAsync(this::renameBoth);
        awaitUntil(() -> proxy.count("commit") == 1);
        assertThat(proxy.count("needle")).isEqualTo(2);
        assertThat(block).isNotDone();
        proxy.pass();
        await(block);
        assertThat(stored()).containsExactly("needle 1", "needle 2");
    }

    @Test
    void soIsATransactionByHand() throws Exception {
        assumeItTravels();
        Transaction transaction = await(db.beginAsync());
        proxy.record();
        proxy.hold(Side.SERVER);
        CompletableFuture<Integer> first = transaction.executeAsync(rename("a", "needle 1"));
        CompletableFuture<Integer> second = transaction.executeAsync(rename("nobody", "needle 2"));
        CompletableFuture<?> commit = transaction.commitAsync();
        awaitUntil(() -> proxy.count("commit") == 1);
        assertThat(commit).isNotDone();
        proxy.pass();
        await(commit);
        assertThat(await(first)).isEqualTo(1);
        assertThat(await(second)).isZero();
        assertThat(stored()).containsExactly("needle 1", "b");
    }

    @Test
    void aCallbackIsStillPartOfTheTransaction() {
        db.atomic(() -> {
            rename("a", "c")
                    .executeAsync()
                    .thenCompose(count -> rename("b", "d").executeAsync());
        });
        assertThat(stored()).containsExactly("c", "d");
    }

    @Test
    void aBlockThatGoesOnAfterItsCommitBeginsAnew() {
        assertThatThrownBy(() -> db.atomic(transaction -> {
                    rename("a", "c").executeAsync();
                    transaction.commit();
                    rename("b", "d").executeAsync();
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).containsExactly("c", "b");
    }

    /** After a savepoint that was rolled back the transaction is as good as new. */
    @Test
    void whatASavepointHasUndoneDoesNotCount() {
        db.atomic(() -> {
            assertThatThrownBy(() -> db.atomic(() -> rename("a", "b").execute()))
                    .isInstanceOf(IntegrityException.class);
            rename("a", "c").executeAsync();
        });
        assertThat(stored()).containsExactly("c", "b");
    }

    @Test
    void theServerRefusesOne() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    rename("a", "c").executeAsync();
                    rename("c", "b").executeAsync();
                }))
                .isInstanceOf(IntegrityException.class);
        assertThat(stored()).containsExactly("a", "b");
        db.atomic(this::renameBoth);
        assertThat(stored()).containsExactly("needle 1", "needle 2");
    }

    /** The server learns nothing of such a statement, so nothing fails there. Once while it is prepared, once after. */
    @Test
    void theClientRefusesOne() {
        assumeItTravels();
        Update<?> unfit = USERS.update(USERS.logins.set(5)).where(USERS.username.eq("b"));
        try (Database direct = Database.open(directUrl)) {
            direct.sql("alter table users alter logins drop not null, alter logins type uuid using null");
        }
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> db.atomic(() -> {
                        rename("a", "c").executeAsync();
                        unfit.executeAsync();
                    }))
                    .isInstanceOf(KingletException.class);
            assertThat(db.sql("select username from users order by id").list())
                    .extracting(row -> row.get("username", String.class))
                    .containsExactly("a", "b");
        }
    }

    /** Before it was sent, while it runs, or too late: in no case is it left out. */
    @Test
    void oneIsCancelled() {
        assumeItTravels();
        int stopped = 0;
        for (int i = 0; i < 100; i++) {
            try {
                db.atomic(() -> {
                    rename("a", "c").executeAsync();
                    rename("b", "d").executeAsync().cancel(true);
                });
                assertThat(stored()).containsExactly("c", "d");
                db.atomic(() -> {
                    rename("c", "a").execute();
                    rename("d", "b").execute();
                });
            } catch (StatementCancelledException cancelled) {
                stopped++;
                assertThat(stored()).containsExactly("a", "b");
            }
        }
        assertThat(stopped).as("some were in time").isPositive();
    }

    @Test
    void theTaskIsInterruptedWhileOneWaitsForALock() throws Exception {
        try (Database direct = Database.open(directUrl);
                Transaction holder = direct.begin()) {
            holder.execute(rename("a", "held"));
            proxy.record();
            CompletableFuture<?> block = db.atomicAsync(this::renameBoth);
            awaitUntil(() -> proxy.count("needle 1") == 1);
            block.cancel(true);
            assertThatThrownBy(block::join).isInstanceOf(CancellationException.class);
            awaitUntil(() -> db.stats().inUse() == 0);
            holder.rollback();
        }
        assertThat(stored()).containsExactly("a", "b");
        db.atomic(this::renameBoth);
        assertThat(stored()).containsExactly("needle 1", "needle 2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_AT_ANSWER", "RESET_AT_ANSWER"})
    void theConnectionIsLostWithTheAnswers(Fault fault) {
        proxy.at("commit", fault);
        assertThatThrownBy(() -> db.atomic(this::renameBoth)).isInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(stored()).isIn(List.of("a", "b"), List.of("needle 1", "needle 2"));
    }

    /** What never reached the wire is not in doubt. */
    @Test
    void theConnectionIsLostBeforeAnythingIsSent() throws Exception {
        Transaction transaction = await(db.beginAsync());
        proxy.cut();
        awaitUntil(() -> db.stats().total() == 0);
        assertThatThrownBy(() -> {
                    transaction.executeAsync(rename("a", "c"));
                    await(transaction.commitAsync());
                })
                .isInstanceOfAny(ConnectionException.class, java.util.concurrent.ExecutionException.class)
                .satisfies(failure -> assertThat(failure instanceof ConnectionException ? failure : failure.getCause())
                        .isInstanceOf(ConnectionException.class)
                        .isNotInstanceOf(CommitOutcomeUnknownException.class));
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void aFailureIsToldByTheCommitAndByTheFuture() throws Exception {
        Transaction transaction = await(db.beginAsync());
        CompletableFuture<Integer> taken = transaction.executeAsync(rename("a", "b"));
        CompletableFuture<?> commit = transaction.commitAsync();
        assertThatThrownBy(commit::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IntegrityException.class);
        assertThatThrownBy(taken::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IntegrityException.class);
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).containsExactly("a", "b");
    }
}
