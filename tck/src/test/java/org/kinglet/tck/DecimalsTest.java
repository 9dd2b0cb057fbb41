// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.query.ExpressionType.DECIMAL;
import static org.kinglet.query.Functions.custom;
import static org.kinglet.query.Functions.function;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.min;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.query.Functions.window;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.NumberExpression;
import org.kinglet.tck.model.Specimens;

/** Decimals compare as numbers wherever they come from, also where the database keeps them as texts: 9.5 is less than 10. */
class DecimalsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    @BeforeEach
    void rows() {
        create(1, "9.5");
        create(1, "10");
        create(2, "10.0");
        create(2, "100");
    }

    private static void create(int group, String decimal) {
        SPECIMENS.create(SPECIMENS.anInt.set(group), SPECIMENS.decimal.set(new BigDecimal(decimal)));
    }

    /** The same values, by ways that say nothing of their type. */
    private static List<NumberExpression<BigDecimal>> ways() {
        Specimens inner = SPECIMENS.as("inner");
        return List.of(
                function("nullif", DECIMAL, SPECIMENS.decimal, SPECIMENS.bigInteger.asDecimal()),
                custom("coalesce(?, null)", DECIMAL, SPECIMENS.decimal),
                scalar(inner.values(inner.decimal).where(inner.id.eq(SPECIMENS.id)), DECIMAL));
    }

    private static List<String> texts(List<BigDecimal> decimals) {
        return decimals.stream()
                .map(decimal -> decimal.stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void comparedAndOrdered() {
        for (NumberExpression<BigDecimal> way : ways()) {
            assertThat(SPECIMENS.count(way.lt(way.plus(new BigDecimal("0.6"))))).isEqualTo(4);
            assertThat(SPECIMENS.count(way.lt(new BigDecimal("10.00")))).isEqualTo(1);
            assertThat(SPECIMENS.count(way.eq(new BigDecimal("10.00")))).isEqualTo(2);
            assertThat(SPECIMENS.count(way.in(new BigDecimal("10.00"), new BigDecimal("9.50"))))
                    .isEqualTo(3);
            assertThat(SPECIMENS.count(way.between(new BigDecimal("9"), new BigDecimal("10.00"))))
                    .isEqualTo(3);
            for (NumberExpression<BigDecimal> other : ways()) {
                assertThat(SPECIMENS.count(way.eq(other.plus(BigDecimal.ZERO)))).isEqualTo(4);
                assertThat(SPECIMENS.count(way.le(other).and(way.ge(other)))).isEqualTo(4);
                assertThat(SPECIMENS.count(way.isDistinctFrom(other))).isZero();
            }
            assertThat(texts(SPECIMENS.values(way).orderBy(way.desc()).list()))
                    .containsExactly("100", "10", "10", "9.5");
            assertThat(texts(SPECIMENS.values(way).distinct().list())).containsExactlyInAnyOrder("9.5", "10", "100");
            // MySQL 8.0.15 does not see that two expressions with parameters, or with sub-selects, are the same.
            if (target != TestDatabase.MYSQL) {
                assertThat(SPECIMENS.values(way).groupBy(way).list()).hasSize(3);
            }
            assertThat(texts(SPECIMENS.values(min(way)).list())).containsExactly("9.5");
            assertThat(texts(SPECIMENS.values(max(way)).list())).containsExactly("100");
        }
    }

    @Test
    void ofGroupsAndWindows() {
        NumberExpression<BigDecimal> least = min(SPECIMENS.decimal);
        NumberExpression<BigDecimal> most = max(SPECIMENS.decimal);
        assertThat(SPECIMENS
                        .values(SPECIMENS.anInt)
                        .groupBy(SPECIMENS.anInt)
                        .having(least.lt(most))
                        .orderBy(least.desc())
                        .list())
                .containsExactly(2, 1);
        Specimens all = SPECIMENS.as("all");
        assertThat(SPECIMENS
                        .values(SPECIMENS.anInt)
                        .groupBy(SPECIMENS.anInt)
                        .having(least.lt(scalar(all.values(max(all.decimal)), DECIMAL)))
                        .list())
                .hasSize(2);
        if (target == TestDatabase.MYSQL) return; // 8.0.15 does not sort by what is over a window
        NumberExpression<BigDecimal> first = min(SPECIMENS.decimal).over(window().partitionBy(SPECIMENS.anInt));
        assertThat(texts(SPECIMENS
                        .values(first)
                        .orderBy(first.desc(), SPECIMENS.id.asc())
                        .list()))
                .containsExactly("10", "10", "9.5", "9.5");
    }

    @Test
    void ofTextsAndTables() {
        NumberExpression<BigDecimal> cast = SPECIMENS.decimal.asText().cast(DECIMAL);
        assertThat(texts(SPECIMENS.values(cast).orderBy(cast.asc()).list())).containsExactly("9.5", "10", "10", "100");
        assertThat(SPECIMENS.count(cast.lt(cast.plus(new BigDecimal("0.6"))))).isEqualTo(4);
    }
}
