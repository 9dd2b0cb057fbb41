// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.DataType;

/**
 * A map of texts, PostgreSQL's type {@code hstore}. Only PostgreSQL has it: elsewhere rendering throws an {@link
 * UnsupportedOperationException}.
 */
public sealed class HstoreExpression extends Expression<Map<String, @Nullable String>> permits HstoreColumn {
    private static final DataType<List<String>> TEXTS = DataType.listOf(DataType.STRING);

    HstoreExpression(Node node, DataType<Map<String, @Nullable String>> type) {
        super(node, type);
    }

    /** The value of a key; NULL if it is null or there is no such key. */
    public final TextExpression value(String key) {
        return new TextExpression(special("({} -> {})", node(), text(key)));
    }

    /** Whether there is such a key, with a value or null. */
    public final Condition hasKey(String key) {
        return new Condition(special("exist({}, {})", node(), text(key)));
    }

    /** Whether there is such a key and its value is not null. */
    public final Condition hasValue(String key) {
        return new Condition(special("defined({}, {})", node(), text(key)));
    }

    /** Whether there is one of these keys. */
    public final Condition hasAnyKey(Collection<String> keys) {
        return new Condition(special("exists_any({}, {})", node(), texts(keys)));
    }

    /** Whether there are all of these keys. */
    public final Condition hasAllKeys(Collection<String> keys) {
        return new Condition(special("exists_all({}, {})", node(), texts(keys)));
    }

    /** Whether it has all these keys, with these values. */
    public final Condition contains(Map<String, ? extends @Nullable String> entries) {
        return new Condition(special("({} @> {})", node(), map(entries)));
    }

    /** The keys, in the order of the database. */
    public final ArrayExpression<List<String>, String> keys() {
        return new ArrayExpression<>(special("akeys({})", node()), TEXTS, DataType.STRING);
    }

    /** The values, in the order of the keys. */
    public final ArrayExpression<List<String>, String> values() {
        return new ArrayExpression<>(special("avals({})", node()), TEXTS, DataType.STRING);
    }

    /** The map with a value for a key. */
    public final HstoreExpression with(String key, @Nullable String value) {
        Map<String, @Nullable String> entry = new HashMap<>();
        entry.put(key, value);
        return merged(entry);
    }

    /** The map without a key. */
    public final HstoreExpression without(String key) {
        return new HstoreExpression(special("delete({}, {})", node(), text(key)), type());
    }

    /** The map with other entries, which go before its own. */
    public final HstoreExpression merged(Map<String, ? extends @Nullable String> entries) {
        return new HstoreExpression(special("({} || {})", node(), map(entries)), type());
    }

    @Override
    HstoreExpression withNode(Node other) {
        return new HstoreExpression(other, type());
    }

    @Override
    public HstoreExpression as(String alias) {
        return new HstoreExpression(new Node.Aliased(node(), alias), type());
    }

    private static Node special(String template, Node... arguments) {
        return new Node.Special(
                "PostgreSQL", template, List.of(arguments), "hstore; keep the map in a JSON document (@Json)");
    }

    private static Node text(String text) {
        return new Node.Parameter(text, DataType.STRING.columnType());
    }

    private static Node texts(Collection<String> texts) {
        return new Node.Parameter(TEXTS.encode(List.copyOf(texts)), TEXTS.columnType());
    }

    private static Node map(Map<String, ? extends @Nullable String> entries) {
        Map<String, @Nullable String> copy = new HashMap<>(entries);
        return new Node.Parameter(
                DataType.HSTORE.encode(copy), DataType.HSTORE.columnType().declared("hstore"));
    }
}
