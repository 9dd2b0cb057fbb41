// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.schema.DataType;

/** A value that is computed from several rows. */
public final class ValueAggregate<T> extends ValueExpression<T> {
    private final Node.Aggregate aggregate;

    ValueAggregate(Node.Aggregate aggregate, DataType<T> type) {
        super(aggregate, type);
        this.aggregate = aggregate;
    }

    /** Of different values only, nulls left out. It cannot be computed over a window then. */
    public ValueAggregate<T> distinct() {
        return new ValueAggregate<>(Aggregates.distinct(aggregate), type());
    }

    /** Only of rows for which the conditions are true, and those of earlier calls. */
    public ValueAggregate<T> filter(Condition... conditions) {
        return new ValueAggregate<>(Aggregates.filtered(aggregate, conditions), type());
    }

    /** For each row, of all rows. */
    public Expression<T> over() {
        return over(Window.ALL);
    }

    /** For each row, of the rows of its window. */
    public Expression<T> over(Window window) {
        return Aggregates.value(Aggregates.over(aggregate, window), type());
    }
}
