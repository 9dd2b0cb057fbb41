// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.function.Function;
import org.kinglet.schema.DataType;

/**
 * What a select makes of each row.
 *
 * @param <T> what a row becomes
 */
public sealed interface RowShape<T> {
    /** The entity of the table, from all its columns. */
    record Entity<E>(TableSource<E> table) implements RowShape<E> {}

    /** A {@link Row} of the selected expressions. */
    record Rows() implements RowShape<Row> {}

    /** The value of the only expression that is selected. */
    record Value<T>(DataType<T> type) implements RowShape<T> {}

    /** What a function makes of the row. It runs on the driver's thread and must not block. */
    record Mapped<T>(Function<? super Row, ? extends T> mapper) implements RowShape<T> {}

    /** A Java record with the selected expressions as its components, matched by name. */
    record Records<T>(Class<T> type) implements RowShape<T> {}
}
