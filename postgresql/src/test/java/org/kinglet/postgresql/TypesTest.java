// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.testkit.TestServers;

/** Values on the wire, both ways, without the dialect's help: what raw SQL meets. */
class TypesTest {
    private static ProtocolClient client;

    @BeforeAll
    static void connect() {
        client = new ProtocolClient(TestServers.postgresql().newDatabase());
    }

    @AfterAll
    static void close() {
        client.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("boolean", true),
                Arguments.of("boolean", false),
                Arguments.of("smallint", (long) Short.MIN_VALUE),
                Arguments.of("integer", (long) Integer.MAX_VALUE),
                Arguments.of("integer", (long) Integer.MIN_VALUE),
                Arguments.of("bigint", Long.MIN_VALUE),
                Arguments.of("bigint", Long.MAX_VALUE),
                Arguments.of("double precision", Double.MIN_VALUE),
                Arguments.of("double precision", Double.MAX_VALUE),
                Arguments.of("double precision", Double.NaN),
                Arguments.of("double precision", Double.NEGATIVE_INFINITY),
                Arguments.of("double precision", -0.0),
                Arguments.of("numeric", new BigDecimal("0.000000000000000000000000000000000001")),
                Arguments.of("numeric", new BigDecimal("99999999999999999999999999999999999999.10")),
                Arguments.of("numeric", new BigDecimal("-1")),
                Arguments.of("text", ""),
                Arguments.of("text", "{\"not\": \"an array\"}"),
                Arguments.of("text", "\uD83D\uDC26 é\r\n\t'\"\\"),
                Arguments.of("varchar", "{}"),
                Arguments.of("char(3)", "a  "),
                Arguments.of("date", LocalDate.of(1, 1, 1)),
                Arguments.of("date", LocalDate.of(9999, 12, 31)),
                Arguments.of("date", LocalDate.of(-4713, 11, 24)),
                Arguments.of("date", LocalDate.of(1582, 10, 10)),
                Arguments.of("date", LocalDate.of(0, 2, 29)),
                Arguments.of("time", LocalTime.MIN),
                Arguments.of("time", LocalTime.of(23, 59, 59, 999_999_000)),
                Arguments.of("timestamp", LocalDateTime.of(1, 1, 1, 0, 0, 0, 1000)),
                Arguments.of("timestamp", LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
                Arguments.of("timestamp", LocalDateTime.of(294_276, 12, 31, 23, 59, 59, 999_999_000)),
                Arguments.of("timestamptz", Instant.parse("0001-01-01T00:00:00Z")),
                Arguments.of("timestamptz", Instant.parse("9999-12-31T23:59:59.999999Z")),
                Arguments.of("timestamptz", Instant.EPOCH.minusNanos(1000)),
                Arguments.of("timestamptz", Instant.parse("-0043-03-15T08:00:00.000001Z")),
                Arguments.of("uuid", new UUID(0, 0)),
                Arguments.of("uuid", UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff")),
                Arguments.of("bytea", new byte[0]),
                Arguments.of("bytea", new byte[] {0, -1, 127, '\\', '\''}));
    }

    @ParameterizedTest
    @MethodSource("values")
    void what_goes_in_comes_out(String type, Object value) {
        assertThat(client.get("select cast($1 as " + type + ")", value)).isEqualTo(value);
        Object[] array = (Object[]) Array.newInstance(value.getClass(), 3);
        array[0] = value;
        array[2] = value;
        assertThat((Object[]) client.get("select cast($1 as " + type + "[])", (Object) array))
                .containsExactly(array);
    }

    @ParameterizedTest
    @MethodSource("values")
    void null_stays_null(String type, Object value) {
        assertThat(client.get("select cast($1 as " + type + ")", new Object[] {null}))
                .isNull();
    }

    @Test
    void real_keeps_its_bits() {
        for (float value : new float[] {Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, Float.NaN, -0.0f}) {
            assertThat(client.list(row -> row.getFloat(0), "select cast($1 as real)", value))
                    .containsExactly(value);
        }
    }

    @Test
    void times_are_cut_to_microseconds() {
        assertThat(client.get("select $1::timestamptz", Instant.parse("1969-12-31T23:59:59.999999999Z")))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertThat(client.get("select $1::time", LocalTime.MAX)).isEqualTo(LocalTime.of(23, 59, 59, 999_999_000));
        assertThat(client.get("select $1::timestamp", LocalDateTime.of(1, 1, 1, 0, 0, 0, 1)))
                .isEqualTo(LocalDateTime.of(1, 1, 1, 0, 0));
    }

    /** The client by itself cuts them to the width that the server expects. */
    @Test
    void numbers_are_exact_or_refused() {
        client.run("create temporary table numbers (small smallint, medium integer, large bigint, single real)");
        client.run("insert into numbers values (1, 1, 1, 1)");
        assertThat(client.get("select count(*) from numbers where medium = $1", 1L))
                .isEqualTo(1L);
        assertThat(client.get("select count(*) from numbers where medium = $1", new BigDecimal("1.0")))
                .isEqualTo(1L);
        for (Object tooLarge : new Object[] {4_294_967_297L, new BigDecimal("4294967297"), 4294967297.0, 1.5}) {
            assertThatThrownBy(() -> client.run("select 1 from numbers where medium = $1", tooLarge))
                    .isInstanceOfSatisfying(DriverException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(FailureKind.DATA);
                        assertThat(failure)
                                .hasMessageContaining("Parameter 1 is a ")
                                .hasMessageContaining("integer")
                                .hasMessageNotContaining("42949")
                                .hasMessageNotContaining("1.5");
                    });
        }
        assertThatThrownBy(() -> client.run("select 1 from numbers where small = $1", 65_537))
                .hasMessage("Parameter 1 is a Integer out of the range of smallint");
        assertThatThrownBy(() -> client.run("update numbers set single = $1", 1e300))
                .hasMessage("Parameter 1 is a Double out of the range of real");
        assertThatThrownBy(() -> client.run("update numbers set large = $1 where small = $2", 1L, "secret"))
                .hasMessage("Parameter 2 is a String, and PostgreSQL expects smallint");
    }

