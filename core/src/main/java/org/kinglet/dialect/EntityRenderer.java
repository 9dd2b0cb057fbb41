// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.TableDefinition;

/**
 * The statements about single entities, with a place for each value and none of the values, so that each is written once
 * and used from then on.
 */
public final class EntityRenderer {
    private final Dialect dialect;
    private final TableDefinition table;

    public EntityRenderer(Dialect dialect, TableDefinition table) {
        this.dialect = dialect;
        this.table = table;
    }

    /** Inserts so many rows of these columns. */
    public String insert(BitSet columns, int rows) {
        StringBuilder sql = new StringBuilder("insert into ").append(dialect.name(table));
        if (columns.isEmpty()) return sql.append(dialect.noValues()).toString();
        String separator = " (";
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
            sql.append(separator);
            dialect.quote(sql, table.columns().get(i).name());
            separator = ", ";
        }
        values(
                sql.append(") "),
                rows,
                columns.stream().mapToObj(table.columns()::get).toList(),
                dialect::assignedPlaceholder);
        return sql.toString();
    }

    /** The same, giving back columns of the new row. */
    public String insertReturning(BitSet columns, int rows, List<String> returned) {
        return insert(columns, rows) + returning(returned);
    }

    /** The same, giving back all columns, or no row if there is one already that a unique constraint says is the same. */
    public String insertOrNothing(BitSet columns) {
        return insert(columns, 1)
                + " on conflict do nothing"
                + returning(table.columns().stream().map(ColumnDefinition::name).toList());
    }

    /** Sets these columns where the key, and the version if there is one, is as given. */
    public String update(BitSet columns) {
        StringBuilder sql = new StringBuilder("update ").append(dialect.name(table));
        String separator = " set ";
        int number = 0;
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
            sql.append(separator);
            ColumnDefinition column = table.columns().get(i);
            dialect.quote(sql, column.name());
            sql.append(" = ");
            dialect.assignedPlaceholder(sql, ++number, column.type().columnType());
            separator = ", ";
        }
        where(sql, keyAndVersion(), number);
        return sql.toString();
    }

    /** Deletes the row with a key, and a version if there is one. */
    public String delete() {
        StringBuilder sql = new StringBuilder("delete from ").append(dialect.name(table));
        where(sql, keyAndVersion(), 0);
        return sql.toString();
    }

    /** Reads the row with these values in these columns. */
    public String selectBy(List<String> columns) {
        StringBuilder sql = new StringBuilder("select ");
        selected(sql, table.columns());
        sql.append(" from ").append(dialect.name(table));
        where(sql, columns, 0);
        return sql.toString();
    }

    /** Reads columns of the row with these values in other ones. */
    public String select(List<String> columns, List<String> by) {
        StringBuilder sql = new StringBuilder("select ");
        selected(sql, columns.stream().map(table::column).toList());
        sql.append(" from ").append(dialect.name(table));
        where(sql, by, 0);
        return sql.toString();
    }

    /** What gives back columns of the rows that were inserted. */
    public String returning(List<String> columns) {
        StringBuilder sql = new StringBuilder(" returning ");
        selected(sql, columns.stream().map(table::column).toList());
        return sql.toString();
    }

    private List<String> keyAndVersion() {
        List<String> columns = new ArrayList<>(table.primaryKey());
        if (table.versionColumn() >= 0) {
            columns.add(table.columns().get(table.versionColumn()).name());
        }
        return columns;
    }

    private void where(StringBuilder sql, List<String> columns, int parametersBefore) {
        String separator = " where ";
        int number = parametersBefore;
        for (String column : columns) {
            sql.append(separator);
            dialect.quote(sql, column);
            sql.append(" = ");
            dialect.comparedPlaceholder(
                    sql, ++number, table.column(column).type().columnType(), null);
            separator = " and ";
        }
    }

    private void selected(StringBuilder sql, List<ColumnDefinition> columns) {
        String separator = "";
        for (ColumnDefinition column : columns) {
            sql.append(separator);
            int start = sql.length();
            dialect.quote(sql, column.name());
            dialect.selected(sql, start, column.type().columnType());
            separator = ", ";
        }
    }

    /** The place of a parameter, as the dialect writes it for what becomes of the value. */
    @FunctionalInterface
    interface Placeholder {
        void append(StringBuilder sql, int number, ColumnType type);
    }

    /** So many rows of places, of which the first is that of the first parameter. */
    static void values(StringBuilder sql, int rows, List<ColumnDefinition> columns, Placeholder placeholder) {
        String separator = "values (";
        int number = 0;
        for (int row = 0; row < rows; row++) {
            for (ColumnDefinition column : columns) {
                sql.append(separator);
                placeholder.append(sql, ++number, column.type().columnType());
                separator = ", ";
            }
            separator = "), (";
        }
        sql.append(')');
    }
}
