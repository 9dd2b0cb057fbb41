// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.schema.TableDefinition;

/** Values in memory, as drivers take them, to be read like a row of the table. */
final class ArrayRow implements RowReader {
    private final TableDefinition table;
    private final @Nullable Object[] values;

    ArrayRow(TableDefinition table, @Nullable Object[] values) {
        this.table = table;
        this.values = values;
    }

    @Override
    public int columnCount() {
        return values.length;
    }

    @Override
    public String columnName(int column) {
        return table.columns().get(column).name();
    }

    @Override
    public boolean isNull(int column) {
        return values[column] == null;
    }

    @Override
    public boolean getBoolean(int column) {
        return values[column] != null && (boolean) Objects.requireNonNull(values[column]);
    }

    @Override
    public int getInt(int column) {
        return number(column).intValue();
    }

    @Override
    public long getLong(int column) {
        return number(column).longValue();
    }

    @Override
    public float getFloat(int column) {
        return number(column).floatValue();
    }

    @Override
    public double getDouble(int column) {
        return number(column).doubleValue();
    }

    private Number number(int column) {
        return Objects.requireNonNullElse((Number) values[column], 0);
    }

    @Override
    public @Nullable String getString(int column) {
        return (String) values[column];
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) {
        return (BigDecimal) values[column];
    }

    @Override
    public byte @Nullable [] getBytes(int column) {
        return (byte[]) values[column];
    }

    @Override
    public @Nullable UUID getUuid(int column) {
        return (UUID) values[column];
    }

    @Override
    public @Nullable LocalDate getLocalDate(int column) {
        return (LocalDate) values[column];
    }

    @Override
    public @Nullable LocalTime getLocalTime(int column) {
        return (LocalTime) values[column];
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        return (LocalDateTime) values[column];
    }

    @Override
    public @Nullable Instant getInstant(int column) {
        return (Instant) values[column];
    }

    @Override
    @SuppressWarnings("unchecked") // encoded so by the column's type
    public <E> @Nullable E @Nullable [] getArray(int column, Class<E> element) {
        return (E[]) values[column];
    }

    @Override
    public @Nullable Object getObject(int column) {
        return values[column];
    }
}
