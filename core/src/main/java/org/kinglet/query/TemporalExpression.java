// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.query.Node.DatePart;
import org.kinglet.schema.DataType;

/** A date, a time or a point in time; of the latter the parts are those in UTC. */
public sealed class TemporalExpression<T> extends Expression<T> permits TemporalColumn, TemporalAggregate {
    TemporalExpression(Node node, DataType<T> type) {
        super(node, type);
    }

    public final NumberExpression<Integer> year() {
        return part(DatePart.YEAR);
    }

    /** 1 to 12. */
    public final NumberExpression<Integer> month() {
        return part(DatePart.MONTH);
    }

    /** Of the month, 1 to 31. */
    public final NumberExpression<Integer> day() {
        return part(DatePart.DAY);
    }

    public final NumberExpression<Integer> hour() {
        return part(DatePart.HOUR);
    }

    public final NumberExpression<Integer> minute() {
        return part(DatePart.MINUTE);
    }

    /** Whole seconds. */
    public final NumberExpression<Integer> second() {
        return part(DatePart.SECOND);
    }

    @Override
    TemporalExpression<T> withNode(Node other) {
        return new TemporalExpression<>(other, type());
    }

    @Override
    public TemporalExpression<T> as(String alias) {
        return withNode(new Node.Aliased(node(), alias));
    }

    private NumberExpression<Integer> part(DatePart part) {
        return new NumberExpression<>(new Node.Extract(part, node(), type().sqlType()), DataType.INTEGER);
    }
}
