// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.tck.model.Memos.MEMOS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.JsonExpression;
import org.kinglet.query.JsonPath;
import org.kinglet.query.JsonType;
import org.kinglet.schema.JsonValue;
import org.kinglet.tck.model.Dossier;
import org.kinglet.tck.model.Memo;

/** Looking into JSON documents and changing them in part: the same on every backend. */
class JsonPathsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {MEMOS};
    }

    private static JsonValue json(String text) {
        return JsonValue.parse(text.replace('\'', '"'));
    }

    private static void save(@Nullable String... documents) {
        for (String document : documents) {
            Memo memo = new Memo();
            memo.meta = document == null ? null : json(document);
            memo.save();
        }
    }

    /** The values of an expression, in the order of the rows. */
    private static <T> List<@Nullable T> values(Expression<T> expression) {
        List<@Nullable T> values = new ArrayList<>();
        MEMOS.select(expression.as("it"))
                .orderBy(MEMOS.id)
                .list()
                .forEach(row ->
                        values.add(expression.type().decode(expression.type().encode(row.get(expression.as("it"))))));
        return values;
    }

    private static List<Long> ids(Condition condition) {
        return MEMOS.select(MEMOS.id).where(condition).orderBy(MEMOS.id).list().stream()
                .map(row -> row.get(MEMOS.id))
                .toList();
    }

    private static @Nullable JsonValue after(JsonExpression<JsonValue> change) {
        MEMOS.update(MEMOS.meta.set(change)).all().execute();
        return MEMOS.select().orderBy(MEMOS.id).first().orElseThrow().meta;
    }

    @Test
    void pathsTellNamesFromNumbers() {
        save("{'a': [{'b': 'x'}, 2, [3]], '0': 'zero', '': 'empty', '$': 'dollar', 'd.o': 'dot', 'q\\\"u': 'quote'}");
        assertThat(values(MEMOS.meta.path("a", 0, "b").asText())).containsExactly("x");
        assertThat(values(MEMOS.meta.path("a").path(0).path("b").asText())).containsExactly("x");
        assertThat(values(MEMOS.meta.path("a", 1).asInteger())).containsExactly(2);
        assertThat(values(MEMOS.meta.path("a", -1, 0).asInteger())).containsExactly(3);
        assertThat(values(MEMOS.meta.path("a", -2).asInteger())).containsExactly(2);
        assertThat(values(MEMOS.meta.path("0").asText())).containsExactly("zero");
        assertThat(values(MEMOS.meta.path("").asText())).containsExactly("empty");
        assertThat(values(MEMOS.meta.path("$").asText())).containsExactly("dollar");
        assertThat(values(MEMOS.meta.path("d.o").asText())).containsExactly("dot");
        assertThat(values(MEMOS.meta.path("q\"u").asText())).containsExactly("quote");
        for (JsonPath nowhere : List.of(
                JsonPath.of(0),
                JsonPath.of(-1),
                JsonPath.of("d"),
                JsonPath.of("d", "o"),
                JsonPath.of("a", "0"),
                JsonPath.of("a", 3),
                JsonPath.of("a", -4),
                JsonPath.of("a", 1, 0),
                JsonPath.of("a", 1, -1),
                JsonPath.of("a", 0, 0),
                JsonPath.of("0", 0),
                JsonPath.of("A"))) {
            assertThat(values(MEMOS.meta.path(nowhere))).as(nowhere.toString()).containsOnlyNulls();
            assertThat(ids(MEMOS.meta.path(nowhere).isNull()))
                    .as(nowhere.toString())
                    .hasSize(1);
        }
        assertThatThrownBy(() -> MEMOS.meta.path("a", 1L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MEMOS.meta.path("a\0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreOnlyNames() {
        List<String> names = List.of(
                "'",
                "\"",
                "\\",
                "\\\"",
                "''; drop table memos; --",
                "a'b",
                "a\"b",
                "a\\",
                "*",
                "**",
                "[0]",
                "$.a",
                "#-1",
                "last",
                "?",
                "??",
                ":x",
                "$1",
                "%",
                "ü",
                "🐦",
                "e\u0301",
                "a b",
                "\t",
                "\n",
                "/",
                "null",
                "0",
                "-1",
                "{",
                "}",
                "a-b",
                "1e5",
                ".5",
                "true",
                "a.-b",
                "-",
                "--",
                "A",
                "a",
                "É",
                "é");
        for (String name : names) {
            if (target == TestDatabase.MARIADB && name.startsWith("-")) {
                assertThatThrownBy(() -> ids(MEMOS.meta.hasKey(name)))
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("minus");
                continue;
            }
            MEMOS.delete().all().execute();
            JsonValue document = JsonValue.object(
                    Map.of(name, JsonValue.of(1), "other", JsonValue.object(name, JsonValue.of("in"))));
            Memo memo = new Memo();
            memo.meta = document;
            memo.save();
            String as = "the name " + name;
            assertThat(values(MEMOS.meta.path(name).asInteger())).as(as).containsExactly(1);
            assertThat(values(MEMOS.meta.path("other", name).asText())).as(as).containsExactly("in");
            assertThat(ids(MEMOS.meta.hasKey(name))).as(as).hasSize(1);
            assertThat(ids(MEMOS.meta.hasAllKeys(name, "other"))).as(as).hasSize(1);
            assertThat(ids(MEMOS.meta.hasKey(name + "x"))).as(as).isEmpty();
            assertThat(ids(MEMOS.meta.contains(JsonValue.object(name, JsonValue.of(1)))))
                    .as(as)
                    .hasSize(1);
            assertThat(ids(MEMOS.meta.path("other").eq(JsonValue.object(name, JsonValue.of("in")))))
                    .as(as)
                    .hasSize(1);
            assertThat(after(MEMOS.meta.with(JsonPath.of(name), JsonValue.of(2)).without(JsonPath.of("other", name))))
                    .as(as)
                    .isEqualTo(JsonValue.object(Map.of(name, JsonValue.of(2), "other", JsonValue.object())));
            assertThat(after(MEMOS.meta.merged(JsonValue.object(name, JsonValue.ofNull()))))
                    .as(as)
                    .isEqualTo(JsonValue.object("other", JsonValue.object()));
        }
    }

    @Test
    void readingsAreNullForOtherTypes() {
        save(
                "'text'",
                "5",
                "5.0",
                "5.5",
                "true",
                "false",
                "null",
                "[5]",
                "{'a': 5}",
                null,
                "3000000000",
                "1e30",
                "1e2",
                "''",
                "'5'");
        assertThat(values(MEMOS.meta.asText()))
                .containsExactly(
                        "text", null, null, null, null, null, null, null, null, null, null, null, null, "", "5");
        assertThat(values(MEMOS.meta.asInteger()))
                .containsExactly(null, 5, 5, null, null, null, null, null, null, null, null, null, 100, null, null);
        assertThat(values(MEMOS.meta.asLong()))
                .containsExactly(
                        null, 5L, 5L, null, null, null, null, null, null, null, 3_000_000_000L, null, 100L, null, null);
        assertThat(values(MEMOS.meta.asDouble()))
                .containsExactly(null, 5d, 5d, 5.5, null, null, null, null, null, null, 3e9, 1e30, 100d, null, null);
        assertThat(values(MEMOS.meta.asDecimal()).stream()
                        .map(number -> number == null ? null : number.stripTrailingZeros()))
                .containsExactly(
                        null,
                        new BigDecimal(5),
                        new BigDecimal(5),
                        new BigDecimal("5.5"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BigDecimal("3e9"),
                        new BigDecimal("1e30"),
                        new BigDecimal("1e2"),
                        null,
                        null);
        assertThat(values(MEMOS.meta.asBoolean()))
                .containsExactly(
                        null, null, null, null, true, false, null, null, null, null, null, null, null, null, null);
        assertThat(values(MEMOS.meta.jsonType()))
                .containsExactly(
                        JsonType.STRING,
                        JsonType.NUMBER,
                        JsonType.NUMBER,
                        JsonType.NUMBER,
                        JsonType.BOOLEAN,
                        JsonType.BOOLEAN,
                        JsonType.NULL,
                        JsonType.ARRAY,
                        JsonType.OBJECT,
                        null,
                        JsonType.NUMBER,
                        JsonType.NUMBER,
                        JsonType.NUMBER,
                        JsonType.STRING,
                        JsonType.STRING);
        assertThat(values(MEMOS.meta.length()))
                .containsExactly(null, null, null, null, null, null, null, 1, 1, null, null, null, null, null, null);
        assertThat(ids(MEMOS.meta.isJsonNull())).containsExactly(7L);
        assertThat(ids(MEMOS.meta.isJsonNull().not())).hasSize(14);
        assertThat(ids(MEMOS.meta.isNull())).containsExactly(10L);
        assertThat(ids(MEMOS.meta.asDecimal().eq(new BigDecimal("5.000")))).containsExactly(2L, 3L);
        assertThat(ids(MEMOS.meta.asLong().gt(99L))).containsExactly(11L, 13L);
        // MySQL 8.0.15, the only one that tests have, compares no text without padding.
        if (target != TestDatabase.MYSQL)
            assertThat(ids(MEMOS.meta.asText().eq("text "))).isEmpty();
        assertThat(ids(MEMOS.meta.asText().eq("Text"))).isEmpty();
        assertThat(ids(MEMOS.meta.asText().startsWith("te"))).containsExactly(1L);
        assertThat(ids(MEMOS.meta.asBoolean())).containsExactly(5L);
        assertThat(ids(MEMOS.meta.asBoolean().not())).containsExactly(6L);
    }

    @Test
    void documentsAreEqualByWhatTheySay() {
        save(
                "{'a': 1, 'b': [1.0, 'x', null]}",
                "{'b': [1, 'x', null], 'a': 1.0}",
                "{'a': 1, 'b': ['x', 1, null]}",
                "1",
                "1.0",
                "'1'",
                "true",
                "null",
                null);
        assertThat(ids(MEMOS.meta.eq(json("{'b': [1.00, 'x', null], 'a': 1e0}"))))
                .containsExactly(1L, 2L);
        assertThat(ids(MEMOS.meta.ne(json("{'b': [1.00, 'x', null], 'a': 1e0}"))))
                .containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(ids(MEMOS.meta.eq(json("1")))).containsExactly(4L, 5L);
        assertThat(ids(MEMOS.meta.eq(json("'1'")))).containsExactly(6L);
        assertThat(ids(MEMOS.meta.eq(JsonValue.ofNull()))).containsExactly(8L);
        assertThat(ids(MEMOS.meta.in(json("1.00"), json("true")))).containsExactly(4L, 5L, 7L);
        assertThat(ids(MEMOS.meta.notIn(json("1.00"), json("true")))).containsExactly(1L, 2L, 3L, 6L, 8L);
        assertThat(ids(MEMOS.meta.in(List.of()))).isEmpty();
        assertThat(ids(MEMOS.meta.path("b", 0).eq(MEMOS.meta.path("a")))).containsExactly(1L, 2L);
        assertThatThrownBy(() -> MEMOS.meta.lt(JsonValue.of(1))).hasMessageContaining("asInteger()");
    }

    @Test
    void groupedAndSorted() {
        save(
                "{'k': 1}",
                "{'k': 1.0}",
                "{'k': {'x': 1, 'y': 2}}",
                "{'k': {'y': 2.0, 'x': 1}}",
                "{'k': null}",
                "{}",
                "{'k': 'b'}",
                "{'k': 'a'}",
                "{'k': -1.5}",
                "{'k': true}",
                "{'k': false}",
                "{'k': []}",
                "{'k': [1]}",
                "{'k': [9]}");
        JsonExpression<JsonValue> k = MEMOS.meta.path("k");
        List<Long> counts = MEMOS.select(count().as("n")).groupBy(k).list().stream()
                .map(row -> row.get("n", Long.class))
                .sorted()
                .toList();
        assertThat(counts).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 2L, 2L);
        List<Long> ascending = MEMOS.select(MEMOS.id).orderBy(k.asc().nullsFirst(), MEMOS.id).list().stream()
                .map(row -> row.get(MEMOS.id))
                .toList();
        assertThat(ascending).containsExactly(6L, 5L, 8L, 7L, 9L, 1L, 2L, 11L, 10L, 12L, 13L, 14L, 3L, 4L);
        List<Long> descending = MEMOS.select(MEMOS.id).orderBy(k.desc().nullsLast(), MEMOS.id).list().stream()
                .map(row -> row.get(MEMOS.id))
                .toList();
        assertThat(descending).containsExactly(3L, 4L, 13L, 14L, 12L, 10L, 11L, 1L, 2L, 9L, 7L, 8L, 5L, 6L);
    }

    @Test
    void contains() {
        save(
                "{'a': [1, [2], {'b': 'x', 'c': null}]}",
                "[1, 'x', [2, [3]], null]",
                "5",
                "'x'",
                "null",
                null,
                "{}",
                "[]");
        Map<String, List<Long>> expected = Map.ofEntries(
                Map.entry("{'a': [1.0]}", List.of(1L)),
                Map.entry("{'a': []}", List.of(1L)),
                Map.entry("{'a': 1}", List.of()),
                Map.entry("{'a': [{'b': 'x'}, 1]}", List.of(1L)),
                Map.entry("{'a': [2]}", List.of()),
                Map.entry("{'a': [[2], [2]]}", List.of(1L)),
                Map.entry("{'a': [{'c': null}]}", List.of(1L)),
                Map.entry("{'a': [null]}", List.of()),
                Map.entry("{}", List.of(1L, 7L)),
                Map.entry("[]", List.of(2L, 8L)),
                Map.entry("'x'", List.of(2L, 4L)),
                Map.entry("['x']", List.of(2L)),
                Map.entry("1", List.of(2L)),
                Map.entry("5", List.of(3L)),
                Map.entry("null", List.of(2L, 5L)),
                Map.entry("[[[3]]]", List.of(2L)),
                Map.entry("[[3]]", List.of()),
                Map.entry("3", List.of()));
        expected.forEach((part, ids) -> {
            assertThat(ids(MEMOS.meta.contains(json(part)))).as(part).isEqualTo(ids);
            List<Long> others = new ArrayList<>(List.of(1L, 2L, 3L, 4L, 5L, 7L, 8L));
            others.removeAll(ids);
            assertThat(ids(MEMOS.meta.contains(json(part)).not()))
                    .as("not " + part)
                    .isEqualTo(others);
        });
    }

    @Test
    void keys() {
        save("{'a': null, 'b': 1}", "['a']", "'a'", "{}", null, "{'b': 1, 'c': 2}");
        assertThat(ids(MEMOS.meta.hasKey("a"))).containsExactly(1L);
        assertThat(ids(MEMOS.meta.hasKey("a").not())).containsExactly(2L, 3L, 4L, 6L);
        assertThat(ids(MEMOS.meta.hasAnyKey("a", "c"))).containsExactly(1L, 6L);
        assertThat(ids(MEMOS.meta.hasAllKeys("b", "c"))).containsExactly(6L);
        assertThat(ids(MEMOS.meta.hasAllKeys())).containsExactly(1L, 4L, 6L);
        assertThat(ids(MEMOS.meta.hasAnyKey())).isEmpty();
    }

    @Test
    void changes() {
        String document = "{'a': [1, {'b': 2}], 'c': 'x', 'n': null}";
        record Change(JsonExpression<JsonValue> by, String result) {}
        List<Change> changes = List.of(
                new Change(
                        MEMOS.meta.with(JsonPath.of("a", 1, "b"), json("{'d': [1.5, null]}")),
                        "{'a': [1, {'b': {'d': [1.5, null]}}], 'c': 'x', 'n': null}"),
                new Change(
                        MEMOS.meta.with(JsonPath.of("new"), json("true")),
                        "{'a': [1, {'b': 2}], 'c': 'x', 'n': null, 'new': true}"),
                new Change(
                        MEMOS.meta.with(JsonPath.of("a", 7), json("'z'")),
                        "{'a': [1, {'b': 2}, 'z'], 'c': 'x', 'n': null}"),
                new Change(
                        MEMOS.meta.with(JsonPath.of("a", -2), json("null")),
                        "{'a': [null, {'b': 2}], 'c': 'x', 'n': null}"),
                new Change(MEMOS.meta.with(JsonPath.of("a", -3), json("0")), document),
                new Change(MEMOS.meta.with(JsonPath.of("a", "0"), json("0")), document),
                new Change(MEMOS.meta.with(JsonPath.of(0), json("0")), document),
                new Change(MEMOS.meta.with(JsonPath.of("c", 0), json("0")), document),
                new Change(MEMOS.meta.with(JsonPath.of("c", 1), json("0")), document),
                new Change(MEMOS.meta.with(JsonPath.of("x", "y"), json("0")), document),
                new Change(MEMOS.meta.with(JsonPath.of("n", "y"), json("0")), document),
                new Change(
                        MEMOS.meta.with(JsonPath.of("c"), MEMOS.meta.path("a", 1)),
                        "{'a': [1, {'b': 2}], 'c': {'b': 2}, 'n': null}"),
                new Change(
                        MEMOS.meta.with(JsonPath.of("c"), MEMOS.meta.path("none")),
                        "{'a': [1, {'b': 2}], 'c': null, 'n': null}"),
                new Change(MEMOS.meta.without(JsonPath.of("a", 0)), "{'a': [{'b': 2}], 'c': 'x', 'n': null}"),
                new Change(MEMOS.meta.without(JsonPath.of("a", -1, "b")), "{'a': [1, {}], 'c': 'x', 'n': null}"),
                new Change(MEMOS.meta.without(JsonPath.of("c", 0)), document),
                new Change(MEMOS.meta.without(JsonPath.of("a", "0")), document),
                new Change(MEMOS.meta.without(JsonPath.of("a", 2)), document),
                new Change(
                        MEMOS.meta.appended(JsonPath.of("a"), json("[3]")),
                        "{'a': [1, {'b': 2}, [3]], 'c': 'x', 'n': null}"),
                new Change(
                        MEMOS.meta.appended(JsonPath.of("a"), MEMOS.meta.path("c")),
                        "{'a': [1, {'b': 2}, 'x'], 'c': 'x', 'n': null}"),
                new Change(MEMOS.meta.appended(JsonPath.of("c"), json("3")), document),
                new Change(MEMOS.meta.appended(JsonPath.of("none"), json("3")), document),
                new Change(MEMOS.meta.appended(JsonPath.ROOT, json("3")), document),
                new Change(
                        MEMOS.meta.merged(
                                json("{'a': {'k': [null], 'gone': null}, 'c': null, 'n': {'m': {'o': null}}}")),
                        "{'a': {'k': [null]}, 'n': {'m': {}}}"),
                new Change(MEMOS.meta.merged(json("{}")), document),
                new Change(MEMOS.meta.merged(json("[1]")), "[1]"),
                new Change(
                        MEMOS.meta
                                .with(JsonPath.of("p"), json("1"))
                                .without(JsonPath.of("a"))
                                .appended(JsonPath.of("p"), json("0"))
                                .merged(json("{'c': 2}")),
                        "{'c': 2, 'n': null, 'p': 1}"));
        save(document, null);
        for (int i = 0; i < changes.size(); i++) {
            MEMOS.update(MEMOS.meta.set(json(document)))
                    .where(MEMOS.meta.isNotNull())
                    .execute();
            assertThat(after(changes.get(i).by)).as("change " + i).isEqualTo(json(changes.get(i).result));
            assertThat(ids(MEMOS.meta.isNull())).as("change " + i).hasSize(1);
        }
        MEMOS.update(MEMOS.meta.set(json("[]"))).all().execute();
        MEMOS.update(MEMOS.meta.append(JsonPath.ROOT, json("{'x': 1}"))).all().execute();
        MEMOS.update(MEMOS.meta.set(JsonPath.of(0, "y"), json("2"))).all().execute();
        MEMOS.update(MEMOS.meta.remove(JsonPath.of(0, "x"))).all().execute();
        assertThat(values(MEMOS.meta)).containsExactly(json("[{'y': 2}]"), json("[{'y': 2}]"));
        MEMOS.update(MEMOS.meta.merge(json("{'z': 3}"))).all().execute();
        assertThat(values(MEMOS.meta)).containsOnly(json("{'z': 3}"));
        assertThatThrownBy(() -> MEMOS.meta.without(JsonPath.ROOT)).hasMessageContaining("setNull()");
    }

    @Test
    void textsAreDocumentsToo() {
        Memo memo = new Memo();
        memo.raw = "{\"a\": {\"street\": \"s\", \"city\": null, \"numbers\": [1]}, \"b\": 1.0}";
        memo.save();
        assertThat(ids(MEMOS.raw.eq("{\"b\":1,\"a\":{\"numbers\":[1],\"street\":\"s\",\"city\":null}}")))
                .hasSize(1);
        Expression<Dossier.Address> address =
                MEMOS.raw.path("a").as(Dossier.Address.class).as("address");
        assertThat(MEMOS.select(address).get().get(address))
                .isEqualTo(new Dossier.Address("s", null, Arrays.asList(1)));
        assertThat(ids(MEMOS.raw.path("a").as(Dossier.Address.class).eq(new Dossier.Address("s", null, List.of(1)))))
                .hasSize(1);
        MEMOS.update(MEMOS.raw.set(JsonPath.of("b"), JsonValue.from(Map.of("x", 1))))
                .all()
                .execute();
        assertThat(values(MEMOS.raw.path("b", "x").asInteger())).containsExactly(1);
    }

    /** Of the expression as it is written, since only the same is found. */
    @Test
    void anIndexOfAPathIsUsed() {
        Assumptions.assumeFalse(target.isMysqlFamily(), "MySQL and MariaDB index columns that are computed");
        save("{'k': 'a'}", "{'k': 'b'}");
        String projected = MEMOS.select(MEMOS.meta.path("k").asText()).sql().text();
        String expression = projected.substring("select ".length(), projected.indexOf(" from "));
        db.sql("create index by_k on memos ((" + expression.replace("\"memos\".", "") + "))");
        String query = MEMOS.select(MEMOS.id)
                .where(MEMOS.meta.path("k").asText().eq("b"))
                .sql()
                .text();
        boolean postgresql = target == TestDatabase.POSTGRESQL;
        String plan = db.atomic(() -> {
            if (postgresql) db.sql("set local enable_seqscan = off");
            return db
                    .sql((postgresql ? "explain " : "explain query plan ") + query.replace("$1", "?"), "b")
                    .list()
                    .stream()
                    .map(row -> String.valueOf(row.get(postgresql ? 0 : 3)))
                    .collect(Collectors.joining("\n"));
        });
        assertThat(plan).contains("by_k");
    }
}
