// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Oddities.ODDITIES;
import static org.kinglet.tck.model.Relics.RELICS;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.Year;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.kinglet.DataException;
import org.kinglet.Database;
import org.kinglet.Table;
import org.kinglet.tck.model.Oddity;
import org.kinglet.tck.model.Relic;

/** Types that only one server has. */
@TestDatabase.OnServers
class ServerTypesTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {target.isMysqlFamily() ? RELICS : ODDITIES};
    }

    @Override
    Database open() {
        Database opened = super.open();
        if (target == TestDatabase.POSTGRESQL) {
            opened.sql("create extension if not exists hstore");
            opened.sql("create type mood as enum ('SAD', 'OK')");
        }
        return opened;
    }

    private void postgresql() {
        Assumptions.assumeTrue(target == TestDatabase.POSTGRESQL, "types of PostgreSQL");
    }

    private void mysql() {
        Assumptions.assumeTrue(target.isMysqlFamily(), "types of MySQL and MariaDB");
    }

    private static Oddity oddity() {
        Oddity oddity = new Oddity();
        oddity.verbatim = "{\"b\": 1.00,  \"a\": 1e400}";
        oddity.attributes = new HashMap<>(Map.of("a", "1", "k\"=>", "v, \\ ", "", ""));
        oddity.attributes.put("none", null);
        oddity.delay = Duration.ofDays(400).plusNanos(1_001_000).negated();
        oddity.validity = Period.of(1, 2, -3);
        oddity.address = "10.0.0.1/8";
        oddity.addresses = List.of("::1", "10.0.0.1");
        oddity.span = "[1,5)";
        oddity.during = "[\"2026-01-01 00:00:00+00\",)";
        oddity.document = "'a' 'cat':2 'fat':1A";
        oddity.mood = Oddity.Mood.OK;
        oddity.moods = List.of(Oddity.Mood.SAD, Oddity.Mood.OK);
        oddity.bits = "101";
        oddity.bytes = new byte[] {0, -1, '\\'};
        oddity.numbers = new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE};
        oddity.words = List.of("", "a,b", "{}", "\"\\", "NULL", "🐦");
        oddity.gaps = Arrays.asList(1L, null, Long.MAX_VALUE);
        oddity.decimals = new BigDecimal[] {new BigDecimal("1.50"), new BigDecimal("-1E-40")};
        oddity.ids = new UUID[] {new UUID(0, 0), new UUID(-1, -1)};
        oddity.seen = List.of(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59.999999Z"));
        oddity.prints = new byte[][] {{}, {0, -1}};
        return oddity;
    }

    private static void assertSame(Oddity read, Oddity saved) {
        assertThat(read)
                .usingRecursiveComparison()
                .comparingOnlyFields(
                        "verbatim",
                        "attributes",
                        "delay",
                        "validity",
                        "address",
                        "addresses",
                        "span",
                        "during",
                        "document",
                        "mood",
                        "moods",
                        "bits",
                        "bytes",
                        "numbers",
                        "words",
                        "gaps",
                        "decimals",
                        "ids",
                        "seen",
                        "prints")
                .isEqualTo(saved);
    }

    @Test
    void ofPostgresql() {
        postgresql();
        for (Oddity saved : new Oddity[] {oddity(), new Oddity()}) {
            saved.save();
            assertSame(ODDITIES.getById(saved.id), saved);
        }
        assertThat(db.sql("select nextval('oddity_numbers')").scalar(Long.class))
                .isEqualTo(3);
    }

    @Test
    void ofPostgresqlInBulkAndReturned() {
        postgresql();
        for (Oddity saved : ODDITIES.bulkCreate(
                Collections.nCopies(3, null).stream().map(nothing -> oddity()).toList())) {
            assertSame(ODDITIES.getById(saved.id), saved);
        }
        Oddity wanted = oddity();
        List<Oddity> returned = ODDITIES.update(
                        ODDITIES.mood.set(Oddity.Mood.SAD),
                        ODDITIES.delay.set(Duration.ofSeconds(5)),
                        ODDITIES.attributes.set(Map.of()))
                .all()
                .returning()
                .execute();
        wanted.mood = Oddity.Mood.SAD;
        wanted.delay = Duration.ofSeconds(5);
        wanted.attributes = Map.of();
        assertThat(returned).hasSize(3).allSatisfy(oddity -> assertSame(oddity, wanted));
    }

    @Test
    void ofPostgresqlAsParametersAndInRawSql() {
        postgresql();
        oddity().save();
        new Oddity().save();
        assertThat(ODDITIES.count(ODDITIES.mood.eq(Oddity.Mood.OK))).isEqualTo(1);
        assertThat(ODDITIES.count(ODDITIES.mood.in(List.of(Oddity.Mood.OK, Oddity.Mood.SAD))))
                .isEqualTo(1);
        assertThat(ODDITIES.count(ODDITIES.address.eq("10.0.0.1/8"))).isEqualTo(1);
        assertThat(ODDITIES.count(ODDITIES.span.in(List.of("[1,4]", "empty")))).isEqualTo(1);
        assertThat(ODDITIES.count(ODDITIES.validity.eq(Period.of(1, 2, -3)))).isEqualTo(1);
        assertThat(db.sql(
                                "select count(*) from oddities where mood = ? and address <<= ? and span @> ?"
                                        + " and attributes ??| ? and delay < ?",
                                "OK",
                                "10.0.0.0/8",
                                3,
                                new String[] {"a"},
                                "1 day")
                        .scalar(Long.class))
                .isEqualTo(1);
        assertThatThrownBy(() -> ODDITIES.count(ODDITIES.address.eq("no address")))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("no address");
    }

    private static Relic relic() {
        Relic relic = new Relic();
        relic.large = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        relic.medium = (1L << 32) - 1;
        relic.small = 255;
        relic.size = Relic.Size.M;
        relic.sizes = Set.of(Relic.Size.S, Relic.Size.M);
        relic.flag = true;
        relic.bits = Long.MAX_VALUE;
        relic.year = Year.of(2155);
        relic.document = "{\"a\": [1, \"b\"]}";
        return relic;
    }

    private static void assertSame(Relic read, Relic saved) {
        assertThat(read)
                .usingRecursiveComparison()
                .comparingOnlyFields("large", "medium", "small", "size", "sizes", "flag", "bits", "year", "document")
                .isEqualTo(saved);
    }

    @Test
    void ofMysql() {
        mysql();
        for (Relic saved : new Relic[] {relic(), new Relic()}) {
            saved.save();
            assertSame(RELICS.getById(saved.id), saved);
        }
        for (Relic saved : RELICS.bulkCreate(List.of(relic(), new Relic(), relic()))) {
            assertSame(RELICS.getById(saved.id), saved);
        }
        assertThat(RELICS.count(RELICS.large.eq(BigInteger.TWO.pow(64).subtract(BigInteger.ONE))))
                .isEqualTo(3);
        assertThat(RELICS.count(RELICS.size.in(List.of(Relic.Size.M)))).isEqualTo(3);
        assertThat(RELICS.count(RELICS.year.eq(Year.of(2155)))).isEqualTo(3);
        assertThat(db.sql("select count(*) from relics where flag = ? and size = ?", true, "M")
                        .scalar(Long.class))
                .isEqualTo(3);
    }

    @Test
    void whatMysqlsTypeCannotHoldIsAnError() {
        mysql();
        assertThatThrownBy(() -> RELICS.create(RELICS.small.set(256))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> RELICS.create(RELICS.large.set(BigInteger.ONE.negate())))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> RELICS.create(RELICS.year.set(Year.of(1800)))).isInstanceOf(DataException.class);
    }
}
