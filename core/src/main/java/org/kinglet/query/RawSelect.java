// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.util.List;

/**
 * SQL of your own whose rows are entities of a table: each column of the table is looked for by its name, in whatever order
 * and case; others are left out. A result that lacks one fails with an error that names it.
 *
 * <p>The entities are as those of any query: persisted, and their references are loaded together when needed.
 */
public final class RawSelect<E> extends Statement<List<E>> {
    private final RawSql sql;
    private final TableSource<E> table;

    RawSelect(RawSql sql, TableSource<E> table) {
        super(sql.execution());
        this.sql = sql;
        this.table = table;
    }

    /** It reads only: a backend with readers apart may send it to one. */
    public RawSelect<E> readOnly() {
        return new RawSelect<>(sql.readOnly(), table);
    }

    @Override
    public RawSelect<E> on(QueryRunner runner) {
        return new RawSelect<>(sql.on(runner), table);
    }

    @Override
    public RawSelect<E> timeout(Duration timeout) {
        return new RawSelect<>(sql.timeout(timeout), table);
    }

    /** The same SQL, never sent to a replica, even if it is {@link #readOnly}. */
    public RawSelect<E> onPrimary() {
        return new RawSelect<>(sql.onPrimary(), table);
    }

    /** What is sent. */
    public RawSql raw() {
        return sql;
    }

    public TableSource<E> table() {
        return table;
    }

    @Override
    QueryRunner ambientRunner() {
        return table.runner();
    }
}
