// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.Objects;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.Range;

/**
 * A range. Only PostgreSQL has them: elsewhere these expressions compile, and rendering them throws an {@link
 * UnsupportedOperationException}. A GiST index helps {@code contains}, {@code containedBy}, {@code overlaps}, {@code
 * isBefore}, {@code isAfter} and {@code isAdjacentTo}.
 *
 * @param <T> the type of its bounds
 */
public sealed class RangeExpression<T extends Comparable<? super T>> extends Expression<Range<T>> permits RangeColumn {
    private final DataType<T> bound;

    RangeExpression(Node node, DataType<Range<T>> type, DataType<T> bound) {
        super(node, type);
        this.bound = bound;
    }

    /**
     * The range from one value to another, of which the first belongs to it and the second does not. Where one is NULL, it has
     * no bound; where the first is greater the statement fails.
     *
     * @throws IllegalArgumentException if there are no ranges of the type
     */
    public static <T extends Comparable<? super T>> RangeExpression<T> closedOpen(
            Expression<T> lower, Expression<T> upper) {
        DataType<Range<T>> type = DataType.rangeOf(lower.type());
        String function = switch (lower.type().sqlType()) {
            case INTEGER -> "int4range";
            case BIGINT -> "int8range";
            case DECIMAL -> "numrange";
            case DATE -> "daterange";
            case TIMESTAMP -> "tsrange";
            default -> "tstzrange";
        };
        return new RangeExpression<>(special(function + "({}, {})", lower.node(), upper.node()), type, lower.type());
    }

    // What is asked of it

    /** Whether the value is in it. */
    public final Condition contains(T value) {
        Objects.requireNonNull(value, "a null is in no range");
        return condition("({} @> {})", new Node.Parameter(bound.encode(value), bound.columnType()));
    }

    /** Whether what the expression gives is in it. */
    public final Condition contains(Expression<T> value) {
        return condition("({} @> {})", value.node());
    }

    /** Whether all values of the other are in it; true for the empty range. */
    public final Condition contains(Range<T> other) {
        return condition("({} @> {})", parameter(other));
    }

    public final Condition contains(RangeExpression<T> other) {
        return condition("({} @> {})", other.node());
    }

    /** Whether all its values are in the other; true for the empty range. */
    public final Condition containedBy(Range<T> other) {
        return condition("({} <@ {})", parameter(other));
    }

    public final Condition containedBy(RangeExpression<T> other) {
        return condition("({} <@ {})", other.node());
    }

    /** Whether the two have a value in common. */
    public final Condition overlaps(Range<T> other) {
        return condition("({} && {})", parameter(other));
    }

    public final Condition overlaps(RangeExpression<T> other) {
        return condition("({} && {})", other.node());
    }

    /** Whether all its values are smaller than all of the other; false if one is empty. */
    public final Condition isBefore(Range<T> other) {
        return condition("({} << {})", parameter(other));
    }

    public final Condition isBefore(RangeExpression<T> other) {
        return condition("({} << {})", other.node());
    }

    /** Whether all its values are greater than all of the other; false if one is empty. */
    public final Condition isAfter(Range<T> other) {
        return condition("({} >> {})", parameter(other));
    }

    public final Condition isAfter(RangeExpression<T> other) {
        return condition("({} >> {})", other.node());
    }

    /** Whether it has no value greater than all of the other; false if one is empty. */
    public final Condition endsNoLaterThan(Range<T> other) {
        return condition("({} &< {})", parameter(other));
    }

    public final Condition endsNoLaterThan(RangeExpression<T> other) {
        return condition("({} &< {})", other.node());
    }

    /** Whether it has no value smaller than all of the other; false if one is empty. */
    public final Condition startsNoEarlierThan(Range<T> other) {
        return condition("({} &> {})", parameter(other));
    }

    public final Condition startsNoEarlierThan(RangeExpression<T> other) {
        return condition("({} &> {})", other.node());
    }

    /** Whether the two have no value in common and none between them. */
    public final Condition isAdjacentTo(Range<T> other) {
        return condition("({} -|- {})", parameter(other));
    }

    public final Condition isAdjacentTo(RangeExpression<T> other) {
        return condition("({} -|- {})", other.node());
    }

    /** Whether it has no values. */
    public final Condition isEmpty() {
        return new Condition(special("isempty({})", node()));
    }

    /** The lower bound; NULL if it has none or is empty. */
    public final Expression<T> lower() {
        return Expression.of(special("lower({})", node()), bound);
    }

    /** The upper bound; NULL if it has none or is empty. */
    public final Expression<T> upper() {
        return Expression.of(special("upper({})", node()), bound);
    }

    /** The lower bound as an expression of the kind that fits: {@code lower(LOCAL_DATE).year()}. */
    public final <X extends Expression<T>> X lower(ExpressionType<T, X> kind) {
        return kind.over(special("lower({})", node()));
    }

    public final <X extends Expression<T>> X upper(ExpressionType<T, X> kind) {
        return kind.over(special("upper({})", node()));
    }

    public final Condition isLowerInclusive() {
        return new Condition(special("lower_inc({})", node()));
    }

    public final Condition isUpperInclusive() {
        return new Condition(special("upper_inc({})", node()));
    }

    /** Whether it has no lower bound. */
    public final Condition isLowerUnbounded() {
        return new Condition(special("lower_inf({})", node()));
    }

    /** Whether it has no upper bound. */
    public final Condition isUpperUnbounded() {
        return new Condition(special("upper_inf({})", node()));
    }

    // What is made of it

    /** The values of both. The statement fails where there is a gap between them; {@link #span} closes it. */
    public final RangeExpression<T> union(Range<T> other) {
        return changed("({} + {})", parameter(other));
    }

    public final RangeExpression<T> union(RangeExpression<T> other) {
        return changed("({} + {})", other.node());
    }

    /** From the smallest value of both to the greatest. */
    public final RangeExpression<T> span(Range<T> other) {
        return changed("range_merge({}, {})", parameter(other));
    }

    public final RangeExpression<T> span(RangeExpression<T> other) {
        return changed("range_merge({}, {})", other.node());
    }

    /** The values that both have. */
    public final RangeExpression<T> intersection(Range<T> other) {
        return changed("({} * {})", parameter(other));
    }

    public final RangeExpression<T> intersection(RangeExpression<T> other) {
        return changed("({} * {})", other.node());
    }

    /** Its values without those of the other. The statement fails where that leaves two ranges. */
    public final RangeExpression<T> minus(Range<T> other) {
        return changed("({} - {})", parameter(other));
    }

    public final RangeExpression<T> minus(RangeExpression<T> other) {
        return changed("({} - {})", other.node());
    }

    @Override
    RangeExpression<T> withNode(Node other) {
        return new RangeExpression<>(other, type(), bound);
    }

    @Override
    public RangeExpression<T> as(String alias) {
        return withNode(new Node.Aliased(node(), alias));
    }

    private Condition condition(String template, Node other) {
        return new Condition(special(template, node(), other));
    }

    private RangeExpression<T> changed(String template, Node other) {
        return withNode(special(template, node(), other));
    }

    private Node parameter(Range<T> range) {
        Objects.requireNonNull(range, "a null is no range");
        ColumnType columnType = type().columnType();
        return new Node.Parameter(type().encode(range), columnType);
    }

    private static Node special(String template, Node... arguments) {
        return new Node.Special(
                "PostgreSQL",
                template,
                List.of(arguments),
                "ranges; compare the first and the last value by themselves");
    }
}