    @Test
    void values_that_no_server_can_hold_are_refused_without_being_shown() {
        for (Object value : new Object[] {
            "secret\0",
            "secret\uD800",
            "\uDC00secret",
            Instant.MAX,
            Instant.MIN,
            LocalDate.MAX,
            LocalDate.MIN,
            LocalDateTime.MAX,
            LocalDateTime.MIN,
            new String[] {null, "secret\0"}
        }) {
            assertThatThrownBy(() -> client.run("select $1", value))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.DATA))
                    .hasMessageContaining("Parameter 1 is ")
                    .hasMessageNotContaining("secret");
        }
    }

    /** What the client reads wrongly, silently as NULL, or not at all. */
    @ParameterizedTest
    @MethodSource("others")
    void every_other_type_is_text(String literal, Object expected) {
        assertThat(client.get("select " + literal)).isEqualTo(expected);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("1259::oid", 1259L),
                Arguments.of("4294967295::oid", 4294967295L),
                Arguments.of("'<a>&lt;</a>'::xml", "<a>&lt;</a>"),
                Arguments.of("b'101'", "101"),
                Arguments.of("'08:00:2b:01:02:03'::macaddr", "08:00:2b:01:02:03"),
                Arguments.of(
                        "'{\"b\": 1.0000000000000000000001, \"a\":1e400}'::json",
                        "{\"b\": 1.0000000000000000000001, \"a\":1e400}"),
                Arguments.of("'{\"b\": 1.0000000000000000000001}'::jsonb", "{\"b\": 1.0000000000000000000001}"),
                Arguments.of("'null'::jsonb", "null"),
                Arguments.of("null::jsonb", null),
                Arguments.of("'\"text\"'::json", "\"text\""),
                Arguments.of("'30 days 24:00'::interval", "P30DT24H"),
                Arguments.of("'1 mon -0.000001 s'::interval", "P1MT-0.000001S"),
                Arguments.of("'10.0.0.1/8'::inet", "10.0.0.1/8"),
                Arguments.of("'::1'::inet", "::1"),
                Arguments.of("int4range(1, 5)", "[1,5)"),
                Arguments.of("'a fat cat'::tsvector", "'a' 'cat' 'fat'"),
                Arguments.of("'12:00+05:30'::timetz", "12:00:00+05:30"),
                Arguments.of("'(1,2)'::point", "(1,2)"),
                Arguments.of("row(1, 'x')", "(1,x)"),
                Arguments.of("'1.50'::money", "$1.50"),
                Arguments.of("pg_sleep(0)", null));
    }

    @Test
    void text_that_begins_with_a_brace_is_no_array() {
        client.run("create extension if not exists citext");
        client.run("create type brace as enum ('{', '{a}')");
        assertThat(client.get("select '{\"a\": 1}'::citext")).isEqualTo("{\"a\": 1}");
        assertThat(client.get("select $1::brace", "{a}")).isEqualTo("{a}");
        client.run("create extension if not exists hstore");
        assertThat(client.get("select $1::hstore", "a=>1, b=>NULL")).isEqualTo("\"a\"=>\"1\", \"b\"=>NULL");
        // The result type of the first statement must not survive the type.
        client.run("drop type brace");
    }

    @Test
    void text_is_what_the_server_makes_of_it() {
        assertThat(client.get("select $1::jsonb", "{\"a\":\"b\"}")).isEqualTo("{\"a\": \"b\"}");
        assertThat(client.get("select $1::json", " [1] ")).isEqualTo(" [1] ");
        assertThat(client.get("select $1::interval", "1 day")).isEqualTo("P1D");
        assertThat(client.get("select $1::inet", "10.0.0.1")).isEqualTo("10.0.0.1");
        assertThat(client.get("select $1::numeric", "1.50")).isEqualTo(new BigDecimal("1.50"));
        assertThat(client.get("select $1::jsonb[]", (Object) new String[] {"{\"a\": \"\\\"\"}", null}))
                .isEqualTo(new String[] {"{\"a\": \"\\\"\"}", null});
        assertThat(client.get("select $1::numeric[]", (Object) new BigDecimal[] {new BigDecimal("1.0"), null}))
                .isEqualTo(new BigDecimal[] {new BigDecimal("1.0"), null});
        assertThatThrownBy(() -> client.run("select $1::jsonb", "{secret"))
                .isInstanceOfSatisfying(DriverException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.DATA);
                    assertThat(failure).hasMessageNotContaining("secret");
                });
    }

    /** Which only a pooler can bring about. */
    @Test
    void intervals_are_the_same_in_the_style_of_the_server() {
        for (String interval : new String[] {
            "0",
            "1 day 02:00",
            "-1 year -2 mons +3 days -04:05:06.789",
            "1 mon -0.000001 s",
            "25 hours",
            "100 years 1 s",
            "10 days 00:00:30.5"
        }) {
            Object iso = client.get("select interval '" + interval + "'");
            client.run("set intervalstyle = postgres");
            assertThat(client.get("select interval '" + interval + "'")).isEqualTo(iso);
            client.run("set intervalstyle = iso_8601");
        }
    }

    @Test
    void arrays_of_any_shape() {
        assertThat((Object[]) client.get("select array[[1, 2], [3, null]]"))
                .isEqualTo(new Object[] {new Long[] {1L, 2L}, new Long[] {3L, null}});
        assertThat((Object[]) client.get("select '[0:1]={7,8}'::int[]")).containsExactly(7L, 8L);
        assertThat((Object[]) client.get("select '{}'::text[]")).isEqualTo(new String[0]);
        assertThat((Object[]) client.get("select array['NULL', null, '', 'a,b', '{}', '\"']"))
                .containsExactly("NULL", null, "", "a,b", "{}", "\"");
        assertThat((Object[]) client.get("select array['2026-01-01 12:00+00', 'epoch']::timestamptz[]"))
                .containsExactly(Instant.parse("2026-01-01T12:00:00Z"), Instant.EPOCH);
        assertThat(client.list(row -> row.getArray(0, Integer.class), "select array[1, null, 3]"))
                .containsExactly(new Integer[] {1, null, 3});
        assertThatThrownBy(() -> client.list(row -> row.getArray(0, Integer.class), "select array[[1]] as grid"))
                .hasMessage("Column grid holds text that cannot be read as an array of Integer");
        assertThatThrownBy(() -> client.list(row -> row.getArray(0, Integer.class), "select 'x'::text as word"))
                .isInstanceOf(DriverException.class);
    }

    @Test
    void what_java_has_no_value_for_is_an_error_that_names_the_column() {
        for (String type : new String[] {"date", "timestamp", "timestamptz"}) {
            for (String sign : new String[] {"", "-"}) {
                String sql = "select '" + sign + "infinity'::" + type + " as until";
                assertThatThrownBy(() -> client.get(sql))
                        .hasMessage("Column until holds infinity, which Java's times do not have");
            }
        }
        for (String numeric : new String[] {"NaN", "Infinity"}) {
            assertThatThrownBy(() -> client.list(row -> row.getBigDecimal(0), "select '" + numeric + "'::numeric as n"))
                    .hasMessage("Column n holds text that cannot be read as a decimal number");
            assertThat(client.list(row -> row.getDouble(0), "select '" + numeric + "'::numeric as n"))
                    .containsExactly(Double.parseDouble(numeric));
        }
        assertThatThrownBy(() -> client.get("select '24:00'::time as t")).hasMessageContaining("Column t holds text");
        assertThat(client.list(row -> row.getString(0), "select '24:00'::time")).containsExactly("24:00:00");
        assertThat(client.get("select 'the connection'")).isEqualTo("the connection");
    }

    @Test
    void reading_as_another_type_is_exact_or_an_error() {
        assertThat(client.list(row -> row.getLong(0), "select 3::numeric(10, 2)"))
                .containsExactly(3L);
        assertThat(client.list(row -> row.getInt(0), "select 2::double precision"))
                .containsExactly(2);
        assertThat(client.list(row -> row.getBigDecimal(0), "select 0.1::double precision"))
                .containsExactly(new BigDecimal("0.1"));
        assertThat(client.list(row -> row.getBigDecimal(0), "select 0.1::real")).containsExactly(new BigDecimal("0.1"));
        assertThat(client.list(row -> row.getInstant(0), "select timestamp '2026-01-01 00:00'"))
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
        assertThatThrownBy(() -> client.list(row -> row.getInt(0), "select 2147483648 as big"))
                .hasMessage("Column big holds an integer that cannot be read as an int");
        assertThatThrownBy(() -> client.list(row -> row.getLong(0), "select 1.5 as half"))
                .hasMessage("Column half holds text that cannot be read as an integer");
        assertThatThrownBy(() -> client.list(row -> row.getLong(0), "select 'secret' as word"))
                .hasMessage("Column word holds text that cannot be read as an integer");
        assertThatThrownBy(() -> client.list(row -> row.getUuid(0), "select 1 as one"))
                .hasMessage("Column one holds an integer that cannot be read as a UUID");
    }

    @Test
    void rows_and_descriptions_of_any_size() {
        String wide = String.join(
                ", ",
                Collections.nCopies(
                        400,
                        "1::int, 'x'::xml, null::jsonb, '" + "y".repeat(3000) + "'::text as \"" + "ä".repeat(30)
                                + "\""));
        assertThat(client.list(
                        row -> row.getInt(0)
                                + row.getString(1)
                                + row.getString(1599).length(),
                        "select " + wide))
                .containsExactly("1x3000");
        String many = "select n, n::numeric, repeat('z', n % 5000)::json from generate_series(1, 3000) n";
        assertThat(client.list(row -> row.getInt(0) - row.getBigDecimal(1).intValue(), many.replace("::json", "")))
                .hasSize(3000)
                .containsOnly(0);
    }

    @Test
    void many_statements_at_once_keep_their_own_answers() {
        var sent = IntStream.range(0, 500)
                .mapToObj(i -> client.rows(
                        row -> row.getInt(0) + " " + row.getString(1), "select $1::int, '" + i % 7 + "'::json", i))
                .toList();
        for (int i = 0; i < 500; i++) {
            assertThat(client.await(sent.get(i))).containsExactly(i + " " + i % 7);
        }
    }
}
