// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.club.Bookings.BOOKINGS;
import static org.kinglet.tck.club.Facilities.FACILITIES;
import static org.kinglet.tck.club.Members.MEMBERS;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.kinglet.Table;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.tck.club.Club;

/** Typed queries beside the same in plain SQL: both are run on the same server, and must give the same rows in the same order. */
abstract class ClubDatabaseTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {FACILITIES, MEMBERS, BOOKINGS};
    }

    @BeforeEach
    void fill() {
        Club.fill();
    }

    void same(Select<?> select, String sql) {
        List<List<Object>> expected = rows(db.sql(sql).list());
        assertThat(expected).as("rows of the plain SQL").isNotEmpty();
        assertThat(rows(db.list(select))).isEqualTo(expected);
    }

    /** The same where servers want other SQL. */
    void same(Select<?> select, String sqlite, String postgresql, String mysql) {
        if (!target.isServer()) same(select, sqlite);
        else same(select, target == TestDatabase.POSTGRESQL ? postgresql : mysql);
    }

    private static List<List<Object>> rows(List<?> rows) {
        return rows.stream()
                .map(row -> row instanceof Row several ? several.toList() : List.of(row))
                .map(row -> row.stream().map(ClubDatabaseTest::plain).toList())
                .toList();
    }

    /** A value of which only the driver knows the type, or one that was read as its type. */
    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> number(flag ? "1" : "0");
            case Number number -> number(number.toString());
            case LocalDate date -> date.atStartOfDay();
            case String text -> fromText(text);
            default -> value;
        };
    }

    private static Object fromText(String text) {
        if (text.matches("-?[0-9]+([.][0-9]+)?")) return number(text);
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) return LocalDate.parse(text).atStartOfDay();
        if (text.matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*")) return LocalDateTime.parse(text.replace(' ', 'T'));
        return text;
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text).setScale(4, RoundingMode.HALF_UP);
    }
}
