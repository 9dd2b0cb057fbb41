// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.Range;

/** A column that holds a range. */
public final class RangeColumn<E, T extends Comparable<? super T>> extends RangeExpression<T>
        implements TableColumn<E, Range<T>> {
    private final List<ColumnDefinition> columns;

    /** @param bound the type of the bounds */
    public RangeColumn(TableSource<E> table, ColumnDefinition column, DataType<T> bound) {
        super(new Node.Column(table, column), DataType.rangeOf(bound).declared(column.declaredType()), bound);
        this.columns = List.of(column);
    }

    @Override
    public Expression<Range<T>> expression() {
        return this;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }
}
