// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Memos.MEMOS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.JsonPath;
import org.kinglet.query.Row;
import org.kinglet.schema.JsonValue;
import org.kinglet.schema.JsonValue.JsonArray;
import org.kinglet.schema.JsonValue.JsonBoolean;
import org.kinglet.schema.JsonValue.JsonNumber;
import org.kinglet.schema.JsonValue.JsonObject;
import org.kinglet.schema.JsonValue.JsonString;
import org.kinglet.tck.model.Memo;

/**
 * Random documents, paths and changes: every database says what a few lines of Java say, and so they all say the same.
 * {@code -Dkinglet.fuzz.rounds} and {@code -Dkinglet.fuzz.seed} make it longer, and another.
 */
class JsonFuzzTest extends DatabaseTest {
    private static final int ROUNDS = Integer.getInteger("kinglet.fuzz.rounds", 60);
    private static final String[] NAMES = {"a", "b", "0", "", "\"", "é", "a-b"};

    private final long seed = Long.getLong("kinglet.fuzz.seed", 20_261_122);
    private final Random random = new Random(seed);

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {MEMOS};
    }

    private JsonValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> JsonValue.ofNull();
            case 1 -> JsonValue.of(random.nextBoolean());
            case 2 -> JsonValue.of(new String[] {"", "x", "X", "1", "null", "\\\"'", "🐦"}[random.nextInt(7)]);
            case 3 ->
                new JsonNumber(new BigDecimal(
                        new String[] {"0", "1", "1.0", "-2.5", "1e2", "100", "3000000000"}[random.nextInt(7)]));
            case 4 -> random.nextBoolean() ? JsonValue.array() : JsonValue.object();
            case 5, 6 -> {
                List<JsonValue> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) elements.add(value(depth - 1));
                yield JsonValue.array(elements);
            }
            default -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) members.put(name(), value(depth - 1));
                yield JsonValue.object(members);
            }
        };
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private JsonPath path(int most) {
        JsonPath path = JsonPath.ROOT;
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            path = random.nextInt(3) > 0 ? path.member(name()) : path.element(random.nextInt(5) - 2);
        }
        return path;
    }

    @Test
    void saysWhatJavaSays() {
        Memo memo = new Memo();
        memo.save();
        for (int round = 0; round < ROUNDS; round++) {
            JsonValue document = value(3);
            MEMOS.update(MEMOS.meta.set(document)).all().execute();
            for (int i = 0; i < 3; i++) {
                JsonPath path = path(3);
                JsonValue other = value(2);
                String as = "seed " + seed + ", round " + round + ": " + document + " at " + path + " with " + other;
                try {
                    reads(document, path, other, as);
                    writes(document, path, other, as);
                } catch (RuntimeException failed) {
                    throw new AssertionError(as, failed);
                }
            }
        }
    }

    private void reads(JsonValue document, JsonPath path, JsonValue other, String as) {
        JsonValue found = at(document, path);
        Expression<JsonValue> there = MEMOS.meta.path(path).as("there");
        Expression<String> text = MEMOS.meta.path(path).asText().as("text");
        Expression<Long> number = MEMOS.meta.path(path).asLong().as("number");
        Expression<Boolean> truth = MEMOS.meta.path(path).asBoolean().as("truth");
        Expression<Integer> length = MEMOS.meta.path(path).length().as("length");
        Expression<Boolean> equal = MEMOS.meta.path(path).eq(other).as("equal");
        Expression<Boolean> contained = MEMOS.meta.contains(other).as("contained");
        Expression<Boolean> within = MEMOS.meta.path(path).contains(other).as("within");
        Expression<Boolean> has = MEMOS.meta.path(path).hasAnyKey("a", "\"").as("has");
        Row row = MEMOS.select(there, text, number, truth, length, equal, contained, within, has)
                .get();
        assertThat(row.get(there)).as(as).isEqualTo(found);
        assertThat(row.get(text)).as(as).isEqualTo(found instanceof JsonString string ? string.value() : null);
        assertThat(row.get(number)).as(as).isEqualTo(whole(found));
        assertThat(row.get(truth)).as(as).isEqualTo(found instanceof JsonBoolean it ? it.value() : null);
        assertThat(row.get(length)).as(as).isEqualTo(length(found));
        assertThat(row.get(equal)).as(as).isEqualTo(found == null ? null : found.equals(other));
        assertThat(row.get(contained)).as(as).isEqualTo(document.contains(other));
        assertThat(row.get(within)).as(as).isEqualTo(found == null ? null : found.contains(other));
        assertThat(row.get(has))
                .as(as)
                .isEqualTo(
                        found == null
                                ? null
                                : found instanceof JsonObject it
                                        && (it.members().containsKey("a")
                                                || it.members().containsKey("\"")));
    }

    private void writes(JsonValue document, JsonPath path, JsonValue other, String as) {
        Expression<JsonValue> put = MEMOS.meta.with(path, other).as("put");
        Expression<JsonValue> removed = MEMOS.meta.without(path).as("removed");
        Expression<JsonValue> appended = MEMOS.meta.appended(path, other).as("appended");
        Expression<JsonValue> merged = MEMOS.meta.merged(other).as("merged");
        Expression<JsonValue> both = MEMOS.meta.with(path, other).without(path).as("twice");
        Row row = MEMOS.select(put, removed, appended, merged, both).get();
        assertThat(row.get(put)).as(as).isEqualTo(changed(document, path, "put", other));
        assertThat(row.get(removed)).as(as).isEqualTo(changed(document, path, "remove", other));
        assertThat(row.get(appended)).as(as).isEqualTo(changed(document, path, "append", other));
        assertThat(row.get(merged)).as(as).isEqualTo(document.merge(other));
        assertThat(row.get(both))
                .as(as)
                .isEqualTo(changed(changed(document, path, "put", other), path, "remove", other));
    }

    private static @Nullable Long whole(@Nullable JsonValue value) {
        if (!(value instanceof JsonNumber number)
                || number.value().stripTrailingZeros().scale() > 0) return null;
        return number.value().longValueExact();
    }

    private static @Nullable Integer length(@Nullable JsonValue value) {
        if (value instanceof JsonArray array) return array.elements().size();
        return value instanceof JsonObject object ? object.members().size() : null;
    }

    private static @Nullable JsonValue at(JsonValue document, JsonPath path) {
        JsonValue at = document;
        for (JsonPath.Step step : path.steps()) {
            if (at instanceof JsonObject object && step instanceof JsonPath.Member(String name)) {
                at = object.members().get(name);
            } else if (at instanceof JsonArray array && step instanceof JsonPath.Element(int index)) {
                int position = index < 0 ? index + array.elements().size() : index;
                at = position >= 0 && position < array.elements().size()
                        ? array.elements().get(position)
                        : null;
            } else {
                at = null;
            }
            if (at == null) return null;
        }
        return at;
    }

    /** The document rebuilt from the end of the path to its beginning. */
    private static JsonValue changed(JsonValue document, JsonPath path, String how, JsonValue value) {
        if (how.equals("append")) {
            if (!(at(document, path) instanceof JsonArray array)) return document;
            List<JsonValue> longer = new ArrayList<>(array.elements());
            longer.add(value);
            return changed(document, path, "put", JsonValue.array(longer));
        }
        JsonValue parent = at(document, path.parent());
        JsonValue mended = parent;
        boolean remove = how.equals("remove");
        if (parent instanceof JsonObject object && path.last() instanceof JsonPath.Member(String name)) {
            Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
            if (remove) members.remove(name);
            else members.put(name, value);
            mended = JsonValue.object(members);
        } else if (parent instanceof JsonArray array && path.last() instanceof JsonPath.Element(int index)) {
            List<JsonValue> elements = new ArrayList<>(array.elements());
            int position = index < 0 ? index + elements.size() : index;
            if (position >= 0 && position < elements.size()) {
                if (remove) elements.remove(position);
                else elements.set(position, value);
            } else if (position >= 0 && !remove) {
                elements.add(value);
            }
            mended = JsonValue.array(elements);
        }
        if (mended == null || mended == parent) return document;
        return path.parent().isRoot() ? mended : changed(document, path.parent(), "put", mended);
    }
}
