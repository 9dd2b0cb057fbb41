// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinglet.CommitOutcomeUnknownException;
import org.kinglet.ConnectionException;
import org.kinglet.TransactionOptions;
import org.kinglet.testkit.TcpProxy.Fault;

/** What is said of a transaction whose connection is lost, and that it is not tried again. */
class CommitOutcomeTest extends ProxyTest {
    private static final TransactionOptions RETRIES =
            TransactionOptions.defaults().retries(5);

    private final AtomicInteger attempts = new AtomicInteger();

    private void write() {
        attempts.incrementAndGet();
        create("needle");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_BEFORE", "RESET_BEFORE"})
    void lostBeforeTheServerHeardOfTheCommit(Fault fault) {
        proxy.at("commit", fault);
        assertThatThrownBy(() -> db.atomic(RETRIES, this::write)).isInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(attempts).hasValue(1);
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_AT_ANSWER", "RESET_AT_ANSWER"})
    void lostWithTheAnswerToTheCommit(Fault fault) {
        proxy.at("commit", fault);
        assertThatThrownBy(() -> db.atomic(RETRIES, this::write)).isInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(attempts).hasValue(1);
        assertThat(stored()).containsExactly("needle");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_BEFORE", "RESET_BEFORE", "CLOSE_AT_ANSWER", "RESET_AT_ANSWER"})
    void lostBeforeTheCommit(Fault fault) {
        proxy.at("needle", fault);
        assertThatThrownBy(() -> db.atomic(this::write)).isInstanceOf(ConnectionException.class);
        assertThat(attempts).hasValue(1);
        assertThat(stored()).isEmpty();
    }
}
