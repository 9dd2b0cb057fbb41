// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.RowReader;
import org.kinglet.testkit.TestServers;

/** Values come in binary or as text, and read the same. */
class FormatsTest {
    private static final Map<String, Function<RowReader, Object>> GETTERS = new LinkedHashMap<>();
    private static ProtocolClient client;

    static {
        GETTERS.put("name", row -> row.columnCount() + row.columnName(0));
        GETTERS.put("null", row -> row.isNull(0));
        GETTERS.put("boolean", row -> row.getBoolean(0));
        GETTERS.put("int", row -> row.getInt(0));
        GETTERS.put("long", row -> row.getLong(0));
        GETTERS.put("float", row -> row.getFloat(0));
        GETTERS.put("double", row -> row.getDouble(0));
        GETTERS.put("string", row -> row.getString(0));
        GETTERS.put("decimal", row -> row.getBigDecimal(0));
        GETTERS.put("bytes", row -> row.getBytes(0));
        GETTERS.put("uuid", row -> row.getUuid(0));
        GETTERS.put("date", row -> row.getLocalDate(0));
        GETTERS.put("time", row -> row.getLocalTime(0));
        GETTERS.put("date and time", row -> row.getLocalDateTime(0));
        GETTERS.put("instant", row -> row.getInstant(0));
        GETTERS.put("array", row -> row.getArray(0, Long.class));
        GETTERS.put("object", row -> row.getObject(0));
        GETTERS.put("beyond", row -> row.getLong(1));
    }

    @BeforeAll
    static void connect() {
        client = new ProtocolClient(TestServers.postgresql().newDatabase());
    }

    @AfterAll
    static void close() {
        client.close();
    }

