// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row that a driver is decoding right now. Columns are counted from 0. A reader is valid only during the call it is
 * passed to, on the thread of that call: whoever wants to keep a value reads it there and then.
 *
 * <p>The primitive getters return 0 or {@code false} for NULL, the others {@code null}. A value that cannot be read as
 * the type asked for is a {@link DriverException} of kind {@link FailureKind#DATA} that names the column and never the
 * value. Instants are in UTC; times have microseconds.
 */
public interface RowReader {
    int columnCount();

    /** The name or alias that the result has for the column. */
    String columnName(int column);

    boolean isNull(int column);

    boolean getBoolean(int column);

    int getInt(int column);

    long getLong(int column);

    float getFloat(int column);

    double getDouble(int column);

    @Nullable
    String getString(int column);

    @Nullable
    BigDecimal getBigDecimal(int column);

    byte @Nullable [] getBytes(int column);

    @Nullable
    UUID getUuid(int column);

    @Nullable
    LocalDate getLocalDate(int column);

    @Nullable
    LocalTime getLocalTime(int column);

    @Nullable
    LocalDateTime getLocalDateTime(int column);

    @Nullable
    Instant getInstant(int column);

    /**
     * The elements of an array, each {@code null} or of the class, which is one of those that {@link Command} names.
     *
     * @throws DriverException of kind {@link FailureKind#UNSUPPORTED} if the database has no arrays
     */
    default <E> @Nullable E @Nullable [] getArray(int column, Class<E> element) {
        throw new DriverException(
                FailureKind.UNSUPPORTED,
                "column " + columnName(column)
                        + " is read as an array, and this database has none; mark the property with" + " @Json");
    }

    /**
     * The value in the type that the database itself says: {@link Long} for integers, {@link Double} for floating
     * point, {@link String} (also for JSON, and for whatever has no class here), {@link BigDecimal}, {@link Boolean},
     * {@code byte[]}, {@link UUID}, a {@code java.time} type or an array of those where the database has it.
     */
    @Nullable
    Object getObject(int column);
}
