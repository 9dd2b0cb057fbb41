// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.kinglet.AfterCommitException;
import org.kinglet.DatabaseException;
import org.kinglet.SerializationFailureException;
import org.kinglet.TransactionOptions;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.tck.model.User;

class RetryTest extends TaskTest {
    private static final TransactionOptions FIVE_RETRIES =
            TransactionOptions.defaults().retries(5);

    private int attempts;

    /** As if the transaction had lost against another. */
    private static final class Lost extends SerializationFailureException {
        private static final long serialVersionUID = 1L;

        Lost() {
            super(new DriverException(FailureKind.SERIALIZATION, "lost against a concurrent transaction"), null);
        }
    }

    @Test
    void triesAgainAndGivesTheValueOfTheLastAttempt() {
        int value = db.atomic(FIVE_RETRIES, () -> {
            create("attempt " + ++attempts);
            if (attempts < 3) throw new Lost();
            return attempts;
        });
        assertThat(value).isEqualTo(3);
        assertThat(stored()).containsExactly("attempt 3");
    }

    @Test
    void givesUpAfterSoManyRetriesWithTheLastFailure() {
        List<Throwable> thrown = new ArrayList<>();
        assertThatThrownBy(() -> db.atomic(TransactionOptions.defaults().retries(2), () -> {
                    create("a");
                    Lost lost = new Lost();
                    thrown.add(lost);
                    throw lost;
                }))
                .satisfies(failure -> assertThat(failure).isSameAs(thrown.get(2)));
        assertThat(thrown).hasSize(3);
        assertThat(stored()).isEmpty();
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        create("a");
        assertThatThrownBy(() -> db.atomic(FIVE_RETRIES, () -> {
                    attempts++;
                    create("a");
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void seesThroughWhatAFuturePassedOn() {
        db.atomic(FIVE_RETRIES, () -> {
            if (++attempts < 2) throw new CompletionException(new Lost());
            create("a");
        });
        assertThat(attempts).isEqualTo(2);
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void entitiesAreAsBeforeAtEachAttempt() {
        User user = new User("a");
        User known = create("known");
        known.bio = "new";
        db.atomic(FIVE_RETRIES, () -> {
            assertThat(user.isPersisted()).isFalse();
            assertThat(user.id).isZero();
            assertThat(known.dirtyColumns()).isEqualTo(List.of(USERS.bio));
            assertThat(user.save()).isEqualTo(1);
            assertThat(known.save()).isEqualTo(1);
            if (++attempts < 3) throw new Lost();
        });
        assertThat(stored()).containsExactly("known", "a");
        assertThat(USERS.getById(known.id).bio).isEqualTo("new");
    }

    @Test
    void whatWasCommittedIsNotDoneTwice() {
        assertThatThrownBy(() -> db.atomic(FIVE_RETRIES, tx -> {
                    attempts++;
                    create("a" + attempts);
                    tx.afterCommit(() -> {
                        throw new Lost();
                    });
                }))
                .isInstanceOf(AfterCommitException.class);
        assertThatThrownBy(() -> db.atomic(FIVE_RETRIES, tx -> {
                    attempts++;
                    create("b" + attempts);
                    tx.commit();
                    throw new Lost();
                }))
                .isInstanceOf(Lost.class);
        assertThat(attempts).isEqualTo(2);
        assertThat(stored()).containsExactly("a1", "b2");
    }

    @Test
    void anInterruptedTaskDoesNotTryAgain() {
        assertThatThrownBy(() -> db.atomic(FIVE_RETRIES, () -> {
                    attempts++;
                    Thread.currentThread().interrupt();
                    throw new Lost();
                }))
                .isInstanceOf(Lost.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).isEqualTo(1);
    }
}
