// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/** A column that holds text. */
public final class TextColumn<E> extends TextExpression implements TableColumn<E, String> {
    private final List<ColumnDefinition> columns;

    public TextColumn(TableSource<E> table, ColumnDefinition column) {
        super(new Node.Column(table, column), DataType.STRING.declared(column.declaredType()));
        this.columns = List.of(column);
    }

    @Override
    public Expression<String> expression() {
        return this;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }
}
