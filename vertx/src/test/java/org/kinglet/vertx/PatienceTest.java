// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long others wait for a statement, in a time of the test's own. */
class PatienceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Patience patience = new Patience();

    private long millis(long now) {
        return TimeUnit.NANOSECONDS.toMillis(patience.nanos(now));
    }

    @Test
    void each_false_alarm_doubles_it_up_to_a_limit() {
        assertThat(millis(0)).isEqualTo(5);
        patience.falseAlarm(0);
        assertThat(millis(0)).isEqualTo(10);
        for (int i = 0; i < 10; i++) patience.falseAlarm(i);
        assertThat(millis(10)).isEqualTo(80);
    }

    @Test
    void each_second_without_one_halves_it() {
        for (int i = 0; i < 3; i++) patience.falseAlarm(0);
        assertThat(millis(SECOND - 1)).isEqualTo(40);
        assertThat(millis(SECOND)).isEqualTo(20);
        assertThat(millis(3 * SECOND)).isEqualTo(5);
        assertThat(millis(1_000 * SECOND)).isEqualTo(5);
    }

    @Test
    void an_alarm_counts_from_what_is_left() {
        for (int i = 0; i < 3; i++) patience.falseAlarm(0);
        patience.falseAlarm(2 * SECOND);
        assertThat(millis(2 * SECOND)).isEqualTo(20);
    }
}
