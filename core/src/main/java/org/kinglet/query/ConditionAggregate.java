// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** Whether something is true of several rows. */
public final class ConditionAggregate extends Condition {
    private final Node.Aggregate aggregate;

    ConditionAggregate(Node.Aggregate aggregate) {
        super(aggregate);
        this.aggregate = aggregate;
    }

    /** Of different values only, nulls left out. It cannot be computed over a window then. */
    public ConditionAggregate distinct() {
        return new ConditionAggregate(Aggregates.distinct(aggregate));
    }

    /** Only of rows for which the conditions are true, and those of earlier calls. */
    public ConditionAggregate filter(Condition... conditions) {
        return new ConditionAggregate(Aggregates.filtered(aggregate, conditions));
    }

    /** For each row, of all rows. */
    public Condition over() {
        return over(Window.ALL);
    }

    /** For each row, of the rows of its window. */
    public Condition over(Window window) {
        return new Condition(Aggregates.over(aggregate, window));
    }
}
