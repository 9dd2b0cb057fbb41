// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.DataType;

/** The values of several rows as a list, nulls among them. Without an order they come in any. */
public final class ArrayAggregate<T> extends ValueExpression<List<T>> {
    private final Node.Aggregate aggregate;

    ArrayAggregate(Node.Aggregate aggregate, DataType<List<T>> type) {
        super(aggregate, type);
        this.aggregate = aggregate;
    }

    /** Of different values only, nulls left out. It cannot be computed over a window then. */
    public ArrayAggregate<T> distinct() {
        return new ArrayAggregate<>(Aggregates.distinct(aggregate), type());
    }

    /** Only of rows for which the conditions are true, and those of earlier calls. */
    public ArrayAggregate<T> filter(Condition... conditions) {
        return new ArrayAggregate<>(Aggregates.filtered(aggregate, conditions), type());
    }

    /** In this order, in place of any earlier one. */
    public ArrayAggregate<T> orderBy(Ordering... orderings) {
        return new ArrayAggregate<>(Aggregates.orderedBy(aggregate, orderings), type());
    }

    /** For each row, of all rows. */
    public Expression<List<T>> over() {
        return over(Window.ALL);
    }

    /** For each row, of the rows of its window. */
    public Expression<List<T>> over(Window window) {
        return Aggregates.value(Aggregates.over(aggregate, window), type());
    }
}
