// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as it is in a database.
 *
 * @param type the whole SQL type, as the server writes it: {@code character varying(40)}; empty where a column of SQLite has
 *     none
 * @param columnType what it is to this library; {@code null} if it is no kind of its own, so that values of it travel as text
 * @param defaultValue an SQL expression; {@code null} if there is none, or none but {@code NULL}; empty if there is one that
 *     the catalogue does not tell, as in MySQL before 8.0.16
 * @param generated whether the database numbers the rows: identity, {@code auto_increment}, a default from a sequence that
 *     belongs to the column, or SQLite's {@code integer primary key}
 * @param computation how the value follows from other columns; {@code null} if it is a column that is written
 * @param constants the values of an enumerated type or a set, in their order; empty for other types
 * @param collation where it is not what the type or the table has anyway
 */
public record LiveColumn(
        String name,
        String type,
        @Nullable ColumnType columnType,
        boolean nullable,
        @Nullable String defaultValue,
        boolean generated,
        @Nullable Computation computation,
        List<String> constants,
        @Nullable String collation,
        @Nullable String comment) {
    public LiveColumn {
        constants = List.copyOf(constants);
    }
}
