// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.schema.DataType;

/** A text that is chosen among those of several rows. */
public final class TextAggregate extends TextExpression {
    private final Node.Aggregate aggregate;

    TextAggregate(Node.Aggregate aggregate, DataType<String> type) {
        super(aggregate, type);
        this.aggregate = aggregate;
    }

    /** Of different values only, nulls left out. It cannot be computed over a window then. */
    public TextAggregate distinct() {
        return new TextAggregate(Aggregates.distinct(aggregate), type());
    }

    /** Only of rows for which the conditions are true, and those of earlier calls. */
    public TextAggregate filter(Condition... conditions) {
        return new TextAggregate(Aggregates.filtered(aggregate, conditions), type());
    }

    /** For each row, of all rows. */
    public TextExpression over() {
        return over(Window.ALL);
    }

    /** For each row, of the rows of its window. */
    public TextExpression over(Window window) {
        return new TextExpression(Aggregates.over(aggregate, window), type());
    }
}
