// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/** A column that holds a date, a time or a point in time. */
public final class TemporalColumn<E, T> extends TemporalExpression<T> implements TableColumn<E, T> {
    private final List<ColumnDefinition> columns;

    public TemporalColumn(TableSource<E> table, ColumnDefinition column, DataType<T> type) {
        super(new Node.Column(table, column), type);
        this.columns = List.of(column);
    }

    @Override
    public Expression<T> expression() {
        return this;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }
}
