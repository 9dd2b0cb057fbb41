// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Values;
import org.kinglet.schema.DataType;
import org.sqlite.core.Codes;

/** The arguments of one call of a function, read as a row is. */
final class ArgumentRow extends StoredRow {
    private final @Nullable Object[] values;

    private ArgumentRow(@Nullable Object[] values) {
        this.values = values;
    }

    /** What SQLite gives to the methods of a function, which only that can call. */
    interface Source {
        int type(int argument) throws SQLException;

        long integer(int argument) throws SQLException;

        double floating(int argument) throws SQLException;

        String text(int argument) throws SQLException;

        byte[] blob(int argument) throws SQLException;
    }

    static ArgumentRow read(int count, Source source) throws SQLException {
        return new ArgumentRow(values(count, source));
    }

    /** As SQLite stores them: {@link Long}, {@link Double}, text, bytes or nothing. */
    static @Nullable Object[] values(int count, Source source) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (source.type(i)) {
                case Codes.SQLITE_INTEGER -> source.integer(i);
                case Codes.SQLITE_FLOAT -> source.floating(i);
                case Codes.SQLITE_TEXT -> source.text(i);
                case Codes.SQLITE_BLOB -> source.blob(i);
                default -> null;
            };
        }
        return values;
    }

    boolean hasNull() {
        for (Object value : values) {
            if (value == null) return true;
        }
        return false;
    }

    /** As the program has them. */
    @Nullable
    Object[] as(List<DataType<?>> types) {
        @Nullable Object[] arguments = new @Nullable Object[types.size()];
        for (int i = 0; i < arguments.length; i++) arguments[i] = Values.read(this, i, types.get(i));
        return arguments;
    }

    @Override
    public int columnCount() {
        return values.length;
    }

    @Override
    public String columnName(int column) {
        return "argument " + (column + 1);
    }

    @Override
    int type(int column) {
        return switch (values[column]) {
            case null -> Codes.SQLITE_NULL;
            case Long number -> Codes.SQLITE_INTEGER;
            case Double number -> Codes.SQLITE_FLOAT;
            case String text -> Codes.SQLITE_TEXT;
            default -> Codes.SQLITE_BLOB;
        };
    }

    @Override
    long integer(int column) {
        return values[column] instanceof Long number ? number : 0;
    }

    @Override
    double floating(int column) {
        return values[column] instanceof Number number ? number.doubleValue() : 0;
    }

    @Override
    byte[] bytes(int column) {
        return values[column] instanceof byte[] bytes ? bytes : new byte[0];
    }

    @Override
    byte[] textBytes(int column) {
        return text(column).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    String text(int column) {
        return String.valueOf(values[column]);
    }
}
