// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/** A column that holds a number. */
public final class NumberColumn<E, N extends Number> extends NumberExpression<N> implements TableColumn<E, N> {
    private final List<ColumnDefinition> columns;

    public NumberColumn(TableSource<E> table, ColumnDefinition column, DataType<N> type) {
        super(new Node.Column(table, column), type);
        this.columns = List.of(column);
    }

    @Override
    public Expression<N> expression() {
        return this;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }
}
