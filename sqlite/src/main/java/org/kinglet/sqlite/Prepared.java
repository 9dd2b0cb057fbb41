// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * A compiled statement. It goes below JDBC, to {@code org.sqlite.core}, which sqlite-jdbc exports: a point select costs half
 * as much there, and pays the hand-over between threads with it.
 *
 * <p>Belongs to one connection and its thread. The pointer is valid until {@link #close} or until xerial itself closes the
 * statement after an error, which {@link #isDead} tells.
 */
final class Prepared {
    private static final SafeStmtPtr.SafePtrLongFunction<SQLException> POINTER = (database, pointer) -> pointer;
    /** A parameter above this size is not kept by the cached statement until its next execution. */
    private static final int LARGE = 1024;

    private final String sql;
    private final Sql.Kind kind;
    private final DB database;
    private final PreparedStatement statement;
    private final CoreStatement core;
    private final long pointer;
    private final @Nullable Object[] values;
    private boolean large;
    private boolean open;
    private boolean cached;

    Prepared(SQLiteConnection connection, String sql) throws SQLException {
        this.sql = sql;
        if (sql.indexOf('\0') >= 0) {
            throw Failures.programming("The statement contains a NUL character");
        }
        if (Sql.isBlank(sql)) {
            throw Failures.programming("The statement is empty");
        }
        if (Sql.isSeveral(sql)) {
            throw Failures.programming("SQLite runs one statement at a time, and more follows the first semicolon");
        }
        kind = Sql.kind(sql);
        database = connection.getDatabase();
        statement = connection.prepareStatement(sql);
        core = (CoreStatement) statement;
        pointer = core.pointer.safeRunLong(POINTER);
        values = new Object[statement.getParameterMetaData().getParameterCount()];
    }

    String sql() {
        return sql;
    }

    Sql.Kind kind() {
        return kind;
    }

    DB database() {
        return database;
    }

    long pointer() {
        return pointer;
    }

    /** Whether an execution or a cursor is using it. */
    boolean isOpen() {
        return open;
    }

    boolean isCached() {
        return cached;
    }

    void setCached(boolean cached) {
        this.cached = cached;
    }

    /** Binds the parameters and makes the first step. */
    boolean start(@Nullable Object[] parameters) throws SQLException {
        if (parameters.length != values.length) {
            throw Failures.programming("The statement has " + values.length + " parameters and was given "
                    + parameters.length + " values");
        }
        open = true;
        if (values.length == 0) {
            return step();
        }
        for (int i = 0; i < values.length; i++) {
            Object value = Parameters.toStored(parameters[i]);
            large |= (value instanceof String text && text.length() > LARGE)
                    || (value instanceof byte[] bytes && bytes.length > LARGE);
            values[i] = value;
        }
        return database.execute(core, values);
    }

    boolean step() throws SQLException {
        if (isDead()) { // its memory is gone, and SQLite would not notice
            throw new DriverException(FailureKind.CONNECTION, "The connection was closed while the statement was open");
        }
        int result = database.step(pointer);
        if (result == Codes.SQLITE_ROW) {
            return true;
        }
        if (result != Codes.SQLITE_DONE) {
            database.throwex(result);
        }
        return false;
    }

    /** Ends the execution, whatever came of it, and with it the snapshot that it reads from. */
    void reset() throws SQLException {
        open = false;
        if (!isDead()) {
            database.reset(pointer);
            if (large) {
                database.clear_bindings(pointer);
            }
        }
        if (large) {
            Arrays.fill(values, null);
            large = false;
        }
    }

    boolean isDead() {
        return core.pointer.isClosed();
    }

    void close() throws SQLException {
        if (!isDead()) {
            statement.close();
        }
    }
}
