// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.schema.DataType;

/** A time that is chosen among those of several rows. */
public final class TemporalAggregate<T> extends TemporalExpression<T> {
    private final Node.Aggregate aggregate;

    TemporalAggregate(Node.Aggregate aggregate, DataType<T> type) {
        super(aggregate, type);
        this.aggregate = aggregate;
    }

    /** Of different values only, nulls left out. It cannot be computed over a window then. */
    public TemporalAggregate<T> distinct() {
        return new TemporalAggregate<>(Aggregates.distinct(aggregate), type());
    }

    /** Only of rows for which the conditions are true, and those of earlier calls. */
    public TemporalAggregate<T> filter(Condition... conditions) {
        return new TemporalAggregate<>(Aggregates.filtered(aggregate, conditions), type());
    }

    /** For each row, of all rows. */
    public TemporalExpression<T> over() {
        return over(Window.ALL);
    }

    /** For each row, of the rows of its window. */
    public TemporalExpression<T> over(Window window) {
        return new TemporalExpression<>(Aggregates.over(aggregate, window), type());
    }
}
