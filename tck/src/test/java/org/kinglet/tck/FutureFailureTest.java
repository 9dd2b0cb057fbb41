// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Action;
import org.kinglet.IntegrityException;
import org.kinglet.tck.model.User;

/** A failure in a transaction that nobody saw fails the block; one that somebody saw is theirs to judge. */
class FutureFailureTest extends TaskTest {
    @BeforeEach
    void takeTheName() {
        create("taken");
    }

    private static CompletableFuture<User> failing() {
        return USERS.createAsync(USERS.username.set("taken"));
    }

    @Test
    void aFailureThatNobodySawFailsTheBlock() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("a");
                    failing();
                }))
                .isInstanceOf(IntegrityException.class);
        assertThat(stored()).containsExactly("taken");
    }

    @Test
    void theOthersAreSuppressedInTheFirst() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    failing();
                    failing();
                    db.sqlAsync("no such statement");
                }))
                .isInstanceOf(IntegrityException.class)
                // What a server refuses only because something failed before is no failure of its own.
                .satisfies(first -> assertThat(first.getSuppressed().length)
                        .isIn(target.failureEndsTransaction() ? List.of(0, 1) : List.of(2)));
    }

    @Test
    void aFailureInANestedBlockFailsThatBlock() {
        db.atomic(() -> {
            assertThatThrownBy(() -> db.atomic(() -> {
                        create("lost");
                        failing();
                    }))
                    .isInstanceOf(IntegrityException.class);
            create("a");
        });
        assertThat(stored()).containsExactly("taken", "a");
    }

    @Test
    void theBodysOwnExceptionComesFirst() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    failing();
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
    }

    @Test
    void whatSomebodySawDoesNotFailTheBlock() {
        Stream<Consumer<CompletableFuture<User>>> ways = Stream.of(
                future -> assertThatThrownBy(future::join).hasCauseInstanceOf(IntegrityException.class),
                future -> assertThatThrownBy(future::get).hasCauseInstanceOf(IntegrityException.class),
                future -> assertThatThrownBy(() -> future.get(1, TimeUnit.MINUTES))
                        .hasCauseInstanceOf(IntegrityException.class),
                future -> future.handle((user, failure) -> failure),
                future -> future.exceptionally(failure -> new User("instead")),
                future -> future.exceptionallyCompose(failure -> USERS.createAsync(USERS.username.set("again"))),
                future -> future.thenApply(user -> user.id).exceptionally(failure -> 0L),
                future -> assertThatThrownBy(future.thenCompose(user -> failing())::join)
                        .hasCauseInstanceOf(IntegrityException.class));
        ways.forEach(see -> handled(() -> see.accept(failing())));
        assertThat(db.stats().inUse()).isZero();
    }

    /** A block in which each failure is handled: it commits, unless the server has given the transaction up. */
    private void handled(Action<RuntimeException> block) {
        if (target.failureEndsTransaction()) {
            assertThatThrownBy(() -> db.atomic(block)).isInstanceOf(IntegrityException.class);
        } else {
            db.atomic(block);
        }
    }

    /** As long as it was combined in time: the JDK tells nobody who looks at a future that has failed already. */
    @Test
    void whatWasCombinedWithAllOfBelongsToThat() {
        handled(() -> {
            db.executeAsync(probe.heldRead()); // the next one waits behind it
            CompletableFuture<Void> all = CompletableFuture.allOf(failing());
            probe.release();
            assertThatThrownBy(all::join).hasCauseInstanceOf(IntegrityException.class);
        });
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void aHandlerThatOnlyPassesItOnLeavesItToTheBlock() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("a");
                    failing().thenApply(user -> user.id).thenAccept(id -> {});
                }))
                .isInstanceOf(IntegrityException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        assertThat(stored()).containsExactly("taken");
    }

    @Test
    void aTimeLimitIsNoHandler() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    failing().orTimeout(1, TimeUnit.HOURS);
                }))
                .isInstanceOf(IntegrityException.class);
        assertThatThrownBy(() -> db.atomic(() -> {
                    failing().completeOnTimeout(new User(), 1, TimeUnit.HOURS);
                }))
                .isInstanceOf(IntegrityException.class);
    }

    @Test
    void aCallbackThatThrowsUnseenFailsTheBlock() {
        Undo undo = new Undo();
        assertThatThrownBy(() -> db.atomic(() -> {
                    USERS.createAsync(USERS.username.set("a")).thenAccept(user -> {
                        throw undo;
                    });
                }))
                .isSameAs(undo);
        db.atomic(() -> {
            USERS.createAsync(USERS.username.set("b"))
                    .thenAccept(user -> {
                        throw undo;
                    })
                    .exceptionally(failure -> null);
        });
        assertThat(stored()).containsExactly("taken", "b");
    }

    @Test
    void aFailureInTheMiddleOfAnUnjoinedChainFailsTheBlock() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    USERS.createAsync(USERS.username.set("a"))
                            .thenCompose(user -> failing())
                            .thenCompose(user -> USERS.createAsync(USERS.username.set("never")));
                }))
                .isInstanceOf(IntegrityException.class);
        assertThat(stored()).containsExactly("taken");
    }

    @Test
    void aCommitByHandLooksAtFailuresToo() {
        assertThatThrownBy(() -> db.atomic(tx -> {
                    create("a");
                    failing();
                    tx.commit();
                }))
                .isInstanceOf(IntegrityException.class);
        assertThat(stored()).containsExactly("taken");
        assertThatThrownBy(() -> await(db.beginAsync().thenCompose(tx -> {
                    tx.createAsync(new User("taken"));
                    return tx.commitAsync();
                })))
                .cause()
                .isInstanceOf(IntegrityException.class);
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void outsideOfATransactionAFailureConcernsNobodyElse() throws Exception {
        CompletableFuture<User> failed = failing();
        Throwable seen = await(failed.handle((user, failure) -> failure));
        assertThat(seen).isNotNull();
        CompletableFuture<?> alone = failing().thenAccept(user -> {});
        create("a");
        assertThat(stored()).containsExactly("taken", "a");
        await(alone.handle((nothing, failure) -> failure));
    }
}
