// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kinglet.query.Functions.coalesce;
import static org.kinglet.query.Functions.random;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.NumberExpression;

/** Arithmetic, exact where the type is, and functions of numbers. */
class NumberFunctionsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    @BeforeEach
    void oneRow() {
        SPECIMENS.create(
                SPECIMENS.anInt.set(-7),
                SPECIMENS.aLong.set(1L << 40),
                SPECIMENS.decimal.set(new BigDecimal("1.10")),
                SPECIMENS.aDouble.set(2.5));
    }

    private static <T> T get(Expression<T> expression) {
        return SPECIMENS.select(expression).map(row -> row.get(expression)).get();
    }

    private static NumberExpression<BigDecimal> decimal(String number) {
        return value(new BigDecimal(number));
    }

    @Test
    void integers() {
        assertThat(get(SPECIMENS.anInt.dividedBy(2))).isEqualTo(-3);
        assertThat(get(SPECIMENS.anInt.modulo(4))).isEqualTo(-3);
        assertThat(get(value(7).modulo(value(-4)))).isEqualTo(3);
        assertThat(get(SPECIMENS.anInt.asLong().plus(SPECIMENS.aLong))).isEqualTo((1L << 40) - 7);
        assertThat(get(SPECIMENS.anInt.abs())).isEqualTo(7);
        assertThat(get(SPECIMENS.anInt.sign())).isEqualTo(-1);
        assertThat(get(SPECIMENS.anInt.round(2))).isEqualTo(-7);
        assertThat(get(SPECIMENS.anInt.asText())).isEqualTo("-7");
    }

    @Test
    void decimalsOfSoManyDigits() {
        assertThat(get(decimal("12.345").asDecimal(4, 2))).isEqualByComparingTo("12.35");
        assertThat(get(decimal("-12.345").asDecimal(4, 2))).isEqualByComparingTo("-12.35");
        assertThat(get(decimal("99.994").asDecimal(4, 2))).isEqualByComparingTo("99.99");
        assertThat(get(decimal("99.995").asDecimal(4, 2))).as("does not fit").isNull();
        assertThat(get(decimal("-100").asDecimal(4, 2))).isNull();
        assertThat(get(SPECIMENS.anInt.asDecimal(1, 0))).isEqualByComparingTo("-7");
        assertThat(get(SPECIMENS.aDouble.asDecimal(2, 1))).isEqualByComparingTo("2.5");
        assertThat(get(SPECIMENS.decimal.asDecimal(65, 30))).isEqualByComparingTo("1.1");
        assertThatThrownBy(() -> SPECIMENS.decimal.asDecimal(2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SPECIMENS.decimal.asDecimal(66, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDivisionByZeroIsNull() {
        assertThat(get(SPECIMENS.anInt.dividedBy(0))).isNull();
        assertThat(get(SPECIMENS.anInt.modulo(SPECIMENS.anInt.minus(-7)))).isNull();
        assertThat(get(SPECIMENS.aDouble.dividedBy(0.0))).isNull();
        assertThat(get(SPECIMENS.decimal.dividedBy(BigDecimal.ZERO))).isNull();
        assertThat(get(SPECIMENS.decimal.modulo(BigDecimal.ZERO))).isNull();
        SPECIMENS
                .update(SPECIMENS.anInt.set(SPECIMENS.anInt.dividedBy(0)))
                .all()
                .execute();
        assertThat(get(SPECIMENS.anInt)).isNull();
    }

    @Test
    void bits() {
        assertThat(get(SPECIMENS.anInt.bitAnd(12))).isEqualTo(-7 & 12);
        assertThat(get(SPECIMENS.anInt.bitOr(12))).isEqualTo(-7 | 12);
        assertThat(get(SPECIMENS.anInt.bitXor(12))).isEqualTo(-7 ^ 12);
        assertThat(get(SPECIMENS.anInt.bitXor(SPECIMENS.anInt))).isZero();
        assertThat(get(SPECIMENS.anInt.bitNot())).isEqualTo(~-7);
        assertThat(get(SPECIMENS.anInt.shiftLeft(3))).isEqualTo(-7 << 3);
        assertThat(get(SPECIMENS.anInt.shiftLeft(30))).isEqualTo(-7 << 30);
        assertThat(get(value(3).shiftLeft(31))).isEqualTo(3 << 31);
        assertThat(get(SPECIMENS.anInt.shiftRight(1))).isEqualTo(-7 >> 1);
        assertThat(get(SPECIMENS.aLong.shiftLeft(23))).isEqualTo(1L << 63);
        assertThat(get(SPECIMENS.aLong.bitNot().shiftRight(3))).isEqualTo(~(1L << 40) >> 3);
        assertThatThrownBy(() -> SPECIMENS.anInt.shiftLeft(32)).hasMessageContaining("0 to 31");
        assertThatThrownBy(() -> SPECIMENS.aDouble.bitNot()).hasMessageContaining("no integer");
    }

    @Test
    void decimalsAreExact() {
        NumberExpression<BigDecimal> price = SPECIMENS.decimal;
        assertThat(get(price.plus(new BigDecimal("2.20")))).isEqualByComparingTo("3.30");
        assertThat(get(price.minus(new BigDecimal("1.1")))).isZero();
        assertThat(get(price.times(price))).isEqualByComparingTo("1.21");
        assertThat(get(price.dividedBy(new BigDecimal("3")))).isEqualByComparingTo("0.36666666666666666667");
        assertThat(get(decimal("-5.5").modulo(new BigDecimal("2")))).isEqualByComparingTo("-1.5");
        assertThat(get(price.negated().abs())).isEqualByComparingTo("1.1");
        assertThat(get(decimal("2.345").round(2))).isEqualByComparingTo("2.35");
        assertThat(get(decimal("-2.345").round(2))).isEqualByComparingTo("-2.35");
        assertThat(get(decimal("-2.5").round())).isEqualByComparingTo("-3");
        assertThat(get(decimal("-2.349").truncate(2))).isEqualByComparingTo("-2.34");
        assertThat(get(decimal("-2.1").floor())).isEqualByComparingTo("-3");
        assertThat(get(decimal("2.1").ceiling())).isEqualByComparingTo("3");
        assertThat(get(decimal("-2.1").sign())).isEqualTo(-1);
        assertThat(get(price.asText())).isEqualTo("1.1");
        assertThat(get(decimal("100").asText())).isEqualTo("100");
        assertThat(get(decimal("2.9").asInteger())).isEqualTo(2);
        assertThat(get(value(0.1).asDecimal())).isEqualByComparingTo("0.1");
        assertThat(get(SPECIMENS.anInt.asDecimal().dividedBy(new BigDecimal("2"))))
                .isEqualByComparingTo("-3.5");
    }

    /** As text, 10 is less than 9. */
    @Test
    void computedDecimalsCompareAsNumbers() {
        NumberExpression<BigDecimal> ten = SPECIMENS.decimal.plus(new BigDecimal("8.9"));
        assertThat(get(ten.gt(new BigDecimal("9")))).isTrue();
        assertThat(get(ten.eq(new BigDecimal("10.00")))).isTrue();
        assertThat(get(coalesce(ten, BigDecimal.ONE).lt(new BigDecimal("9")))).isFalse();
        assertThat(SPECIMENS.count(ten.between(new BigDecimal("9"), new BigDecimal("11"))))
                .isEqualTo(1);
    }

    @Test
    void bigIntegersDivideToIntegers() {
        SPECIMENS
                .update(SPECIMENS.bigInteger.set(BigInteger.TEN.pow(21).subtract(BigInteger.ONE)))
                .all()
                .execute();
        assertThat(get(SPECIMENS.bigInteger.dividedBy(BigInteger.TEN.pow(21)))).isEqualTo(BigInteger.ZERO);
        assertThat(get(SPECIMENS.bigInteger.dividedBy(BigInteger.TEN)))
                .isEqualTo(BigInteger.TEN.pow(20).subtract(BigInteger.ONE));
    }

    @Test
    void roundingOfFloatingPointNumbers() {
        assertThat(get(SPECIMENS.aDouble.round())).isEqualTo(3.0);
        assertThat(get(value(-2.5).round())).isEqualTo(-3.0);
        assertThat(get(value(3.5).round())).isEqualTo(4.0);
        assertThat(get(value(0.285).round(2))).isEqualTo(0.29);
        assertThat(get(value(1e300).round(2))).isEqualTo(1e300);
        assertThat(get(value(-2.789).truncate(2))).isEqualTo(-2.78);
        assertThat(get(value(-2.789).truncate())).isEqualTo(-2.0);
        assertThat(get(value(-2.5).floor())).isEqualTo(-3.0);
        assertThat(get(value(2.1).ceiling())).isEqualTo(3.0);
        assertThat(get(value(-2.9).asLong())).isEqualTo(-2);
    }

    @Test
    void realFunctions() {
        assertThat(get(value(2).power(10))).isEqualTo(1024.0);
        assertThat(get(value(9).sqrt())).isEqualTo(3.0);
        assertThat(get(value(-9).sqrt())).isNull();
        assertThat(get(value(0).ln())).isNull();
        assertThat(get(value(-1).log10())).isNull();
        assertThat(get(value(1000).log10())).isEqualTo(3.0, within(1e-12));
        assertThat(get(value(1).exp())).isEqualTo(Math.E, within(1e-12));
        assertThat(get(value(Math.E).ln())).isEqualTo(1.0, within(1e-12));
        assertThat(get(value(1.0).sin())).isEqualTo(Math.sin(1), within(1e-12));
        assertThat(get(value(1.0).cos())).isEqualTo(Math.cos(1), within(1e-12));
        assertThat(get(value(1.0).tan())).isEqualTo(Math.tan(1), within(1e-12));
        assertThat(get(value(1.0).asin())).isEqualTo(Math.asin(1), within(1e-12));
        assertThat(get(value(0.5).acos())).isEqualTo(Math.acos(0.5), within(1e-12));
        assertThat(get(value(2.0).acos())).isNull();
        assertThat(get(value(1.0).atan())).isEqualTo(Math.atan(1), within(1e-12));
        assertThat(get(random())).isBetween(0.0, 1.0);
        assertThatThrownBy(() -> SPECIMENS.aDouble.modulo(2.0)).hasMessageContaining("asDecimal()");
    }
}
