// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.all;
import static org.kinglet.query.Functions.any;
import static org.kinglet.query.Functions.greatest;
import static org.kinglet.query.Functions.least;
import static org.kinglet.query.Functions.notExists;
import static org.kinglet.query.Functions.nullIf;
import static org.kinglet.query.Functions.row;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.Functions;
import org.kinglet.query.Select;

/** Comparisons, of which each is true, false or unknown on every backend alike. */
class ComparisonsTest extends DatabaseTest {
    private static final Condition UNKNOWN = SPECIMENS.aBoolean.eq(true);

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    @BeforeEach
    void oneRow() {
        SPECIMENS.create(SPECIMENS.anInt.set(7), SPECIMENS.text.set("a"), SPECIMENS.aLong.set(9L));
    }

    private static <T> T get(Expression<T> expression) {
        return SPECIMENS
                .select(expression)
                .orderBy(SPECIMENS.id)
                .limit(1)
                .map(row -> row.get(expression))
                .get();
    }

    @Test
    void distinctFromTreatsNullAsAValue() {
        assertThat(get(SPECIMENS.anInt.isDistinctFrom(7))).isFalse();
        assertThat(get(SPECIMENS.anInt.isDistinctFrom(8))).isTrue();
        assertThat(get(SPECIMENS.anInt.isNotDistinctFrom(7))).isTrue();
        assertThat(get(SPECIMENS.aDouble.isDistinctFrom(1.0))).isTrue();
        assertThat(get(SPECIMENS.aDouble.isNotDistinctFrom(1.0))).isFalse();
        assertThat(get(SPECIMENS.aDouble.isNotDistinctFrom(SPECIMENS.aDouble))).isTrue();
        assertThat(get(SPECIMENS.aDouble.isDistinctFrom(SPECIMENS.aDouble))).isFalse();
        assertThat(SPECIMENS.count(SPECIMENS.text.isNotDistinctFrom("a"))).isEqualTo(1);
    }

    @Test
    void betweenAndIn() {
        assertThat(get(SPECIMENS.anInt.between(value(1), SPECIMENS.anInt))).isTrue();
        assertThat(get(SPECIMENS.anInt.notBetween(1, 6))).isTrue();
        assertThat(get(SPECIMENS.anInt.notBetween(value(7), value(9)))).isFalse();
        assertThat(get(SPECIMENS.anInt.in(SPECIMENS.anInt.plus(1), value(7)))).isTrue();
        assertThat(get(SPECIMENS.anInt.notIn(value(7), value(8)))).isFalse();
        assertThat(get(SPECIMENS.text.in("b", "a"))).isTrue();
        assertThat(get(SPECIMENS.aDouble.in(1.0))).isNull();
    }

