// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.FailureKind;

/** Which server is asked. */
class ReplicasTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration NEVER = Duration.ofHours(1);

    private final FakePool primary = new FakePool(new FakeDialect(false));
    private final FakePool first = new FakePool(new FakeDialect(false));
    private final FakePool second = new FakePool(new FakeDialect(false));
    private final Engine engine = engine(LONG, NEVER);

    private Engine engine(Duration lag, Duration pause) {
        List<Replica> replicas =
                List.of(new Replica("first", () -> first, pause), new Replica("second", () -> second, pause));
        replicas.forEach(Replica::open);
        return new Engine(
                new ReplicatedPool(primary, replicas),
                new FakeHost(),
                new Engine.Settings(Duration.ofSeconds(10), Duration.ofSeconds(30), null, lag, null, false, null));
    }

    @AfterEach
    void nothingIsLeased() {
        assertThat(primary.inUse() + first.inUse() + second.inUse()).isZero();
    }

    private interface Body {
        void run() throws Exception;
    }

    /** As a task of its own, which has not written. */
    private static void task(Body body) throws Exception {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                body.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get(1, TimeUnit.MINUTES);
    }

    private static void run(Engine on, Channel channel, String sql, Access access) {
        Command<Long> command =
                new Command<>(sql, new Object[0], access, Command.update(sql).collector());
        Operation<Long> operation = new Operation.Single<Long, Long>(command, null, (rows, from) -> rows);
        assertThat(channel.engine()).isSameAs(on);
        operation.run(channel);
    }

    private static void read(Engine on, String sql) {
        run(on, on.channel(), sql, Access.READ);
    }

    private void read(String sql) {
        read(engine, sql);
    }

    private void write(String sql) {
        run(engine, engine.channel(), sql, Access.WRITE);
    }

    private long readsOfReplicas() {
        return first.sent.size() + second.sent.size();
    }

    private void atomic(boolean readOnly, Body body) throws Exception {
        Blocks.Options options = new Blocks.Options(null, readOnly, false, 0);
        Blocks.<Boolean, Exception>run(engine, engine.channel(), Blocks.Kind.ATOMIC, options, level -> {
            body.run();
            return true;
        });
    }

    @Test
    void readsGoToTheReplicasInTurnAndWritesToThePrimary() throws Exception {
        task(() -> {
            for (int i = 0; i < 4; i++) read("r");
        });
        assertThat(first.sent).containsExactly("autocommit r", "autocommit r");
        assertThat(second.sent).containsExactly("autocommit r", "autocommit r");
        task(() -> write("w"));
        assertThat(primary.sent).containsExactly("autocommit w");
    }

    @Test
    void whatMayWriteGoesToThePrimary() throws Exception {
        task(() -> run(engine, engine.channel(), "raw", Access.EXCLUSIVE));
        assertThat(primary.sent).containsExactly("autocommit raw");
    }

    @Test
    void aTaskThatWroteReadsFromThePrimary() throws Exception {
        task(() -> {
            write("w");
            read("r");
            task(() -> read("of another"));
        });
        assertThat(primary.sent).containsExactly("autocommit w", "autocommit r");
        assertThat(readsOfReplicas()).isEqualTo(1);
    }

    @Test
    void butOnlyForAWhile() throws Exception {
        Engine forgetful = engine(Duration.ofNanos(1), NEVER);
        task(() -> {
            run(forgetful, forgetful.channel(), "w", Access.WRITE);
            read(forgetful, "r");
        });
        assertThat(readsOfReplicas()).isEqualTo(1);
    }

    @Test
    void aTransactionIsOnThePrimaryAndItsTaskReadsThereAfterwardsIfItCouldWrite() throws Exception {
        task(() -> {
            atomic(true, () -> read("in"));
            read("after reading");
        });
        assertThat(primary.sent).contains("in").doesNotContain("autocommit after reading");
        assertThat(readsOfReplicas()).isEqualTo(1);
        task(() -> {
            atomic(false, () -> read("in"));
            read("after writing");
        });
        assertThat(primary.sent).contains("autocommit after writing");
    }

    @Test
    void whatATaskStartsKnowsWhatItWrote() throws Exception {
        task(() -> {
            write("w");
            Tasks.start(engine, () -> {
                        read("of the new task");
                        return true;
                    })
                    .join();
        });
        assertThat(primary.sent).contains("autocommit of the new task");
    }

    @Test
    void whoWaitsForATaskKnowsWhatThatWrote() throws Exception {
        task(() -> {
            Tasks.start(engine, () -> {
                        write("w");
                        return true;
                    })
                    .join();
            read("joined");
        });
        assertThat(primary.sent).contains("autocommit joined");
        task(() -> Tasks.start(engine, () -> {
                    write("w");
                    return true;
                })
                .thenAccept(done -> read("in a callback"))
                .get());
        assertThat(primary.sent).contains("autocommit in a callback");
    }

    @Test
    void onPrimaryKeepsAReadThere() throws Exception {
        task(() -> run(engine, engine.channel().onPrimary(), "r", Access.READ));
        assertThat(primary.sent).containsExactly("autocommit r");
    }

    @Test
    void aReplicaThatIsDownIsLeftOutAndItsReadAskedOfAnother() throws Exception {
        first.down = new DriverException(FailureKind.CONNECTION, "down");
        task(() -> {
            for (int i = 0; i < 10; i++) read("r");
        });
        assertThat(first.sent).hasSizeLessThanOrEqualTo(1);
        assertThat(second.sent).hasSize(10);
        assertThat(primary.sent).isEmpty();
    }

    @Test
    void withoutAReplicaThePrimaryAnswers() throws Exception {
        first.down = new DriverException(FailureKind.CONNECTION, "down");
        second.down = new DriverException(FailureKind.RESOURCES, "too many connections");
        task(() -> {
            for (int i = 0; i < 10; i++) read("r");
        });
        assertThat(primary.sent).hasSize(10);
        assertThat(readsOfReplicas()).isEqualTo(2);
    }

    @Test
    void aReplicaThatAnswersAgainIsUsedAgain() throws Exception {
        Engine watchful = engine(LONG, Duration.ofMillis(1));
        first.down = new DriverException(FailureKind.CONNECTION, "down");
        second.down = new DriverException(FailureKind.CONNECTION, "down");
        task(() -> {
            read(watchful, "r");
            read(watchful, "r");
            assertThat(primary.sent).hasSize(2);
            first.down = null;
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!first.sent.contains("autocommit back") && System.nanoTime() < deadline) read(watchful, "back");
        });
        assertThat(first.sent).contains("autocommit back");
    }

    @Test
    void whatIsTheStatementsOwnFaultIsNotAskedTwice() {
        first.fail("wrong", FailureKind.PROGRAMMING);
        second.fail("wrong", FailureKind.PROGRAMMING);
        assertThatThrownBy(() -> task(() -> read("wrong"))).hasRootCauseInstanceOf(DriverException.class);
        assertThat(readsOfReplicas()).isEqualTo(1);
        assertThat(primary.sent).isEmpty();
    }

    @Test
    void aTableThatIsNotForThisUserDoesNotMakeAReplicaUseless() throws Exception {
        first.fail("secret", FailureKind.AUTHENTICATION);
        second.fail("secret", FailureKind.AUTHENTICATION);
        var kept = List.of(
                first.acquire(Access.READ).get(), second.acquire(Access.READ).get());
        assertThatThrownBy(() -> task(() -> read("secret"))).hasRootCauseInstanceOf(DriverException.class);
        task(() -> read("r"));
        assertThat(readsOfReplicas()).isEqualTo(2);
        assertThat(primary.sent).isEmpty();
        for (var lease : kept) lease.release();
    }

    @Test
    void aConflictWithWhatIsReplicatedIsAskedOfThePrimary() throws Exception {
        first.fail("r", FailureKind.SERIALIZATION);
        second.fail("r", FailureKind.SERIALIZATION);
        task(() -> read("r"));
        assertThat(readsOfReplicas()).isEqualTo(1);
        assertThat(primary.sent).containsExactly("autocommit r");
    }

    @Test
    void aConnectionForReadingIsOfAReplicaIfThereIsOne() throws Exception {
        DriverPool pool = engine.forReading();
        first.down = new DriverException(FailureKind.CONNECTION, "down");
        for (int i = 0; i < 2; i++) {
            var lease = pool.acquire(Access.READ).get();
            assertThat(second.inUse()).isEqualTo(1);
            lease.release();
        }
        second.down = new DriverException(FailureKind.CONNECTION, "down");
        var lease = pool.acquire(Access.READ).get();
        assertThat(primary.inUse()).isEqualTo(1);
        lease.release();
    }

    @Test
    void aReplicaThatIsNotThereAtFirstIsNoFailureButAWrongPasswordIs() {
        DriverException down = new DriverException(FailureKind.CONNECTION, "down");
        ReplicatedPool pool = ReplicatedPool.open(primary, List.of(() -> {
            throw down;
        }));
        assertThat(pool.next(List.of())).isNull();
        pool.close(Duration.ZERO);
        DriverException wrong = new DriverException(FailureKind.AUTHENTICATION, "wrong password");
        assertThatThrownBy(() -> ReplicatedPool.open(primary, List.of(() -> first, () -> {
                    throw wrong;
                })))
                .isSameAs(wrong);
        assertThat(primary.grace).isZero();
        assertThat(first.grace).isZero();
    }
}
