// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.ColumnDefinition;

/** A column that is true or false, and so a condition by itself. */
public final class BooleanColumn<E> extends Condition implements TableColumn<E, Boolean> {
    private final List<ColumnDefinition> columns;

    public BooleanColumn(TableSource<E> table, ColumnDefinition column) {
        super(new Node.Column(table, column));
        this.columns = List.of(column);
    }

    @Override
    public Expression<Boolean> expression() {
        return this;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }
}
