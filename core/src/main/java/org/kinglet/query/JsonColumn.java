// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.JsonValue;

/**
 * A column that holds a JSON document. It can be changed in part: {@code update(META.set(JsonPath.of("a", 0), JsonValue.of(5)))}.
 * Several changes of one column are one value: {@code META.set(META.with(…).without(…))}.
 */
public final class JsonColumn<E, T> extends JsonExpression<T> implements TableColumn<E, T> {
    private final List<ColumnDefinition> columns;

    public JsonColumn(TableSource<E> table, ColumnDefinition column, DataType<T> type) {
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

    /** Sets what is at a path: {@link #with(JsonPath, JsonValue)}. */
    public Assignment<E> set(JsonPath path, JsonValue value) {
        return set(with(path, value));
    }

    /** Removes what is at a path: {@link #without}. */
    public Assignment<E> remove(JsonPath path) {
        return set(without(path));
    }

    /** Appends to the array at a path: {@link #appended(JsonPath, JsonValue)}. */
    public Assignment<E> append(JsonPath path, JsonValue element) {
        return set(appended(path, element));
    }

    /** Changes the document by a patch (RFC 7396): {@link #merged}. */
    public Assignment<E> merge(JsonValue patch) {
        return set(merged(patch));
    }
}