    @Test
    void aSelectOfSeveralColumnsIsRefusedAtOnce() {
        Select<?> two = SPECIMENS.select(SPECIMENS.anInt, SPECIMENS.text);
        assertThatThrownBy(() -> SPECIMENS.anInt.in(two)).hasMessageContaining("2 columns");
        assertThatThrownBy(() -> any(two)).hasMessageContaining("2 columns");
        assertThatThrownBy(() -> SPECIMENS.anInt.in(SPECIMENS.select(SPECIMENS.text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cast");
        assertThatThrownBy(() -> SPECIMENS.anInt.gt(Functions.<Integer>all(SPECIMENS.select(SPECIMENS.text))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cast");
        assertThatThrownBy(() -> row(SPECIMENS.id, SPECIMENS.anInt).in(SPECIMENS.select(SPECIMENS.id)))
                .hasMessageContaining("1 columns");
        assertThatThrownBy(() -> row(SPECIMENS.id, SPECIMENS.anInt).eq(row(value("x"), value(1))))
                .hasMessageContaining("TEXT");
    }

    @Test
    void truth() {
        assertThat(get(UNKNOWN)).isNull();
        assertThat(get(UNKNOWN.isTrue())).isFalse();
        assertThat(get(UNKNOWN.isNotTrue())).isTrue();
        assertThat(get(UNKNOWN.isFalse())).isFalse();
        assertThat(get(UNKNOWN.isNotFalse())).isTrue();
        assertThat(get(UNKNOWN.isUnknown())).isTrue();
        assertThat(get(UNKNOWN.isNotUnknown())).isFalse();
        Condition seven = SPECIMENS.anInt.eq(7);
        assertThat(get(seven.isTrue())).isTrue();
        assertThat(get(seven.not().isFalse())).isTrue();
        assertThat(get(seven.xor(seven))).isFalse();
        assertThat(get(seven.xor(seven.not()))).isTrue();
        assertThat(get(seven.xor(UNKNOWN))).isNull();
        assertThat(get(seven.or(UNKNOWN))).isTrue();
        assertThat(get(seven.and(UNKNOWN))).isNull();
        assertThat(SPECIMENS.count(seven.xor(SPECIMENS.text.eq("b")))).isEqualTo(1);
        assertThat(get(seven.xor(Condition.when(false, seven)))).isTrue();
    }

    @Test
    void rows() {
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.text).eq(row(value(7), value("a")))))
                .isTrue();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.text).ne(row(value(7), value("a")))))
                .isFalse();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.text).lt(row(value(7), value("b")))))
                .isTrue();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.text).ge(row(value(8), value("")))))
                .isFalse();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.aDouble).eq(row(value(7), value(1.0)))))
                .isNull();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.aDouble).eq(row(value(8), value(1.0)))))
                .isFalse();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.text).in(row(value(1), value("x")), row(value(7), value("a")))))
                .isTrue();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.text).notIn(List.of(row(value(1), value("x"))))))
                .isTrue();
        assertThat(get(row(SPECIMENS.anInt, SPECIMENS.text).in(List.of()))).isFalse();
        Select<?> same = SPECIMENS.select(SPECIMENS.anInt, SPECIMENS.text);
        assertThat(SPECIMENS.count(row(SPECIMENS.anInt, SPECIMENS.text).in(same)))
                .isEqualTo(1);
        assertThat(SPECIMENS.count(row(SPECIMENS.anInt, SPECIMENS.text).notIn(same)))
                .isZero();
    }

    @Test
    void anyAndAll() {
        SPECIMENS.create(SPECIMENS.anInt.set(3));
        Select<?> both = SPECIMENS.select(SPECIMENS.anInt);
        Select<?> none = both.where(SPECIMENS.anInt.gt(100));
        Select<?> withNull = SPECIMENS.select(SPECIMENS.aLong.cast(Integer.class));
        assertThat(get(value(7).eq(any(both)))).isTrue();
        assertThat(get(value(7).eq(all(both)))).isFalse();
        assertThat(get(value(7).ge(all(both)))).isTrue();
        assertThat(get(value(2).gt(any(both)))).isFalse();
        assertThat(get(value(2).ne(all(both)))).isTrue();
        assertThat(get(value(7).lt(any(none)))).isFalse();
        assertThat(get(value(7).lt(all(none)))).isTrue();
        assertThat(get(value(9).le(any(withNull)))).isTrue();
        assertThat(get(value(10).le(any(withNull)))).isNull();
        assertThat(get(value(9).le(all(withNull)))).isNull();
        assertThat(get(value(10).le(all(withNull)))).isFalse();
        assertThat(get(SPECIMENS.anInt.eq(
                        any(both.orderBy(SPECIMENS.anInt.desc()).limit(1)))))
                .isTrue();
        assertThat(SPECIMENS.count(SPECIMENS.anInt.ge(all(both)))).isEqualTo(1);
        assertThat(get(notExists(none))).isTrue();
    }

    @Test
    void nullIfGreatestAndLeast() {
        assertThat(get(nullIf(SPECIMENS.anInt, 7))).isNull();
        assertThat(get(nullIf(SPECIMENS.anInt, 8).plus(1))).isEqualTo(8);
        assertThat(get(nullIf(SPECIMENS.text, SPECIMENS.text))).isNull();
        assertThat(get(greatest(SPECIMENS.anInt, value(9), value(3)))).isEqualTo(9);
        assertThat(get(least(SPECIMENS.text, "B").lower())).isEqualTo("b");
        assertThat(get(greatest(SPECIMENS.aDouble, 1.0))).isNull();
        assertThat(get(least(value(1.0), SPECIMENS.aDouble))).isNull();
        assertThat(get(greatest(value(new BigDecimal("9")), new BigDecimal("10.5"))))
                .isEqualByComparingTo("10.5");
    }

    @Test
    void orderOfNulls() {
        SPECIMENS.create(SPECIMENS.anInt.set(8), SPECIMENS.text.set("b"));
        SPECIMENS.create(SPECIMENS.anInt.set(9));
        assertThat(texts(SPECIMENS
                        .select(SPECIMENS.text)
                        .orderBy(SPECIMENS.text.lower().asc().nullsFirst())))
                .containsExactly(null, "a", "b");
        assertThat(texts(SPECIMENS
                        .select(SPECIMENS.text)
                        .orderBy(SPECIMENS.text.asc().nullsLast())))
                .containsExactly("a", "b", null);
        assertThat(texts(SPECIMENS
                        .select(SPECIMENS.text)
                        .orderBy(SPECIMENS.text.desc().nullsFirst())))
                .containsExactly(null, "b", "a");
        assertThat(texts(SPECIMENS
                        .select(SPECIMENS.text)
                        .orderBy(SPECIMENS.text.desc().nullsLast())))
                .containsExactly("b", "a", null);
    }

    private static List<String> texts(Select<org.kinglet.query.Row> select) {
        return select.map(row -> row.get(SPECIMENS.text)).list();
    }
}
