// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.nio.charset.StandardCharsets;
import org.sqlite.core.Codes;

/** A row of one column that holds an integer, which no statement returned. */
final class KeyRow extends StoredRow {
    private final String name;
    private long value;

    KeyRow(String name) {
        this.name = name;
    }

    void set(long value) {
        this.value = value;
    }

    @Override
    public int columnCount() {
        return 1;
    }

    @Override
    public String columnName(int column) {
        return name;
    }

    @Override
    int type(int column) {
        if (column != 0) {
            throw Failures.programming("There is no column " + column + ": the result has 1");
        }
        return Codes.SQLITE_INTEGER;
    }

    @Override
    long integer(int column) {
        return value;
    }

    @Override
    double floating(int column) {
        return value;
    }

    @Override
    byte[] bytes(int column) {
        return text(column).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    byte[] textBytes(int column) {
        return bytes(column);
    }

    @Override
    String text(int column) {
        return Long.toString(value);
    }
}
