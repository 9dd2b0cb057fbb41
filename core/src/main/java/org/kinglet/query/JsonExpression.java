// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kinglet.query.Node.BinaryOperator;
import org.kinglet.schema.DataType;
import org.kinglet.schema.JsonValue;
import org.kinglet.schema.SqlType;

/**
 * A JSON document, or a part of one. It means the same on every backend:
 *
 * <ul>
 *   <li>Documents are equal as {@link JsonValue}s are: numbers by value, whatever the order of members.
 *   <li>What is not there, at a path, is SQL's NULL; JSON's {@code null} is a value: {@link #isJsonNull()}.
 *   <li>The typed readings, such as {@link #asText()}, are NULL where the value is of another JSON type. Nothing is converted.
 *   <li>Sorted, values come by type as {@link JsonType} has them, then texts in the order of the database, numbers as doubles,
 *       false before true, and arrays and objects by their length.
 * </ul>
 *
 * @param <T> what the document becomes in Java
 */
public sealed class JsonExpression<T> extends Expression<T> permits JsonColumn {
    JsonExpression(Node node, DataType<T> type) {
        super(node, type);
    }

    /**
     * What is at a place in the document: {@code META.path("a", 0, "b")}. A {@code String} is the name of a member, an {@code
     * Integer} the number of an element, from 0, or from -1 backwards from the end.
     *
     * @throws IllegalArgumentException if there is something else among the steps
     */
    public final JsonExpression<JsonValue> path(Object... steps) {
        return path(JsonPath.of(steps));
    }

    public final JsonExpression<JsonValue> path(JsonPath path) {
        return path.isRoot() ? value(node()) : value(at(node(), path));
    }

    /** What is at the path, read as a class by the program's {@link org.kinglet.schema.JsonMapper}. */
    public final <D> JsonExpression<D> as(Class<D> type) {
        return new JsonExpression<>(node(), DataType.json(type.getSimpleName(), type));
    }

    /** The text, if it is one. */
    public final TextExpression asText() {
        return new TextExpression(scalar(SqlType.TEXT));
    }

    /** The number, if it is a whole one that fits. */
    public final NumberExpression<Integer> asInteger() {
        return new NumberExpression<>(scalar(SqlType.INTEGER), DataType.INTEGER);
    }

    /** The number, if it is a whole one that fits. */
    public final NumberExpression<Long> asLong() {
        return new NumberExpression<>(scalar(SqlType.BIGINT), DataType.LONG);
    }

    /** The number, if it is one. */
    public final NumberExpression<Double> asDouble() {
        return new NumberExpression<>(scalar(SqlType.DOUBLE), DataType.DOUBLE);
    }

    /** The number with its digits, if it is one; MySQL keeps fractions as doubles. */
    public final NumberExpression<BigDecimal> asDecimal() {
        return new NumberExpression<>(scalar(SqlType.DECIMAL), DataType.DECIMAL);
    }

    /** The boolean, if it is one. */
    public final Condition asBoolean() {
        return new Condition(scalar(SqlType.BOOLEAN));
    }

    /** Which type of JSON it is. */
    public final Expression<JsonType> jsonType() {
        return Expression.of(json(new JsonOperation.Type(node())), Types.JSON_TYPE);
    }

    /** How many elements the array or members the object has; NULL for other values. */
    public final NumberExpression<Integer> length() {
        return new NumberExpression<>(json(new JsonOperation.Length(node())), DataType.INTEGER);
    }

    /** Whether it is JSON's {@code null}; false for other values, and for what is not there. */
    public final Condition isJsonNull() {
        return new Condition(json(new JsonOperation.IsNull(node())));
    }

    /** Whether it has all that the part has: see {@link JsonValue#contains}. */
    public final Condition contains(JsonValue part) {
        return new Condition(json(new JsonOperation.Contains(node(), part)));
    }

    /** Whether it is an object that has the member. */
    public final Condition hasKey(String key) {
        return keys(List.of(key), true);
    }

    /** Whether it is an object that has one of the members. */
    public final Condition hasAnyKey(String... keys) {
        return keys(List.of(keys), false);
    }

    /** Whether it is an object that has all the members. */
    public final Condition hasAllKeys(String... keys) {
        return keys(List.of(keys), true);
    }

    /**
     * The document with a value at a path. What is there is replaced; a member that the object lacks is added, and an element
     * behind the end of an array is appended. Where the path leads nowhere else (a step before its last one is missing or of
     * another type, or an element is counted back beyond the first), the document stays as it is.
     */
    public final JsonExpression<T> with(JsonPath path, JsonValue value) {
        return with(path, node(value));
    }

    /** The same with a part of a document; what is not there becomes JSON's {@code null}. */
    public final JsonExpression<T> with(JsonPath path, JsonExpression<?> value) {
        return with(path, value.node());
    }

    private JsonExpression<T> with(JsonPath path, Node value) {
        return changed(new JsonOperation.Put(node(), below(path, "replaced", "set(value)"), value));
    }

