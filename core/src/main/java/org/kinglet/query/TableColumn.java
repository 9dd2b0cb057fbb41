// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.ColumnDefinition;

/**
 * A column of the table of entity {@code E}: an expression that can be assigned. It cannot be assigned in a statement
 * about another table: that does not compile.
 *
 * @param <E> the entity
 * @param <T> the type of the value
 */
public interface TableColumn<E, T> {
    /** This column as an expression. */
    Expression<T> expression();

    /** The columns of the table that hold the value: one, but for references to a key of several. */
    List<ColumnDefinition> columns();

    /** The column's name; of several, the first. */
    default String name() {
        return columns().getFirst().name();
    }

    /**
     * @throws IllegalArgumentException if the value is null; the message names {@link #setNull()}
     */
    default Assignment<E> set(T value) {
        return new Assignment<>(columns(), expression().parameter(value, "set", "setNull()"));
    }

    /** Sets it to what the expression is at the time, in the row as it was before. */
    default Assignment<E> set(Expression<T> value) {
        return new Assignment<>(columns(), value.node());
    }

    default Assignment<E> setNull() {
        return new Assignment<>(columns(), Assignment.nulls(columns().size()));
    }

    /** In an upsert: sets it to the value that could not be inserted. */
    default Assignment<E> setExcluded() {
        return new Assignment<>(columns(), Assignment.excluded(columns()));
    }
}
