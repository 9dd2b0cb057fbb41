// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/** The rows of a result as if they were rows of a table: its columns are found by their names. Used by one thread. */
final class NamedColumns implements RowReader {
    private final int[] positions;
    private RowReader row;

    /**
     * @param header tells the names of the result's columns
     * @throws IllegalArgumentException if the result lacks a column of the table
     */
    NamedColumns(TableDefinition table, RowReader header) {
        this.row = header;
        List<ColumnDefinition> columns = table.columns();
        this.positions = new int[columns.size()];
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = find(header, columns.get(i).name());
            if (positions[i] < 0) missing.add(columns.get(i).name());
        }
        if (missing.isEmpty()) return;
        throw new IllegalArgumentException("the SQL gives no column " + String.join(", ", missing)
                + ", so its rows are none of " + table + "; select all columns of the table (" + table
                + ".*), or take rows or records from db.sql(…)");
    }

    private static int find(RowReader header, String name) {
        for (int i = 0; i < header.columnCount(); i++) {
            if (header.columnName(i).equalsIgnoreCase(name)) return i;
        }
        return -1;
    }

    /** The row that is read from now on. */
    RowReader of(RowReader next) {
        row = next;
        return this;
    }

    @Override
    public int columnCount() {
        return positions.length;
    }

    @Override
    public String columnName(int column) {
        return row.columnName(positions[column]);
    }

    @Override
    public boolean isNull(int column) {
        return row.isNull(positions[column]);
    }

    @Override
    public boolean getBoolean(int column) {
        return row.getBoolean(positions[column]);
    }

    @Override
    public int getInt(int column) {
        return row.getInt(positions[column]);
    }

    @Override
    public long getLong(int column) {
        return row.getLong(positions[column]);
    }

    @Override
    public float getFloat(int column) {
        return row.getFloat(positions[column]);
    }

    @Override
    public double getDouble(int column) {
        return row.getDouble(positions[column]);
    }

    @Override
    public @Nullable String getString(int column) {
        return row.getString(positions[column]);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) {
        return row.getBigDecimal(positions[column]);
    }

    @Override
    public byte @Nullable [] getBytes(int column) {
        return row.getBytes(positions[column]);
    }

    @Override
    public @Nullable UUID getUuid(int column) {
        return row.getUuid(positions[column]);
    }

    @Override
    public @Nullable LocalDate getLocalDate(int column) {
        return row.getLocalDate(positions[column]);
    }

    @Override
    public @Nullable LocalTime getLocalTime(int column) {
        return row.getLocalTime(positions[column]);
    }

    @Override
    public @Nullable LocalDateTime getLocalDateTime(int column) {
        return row.getLocalDateTime(positions[column]);
    }

    @Override
    public @Nullable Instant getInstant(int column) {
        return row.getInstant(positions[column]);
    }

    @Override
    public <E> @Nullable E @Nullable [] getArray(int column, Class<E> element) {
        return row.getArray(positions[column], element);
    }

    @Override
    public @Nullable Object getObject(int column) {
        return row.getObject(positions[column]);
    }
}
