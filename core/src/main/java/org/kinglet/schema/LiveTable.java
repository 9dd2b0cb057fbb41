// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table or view as it is in a database; what a program says that it should be is a {@link TableDefinition}. Immutable: it
 * does not change when the database does.
 *
 * <p>Names are as the catalogue has them, without quotes, and SQL (types, defaults, conditions) as the server writes it, which
 * need not be how it was given.
 *
 * @param schema the schema, on MySQL and MariaDB the database, on SQLite {@code main} or the name of an attached file
 * @param columns in their order
 * @param primaryKey {@code null} if there is none
 * @param indexes by name, with those of unique constraints and without that of the primary key
 * @param foreignKeys in the order of their names; on SQLite, of the definition
 * @param checks the conditions that rows must satisfy, but not those that are the meaning of a type, as of JSON on MariaDB
 * @param storage how the database keeps it; with the names of what it has, also where they are the usual ones
 * @param definition the select of a view, else {@code null}
 * @param fullText {@code null} if there is none that was made by Kinglet
 */
public record LiveTable(
        String schema,
        String name,
        Kind kind,
        List<LiveColumn> columns,
        @Nullable LivePrimaryKey primaryKey,
        List<LiveIndex> indexes,
        List<LiveForeignKey> foreignKeys,
        List<LiveCheck> checks,
        @Nullable String comment,
        Storage storage,
        @Nullable String definition,
        @Nullable LiveFullText fullText) {
    /** What there is that has columns and rows. */
    public enum Kind {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        /** One whose rows are elsewhere: a foreign table of PostgreSQL, a virtual table of SQLite. */
        FOREIGN_TABLE;

        public boolean isView() {
            return this == VIEW || this == MATERIALIZED_VIEW;
        }
    }

    public LiveTable {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
    }

    /** The column of exactly this name. */
    public Optional<LiveColumn> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /** The index of exactly this name. */
    public Optional<LiveIndex> index(String indexName) {
        return indexes.stream().filter(index -> index.name().equals(indexName)).findFirst();
    }

    /** The foreign key over exactly these columns, in this order. */
    public Optional<LiveForeignKey> foreignKey(String... columnNames) {
        return foreignKeys.stream()
                .filter(foreignKey -> foreignKey.columns().equals(List.of(columnNames)))
                .findFirst();
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
