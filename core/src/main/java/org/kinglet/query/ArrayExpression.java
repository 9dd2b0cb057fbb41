// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;

/**
 * An array. Only PostgreSQL has them: elsewhere these expressions compile, and rendering them throws an {@link
 * UnsupportedOperationException}. An element that is null is contained in nothing and equal to nothing.
 *
 * @param <T> the array in Java: an array or a list
 * @param <X> its elements
 */
public sealed class ArrayExpression<T, X> extends Expression<T> permits ArrayColumn {
    private final DataType<X> element;

    ArrayExpression(Node node, DataType<T> type, DataType<X> element) {
        super(node, type);
        this.element = element;
    }

    /** Whether it has all of these elements, in any order and however often; true for none. */
    public final Condition containsAll(Collection<? extends X> elements) {
        return condition("({} @> {})", array(elements));
    }

    /** Whether it has the element. A GIN index helps. */
    public final Condition contains(X value) {
        return containsAll(List.of(value));
    }

    /** Whether what the expression gives is one of its elements: {@code = any(array)}. */
    public final Condition contains(Expression<X> value) {
        return new Condition(special("({} = any({}))", value.node(), node()));
    }

    /** Whether it has one of these elements; false for none. */
    public final Condition containsAny(Collection<? extends X> elements) {
        return condition("({} && {})", array(elements));
    }

    /** Whether the two have an element in common. */
    public final Condition overlaps(ArrayExpression<?, X> other) {
        return condition("({} && {})", other.node());
    }

    /** Whether all its elements are among these; true for the empty array. */
    public final Condition containedBy(Collection<? extends X> elements) {
        return condition("({} <@ {})", array(elements));
    }

    /** How many elements it has. */
    public final NumberExpression<Integer> length() {
        return new NumberExpression<>(special("cardinality({})", node()), DataType.INTEGER);
    }

    /** An element, counted from 1 as in SQL; NULL if there is none. */
    public final Expression<X> element(int index) {
        return Expression.of(special("({})[{}]", node(), number(index)), element);
    }

    /** The element at a place that an expression gives. */
    public final Expression<X> element(NumberExpression<Integer> index) {
        return Expression.of(special("({})[{}]", node(), index.node()), element);
    }

    /** An element as an expression of the kind that fits: {@code element(1, STRING).lower()}. */
    public final <Y extends Expression<X>> Y element(int index, ExpressionType<X, Y> kind) {
        return kind.over(special("({})[{}]", node(), number(index)));
    }

    /**
     * The elements from one place to another, both included, counted from 1 as in SQL; those that are there. Places before the
     * first or behind the last are no error.
     */
    public final ArrayExpression<T, X> slice(int from, int to) {
        return changed(special("({})[{}:{}]", node(), number(from), number(to)));
    }

    /** The elements from this place on. */
    public final ArrayExpression<T, X> sliceFrom(int from) {
        return changed(special("({})[{}:]", node(), number(from)));
    }

    /** The elements up to this place, which is included. */
    public final ArrayExpression<T, X> sliceTo(int to) {
        return changed(special("({})[:{}]", node(), number(to)));
    }

    /**
     * The array with another element at this place, counted from 1. Behind its end the gap is filled with nulls, and NULL is
     * taken as the empty array.
     *
     * @throws IllegalArgumentException if the place is less than 1
     */
    public final ArrayExpression<T, X> with(int index, @Nullable X value) {
        if (index < 1) throw new IllegalArgumentException("the first element of an array is number 1, not " + index);
        Node before = number(index - 1);
        Node gap = special(
                "array_fill({}, array[greatest({} - coalesce(cardinality({}), 0), 0)])",
                nullable(null),
                before,
                node());
        Node head = special("array_append(array_cat(({})[:{}], {}), {})", node(), before, gap, nullable(value));
        return changed(special("array_cat({}, ({})[{}:])", head, node(), number(index + 1)));
    }

    /** The place of the first element that is equal, counted from 1; NULL if there is none. */
    public final NumberExpression<Integer> position(X value) {
        return new NumberExpression<>(special("array_position({}, {})", node(), one(value)), DataType.INTEGER);
    }

    /** The array with one more element at its end. */
    public final ArrayExpression<T, X> appended(X value) {
        return changed(special("array_append({}, {})", node(), one(value)));
    }

    /** The array without the elements that are equal to this. */
    public final ArrayExpression<T, X> removed(X value) {
        return changed(special("array_remove({}, {})", node(), one(value)));
    }

    /** The array with the elements of another behind its own. */
    public final ArrayExpression<T, X> concat(ArrayExpression<?, X> other) {
        return changed(special("({} || {})", node(), other.node()));
    }

    /** The array with these elements behind its own. */
    public final ArrayExpression<T, X> concat(Collection<? extends X> elements) {
        return changed(special("({} || {})", node(), array(elements)));
    }

    @Override
    ArrayExpression<T, X> withNode(Node other) {
        return changed(other);
    }

    @Override
    public ArrayExpression<T, X> as(String alias) {
        return new ArrayExpression<>(new Node.Aliased(node(), alias), type(), element);
    }

    private ArrayExpression<T, X> changed(Node node) {
        return new ArrayExpression<>(node, type(), element);
    }

    private Condition condition(String template, Node other) {
        return new Condition(special(template, node(), other));
    }

    private static Node special(String template, Node... arguments) {
        return new Node.Special(
                "PostgreSQL",
                template,
                List.of(arguments),
                "arrays; keep the values in a JSON document" + " (@Json), or in a table of their own");
    }

    private Node array(Collection<? extends X> elements) {
        DataType<List<X>> list = DataType.listOf(element);
        for (X each : elements) one(each);
        return new Node.Parameter(list.encode(List.copyOf(elements)), type().columnType());
    }

    private static Node number(int value) {
        return new Node.Parameter(value, DataType.INTEGER.columnType());
    }

    /** As an element of this array's type, which may be one of the server's own. */
    private Node one(@Nullable X value) {
        if (value == null) {
            throw new IllegalArgumentException("a null is equal to no element of an array");
        }
        return nullable(value);
    }

    private Node nullable(@Nullable X value) {
        ColumnType own = element.columnType();
        String declared = type().columnType().declared();
        if (declared != null && declared.strip().endsWith("[]")) {
            String name = declared.strip();
            own = own.declared(name.substring(0, name.length() - "[]".length()));
        }
        return new Node.Parameter(element.encode(value), own);
    }
}
