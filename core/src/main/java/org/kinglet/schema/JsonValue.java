// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value, as it is compared in queries: numbers are equal by value ({@code 1}, {@code 1.0} and {@code 1e0} are one
 * number), the order of an object's members means nothing, and of members with the same name the last one counts. Its
 * {@code toString()} is the JSON text. Immutable.
 */
public sealed interface JsonValue {
    /** An object; its members in the order in which they were given. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** This with a member; one of the same name is replaced. */
        public JsonObject with(String name, JsonValue value) {
            Map<String, JsonValue> more = new LinkedHashMap<>(members);
            more.put(name, value);
            return new JsonObject(more);
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    record JsonString(String value) implements JsonValue {
        public JsonString {
            Objects.requireNonNull(value);
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** A number, with every digit. */
    record JsonNumber(BigDecimal value) implements JsonValue {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof JsonNumber number && value.compareTo(number.value) == 0;
        }

        @Override
        public int hashCode() {
            return value.stripTrailingZeros().hashCode();
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** JSON's {@code null}, which is a value, and not SQL's NULL. */
    record JsonNull() implements JsonValue {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** JSON's {@code null}. */
    static JsonValue ofNull() {
        return new JsonNull();
    }

    static JsonValue of(String text) {
        return new JsonString(text);
    }

    static JsonValue of(long number) {
        return new JsonNumber(BigDecimal.valueOf(number));
    }

    /** @throws IllegalArgumentException if it is not finite: JSON has no such number */
    static JsonValue of(double number) {
        if (!Double.isFinite(number)) throw new IllegalArgumentException("JSON has neither NaN nor infinities");
        return new JsonNumber(BigDecimal.valueOf(number));
    }

    static JsonValue of(BigDecimal number) {
        return new JsonNumber(number);
    }

    static JsonValue of(boolean truth) {
        return new JsonBoolean(truth);
    }

    /** An array. */
    static JsonValue array(JsonValue... elements) {
        return new JsonArray(List.of(elements));
    }

    static JsonValue array(Collection<? extends JsonValue> elements) {
        return new JsonArray(List.copyOf(elements));
    }

    /** An array of texts. */
    static JsonValue texts(String... texts) {
        return new JsonArray(Stream.of(texts).map(JsonValue::of).toList());
    }

    static JsonValue object(Map<String, ? extends JsonValue> members) {
        return new JsonObject(new LinkedHashMap<>(members));
    }

    /** An object with no members; {@link JsonObject#with} adds them. */
    static JsonObject object() {
        return new JsonObject(Map.of());
    }

    /** An object with one member. */
    static JsonObject object(String name, JsonValue value) {
        return new JsonObject(Map.of(name, value));
    }

    /**
     * The value that a text says.
     *
     * @throws IllegalArgumentException if it is not JSON; the message says where, and not what is there
     */
    static JsonValue parse(String json) {
        return JsonText.parse(json);
    }

    /**
     * What an object of the program is as JSON, by the {@link JsonMapper} that the program has.
     *
     * @throws IllegalArgumentException if it cannot be JSON
     * @throws IllegalStateException if there is no mapper; the message names the artifact to add
     */
    static JsonValue from(Object value) {
        return value instanceof JsonValue json ? json : parse(JsonMappers.get().write(value, value.getClass()));
    }

    /**
     * One text for all equal values: numbers without trailing zeros and exponents in one way, members sorted by the code
     * units of their names.
     */
    default String canonical() {
        return JsonText.write(sorted(this));
    }

    /**
     * Whether this has all that the other has, as PostgreSQL's operator {@code @>} means it: an object has each member of
     * the other, and its value contains that one's; an array has for each element of the other one that contains it, wherever it
     * stands and however often; other values contain what is equal. Only at the top, an array also contains a text, number,
     * boolean or null that is one of its elements.
     */
    default boolean contains(JsonValue other) {
        if (this instanceof JsonArray array && !(other instanceof JsonArray) && !(other instanceof JsonObject)) {
            return array.elements.contains(other);
        }
        return containsDeep(this, other);
    }

    private static boolean containsDeep(JsonValue one, JsonValue other) {
        if (one instanceof JsonObject object && other instanceof JsonObject wanted) {
            for (Map.Entry<String, JsonValue> member : wanted.members.entrySet()) {
                JsonValue value = object.members.get(member.getKey());
                if (value == null || !containsDeep(value, member.getValue())) return false;
            }
            return true;
        }
        if (one instanceof JsonArray array && other instanceof JsonArray wanted) {
            for (JsonValue element : wanted.elements) {
                if (array.elements.stream().noneMatch(mine -> containsDeep(mine, element))) return false;
            }
            return true;
        }
        return one.equals(other);
    }

    /**
     * This with the changes of a patch (RFC 7396): members of the patch replace those of the same name, objects are merged
     * member by member, and a null in the patch removes the member. A patch that is no object replaces all.
     */
    default JsonValue merge(JsonValue patch) {
        if (!(patch instanceof JsonObject changes)) return patch;
        Map<String, JsonValue> merged =
                new LinkedHashMap<>(this instanceof JsonObject object ? object.members : Map.of());
        changes.members.forEach((name, change) -> {
            if (change instanceof JsonNull) {
                merged.remove(name);
            } else {
                JsonValue old = merged.getOrDefault(name, ofNull());
                merged.put(name, old.merge(change));
            }
        });
        return new JsonObject(merged);
    }

    private static JsonValue sorted(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, JsonValue> members = new TreeMap<>();
                object.members.forEach((name, member) -> members.put(name, sorted(member)));
                yield new JsonObject(members);
            }
            case JsonArray array -> {
                List<JsonValue> elements = new ArrayList<>();
                for (JsonValue element : array.elements) elements.add(sorted(element));
                yield new JsonArray(elements);
            }
            case JsonNumber number ->
                new JsonNumber(number.value.signum() == 0 ? BigDecimal.ZERO : number.value.stripTrailingZeros());
            default -> value;
        };
    }
}