    /** What each getter makes of the row, be it a failure. */
    private static String read(RowReader row) {
        StringBuilder read = new StringBuilder();
        GETTERS.forEach((name, getter) -> {
            Object value;
            try {
                value = getter.apply(row);
            } catch (DriverException failure) {
                value = failure.kind() + " " + failure.getMessage();
            }
            String type = value == null ? "" : value.getClass().getSimpleName();
            read.append(name)
                    .append(" = ")
                    .append(type)
                    .append(Arrays.deepToString(new Object[] {value}))
                    .append('\n');
        });
        return read.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "false",
                "null::boolean",
                "'-32768'::smallint",
                "2147483647",
                "null::int",
                "'-9223372036854775808'::bigint",
                "0.1::real",
                "'NaN'::real",
                "16777217::real",
                "0.1::float8",
                "1e300::float8",
                "'-infinity'::float8",
                "1.50::numeric",
                "'NaN'::numeric",
                "''::text",
                "' 12 '::text",
                "'yes'::text",
                "'{1,2}'::text",
                "'größe 𝄞'::varchar",
                "'a'::char(3)",
                "'a'::\"char\"",
                "'a'::name",
                "'2026-01-02'::date",
                "'0044-03-15 BC'::date",
                "'5874897-12-31'::date",
                "'infinity'::date",
                "'-infinity'::date",
                "'24:00'::time",
                "'03:04:05.678901'::time",
                "'2026-01-02 03:04:05.678901'::timestamp",
                "'4714-11-24 00:00 BC'::timestamp",
                "'294276-12-31 23:59:59.999999'::timestamp",
                "'infinity'::timestamp",
                "'-infinity'::timestamp",
                "'1969-12-31 23:59:59.999999Z'::timestamptz",
                "'4714-11-24 00:00Z BC'::timestamptz",
                "'infinity'::timestamptz",
                "'-infinity'::timestamptz",
                "null::timestamptz",
                "'00000000-0000-0000-ffff-0000000000ff'::uuid",
                "'\\x00ff7f5c27'::bytea",
                "''::bytea",
                "'{\"a\": [1]}'::json",
                "'{\"a\": [1]}'::jsonb",
                "'1 year 2 days 03:04:05.6'::interval",
                "4294967295::oid",
                "array[1, null, 3]",
                "'{}'::int[]",
                "array[null, 'a']",
                "array['2026-01-02'::date]",
                "array['\\x01'::bytea]",
                "row(1, 'x')",
                "pg_sleep(0)",
                "null"
            })
    void plain_queries_read_the_same(String literal) {
        String sql = "select " + literal + " as \"größe\"";
        assertThat(client.plain(FormatsTest::read, sql)).isEqualTo(client.list(FormatsTest::read, sql));
    }

    @Test
    void bytes_as_old_servers_write_them() {
        client.run("set bytea_output = escape");
        String sql = "select '\\x005c27ff41'::bytea";
        assertThat(client.plain(row -> row.getBytes(0), sql).getFirst()).containsExactly(0, '\\', '\'', -1, 'A');
        client.run("reset bytea_output");
    }

    @Test
    void text_that_is_not_in_the_style_asked_for_is_an_error() {
        client.run("set datestyle = 'german'");
        assertThatThrownBy(() -> client.plain(row -> row.getObject(0), "select date '2026-12-31' as day"))
                .hasMessage("Column day holds text that cannot be read as what its type is");
        assertThat(client.plain(row -> row.isNull(0), "select date '2026-12-31' as day"))
                .containsExactly(false);
        client.run("set datestyle = 'iso'");
    }

    /** The server's earliest time is what the client takes for the infinite past. */
    @Test
    void the_first_and_the_last_moment_are_finite() {
        assertThat(client.get("select timestamp '4714-11-24 00:00 BC'"))
                .isEqualTo(LocalDateTime.of(-4713, 11, 24, 0, 0));
        assertThat(client.get("select timestamp '294276-12-31 23:59:59.999999'"))
                .isEqualTo(LocalDateTime.of(294_276, 12, 31, 23, 59, 59, 999_999_000));
    }

    @Test
    void each_row_has_its_own_nulls() {
        List<String> rows = client.list(
                row -> row.getString(0) + row.isNull(1) + row.getLong(1) + row.getString(2),
                "select repeat('x', n % 3), case when n % 2 = 0 then n::bigint end, case when n % 3 = 0 then '' end"
                        + " from generate_series(1, 2000) n");
        assertThat(rows)
                .isEqualTo(IntStream.rangeClosed(1, 2000)
                        .mapToObj(n ->
                                "x".repeat(n % 3) + (n % 2 == 0 ? "false" + n : "true0") + (n % 3 == 0 ? "" : "null"))
                        .toList());
    }

    @Test
    void rows_longer_than_any_read() {
        int size = 20_000_000;
        assertThat(client.list(
                        row -> row.getInt(0)
                                + row.getString(1)
                                + row.getString(2).length()
                                + row.getString(3),
                        "select n, 'a', repeat('ä', " + size + "), 'z' from generate_series(1, 3) n"))
                .containsExactly("1a" + size + "z", "2a" + size + "z", "3a" + size + "z");
    }

    @Test
    void no_columns_are_columns_too() {
        assertThat(client.list(RowReader::columnCount, "select from generate_series(1, 3)"))
                .containsExactly(0, 0, 0);
    }

    @Test
    void of_an_error_amid_rows_nothing_remains() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.list(
                            row -> row.getInt(0), "select 1 / (n - 20000) from generate_series(1, 30000) n"))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("division by zero");
            assertThat(client.list(row -> row.getInt(0), "select n from generate_series(1, 3) n"))
                    .containsExactly(1, 2, 3);
        }
    }

    /** A statement that is prepared anew, and one that is prepared each time. */
    @Test
    void a_column_may_change_its_type() {
        String url = TestServers.postgresql().newDatabase();
        for (int cached : new int[] {0, 1, 100}) {
            try (ProtocolClient own =
                    new ProtocolClient(url, PostgresSettings.defaults().statementCacheSize(cached))) {
                own.run("drop table if exists changing");
                own.run("create table changing (id int, value int)");
                own.run("insert into changing values (1, 17)");
                for (String type : List.of("bigint", "text", "numeric", "smallint", "text", "int")) {
                    assertThat(own.get("select value::text from changing")).isEqualTo("17");
                    own.run("alter table changing alter column value type " + type + " using value::" + type);
                    String all = "select * from changing where id = $1";
                    try {
                        assertThat(own.list(row -> row.getInt(1), all, 1)).containsExactly(17);
                    } catch (DriverException failure) {
                        assertThat(own.protocol.isStalePlan(failure)).isTrue();
                        assertThat(own.list(row -> row.getInt(1), all, 1)).containsExactly(17);
                    }
                }
            }
        }
    }
}