    /** The document without what is at the path, if there is something. */
    public final JsonExpression<T> without(JsonPath path) {
        return changed(new JsonOperation.Remove(node(), below(path, "removed", "setNull()")));
    }

    /** The document with one more element at the end of the array at the path; as it is, if there is no array. */
    public final JsonExpression<T> appended(JsonPath path, JsonValue element) {
        return changed(new JsonOperation.Append(node(), path, node(element)));
    }

    /** The same with a part of a document; what is not there becomes JSON's {@code null}. */
    public final JsonExpression<T> appended(JsonPath path, JsonExpression<?> element) {
        return changed(new JsonOperation.Append(node(), path, element.node()));
    }

    /** The document with the changes of a patch, in depth, and without what is null in it: {@link JsonValue#merge}, RFC 7396. */
    public final JsonExpression<T> merged(JsonValue patch) {
        return changed(new JsonOperation.Merge(node(), patch));
    }

    @Override
    public Condition eq(T value) {
        return compared(BinaryOperator.EQ, parameter(value, "eq", "isNull(), or isJsonNull()"));
    }

    @Override
    public Condition eq(Expression<T> other) {
        return compared(BinaryOperator.EQ, other.node());
    }

    @Override
    public Condition ne(T value) {
        return compared(BinaryOperator.NE, parameter(value, "ne", "isNotNull()"));
    }

    @Override
    public Condition ne(Expression<T> other) {
        return compared(BinaryOperator.NE, other.node());
    }

    @Override
    public Condition in(Collection<? extends T> values) {
        return in(values, false);
    }

    @Override
    public Condition notIn(Collection<? extends T> values) {
        return in(values, true);
    }

    private Condition in(Collection<? extends T> values, boolean negated) {
        if (values.isEmpty()) return new Condition(new Node.In(node(), List.of(), negated));
        List<Condition> equal = new ArrayList<>(values.size());
        for (T value : values) {
            equal.add(compared(BinaryOperator.EQ, parameter(value, negated ? "notIn" : "in", "isNull() beside it")));
        }
        Condition any = Condition.any(equal);
        return negated ? any.not() : any;
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition lt(T value) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition lt(Expression<T> other) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition le(T value) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition le(Expression<T> other) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition gt(T value) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition gt(Expression<T> other) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition ge(T value) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition ge(Expression<T> other) {
        throw unordered();
    }

    /** @throws UnsupportedOperationException always: documents have an order only when they are sorted */
    @Override
    public Condition between(T least, T most) {
        throw unordered();
    }

    private static UnsupportedOperationException unordered() {
        return new UnsupportedOperationException(
                "JSON documents are not compared as less or greater; compare what is in"
                        + " them, by asText(), asInteger(), asLong(), asDouble() or asDecimal()");
    }

    @Override
    JsonExpression<T> withNode(Node other) {
        return new JsonExpression<>(other, type());
    }

    @Override
    public Node groupedNode() {
        return key(node());
    }

    @Override
    Node sortedNode() {
        return json(new JsonOperation.Sorted(node()));
    }

    @Override
    public JsonExpression<T> as(String alias) {
        return new JsonExpression<>(new Node.Aliased(node(), alias), type());
    }

    private Condition compared(BinaryOperator operator, Node other) {
        return new Condition(new Node.Binary(operator, key(node()), key(other)));
    }

    private Condition keys(List<String> keys, boolean all) {
        return new Condition(json(new JsonOperation.HasKeys(node(), keys, all)));
    }

    private Node scalar(SqlType type) {
        return json(new JsonOperation.Scalar(node(), type));
    }

    private JsonExpression<T> changed(JsonOperation operation) {
        return new JsonExpression<>(json(operation), type());
    }

    private static JsonExpression<JsonValue> value(Node node) {
        return new JsonExpression<>(node, DataType.JSON_VALUE);
    }

    private static Node node(JsonValue value) {
        return new Node.Parameter(value.toString(), DataType.JSON_VALUE.columnType());
    }

    /** One path for one that begins where another ends. */
    private static Node at(Node document, JsonPath path) {
        return document instanceof Node.Json(JsonOperation.Path outer)
                ? json(new JsonOperation.Path(outer.document(), outer.path().then(path)))
                : json(new JsonOperation.Path(document, path));
    }

    private static JsonPath below(JsonPath path, String what, String instead) {
        if (path.isRoot()) {
            throw new IllegalArgumentException("the root of a document cannot be " + what + "; use " + instead);
        }
        return path;
    }

    static Node json(JsonOperation operation) {
        return new Node.Json(operation);
    }

    private static Node key(Node document) {
        return json(new JsonOperation.Key(document));
    }

    /** Apart, so that the enum is looked at when it is needed. */
    private static final class Types {
        static final DataType<JsonType> JSON_TYPE = DataType.ofEnum(JsonType.class);
    }
}
