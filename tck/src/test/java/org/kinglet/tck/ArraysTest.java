// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.ExpressionType.STRING;
import static org.kinglet.tck.model.Oddities.ODDITIES;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.tck.model.Oddity;

/** Arrays and hstore in queries: PostgreSQL has them, and the others say that they have not. */
class ArraysTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return target == TestDatabase.POSTGRESQL ? new Table<?, ?>[] {ODDITIES} : new Table<?, ?>[0];
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
        Assumptions.assumeTrue(target == TestDatabase.POSTGRESQL, "PostgreSQL has arrays");
        Oddity full = new Oddity();
        full.words = List.of("a", "b,\"", "", "{}");
        full.numbers = new int[] {1, 2, 2};
        full.moods = List.of(Oddity.Mood.OK);
        full.addresses = List.of("10.0.0.1", "::1");
        full.gaps = Arrays.asList(1L, null);
        full.attributes = new HashMap<>(Map.of("a", "1", "k\"=>", "v, \\"));
        full.attributes.put("none", null);
        full.save();
        new Oddity().save();
    }

    private static List<Long> ids(Condition condition) {
        return ODDITIES.select(ODDITIES.id).where(condition).orderBy(ODDITIES.id).list().stream()
                .map(row -> row.get(ODDITIES.id))
                .toList();
    }

    private static <T> @Nullable T first(Expression<T> expression) {
        Expression<T> named = expression.as("it");
        return ODDITIES.select(named).orderBy(ODDITIES.id).first().orElseThrow().get(named);
    }

    @Test
    void arraysAreAsked() {
        postgresql();
        assertThat(ids(ODDITIES.words.contains("b,\""))).containsExactly(1L);
        assertThat(ids(ODDITIES.words.containsAll(List.of("{}", "a", "a")))).containsExactly(1L);
        assertThat(ids(ODDITIES.words.containsAll(List.of()))).containsExactly(1L, 2L);
        assertThat(ids(ODDITIES.words.containsAny(List.of("x", "")))).containsExactly(1L);
        assertThat(ids(ODDITIES.words.containsAny(List.of()))).isEmpty();
        assertThat(ids(ODDITIES.words.containedBy(List.of("a")))).containsExactly(2L);
        assertThat(ids(ODDITIES.numbers.contains(2))).containsExactly(1L);
        assertThat(ids(ODDITIES.numbers.contains(ODDITIES.numbers.element(3)))).containsExactly(1L);
        assertThat(ids(ODDITIES.numbers.overlaps(ODDITIES.numbers))).containsExactly(1L);
        assertThat(ids(ODDITIES.moods.contains(Oddity.Mood.OK))).containsExactly(1L);
        assertThat(ids(ODDITIES.addresses.contains("::1"))).containsExactly(1L);
        assertThat(ids(ODDITIES.gaps.contains(1L))).containsExactly(1L);
        assertThat(first(ODDITIES.words.length())).isEqualTo(4);
        assertThat(first(ODDITIES.words.element(2))).isEqualTo("b,\"");
        assertThat(first(ODDITIES.words.element(0))).isNull();
        assertThat(first(ODDITIES.moods.element(1))).isEqualTo(Oddity.Mood.OK);
        assertThat(first(ODDITIES.gaps.element(2))).isNull();
        assertThat(first(ODDITIES.numbers.position(2))).isEqualTo(2);
        assertThat(ids(ODDITIES.words.length().eq(0))).containsExactly(2L);
        assertThatThrownBy(() -> ODDITIES.words.contains((String) null)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void arraysAreChanged() {
        postgresql();
        ODDITIES.update(
                        ODDITIES.words.set(ODDITIES.words.appended("'; --").removed("a")),
                        ODDITIES.numbers.set(ODDITIES.numbers.concat(List.of(7))),
                        ODDITIES.moods.set(ODDITIES.moods.appended(Oddity.Mood.SAD)),
                        ODDITIES.addresses.set(ODDITIES.addresses.removed("::1")))
                .where(ODDITIES.id.eq(1L))
                .execute();
        Oddity changed = ODDITIES.getById(1L);
        assertThat(changed.words).containsExactly("b,\"", "", "{}", "'; --");
        assertThat(changed.numbers).containsExactly(1, 2, 2, 7);
        assertThat(changed.moods).containsExactly(Oddity.Mood.OK, Oddity.Mood.SAD);
        assertThat(changed.addresses).containsExactly("10.0.0.1");
        ODDITIES.update(ODDITIES.numbers.set(ODDITIES.numbers.concat(ODDITIES.numbers)))
                .all()
                .execute();
        assertThat(ODDITIES.getById(1L).numbers).hasSize(8);
    }

    @Test
    void maps() {
        postgresql();
        assertThat(first(ODDITIES.attributes.value("k\"=>"))).isEqualTo("v, \\");
        assertThat(first(ODDITIES.attributes.value("x"))).isNull();
        assertThat(ids(ODDITIES.attributes.value("a").eq("1"))).containsExactly(1L);
        assertThat(ids(ODDITIES.attributes.hasKey("none"))).containsExactly(1L);
        assertThat(ids(ODDITIES.attributes.hasValue("none"))).isEmpty();
        assertThat(ids(ODDITIES.attributes.hasAnyKey(List.of("x", "a")))).containsExactly(1L);
        assertThat(ids(ODDITIES.attributes.hasAllKeys(List.of("x", "a")))).isEmpty();
        assertThat(ids(ODDITIES.attributes.contains(Map.of("k\"=>", "v, \\")))).containsExactly(1L);
        assertThat(first(ODDITIES.attributes.keys())).containsExactlyInAnyOrder("a", "k\"=>", "none");
        assertThat(first(ODDITIES.attributes.values())).containsExactlyInAnyOrder("1", "v, \\", null);
        assertThat(ids(ODDITIES.attributes.keys().contains("a"))).containsExactly(1L);
        ODDITIES.update(ODDITIES.attributes.set("new", "=>")).all().execute();
        ODDITIES.update(ODDITIES.attributes.remove("a")).all().execute();
        assertThat(ODDITIES.getById(1L).attributes).containsOnlyKeys("k\"=>", "none", "new");
        assertThat(ODDITIES.getById(2L).attributes).isEqualTo(Map.of("new", "=>"));
    }

    @Test
    void partsOfArrays() {
        postgresql();
        assertThat(first(ODDITIES.words.slice(2, 3))).containsExactly("b,\"", "");
        assertThat(first(ODDITIES.words.sliceFrom(3))).containsExactly("", "{}");
        assertThat(first(ODDITIES.words.sliceTo(1))).containsExactly("a");
        assertThat(first(ODDITIES.words.slice(-5, 99))).hasSize(4);
        assertThat(first(ODDITIES.words.slice(3, 2))).isEmpty();
        assertThat(first(ODDITIES.words.sliceFrom(9))).isEmpty();
        assertThat(first(ODDITIES.numbers.slice(2, 2))).containsExactly(2);
        assertThat(first(ODDITIES.addresses.sliceFrom(2))).containsExactly("::1");
        assertThat(first(ODDITIES.words.slice(1, 2).length())).isEqualTo(2);
        assertThat(first(ODDITIES.words.element(1, STRING).upper())).isEqualTo("A");
        assertThat(first(ODDITIES.words.element(ODDITIES.words.length()))).isEqualTo("{}");
        assertThat(first(ODDITIES.words.element(0))).isNull();
        assertThat(ids(ODDITIES.words.sliceTo(2).contains("a"))).containsExactly(1L);
        assertThat(ids(ODDITIES.words.sliceTo(2).eq(List.of("a", "b,\"")))).containsExactly(1L);
    }

    @Test
    void elementsAreSet() {
        postgresql();
        ODDITIES.update(
                        ODDITIES.words.set(2, "'B"),
                        ODDITIES.numbers.set(1, 7),
                        ODDITIES.moods.set(1, Oddity.Mood.SAD),
                        ODDITIES.addresses.set(3, "10.0.0.3"),
                        ODDITIES.gaps.set(1, null))
                .all()
                .execute();
        Oddity full = ODDITIES.getById(1L);
        assertThat(full.words).containsExactly("a", "'B", "", "{}");
        assertThat(full.numbers).containsExactly(7, 2, 2);
        assertThat(full.moods).containsExactly(Oddity.Mood.SAD);
        assertThat(full.addresses).containsExactly("10.0.0.1", "::1", "10.0.0.3");
        assertThat(full.gaps).containsExactly(null, null);
        Oddity empty = ODDITIES.getById(2L);
        assertThat(empty.words).containsExactly(null, "'B");
        assertThat(empty.addresses).containsExactly(null, null, "10.0.0.3");
        ODDITIES.update(ODDITIES.numbers.set(ODDITIES.numbers.with(5, 9).removed(2)))
                .where(ODDITIES.id.eq(1L))
                .execute();
        assertThat(ODDITIES.select(ODDITIES.numbers.length())
                        .where(ODDITIES.id.eq(1L))
                        .scalar(Integer.class))
                .isEqualTo(3);
        assertThatThrownBy(() -> ODDITIES.words.with(0, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number 1");
    }

    @Test
    void refusedElsewhere() {
        Assumptions.assumeFalse(target == TestDatabase.POSTGRESQL, "PostgreSQL has them");
        assertThatThrownBy(() -> db.list(ODDITIES.select().where(ODDITIES.words.contains("x"))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("has no arrays")
                .hasMessageContaining("@Json");
        assertThatThrownBy(() -> db.list(ODDITIES.select(ODDITIES.attributes.value("x"))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("has no hstore")
                .hasMessageContaining("@Json");
    }
}
