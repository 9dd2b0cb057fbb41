// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges with the same values are equal, and come back from their text. */
class RangeTest {
    private static final DataType<Range<Integer>> INTEGERS = DataType.rangeOf(DataType.INTEGER);
    private static final DataType<Range<Instant>> INSTANTS = DataType.rangeOf(DataType.INSTANT);
    private static final DataType<Range<LocalDate>> DATES = DataType.rangeOf(DataType.LOCAL_DATE);

    @Test
    void sameValuesAreEqual() {
        assertThat(Range.closed(1, 4)).isEqualTo(Range.closedOpen(1, 5)).isEqualTo(Range.open(0, 5));
        assertThat(Range.closed(1, 4)).hasToString("[1,5)").isNotEqualTo(Range.closed(1, 5));
        assertThat(Range.greaterThan(4L)).isEqualTo(Range.atLeast(5L)).hasToString("[5,)");
        assertThat(Range.atMost(4)).isEqualTo(Range.lessThan(5)).hasToString("(,5)");
        assertThat(Range.open(1, 2)).isEqualTo(Range.<Integer>empty()).hasToString("empty");
        assertThat(Range.closedOpen(3, 3)).isEqualTo(Range.<Integer>empty());
        assertThat(Range.open(3, 3)).isEqualTo(Range.<Integer>empty());
        assertThat(Range.closed(3, 3)).hasToString("[3,4)");
        assertThat(Range.<Integer>all()).hasToString("(,)").isNotEqualTo(Range.<Integer>empty());
        assertThat(Range.closed(new BigDecimal("1.0"), new BigDecimal("2E+1")))
                .isEqualTo(Range.closed(new BigDecimal("1"), new BigDecimal("20.00")))
                .isNotEqualTo(Range.closedOpen(new BigDecimal("1"), new BigDecimal("20")));
        assertThat(Range.atLeast(Instant.ofEpochSecond(1, 1_999)))
                .isEqualTo(Range.atLeast(Instant.ofEpochSecond(1, 1_000)));
        assertThat(new Range<Integer>(null, true, null, true, false)).isEqualTo(Range.<Integer>all());
    }

    @Test
    void whatIsInIt() {
        Range<BigDecimal> some = Range.openClosed(BigDecimal.ONE, BigDecimal.TEN);
        assertThat(some.contains(BigDecimal.ONE)).isFalse();
        assertThat(some.contains(new BigDecimal("1.1"))).isTrue();
        assertThat(some.contains(new BigDecimal("10.0"))).isTrue();
        assertThat(some.contains(new BigDecimal("10.1"))).isFalse();
        assertThat(Range.<Integer>all().contains(1)).isTrue();
        assertThat(Range.<Integer>empty().contains(1)).isFalse();
        assertThat(Range.closed(1, 4).contains(4)).isTrue();
        assertThat(Range.closed(1, 4).contains(0)).isFalse();
    }

    @Test
    void whatIsNoRange() {
        assertThatThrownBy(() -> Range.closed(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Range.closed(5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Range.closed(BigDecimal.TEN, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Range.atMost(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no next");
        assertThatThrownBy(() -> Range.atMost(LocalDate.MAX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DataType.rangeOf(DataType.STRING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no ranges of String");
    }

    @Test
    void text() {
        assertThat(INTEGERS.encode(Range.closed(-1, 4))).isEqualTo("[-1,5)");
        assertThat(INTEGERS.decode("[-1,5)")).isEqualTo(Range.closed(-1, 4));
        assertThat(INTEGERS.decode("empty")).isEqualTo(Range.<Integer>empty());
        assertThat(INTEGERS.decode("(,)")).isEqualTo(Range.<Integer>all());
        Range<LocalDate> old = Range.closedOpen(LocalDate.of(-43, 3, 15), LocalDate.of(12026, 1, 1));
        assertThat(DATES.encode(old)).isEqualTo("[\"0044-03-15 BC\",\"12026-01-01\")");
        assertThat(DATES.decode("[\"0044-03-15 BC\",12026-01-01)")).isEqualTo(old);
        Instant noon = Instant.parse("2026-01-01T12:00:00.5Z");
        assertThat(INSTANTS.encode(Range.atLeast(noon))).isEqualTo("[\"2026-01-01 12:00:00.500+00\",)");
        assertThat(DataType.rangeOf(DataType.LOCAL_DATE_TIME)
                        .decode("(\"2026-01-01 12:00:00\",\"2026-01-02 00:00:00\"]"))
                .isEqualTo(Range.openClosed(LocalDateTime.of(2026, 1, 1, 12, 0), LocalDateTime.of(2026, 1, 2, 0, 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"2026-01-01 12:00:00.5+00\",)",
                "[\"2026-01-01 17:30:00.5+05:30\",)",
                "[\"2026-01-01 11:59:30.5-00:00:30\",)"
            })
    void anyOffset(String text) {
        assertThat(INSTANTS.decode(text)).isEqualTo(Range.atLeast(Instant.parse("2026-01-01T12:00:00.5Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1", "[1,2", "1,2)", "[a,2)", "[1,99999999999)"})
    void whatIsNoText(String text) {
        assertThatThrownBy(() -> INTEGERS.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("99999");
    }

    @Test
    void whatJavaHasNot() {
        assertThatThrownBy(() -> DATES.decode("[2026-01-01,infinity)")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> INSTANTS.decode("[2026-01-01,)")).isInstanceOf(IllegalArgumentException.class);
    }
}
