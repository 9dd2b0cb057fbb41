// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Primitives.PRIMITIVES;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.kinglet.DataException;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.tck.model.Primitive;
import org.kinglet.tck.model.Specimen;

/** Every Java type: what is saved equals what is read, up to the ends of its range. */
class TypesTest extends DatabaseTest {
    static final Object[] VALUES = {
        true,
        false,
        Byte.MIN_VALUE,
        Byte.MAX_VALUE,
        (byte) 0,
        Short.MIN_VALUE,
        Short.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        0,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        (1L << 53) + 1,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        0.1f,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0.1,
        Math.nextUp(1.0),
        'x',
        'ß',
        '\uFFFD',
        ' ',
        '\'',
        "",
        " blanks at both ends ",
        "line\nbreak\ttab\r\n",
        "quote ' \" ` \\ % _ ? :name -- /* */ ; drop",
        "Zażółć gęślą jaźń — 漢字 ελληνικά עברית",
        "emoji 🐦👩‍👩‍👧 and \uDBFF\uDFFD, the last but two",
        "a\u0301 is not \u00E1",
        new BigDecimal("0"),
        new BigDecimal("0.1"),
        new BigDecimal("-12345678901234567890.123456789"),
        new BigDecimal("1.50"),
        BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(64),
        BigInteger.TEN.pow(60).negate(),
        new byte[0],
        new byte[] {0, 1, -1, 127, -128},
        new UUID(0, 0),
        new UUID(-1, -1),
        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
        LocalDate.of(1, 1, 1),
        LocalDate.of(9999, 12, 31),
        LocalDate.of(2024, 2, 29),
        LocalDate.EPOCH,
        LocalTime.MIDNIGHT,
        LocalTime.of(23, 59, 59, 999_999_000),
        LocalDateTime.of(1, 1, 1, 0, 0),
        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000),
        LocalDateTime.of(2021, 3, 28, 2, 30),
        Instant.EPOCH,
        Instant.parse("1969-12-31T23:59:59.999999Z"),
        Instant.parse("0001-01-01T00:00:00Z"),
        Instant.parse("9999-12-31T23:59:59.999999Z"),
        OffsetDateTime.of(2024, 2, 29, 12, 0, 0, 0, ZoneOffset.UTC),
        Duration.ZERO,
        Duration.ofNanos(1),
        Duration.ofNanos(Long.MIN_VALUE),
        Duration.ofNanos(Long.MAX_VALUE),
        Specimen.Color.RED,
        Specimen.Color.GREEN,
    };

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS, PRIMITIVES};
    }

    @ParameterizedTest
    @FieldSource("VALUES")
    void whatIsSavedEqualsWhatIsRead(Object value) {
        Specimen saved = SPECIMENS.create(SpecimenBuilder.of(value));
        Specimen read = SPECIMENS.getById(saved.id());
        assertThat(values(read)).isEqualTo(values(saved));
        assertThat(values(read)).contains(SpecimenBuilder.asKept(target, value));
    }

    @Test
    void aRowOfNullsIsReadAsNulls() {
        Specimen saved = SPECIMENS.create(SpecimenBuilder.of());
        assertThat(values(SPECIMENS.getById(saved.id()))).containsOnlyNulls();
    }

    @Test
    void allTypesTogetherAndInBulk() {
        Specimen all = SpecimenBuilder.of(
                true,
                (byte) 1,
                (short) 2,
                3,
                4L,
                5.5f,
                6.5,
                'c',
                "text",
                new BigDecimal("7.25"),
                BigInteger.TWO,
                new byte[] {8},
                new UUID(9, 9),
                LocalDate.EPOCH,
                LocalTime.NOON,
                LocalDate.EPOCH.atStartOfDay(),
                Instant.EPOCH,
                OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                Duration.ofDays(1),
                Specimen.Color.GREEN);
        assertThat(values(all)).doesNotContainNull();
        for (Specimen saved : SPECIMENS.bulkCreate(List.of(all, SpecimenBuilder.of(), all))) {
            assertThat(values(SPECIMENS.getById(saved.id()))).isEqualTo(values(saved));
        }
        SPECIMENS
                .select()
                .list()
                .forEach(read -> assertThat(values(read))
                        .satisfiesAnyOf(
                                values -> assertThat(values).containsOnlyNulls(),
                                values -> assertThat(values).isEqualTo(values(all))));
    }

    @Test
    void primitivesUpToTheEndsOfTheirRanges() {
        Primitive low = new Primitive();
        low.aByte = Byte.MIN_VALUE;
        low.aShort = Short.MIN_VALUE;
        low.anInt = Integer.MIN_VALUE;
        low.aLong = Long.MIN_VALUE;
        low.aFloat = -Float.MAX_VALUE;
        low.aDouble = -Double.MAX_VALUE;
        low.aChar = 'a';
        low.save();
        Primitive high = new Primitive();
        high.aBoolean = true;
        high.aByte = Byte.MAX_VALUE;
        high.aShort = Short.MAX_VALUE;
        high.anInt = Integer.MAX_VALUE;
        high.aLong = Long.MAX_VALUE;
        high.aFloat = Float.MIN_VALUE;
        high.aDouble = Double.MIN_VALUE;
        high.save();
        for (Primitive saved : new Primitive[] {low, high}) {
            assertThat(PRIMITIVES.getById(saved.id)).usingRecursiveComparison().isEqualTo(saved);
        }
        assertThat(high.id).isGreaterThan(low.id);
    }

    @Test
    void equalityInTheDatabaseFindsEachValue() {
        SPECIMENS.create(SpecimenBuilder.of());
        finds(Long.MIN_VALUE, SPECIMENS.aLong, Specimen::aLong);
        finds(0.1, SPECIMENS.aDouble, Specimen::aDouble);
        finds(0.1f, SPECIMENS.aFloat, Specimen::aFloat);
        finds('ß', SPECIMENS.aChar, Specimen::aChar);
        finds("ein 'Text'", SPECIMENS.text, Specimen::text);
        finds(new BigDecimal("12345678901234567890.5"), SPECIMENS.decimal, Specimen::decimal);
        finds(BigInteger.TEN.pow(40), SPECIMENS.bigInteger, Specimen::bigInteger);
        finds(new UUID(1, 2), SPECIMENS.uuid, Specimen::uuid);
        finds(LocalDate.EPOCH, SPECIMENS.date, Specimen::date);
        finds(LocalTime.NOON, SPECIMENS.time, Specimen::time);
        finds(LocalDate.EPOCH.atStartOfDay(), SPECIMENS.dateTime, Specimen::dateTime);
        finds(Instant.EPOCH, SPECIMENS.instant, Specimen::instant);
        finds(Duration.ofNanos(1), SPECIMENS.duration, Specimen::duration);
        finds(Specimen.Color.GREEN, SPECIMENS.color, Specimen::color);
        finds(true, SPECIMENS.aBoolean, Specimen::aBoolean);
        SPECIMENS.create(SpecimenBuilder.of(new byte[] {1, 0, 2}));
        assertThat(SPECIMENS.count(SPECIMENS.bytes.eq(new byte[] {1, 0, 2}))).isEqualTo(1);
        assertThat(SPECIMENS.count(SPECIMENS.bytes.eq(new byte[] {1}))).isZero();
    }

    private static <T> void finds(T value, Expression<T> column, Function<Specimen, T> property) {
        Specimen saved = SPECIMENS.create(SpecimenBuilder.of(value));
        assertThat(SPECIMENS.get(column.eq(value)).id()).isEqualTo(saved.id());
        assertThat(property.apply(SPECIMENS.get(column.in(List.of(value))))).isEqualTo(value);
        assertThat(SPECIMENS
                        .select(column)
                        .where(column.isNotNull())
                        .map(row -> row.get(column))
                        .list())
                .containsExactly(value);
    }

    @Test
    void decimalsCompareAsNumbers() {
        for (String decimal : new String[] {"9", "10", "-3", "2.50", "2.5"}) {
            SPECIMENS.create(SpecimenBuilder.of(new BigDecimal(decimal)));
        }
        assertThat(SPECIMENS
                        .select(SPECIMENS.decimal)
                        .orderBy(SPECIMENS.decimal.asc(), SPECIMENS.id.asc())
                        .map(row -> row.get(SPECIMENS.decimal))
                        .list())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(
                        new BigDecimal("-3"),
                        new BigDecimal("2.5"),
                        new BigDecimal("2.5"),
                        new BigDecimal("9"),
                        new BigDecimal("10"));
        assertThat(SPECIMENS.count(SPECIMENS.decimal.eq(new BigDecimal("2.500"))))
                .isEqualTo(2);
        assertThat(SPECIMENS.count(SPECIMENS.decimal.gt(new BigDecimal("9.5")))).isEqualTo(1);
    }

    @Test
    void anOffsetDateTimeComparesAsTheInstantThatItIs() {
        OffsetDateTime here = OffsetDateTime.of(2024, 7, 1, 14, 0, 0, 0, ZoneOffset.ofHours(2));
        Specimen saved = SPECIMENS.create(SpecimenBuilder.of(here));
        assertThat(saved.offsetDateTime()).isEqualTo(here).hasToString("2024-07-01T12:00Z");
        assertThat(SPECIMENS.getById(saved.id())).isEqualTo(saved);
        assertThat(SPECIMENS.count(
                        SPECIMENS.offsetDateTime.eq(OffsetDateTime.of(2024, 7, 1, 5, 0, 0, 0, ZoneOffset.ofHours(-7)))))
                .isEqualTo(1);
    }

    /** MySQL and MariaDB have neither; SQLite would make NaN null. */
    @Test
    void infinitiesAndNanAreKeptOrRefused() {
        if (target.isMysqlFamily()) {
            for (Object value : new Object[] {Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Double.NaN}) {
                assertThatThrownBy(() -> SPECIMENS.create(SpecimenBuilder.of(value)))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("NaN or infinite");
            }
            return;
        }
        Specimen infinite = SPECIMENS.create(SpecimenBuilder.of(Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
        assertThat(SPECIMENS.getById(infinite.id()).aDouble()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(SPECIMENS.getById(infinite.id()).aFloat()).isEqualTo(Float.NEGATIVE_INFINITY);
        if (target == TestDatabase.POSTGRESQL) {
            Specimen nan = SPECIMENS.create(SpecimenBuilder.of(Double.NaN, Float.NaN));
            assertThat(SPECIMENS.getById(nan.id()).aDouble()).isNaN();
            assertThat(SPECIMENS.getById(nan.id()).aFloat()).isNaN();
        } else {
            assertThatThrownBy(() -> SPECIMENS.create(SpecimenBuilder.of(Double.NaN)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void aValueBeyondWhatTheColumnTakesIsAnErrorWithoutTheValue() {
        assertThatThrownBy(() -> SPECIMENS.create(SpecimenBuilder.of(Duration.ofDays(365L * 300))))
                .hasMessageContaining("Duration");
        LocalDate beforeChrist = LocalDate.of(-5, 1, 1);
        if (target == TestDatabase.POSTGRESQL) {
            Specimen old = SPECIMENS.create(SpecimenBuilder.of(beforeChrist));
            assertThat(SPECIMENS.getById(old.id()).date()).isEqualTo(beforeChrist);
        } else {
            assertThatThrownBy(() -> SPECIMENS.create(SpecimenBuilder.of(beforeChrist)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("year");
        }
        assertThatThrownBy(() -> SPECIMENS.create(SpecimenBuilder.of("half of a pair: \uD83D")))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("half of a pair");
    }

    @Test
    void aStoredValueThatTheTypeCannotHoldIsAnErrorThatNamesTheColumn() {
        db.sql("insert into specimens (color, a_byte) values ('MAUVE', null)");
        assertThatThrownBy(() -> SPECIMENS.get())
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("color", "RED");
        db.sql("update specimens set color = null, a_byte = 300");
        assertThatThrownBy(() -> SPECIMENS.get())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a_byte");
        db.sql("update specimens set a_byte = null, a_char = 'two'");
        assertThatThrownBy(() -> SPECIMENS.get())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a_char");
    }

    /** The values of the components as the database keeps them. */
    private Object[] values(Specimen specimen) {
        return SpecimenBuilder.values(target, specimen);
    }
}
