// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.kinglet.tck.model.Users.USERS;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.IntegrityException;
import org.kinglet.Isolation;
import org.kinglet.TransactionException;
import org.kinglet.TransactionOptions;
import org.kinglet.Work;
import org.kinglet.query.Select;
import org.kinglet.tck.model.User;

class AtomicTest extends TaskTest {
    @Test
    void commitsWhenTheBlockReturnsAndGivesItsValue() {
        String value = db.atomic(() -> {
            create("a");
            create("b");
            return "done";
        });
        assertThat(value).isEqualTo("done");
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void rollsBackWhenTheBlockThrowsAndThrowsTheSame() {
        Undo undo = new Undo();
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("a");
                    throw undo;
                }))
                .isSameAs(undo);
        assertThat(stored()).isEmpty();
    }

    @Test
    void afterAnExceptionTheOldValueIsReadBack() throws Exception {
        User user = create("a");
        USERS.setById(user.id, USERS.bio.set("old"));
        CompletableFuture<?> undone = db.atomicAsync(() -> {
            USERS.update(USERS.bio.set("new")).where(USERS.id.eq(user.id)).execute();
            assertThat(USERS.getByIdAsync(user.id).join().bio).isEqualTo("new");
            throw new Undo();
        });
        assertThatThrownBy(() -> await(undone)).cause().isInstanceOf(Undo.class);
        assertThat(await(USERS.getByIdAsync(user.id)).bio).isEqualTo("old");
    }

    @Test
    void rollsBackOnCheckedExceptionsAndErrorsToo() {
        assertThatThrownBy(() -> db.<IOException>atomic(() -> {
                    create("a");
                    throw new IOException("checked");
                }))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> db.atomic(() -> {
                    create("b");
                    throw new AssertionError("error");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aBlockThatSendsNothingCommitsAndRollsBack() {
        db.atomic(() -> {});
        db.atomic(() -> db.atomic(() -> {}));
        assertThatThrownBy(() -> db.atomic(() -> {
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        db.atomic(tx -> {
            tx.commit();
            tx.rollback();
        });
        assertThat(db.stats().inUse()).isZero();
    }

    @Test
    void seesItsOwnWrites() {
        db.atomic(() -> {
            User user = create("a");
            USERS.update(USERS.bio.set("x")).where(USERS.id.eq(user.id)).execute();
            assertThat(USERS.getById(user.id).bio).isEqualTo("x");
            assertThat(USERS.select().count()).isEqualTo(1);
        });
    }

    @Test
    void aNestedBlockThatThrowsUndoesOnlyItself() {
        db.atomic(() -> {
            create("outer");
            assertThatThrownBy(() -> db.atomic(() -> {
                        create("inner");
                        db.atomic(() -> create("innermost"));
                        throw new Undo();
                    }))
                    .isInstanceOf(Undo.class);
            create("after");
        });
        assertThat(stored()).containsExactly("outer", "after");
    }

    @Test
    void nestsDeeplyAndSideBySide() {
        db.atomic(() -> {
            for (int i = 0; i < 5; i++) {
                String name = "n" + i;
                db.atomic(() -> db.atomic(() -> db.atomic(() -> create(name))));
            }
        });
        assertThat(stored()).hasSize(5);
    }

    @Test
    void whatANestedBlockCommittedIsUndoneWithTheOuterOne() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    db.atomic(() -> create("inner"));
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void theFirstStatementOfANestedBlockMayFail() {
        db.atomic(() -> {
            create("a");
            assertThatThrownBy(() -> db.atomic(() -> create("a"))).isInstanceOf(IntegrityException.class);
            create("b");
        });
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void theVeryFirstStatementMayFailInANestedBlock() {
        create("a");
        db.atomic(() -> {
            assertThatThrownBy(() -> db.atomic(() -> create("a"))).isInstanceOf(IntegrityException.class);
            create("b");
        });
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void theVeryFirstStatementMayFailAndBeHandled() {
        create("a");
        assertThatThrownBy(() -> db.atomic(() -> {
                    assertThatThrownBy(() -> create("a")).isInstanceOf(IntegrityException.class);
                    if (!target.failureEndsTransaction()) create("b");
                    throw new Undo();
                }))
                .isInstanceOf(Undo.class);
        assertThat(stored()).containsExactly("a");
    }

    /** Where a failed statement ends the transaction, handling it does not help; what failed first is what one hears. */
    @Test
    void aStatementThatFailedMayBeFollowedByOthersOrIsReportedFromThenOn() {
        create("a");
        String[] seen = new String[2];
        Runnable block = () -> db.atomic(() -> {
            create("b");
            seen[0] = messageOf(() -> create("a"));
            seen[1] = messageOf(() -> create("c"));
        });
        if (target.failureEndsTransaction()) {
            assertThatThrownBy(block::run)
                    .isInstanceOf(IntegrityException.class)
                    .satisfies(failure -> assertThat(seen).containsOnly(failure.getMessage()));
            assertThat(stored()).containsExactly("a");
        } else {
            block.run();
            assertThat(seen[0]).isNotNull();
            assertThat(seen[1]).isNull();
            assertThat(stored()).containsExactly("a", "b", "c");
        }
    }

    private static @Nullable String messageOf(Runnable work) {
        try {
            work.run();
            return null;
        } catch (DatabaseException failure) {
            return failure.getMessage();
        }
    }

    @Test
    void transactionIsRefusedInsideAndSavepointOutside() {
        assertThatThrownBy(() -> db.savepoint(() -> create("a")))
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("atomic");
        db.transaction(() -> {
            db.savepoint(() -> create("b"));
            assertThatThrownBy(() -> db.transaction(() -> create("c")))
                    .isInstanceOf(TransactionException.class)
                    .hasMessageContaining("atomic");
        });
        assertThat(stored()).containsExactly("b");
    }

    @Test
    void optionsBelongToTheOutermostBlock() {
        for (TransactionOptions options : new TransactionOptions[] {
            TransactionOptions.of(Isolation.SERIALIZABLE),
            TransactionOptions.defaults().readOnly(),
            TransactionOptions.defaults().retries(1)
        }) {
            db.atomic(() -> {
                create("x" + stored().size());
                assertThatThrownBy(() -> db.atomic(options, () -> create("never")))
                        .isInstanceOf(TransactionException.class)
                        .hasMessageContaining("outermost");
            });
        }
        db.atomic(() -> db.atomic(TransactionOptions.defaults(), () -> create("plain")));
        assertThat(stored()).hasSize(4);
    }

    @Test
    void readOnlyRefusesWritesAndIsForgottenAfterwards() {
        create("a");
        TransactionOptions readOnly = TransactionOptions.defaults().readOnly();
        assertThat(db.<Long, RuntimeException>atomic(readOnly, USERS.select()::count))
                .isEqualTo(1);
        assertThatThrownBy(() -> db.atomic(readOnly, () -> create("b"))).isInstanceOf(DatabaseException.class);
        for (int i = 0; i < 12; i++) create("c" + i); // whichever connection it was
        assertThat(stored()).hasSize(13);
    }

    @Test
    void aRepeatableReadSeesOneSnapshot() throws Exception {
        assumeFalse(target.isSingleConnection(), "nobody else can write meanwhile");
        create("a");
        db.atomic(TransactionOptions.of(Isolation.REPEATABLE_READ).readOnly(), () -> {
            assertThat(stored()).containsExactly("a");
            await(db.runAsync(() -> create("b")));
            assertThat(stored()).containsExactly("a");
        });
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void atomicAsyncIsATaskOfItsOwn() throws Exception {
        CompletableFuture<User> created = db.atomicAsync(() -> create("a"));
        assertThat(await(created).username).isEqualTo("a");
        CompletableFuture<?> failed = db.atomicAsync(tx -> {
            tx.create(new User("b"));
            throw new Undo();
        });
        assertThatThrownBy(() -> await(failed)).cause().isInstanceOf(Undo.class);
        assertThat(db.stats().inUse()).isZero();
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void oneBlockObjectServesManyTasksAtOnce() throws Exception {
        Select<User> all = USERS.select();
        Work<Long, RuntimeException> shared = () -> {
            create("u" + Thread.currentThread().threadId());
            return all.count();
        };
        CompletableFuture<?>[] tasks = new CompletableFuture<?>[20];
        for (int i = 0; i < tasks.length; i++) tasks[i] = db.runAsync(() -> db.atomic(shared));
        await(CompletableFuture.allOf(tasks));
        assertThat(stored()).hasSize(20);
    }
}
