// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** The texts of several rows as one. Without an order they come in any. */
public final class TextListAggregate extends TextExpression {
    private final Node.Aggregate aggregate;

    TextListAggregate(Node.Aggregate aggregate) {
        super(aggregate);
        this.aggregate = aggregate;
    }

    /** Of different values only, nulls left out. It cannot be computed over a window then. */
    public TextListAggregate distinct() {
        return new TextListAggregate(Aggregates.distinct(aggregate));
    }

    /** Only of rows for which the conditions are true, and those of earlier calls. */
    public TextListAggregate filter(Condition... conditions) {
        return new TextListAggregate(Aggregates.filtered(aggregate, conditions));
    }

    /** In this order, in place of any earlier one. */
    public TextListAggregate orderBy(Ordering... orderings) {
        return new TextListAggregate(Aggregates.orderedBy(aggregate, orderings));
    }

    /** For each row, of all rows. */
    public TextExpression over() {
        return over(Window.ALL);
    }

    /** For each row, of the rows of its window. */
    public TextExpression over(Window window) {
        return new TextExpression(Aggregates.over(aggregate, window));
    }
}
