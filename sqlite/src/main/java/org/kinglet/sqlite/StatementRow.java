// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.DB;

/** Reads the row on which a statement stands. */
final class StatementRow extends StoredRow {
    private final Prepared statement;
    private final DB database;
    private final long pointer;
    private final int columnCount;
    private final boolean utf8;
    private String @Nullable [] names;

    /** @param utf8 whether a text's bytes in the database are UTF-8 and may be fetched without SQLite's help */
    StatementRow(Prepared statement, boolean utf8) throws SQLException {
        this.statement = statement;
        this.database = statement.database();
        this.pointer = statement.pointer();
        this.utf8 = utf8;
        this.columnCount = database.column_count(pointer);
    }

    @Override
    public int columnCount() {
        return columnCount;
    }

    @Override
    public String columnName(int column) {
        String[] known = names;
        if (known == null) {
            try {
                known = database.column_names(pointer);
            } catch (SQLException e) {
                throw Failures.of(e);
            }
            names = known;
        }
        return known[column];
    }

    @Override
    int type(int column) {
        if (column < 0 || column >= columnCount) {
            throw Failures.programming("There is no column " + column + ": the result has " + columnCount);
        }
        try {
            return database.column_type(pointer, column);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    @Override
    long integer(int column) {
        try {
            return database.column_long(pointer, column);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    @Override
    double floating(int column) {
        try {
            return database.column_double(pointer, column);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    @Override
    byte[] bytes(int column) {
        try {
            byte[] bytes = database.column_blob(pointer, column);
            return bytes == null ? new byte[0] : bytes;
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    @Override
    byte[] textBytes(int column) {
        return utf8 ? bytes(column) : text(column).getBytes(StandardCharsets.UTF_8);
    }

    /** Through the bytes where they are UTF-8 already: xerial's own way makes a direct buffer for each text. */
    @Override
    String text(int column) {
        if (utf8) {
            return new String(bytes(column), StandardCharsets.UTF_8);
        }
        try {
            return database.column_text(pointer, column);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    Prepared statement() {
        return statement;
    }
}
