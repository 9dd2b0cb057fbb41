// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.schema.LiveSequence;
import org.kinglet.schema.LiveTable;

/**
 * Reads what a database says of its own tables. Each method sends a number of statements that does not depend on how many
 * tables there are, and waits for them. Tables that belong to the database itself, to an extension, or to another table (its
 * partitions, the shadows of a virtual table) are left out.
 *
 * <p>Immutable and thread-safe. A {@code null} schema is the one in which tables without a schema are made.
 */
public interface Catalog {
    /** The schema in which tables without a schema are made. */
    String currentSchema(QueryRunner runner);

    /** The schemas there are, but those of the database itself. */
    List<String> schemas(QueryRunner runner);

    /**
     * The names of the tables and views of a schema and what they are, ordered by name.
     *
     * @param name of the only one that is wanted, or {@code null}
     */
    List<Named> names(QueryRunner runner, @Nullable String schema, @Nullable String name);

    /**
     * The tables and views of a schema with all that belongs to them, ordered by name.
     *
     * @param name of the only one that is wanted, or {@code null}
     */
    List<LiveTable> tables(QueryRunner runner, @Nullable String schema, @Nullable String name);

    /** The sequences of a schema that belong to no column, ordered by name; none where there are no sequences. */
    default List<LiveSequence> sequences(QueryRunner runner, @Nullable String schema) {
        return List.of();
    }

    /** A table or view of which only the name is known. */
    record Named(String name, LiveTable.Kind kind) {}

    /** Asks the catalogue: no replica, which may not have the table yet. */
    static Result ask(QueryRunner runner, String sql, @Nullable Object... parameters) {
        return runner.execute(RawSql.of(sql, parameters).readOnly().onPrimary());
    }
}
