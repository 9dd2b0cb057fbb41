// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.schema.DataType;

/** A number that is computed from several rows. */
public final class NumberAggregate<N extends Number> extends NumberExpression<N> {
    private final Node.Aggregate aggregate;

    NumberAggregate(Node.Aggregate aggregate, DataType<N> type) {
        super(aggregate, type);
        this.aggregate = aggregate;
    }

    /** Of different values only, nulls left out. It cannot be computed over a window then. */
    public NumberAggregate<N> distinct() {
        return new NumberAggregate<>(Aggregates.distinct(aggregate), type());
    }

    /** Only of rows for which the conditions are true, and those of earlier calls. */
    public NumberAggregate<N> filter(Condition... conditions) {
        return new NumberAggregate<>(Aggregates.filtered(aggregate, conditions), type());
    }

    /** For each row, of all rows. */
    public NumberExpression<N> over() {
        return over(Window.ALL);
    }

    /** For each row, of the rows of its window. */
    public NumberExpression<N> over(Window window) {
        return new NumberExpression<>(Aggregates.over(aggregate, window), type());
    }
}
