// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.driver.Access;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.RowReader;

class ValuesTest {
    private final TestPool db = TestPool.open("sqlite::memory:", 1);

    @AfterEach
    void close() {
        db.close();
    }

    private <T> T read(Function<RowReader, T> getter, String sql, @Nullable Object... parameters) {
        return TestPool.get(db.pool.execute(TestPool.mapped(Access.READ, getter, sql, parameters)))
                .get(0);
    }

    private <T> void assertComesBack(T value, Function<RowReader, T> getter) {
        assertThatObject(read(getter, "select ?", value)).isEqualTo(value);
    }

    private void assertUnreadable(Function<RowReader, ?> getter, String expression) {
        assertThatThrownBy(() -> read(getter, "select " + expression + " as col"))
                .isInstanceOfSatisfying(DriverException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.DATA);
                    assertThat(failure).hasMessageContaining("col").hasMessageNotContaining("secret");
                });
    }

    private void assertRefused(Object value) {
        assertThat(TestPool.failure(db.pool.execute(TestPool.read("select ?", value)))
                        .kind())
                .isEqualTo(FailureKind.DATA);
    }

    @Test
    void numbers() {
        for (long number : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE + 1L}) {
            assertComesBack(number, row -> row.getLong(0));
        }
        for (int number : new int[] {0, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertComesBack(number, row -> row.getInt(0));
        }
        for (double number :
                new double[] {0, 1.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
            assertComesBack(number, row -> row.getDouble(0));
        }
        assertComesBack(1.1f, row -> row.getFloat(0));
        assertComesBack(Float.NEGATIVE_INFINITY, row -> row.getFloat(0));
        assertRefused(Double.NaN);
        assertRefused(Float.NaN);
        assertUnreadable(row -> row.getInt(0), "2147483648");
        assertUnreadable(row -> row.getInt(0), "1.5");
        assertUnreadable(row -> row.getLong(0), "1e300");
        assertUnreadable(row -> row.getLong(0), "'12secret'");
        assertUnreadable(row -> row.getDouble(0), "'secret'");
        assertUnreadable(row -> row.getLong(0), "x'00'");
        assertThatObject(read(row -> row.getLong(0), "select 3.0")).isEqualTo(3L);
        assertThatObject(read(row -> row.getLong(0), "select '42'")).isEqualTo(42L);
        assertThatObject(read(row -> row.getDouble(0), "select 3")).isEqualTo(3.0);
    }

    @Test
    void booleans() {
        assertComesBack(true, row -> row.getBoolean(0));
        assertComesBack(false, row -> row.getBoolean(0));
        assertThatObject(read(row -> row.getLong(0), "select ?", true)).isEqualTo(1L);
        assertThatObject(read(row -> row.getBoolean(0), "select 'true'")).isEqualTo(true);
        assertUnreadable(row -> row.getBoolean(0), "'secret'");
    }

    @Test
    void decimalsKeepTheirScaleAndCompareAsNumbers() {
        for (String text : List.of("0", "1.50", "-0.001", "123456789012345678901234567890.123456789", "1E+3")) {
            BigDecimal number = new BigDecimal(text);
            BigDecimal back = read(row -> row.getBigDecimal(0), "select ?", number);
            assertThat(back).isEqualByComparingTo(number);
            assertThat(back.scale()).isEqualTo(Math.max(0, number.scale()));
        }
        assertComesBack(new BigDecimal("1E+1000000000"), row -> row.getBigDecimal(0));
        assertThatObject(read(row -> row.getBigDecimal(0), "select 1.5")).isEqualTo(new BigDecimal("1.5"));
        assertThatObject(read(row -> row.getBigDecimal(0), "select 7")).isEqualTo(new BigDecimal("7"));
        assertUnreadable(row -> row.getBigDecimal(0), "'secret'");
        db.run("create table d (n text collate decimal)");
        for (String text : List.of("10", "9", "-1", "1.50", "100.0", "0.001")) {
            db.run("insert into d values (?)", new BigDecimal(text));
        }
        assertThat(db.list("select n from d order by n")).containsExactly("-1", "0.001", "1.50", "9", "10", "100.0");
        assertThat(db.list("select n from d where n = ?", new BigDecimal("1.5")))
                .containsExactly("1.50");
        assertThat(db.list("select n from d where n > ?", new BigDecimal("9.5")))
                .containsExactlyInAnyOrder("10", "100.0");
    }

    @Test
    void textOfEveryKind() {
        for (String text : List.of(
                "",
                " ",
                "O'Reilly",
                "'; drop table users; --",
                "a\0b",
                "\0",
                "😀 日本 ü",
                "line\r\nbreak",
                "\"",
                "\\",
                "\uFEFFbom",
                "é",
                "x".repeat(100_000),
                "😀".repeat(50_000))) {
            assertComesBack(text, row -> row.getString(0));
            assertThatObject(read(row -> row.getObject(0), "select ?", text)).isEqualTo(text);
        }
        db.run("create table n (a text)");
        db.run("insert into n values (?)", "a\0b");
        assertThat(db.list("select a from n where a = ?", "a\0b")).containsExactly("a\0b");
        assertThat(db.list("select a from n where a = ?", "a")).isEmpty();
        assertRefused("\uD83D alone");
        assertRefused("alone \uDE00");
        assertThatObject(read(row -> row.getString(0), "select 42")).isEqualTo("42");
        assertUnreadable(row -> row.getString(0), "x'00'");
    }

    @Test
    void aDatabaseInUtf16IsReadAsWell() {
        try (TestPool utf16 = TestPool.open("sqlite::memory:?encoding=UTF-16le", 1)) {
            assertThat(utf16.one("pragma encoding")).isEqualTo("UTF-16le");
            utf16.run("create table t (a text)");
            utf16.run("insert into t values (?)", "ü😀");
            assertThat(utf16.list("select a from t")).containsExactly("ü😀");
            assertThat(TestPool.get(utf16.pool.execute(
                            TestPool.mapped(Access.READ, row -> row.getInstant(0), "select '2026-11-21T08:48:23.5Z'"))))
                    .containsExactly(Instant.parse("2026-11-21T08:48:23.5Z"));
        }
    }

    @Test
    void bytes() {
        assertComesBack(new byte[0], row -> row.getBytes(0));
        assertComesBack(new byte[] {0, 1, -1, 127, -128}, row -> row.getBytes(0));
        assertComesBack(new byte[1_000_000], row -> row.getBytes(0));
        assertUnreadable(row -> row.getBytes(0), "1");
    }

    @Test
    void uuids() {
        assertComesBack(UUID.randomUUID(), row -> row.getUuid(0));
        assertThat(db.one("select length(?)", UUID.randomUUID())).isEqualTo(36L);
        assertUnreadable(row -> row.getUuid(0), "'secret'");
        assertUnreadable(row -> row.getUuid(0), "1");
    }

    @Test
    void timesHaveAFixedWidthAndSortAsText() {
        assertThat(db.one("select ?", Instant.parse("2026-11-21T08:48:23.123456Z")))
                .isEqualTo("2026-11-21T08:48:23.123456Z");
        assertThat(db.one("select ?", Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo("0001-01-01T00:00:00.000000Z");
        assertThat(db.one("select ?", LocalDateTime.parse("2026-01-02T03:04"))).isEqualTo("2026-01-02T03:04:00.000000");
        assertThat(db.one("select ?", LocalDate.of(9999, 12, 31))).isEqualTo("9999-12-31");
        assertThat(db.one("select ?", LocalTime.of(1, 2, 3, 4000))).isEqualTo("01:02:03.000004");
        for (String text :
                List.of("0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z")) {
            assertComesBack(Instant.parse(text), row -> row.getInstant(0));
        }
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 2000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000) * 1000L);
            assertThat(Times.readInstant(Times.write(instant).getBytes())).isEqualTo(instant);
            LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            assertThat(Times.readDateTime(Times.write(local).getBytes())).isEqualTo(local);
            assertThat(Times.write(instant)).isEqualTo(Times.write(local) + "Z").hasSize(27);
        }
        assertRefused(Instant.MAX);
        assertRefused(Instant.parse("0000-12-31T23:59:59Z"));
        assertRefused(LocalDate.of(10_000, 1, 1));
        assertRefused(LocalDateTime.of(0, 1, 1, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T08:48:23.5Z",
                "2026-11-21 08:48:23.500",
                "2026-11-21 08:48:23.500000999",
                "2026-11-21T10:48:23.5+02:00",
                "2026-11-21T07:18:23.5-0130",
                "2026-11-21T10:48:23.5+02",
                "2026-11-21 08:48:23.5 Z"
            })
    void instantsOfOtherProgramsAreRead(String text) {
        assertThatObject(read(row -> row.getInstant(0), "select ?", text))
                .isEqualTo(Instant.parse("2026-11-21T08:48:23.5Z"));
    }

    @Test
    void otherShapesOfTimes() {
        assertThatObject(read(row -> row.getInstant(0), "select '2026-11-21'"))
                .isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        assertThatObject(read(row -> row.getInstant(0), "select current_timestamp"))
                .isNotNull();
        assertThatObject(read(row -> row.getLocalDateTime(0), "select '2026-11-21 08:48'"))
                .isEqualTo(LocalDateTime.of(2026, 11, 21, 8, 48));
        assertThatObject(read(row -> row.getLocalTime(0), "select '08:48'")).isEqualTo(LocalTime.of(8, 48));
        assertThatObject(read(row -> row.getLocalDate(0), "select '2026-11-21 00:00:00'"))
                .isEqualTo(LocalDate.of(2026, 11, 21));
        assertUnreadable(row -> row.getInstant(0), "1700000000");
        assertUnreadable(row -> row.getInstant(0), "'secret'");
        assertUnreadable(row -> row.getInstant(0), "'2026-02-30T00:00:00Z'");
        assertUnreadable(row -> row.getInstant(0), "'2026-11-21T24:00:00Z'");
        assertUnreadable(row -> row.getInstant(0), "'2026-11-21T08:48:23.Z'");
        assertUnreadable(row -> row.getInstant(0), "'2026-11-21T08:48:23+99:00'");
        assertUnreadable(row -> row.getLocalDateTime(0), "'2026-11-21T08:48:23Z'");
        assertUnreadable(row -> row.getLocalDate(0), "'2026-11-21 08:48'");
        assertUnreadable(row -> row.getLocalTime(0), "'25:00'");
    }

    @Test
    void nothing() {
        assertThatObject(read(
                        row -> row.isNull(0)
                                && row.getObject(0) == null
                                && row.getString(0) == null
                                && row.getBytes(0) == null
                                && row.getUuid(0) == null
                                && row.getBigDecimal(0) == null
                                && row.getInstant(0) == null
                                && row.getLocalDate(0) == null
                                && row.getLocalTime(0) == null
                                && row.getLocalDateTime(0) == null
                                && !row.getBoolean(0)
                                && row.getLong(0) == 0
                                && row.getInt(0) == 0
                                && row.getDouble(0) == 0
                                && row.getFloat(0) == 0,
                        "select ?",
                        new Object[] {null}))
                .isEqualTo(true);
    }

    @Test
    void columnsHaveNames() {
        assertThatObject(read(
                        row -> row.columnCount() + row.columnName(0) + row.columnName(1),
                        "select 1 as a, 2 as \"B c\""))
                .isEqualTo("2aB c");
        db.run("create table c (a integer)");
        db.run("insert into c values (1)");
        assertThatObject(read(RowReader::columnCount, "select * from c")).isEqualTo(1);
        db.run("alter table c add column b text");
        assertThatObject(read(row -> row.columnCount() + row.columnName(1), "select * from c"))
                .isEqualTo("2b");
        assertThatThrownBy(() -> read(row -> row.getLong(7), "select 1")).isInstanceOf(DriverException.class);
    }

    @Test
    void asManyParametersAsSqliteTakes() {
        Object[] many = new Object[250_000];
        Arrays.setAll(many, i -> i);
        String marks = "?,".repeat(249_999) + "?";
        assertThat(db.one("select count(*) from (select 1) where 249999 in (" + marks + ")", many))
                .isEqualTo(1L);
        assertThat(TestPool.failure(
                                db.pool.execute(TestPool.read("select 1 in (" + marks + ",?)", new Object[250_001])))
                        .kind())
                .isEqualTo(FailureKind.PROGRAMMING);
        db.run("create table big (a text)");
        db.run("insert into big values " + "('" + "x".repeat(2_000_000) + "')");
        assertThat(db.one("select length(a) from big")).isEqualTo(2_000_000L);
    }
}
