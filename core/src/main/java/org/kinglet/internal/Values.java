// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.RowReader;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;

/** Single values of rows, by the type that is wanted. */
public final class Values {
    private Values() {}

    /** The value of a column as the type has it; null for NULL. */
    public static <T> @Nullable T read(RowReader row, int column, DataType<T> type) {
        Object stored = stored(row, column, type);
        try {
            return type.decode(stored);
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw new DriverException(
                    FailureKind.DATA,
                    "column " + row.columnName(column) + " cannot be read as " + type + ": " + unreadable.getMessage());
        }
    }

    /** The value as drivers exchange it. */
    static @Nullable Object stored(RowReader row, int column, DataType<?> type) {
        return switch (type.sqlType()) {
            case BOOLEAN -> row.isNull(column) ? null : row.getBoolean(column);
            case SMALLINT, INTEGER -> row.isNull(column) ? null : row.getInt(column);
            case BIGINT -> row.isNull(column) ? null : row.getLong(column);
            case REAL -> row.isNull(column) ? null : row.getFloat(column);
            case DOUBLE -> row.isNull(column) ? null : row.getDouble(column);
            case DECIMAL -> row.getBigDecimal(column);
            case TEXT, JSON, RANGE -> row.getString(column);
            case BINARY -> row.getBytes(column);
            case UUID -> row.getUuid(column);
            case DATE -> row.getLocalDate(column);
            case TIME -> row.getLocalTime(column);
            case TIMESTAMP -> row.getLocalDateTime(column);
            case TIMESTAMP_WITH_TIME_ZONE -> row.getInstant(column);
            case ARRAY -> row.getArray(column, elementClass(type.columnType()));
        };
    }

    private static Class<?> elementClass(ColumnType array) {
        return Objects.requireNonNull(array.element()).kind().javaType();
    }
}
