// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/** A column that holds an array. */
public final class ArrayColumn<E, T, X> extends ArrayExpression<T, X> implements TableColumn<E, T> {
    private final List<ColumnDefinition> columns;

    public ArrayColumn(TableSource<E> table, ColumnDefinition column, DataType<T> type, DataType<X> element) {
        super(new Node.Column(table, column), type, element);
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

    /** Sets the element at a place, counted from 1, and leaves the others; see {@link #with}. */
    public Assignment<E> set(int index, @Nullable X value) {
        return set(with(index, value));
    }
}
