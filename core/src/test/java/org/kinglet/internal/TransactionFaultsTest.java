// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kinglet.driver.Command;
import org.kinglet.driver.FailureKind;

/** What a transaction does when the server, or the way to it, fails. */
class TransactionFaultsTest {
    private FakePool pool = new FakePool(new FakeDialect(false));
    private Engine engine = engine(pool);

    private static Engine engine(FakePool pool) {
        return new Engine(
                pool,
                new FakeHost(),
                new Engine.Settings(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        null,
                        Duration.ofSeconds(5),
                        null,
                        false,
                        null));
    }

    @AfterEach
    void noConnectionIsLeaked() {
        assertThat(pool.inUse()).isZero();
        assertThat(Frame.current()).isNull();
    }

    private interface Body {
        void run() throws Exception;
    }

    private void atomic(Body body) throws Exception {
        atomic(Blocks.Options.DEFAULT, body);
    }

    private void atomic(Blocks.Options options, Body body) throws Exception {
        Blocks.<Boolean, Exception>run(engine, engine.channel(), Blocks.Kind.ATOMIC, options, level -> {
            body.run();
            return true;
        });
    }

    private void send(String sql) {
        new Operation.Single<Long, Long>(Command.update(sql), null, (rows, channel) -> rows).run(engine.channel());
    }

    private void sendAsync(String sql) {
        new Operation.Single<Long, Long>(Command.update(sql), null, (rows, channel) -> rows).start(engine.channel());
    }

