// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.JsonValue;
import org.kinglet.schema.JsonValue.JsonArray;
import org.kinglet.schema.JsonValue.JsonNumber;
import org.kinglet.schema.JsonValue.JsonObject;
import org.kinglet.schema.JsonValue.JsonString;

/**
 * What SQLite's own functions of JSON don't do, or not as the other databases: each takes documents as text and gives NULL
 * for a document that is NULL. Paths are JSON themselves, arrays of names and numbers.
 */
final class JsonFunctions {
    static final String CANONICAL = "kinglet_json_canonical";
    static final String CONTAINS = "kinglet_json_contains";
    static final String HAS_KEYS = "kinglet_json_has_keys";
    static final String PUT = "kinglet_json_put";
    static final String APPEND = "kinglet_json_append";
    static final String REMOVE = "kinglet_json_remove";
    static final String MERGE = "kinglet_json_merge";

    static final List<SqliteSettings.Function> ALL = List.of(
            function(CANONICAL, (document, arguments) -> document.canonical()),
            function(CONTAINS, (document, arguments) -> document.contains(json(arguments[1]))),
            function(HAS_KEYS, (document, arguments) -> hasKeys(document, array(arguments[1]), arguments[2])),
            function(
                    PUT,
                    (document, arguments) -> changed(
                            document, array(arguments[1]), (parent, step) -> put(parent, step, json(arguments[2])))),
            function(APPEND, (document, arguments) -> append(document, array(arguments[1]), json(arguments[2]))),
            function(REMOVE, (document, arguments) -> changed(document, array(arguments[1]), JsonFunctions::remove)),
            function(MERGE, (document, arguments) -> document.merge(json(arguments[1]))));

    private interface OfDocument {
        Object apply(JsonValue document, @Nullable Object[] arguments);
    }

    /** A change of one member or element. */
    private interface Change {
        JsonValue apply(JsonValue parent, JsonValue step);
    }

    private JsonFunctions() {}

    private static SqliteSettings.Function function(String name, OfDocument function) {
        ScalarFunction scalar = arguments -> {
            if (arguments[0] == null) return null;
            Object result = function.apply(json(arguments[0]), arguments);
            return result instanceof JsonValue json ? json.toString() : result;
        };
        return new SqliteSettings.Function(name, scalar, true);
    }

    /** NULL is JSON's null. */
    private static JsonValue json(@Nullable Object text) {
        return text == null ? JsonValue.ofNull() : JsonValue.parse(text.toString());
    }

    private static List<JsonValue> array(@Nullable Object text) {
        return ((JsonArray) json(text)).elements();
    }

    private static boolean hasKeys(JsonValue document, List<JsonValue> keys, @Nullable Object all) {
        if (!(document instanceof JsonObject object)) return false;
        boolean wantsAll = Long.valueOf(1).equals(all);
        for (JsonValue key : keys) {
            if (object.members().containsKey(((JsonString) key).value()) != wantsAll) return !wantsAll;
        }
        return wantsAll;
    }

    /** The document with a change at the end of the path; itself where the path leads nowhere. */
    private static JsonValue changed(JsonValue document, List<JsonValue> path, Change change) {
        if (path.size() == 1) return change.apply(document, path.getFirst());
        JsonValue child = child(document, path.getFirst());
        if (child == null) return document;
        JsonValue changed = changed(child, path.subList(1, path.size()), change);
        return changed == child ? document : put(document, path.getFirst(), changed);
    }

    private static @Nullable JsonValue child(JsonValue parent, JsonValue step) {
        if (parent instanceof JsonObject object && step instanceof JsonString name) {
            return object.members().get(name.value());
        }
        if (parent instanceof JsonArray array && step instanceof JsonNumber number) {
            int index = index(array, number);
            return index >= 0 && index < array.elements().size()
                    ? array.elements().get(index)
                    : null;
        }
        return null;
    }

    private static JsonValue put(JsonValue parent, JsonValue step, JsonValue value) {
        if (parent instanceof JsonObject object && step instanceof JsonString name) {
            Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
            members.put(name.value(), value);
            return new JsonObject(members);
        }
        if (parent instanceof JsonArray array && step instanceof JsonNumber number) {
            int index = index(array, number);
            if (index < 0) return parent;
            List<JsonValue> elements = new ArrayList<>(array.elements());
            if (index < elements.size()) elements.set(index, value);
            else elements.add(value);
            return new JsonArray(elements);
        }
        return parent;
    }

    private static JsonValue remove(JsonValue parent, JsonValue step) {
        if (child(parent, step) == null) return parent;
        if (parent instanceof JsonObject object && step instanceof JsonString name) {
            Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
            members.remove(name.value());
            return new JsonObject(members);
        }
        if (parent instanceof JsonArray array && step instanceof JsonNumber number) {
            List<JsonValue> elements = new ArrayList<>(array.elements());
            elements.remove(index(array, number));
            return new JsonArray(elements);
        }
        return parent;
    }

    private static JsonValue append(JsonValue document, List<JsonValue> path, JsonValue value) {
        if (path.isEmpty()) return appended(document, value);
        return changed(document, path, (parent, step) -> {
            JsonValue child = child(parent, step);
            return child instanceof JsonArray ? put(parent, step, appended(child, value)) : parent;
        });
    }

    private static JsonValue appended(JsonValue document, JsonValue value) {
        if (!(document instanceof JsonArray array)) return document;
        List<JsonValue> elements = new ArrayList<>(array.elements());
        elements.add(value);
        return new JsonArray(elements);
    }

    /** Counted from the beginning; negative if there is no such element. */
    private static int index(JsonArray array, JsonNumber number) {
        int index = number.value().intValueExact();
        return index < 0 ? array.elements().size() + index : index;
    }
}
