// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of selected expressions. Immutable, but for the contents of arrays. */
public final class Row {
    private final RowLayout layout;
    private final @Nullable Object[] values;

    /** @param values as many as the layout has columns; not copied */
    public Row(RowLayout layout, @Nullable Object[] values) {
        this.layout = layout;
        this.values = values;
    }

    /**
     * The value of an expression of the select, or {@code null} for NULL.
     *
     * @throws java.util.NoSuchElementException if it was not selected
     */
    @SuppressWarnings("unchecked") // the value was decoded by this expression's type
    public <T> @Nullable T get(Expression<T> expression) {
        return (T) values[layout.position(expression)];
    }

    /**
     * The value of the column of that name or alias; names are compared without regard to case.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public @Nullable Object get(String name) {
        return values[layout.position(name)];
    }

    /**
     * The same as another type, if it can be one without loss.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public <T> @Nullable T get(String name, Class<T> type) {
        return Conversions.convert(values[layout.position(name)], type, name);
    }

    /**
     * The value of a column, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public @Nullable Object get(int column) {
        return values[column];
    }

    /**
     * The same as another type, if it can be one without loss.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public <T> @Nullable T get(int column, Class<T> type) {
        Object value = values[column];
        String name = layout.names().get(column);
        return Conversions.convert(value, type, name.isEmpty() ? "column " + column : name);
    }

    /** The names of the columns. */
    public List<String> names() {
        return layout.names();
    }

    /** Names and values in the order of the select; the first of columns with the same name. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) map.putIfAbsent(layout.names().get(i), values[i]);
        return map;
    }

    /**
     * The entity of a table that was selected as a whole; {@code null} where an outer join found no row of it.
     *
     * @throws java.util.NoSuchElementException if the table was not selected
     */
    @SuppressWarnings("unchecked") // it was read as an entity of this table
    public <E> @Nullable E entity(TableSource<E> table) {
        return (E) values[layout.position(table)];
    }

    /** All values in the order of the select; cannot be changed. */
    public List<@Nullable Object> toList() {
        return Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(values.clone()));
    }

    RowLayout layout() {
        return layout;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row
                && layout.names().equals(row.layout.names())
                && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    /** The names alone: values may be nobody else's business. */
    @Override
    public String toString() {
        return "Row" + layout.names();
    }
}