    private static void failsWith(FailureKind kind, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FakeHost.Failed.class, failed -> assertThat(failed.kind).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    @Test
    void beginTravelsWithTheFirstStatementAndAnEmptyBlockSendsNothing() throws Exception {
        atomic(() -> {});
        assertThat(pool.sent).containsExactly("release");
        pool.sent.clear();
        atomic(() -> {
            send("a");
            atomic(() -> send("b"));
        });
        assertThat(pool.sent)
                .containsExactly(
                        "begin", "a", "savepoint kinglet_1", "b", "release savepoint kinglet_1", "commit", "release");
    }

    @Test
    void aNestedFirstStatementThatFailsRollsBackToItsSavepoint() throws Exception {
        pool.fail("b", FailureKind.UNIQUE_VIOLATION);
        atomic(() -> failsWith(FailureKind.UNIQUE_VIOLATION, "b", () -> atomic(() -> send("b"))));
        assertThat(pool.sent)
                .containsExactly(
                        "begin",
                        "savepoint kinglet_1",
                        "b",
                        "rollback to savepoint kinglet_1",
                        "release savepoint kinglet_1",
                        "commit",
                        "release");
    }

    @Test
    void afterABeginThatFailedNoStatementOfTheBlockRuns() {
        pool.fail("begin", FailureKind.LOCK_TIMEOUT);
        failsWith(
                FailureKind.LOCK_TIMEOUT,
                "begin",
                () -> atomic(() -> {
                    failsWith(FailureKind.LOCK_TIMEOUT, "begin", () -> send("a"));
                    failsWith(FailureKind.LOCK_TIMEOUT, "begin", () -> atomic(() -> send("b")));
                    send("c");
                }));
        assertThat(pool.sent).doesNotContain("a", "b", "c", "autocommit a", "commit");
    }

    @Test
    void afterTheConnectionIsLostNoStatementOfTheBlockRunsAnywhere() {
        pool.losesConnectionAt = "b";
        failsWith(
                FailureKind.CONNECTION,
                "reset",
                () -> atomic(() -> {
                    send("a");
                    failsWith(FailureKind.CONNECTION, "reset", () -> send("b"));
                    failsWith(FailureKind.CONNECTION, "reset", () -> send("c"));
                    failsWith(FailureKind.CONNECTION, "reset", () -> atomic(() -> send("d")));
                    send("e");
                }));
        assertThat(pool.sent).containsExactly("begin", "a", "b", "discard");
    }

    @Test
    void aLostConnectionFailsTheBlockEvenIfEachFailureWasHandled() {
        pool.losesConnectionAt = "b";
        failsWith(
                FailureKind.CONNECTION,
                "lost",
                () -> atomic(() -> {
                    send("a");
                    failsWith(FailureKind.CONNECTION, "reset", () -> send("b"));
                }));
        assertThat(pool.sent).containsExactly("begin", "a", "b", "discard");
    }

    @Test
    void aConnectionLostDuringCommitLeavesTheOutcomeUnknownAndIsNeverTriedAgain() {
        pool.losesConnectionAt = "commit";
        List<String> undone = new ArrayList<>();
        failsWith(
                FailureKind.COMMIT_UNKNOWN,
                "may or may not",
                () -> atomic(new Blocks.Options(null, false, false, 5), () -> {
                    send("a");
                    engine.channel().onRollback(() -> undone.add("undone"));
                }));
        assertThat(pool.sent).containsExactly("begin", "a", "commit", "discard");
    }

    @Test
    void aCommitOfWhichTheServerItselfDoesNotKnowTheOutcomeIsNeverTriedAgain() {
        pool.fail("commit", FailureKind.COMMIT_UNKNOWN);
        failsWith(
                FailureKind.COMMIT_UNKNOWN,
                "commit",
                () -> atomic(new Blocks.Options(null, false, false, 5), () -> send("a")));
        assertThat(pool.sent).containsOnlyOnce("a");
    }

    @Test
    void aCommitThatIsRefusedIsRolledBackAndMayBeTriedAgain() throws Exception {
        pool.fail("commit", FailureKind.SERIALIZATION);
        int[] attempts = new int[1];
        failsWith(
                FailureKind.SERIALIZATION,
                "commit",
                () -> atomic(new Blocks.Options(null, false, false, 2), () -> {
                    attempts[0]++;
                    send("a");
                }));
        assertThat(attempts[0]).isEqualTo(3);
        assertThat(pool.sent.subList(0, 5)).containsExactly("begin", "a", "commit", "rollback", "release");
    }

    @Test
    void aConnectionWhoseRollbackFailsIsClosedAndTheFirstFailureIsReported() {
        pool.fail("rollback", FailureKind.OTHER);
        IllegalStateException undo = new IllegalStateException("undo");
        assertThatThrownBy(() -> atomic(() -> {
                    send("a");
                    throw undo;
                }))
                .isSameAs(undo);
        assertThat(pool.sent).containsExactly("begin", "a", "rollback", "discard");
    }

    @Test
    void aSavepointThatCannotBeRolledBackFailsTheWholeBlock() {
        pool.fail("rollback to savepoint kinglet_1", FailureKind.OTHER);
        assertThatThrownBy(() -> atomic(() -> {
                    send("a");
                    assertThatThrownBy(() -> atomic(() -> {
                                send("b");
                                throw new IllegalStateException("undo");
                            }))
                            .isInstanceOf(IllegalStateException.class);
                }))
                .isInstanceOf(FakeHost.Failed.class)
                .hasMessageContaining("savepoint");
        assertThat(pool.sent).contains("rollback").doesNotContain("commit");
    }

    @Test
    void whereAFailureEndsTheTransactionTheFirstIsReportedFromThenOn() throws Exception {
        pool = new FakePool(new FakeDialect(true));
        engine = engine(pool);
        pool.fail("b", FailureKind.UNIQUE_VIOLATION);
        failsWith(
                FailureKind.UNIQUE_VIOLATION,
                "failed: b",
                () -> atomic(() -> {
                    send("a");
                    failsWith(FailureKind.UNIQUE_VIOLATION, "failed: b", () -> send("b"));
                    failsWith(FailureKind.UNIQUE_VIOLATION, "failed: b", () -> send("c"));
                    failsWith(FailureKind.UNIQUE_VIOLATION, "failed: b", () -> atomic(() -> send("d")));
                }));
        assertThat(pool.sent).containsExactly("begin", "a", "b", "rollback", "release");
        pool.sent.clear();
        atomic(() -> {
            send("a");
            failsWith(FailureKind.UNIQUE_VIOLATION, "failed: b", () -> atomic(() -> send("b")));
            send("c");
        });
        assertThat(pool.sent).containsSubsequence("rollback to savepoint kinglet_1", "c", "commit");
    }

    @Test
    void aFailureThatNobodySawIsTheFirstWithTheOthersSuppressed() {
        pool.fail("b", FailureKind.UNIQUE_VIOLATION);
        pool.fail("c", FailureKind.DATA);
        assertThatThrownBy(() -> atomic(() -> {
                    send("a");
                    sendAsync("b");
                    sendAsync("c");
                }))
                .hasMessageContaining("failed: b")
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
        assertThat(pool.sent).contains("rollback").doesNotContain("commit");
    }

    @Test
    void callsThatWaitAreRefusedOnAnEventLoopAndFuturesAreNot() {
        pool.eventLoop = true;
        TaskFuture<String> never = TaskFuture.create(engine);
        List<ThrowingCallable> calls = List.of(() -> send("a"), () -> atomic(() -> {}), never::join, never::get);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            FakeHost.Misused.class,
                            misused -> assertThat(misused.problem).isEqualTo(Host.Problem.BLOCKING_CALL))
                    .hasMessageContaining("Async")
                    .hasMessageContaining("runAsync");
        }
        sendAsync("b");
        assertThat(pool.sent).containsExactly("autocommit b");
    }
}
