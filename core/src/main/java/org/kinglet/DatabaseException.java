// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The database or its driver refused or failed. Knows the SQL, without values, and the database's own codes. */
public class DatabaseException extends KingletException {
    private static final long serialVersionUID = 1L;

    private static final int MAX_SQL_IN_MESSAGE = 1_000;

    private final @Nullable String sql;
    private final @Nullable String sqlState;
    private final int code;

    /** @param sql the statement, or {@code null} if it was none of the user's */
    protected DatabaseException(DriverException failure, @Nullable String sql) {
        super(message(failure, sql), failure.getCause());
        this.sql = sql;
        this.sqlState = failure.sqlState();
        this.code = failure.code();
    }

    /** The statement that failed, without values; {@code null} if it was none of the user's. */
    public @Nullable String sql() {
        return sql;
    }

    /** The SQLSTATE; {@code null} if the database has none. */
    public @Nullable String sqlState() {
        return sqlState;
    }

    /** The database's own code; 0 if it has none. */
    public int code() {
        return code;
    }

    private static String message(DriverException failure, @Nullable String sql) {
        String message = failure.getMessage();
        if (sql == null) return String.valueOf(message);
        String shown = sql.length() <= MAX_SQL_IN_MESSAGE
                ? sql
                : sql.substring(0, MAX_SQL_IN_MESSAGE) + "… (" + sql.length() + " characters)";
        return message + " [" + shown + "]";
    }
}
