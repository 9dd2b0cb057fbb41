// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/** A column of PostgreSQL's type {@code hstore}. */
public final class HstoreColumn<E> extends HstoreExpression implements TableColumn<E, Map<String, @Nullable String>> {
    private final List<ColumnDefinition> columns;

    public HstoreColumn(TableSource<E> table, ColumnDefinition column) {
        super(new Node.Column(table, column), DataType.HSTORE.declared(column.declaredType()));
        this.columns = List.of(column);
    }

    @Override
    public Expression<Map<String, @Nullable String>> expression() {
        return this;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }

    /** Sets the value of a key, and leaves the others. */
    public Assignment<E> set(String key, @Nullable String value) {
        return set(with(key, value));
    }

    /** Takes a key away, and leaves the others. */
    public Assignment<E> remove(String key) {
        return set(without(key));
    }
}
