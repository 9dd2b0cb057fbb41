// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/** The statements about many entities of a table, each with its own values. */
public final class BulkRenderer {
    private final Dialect dialect;
    private final TableDefinition table;

    public BulkRenderer(Dialect dialect, TableDefinition table) {
        this.dialect = dialect;
        this.table = table;
    }

    /** Whether an array can hold the values of a column; arrays of arrays must be all of one length. */
    static boolean hasArray(ColumnDefinition column) {
        return column.type().sqlType() != SqlType.ARRAY;
    }

    /** Whether rows of these columns are sent as one array for each column. */
    public boolean takesArrays(BitSet columns) {
        return dialect.hasArrays()
                && columns.stream().allMatch(i -> hasArray(table.columns().get(i)));
    }

    /** The same for the columns of an update, which are found by key and version. */
    public boolean updateTakesArrays(BitSet columns) {
        return dialect.bulkUpdate() == BulkUpdate.FROM_ARRAYS
                && given(columns).stream().allMatch(BulkRenderer::hasArray);
    }

    /** Inserts any number of rows, in the order of the elements of the arrays. */
    public String insertArrays(BitSet columns) {
        StringBuilder sql = new StringBuilder("insert into ").append(dialect.name(table));
        insertInto(dialect, sql, columns.stream().mapToObj(table.columns()::get).toList());
        return sql.toString();
    }

    /** What follows the table's name. Keys are generated in the order of the rows, because they come sorted. */
    static void insertInto(Dialect dialect, StringBuilder sql, List<ColumnDefinition> columns) {
        String separator = " (";
        for (ColumnDefinition column : columns) {
            sql.append(separator);
            dialect.quote(sql, column.name());
            separator = ", ";
        }
        separator = ") select ";
        List<ColumnType> types = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            ColumnType type = column.type().columnType();
            types.add(type);
            sql.append(separator).append(dialect.arrayValue("v.column" + types.size(), type));
            separator = ", ";
        }
        sql.append(" from ");
        dialect.arrays(sql, types);
        sql.append(" order by v.ordinal");
    }

    /**
     * Sets these columns of so many rows. The parameters, of each row or as an array for each column, are the key, the
     * version if there is one, and the values.
     */
    public String update(BitSet columns, int rows) {
        return switch (dialect.bulkUpdate()) {
            case FROM_ARRAYS -> updateTakesArrays(columns) ? fromArrays(columns) : fromValues(columns, rows);
            case FROM_VALUES -> fromValues(columns, rows);
            case JOIN_VALUES -> join(columns, rows, " union all values (", "), (", ")");
            case JOIN_SELECTS -> join(columns, rows, " union all select ", " union all select ", "");
        };
    }

    private String fromArrays(BitSet columns) {
        List<ColumnDefinition> given = given(columns);
        StringBuilder sql = new StringBuilder("update ").append(dialect.name(table));
        set(sql, columns, "");
        sql.append(" from ");
        dialect.arrays(
                sql, given.stream().map(column -> column.type().columnType()).toList());
        found(sql.append(" where "));
        return sql.toString();
    }

    private String fromValues(BitSet columns, int rows) {
        StringBuilder sql = new StringBuilder("update ").append(dialect.name(table));
        set(sql, columns, "");
        EntityRenderer.values(sql.append(" from ("), rows, given(columns), dialect::placeholder);
        found(sql.append(") as v where "));
        return sql.toString();
    }

    /**
     * No row of the table itself comes first: it gives the columns of the union the types that they have there. The join is
     * in this order, so that no other rows of the table are read, which would lock them.
     */
    private String join(BitSet columns, int rows, String first, String further, String end) {
        List<ColumnDefinition> given = given(columns);
        StringBuilder sql = new StringBuilder("update (select ");
        for (int i = 0; i < given.size(); i++) {
            if (i > 0) sql.append(", ");
            dialect.quote(sql, given.get(i).name());
            sql.append(" as column").append(i + 1);
        }
        sql.append(" from ").append(dialect.name(table)).append(" where 1 = 0");
        int number = 0;
        for (int row = 0; row < rows; row++) {
            String separator = row == 0 ? first : further;
            for (int i = 0; i < given.size(); i++) {
                sql.append(separator);
                ColumnType type = given.get(i).type().columnType();
                if (i < foundBy().size()) dialect.placeholder(sql, ++number, type);
                else dialect.assignedPlaceholder(sql, ++number, type);
                separator = ", ";
            }
        }
        sql.append(end).append(") as v straight_join ").append(dialect.name(table));
        found(sql.append(" on "));
        set(sql, columns, dialect.name(table) + ".");
        return sql.toString();
    }

    /** The columns that a row is found by, then those that are set. */
    private List<ColumnDefinition> given(BitSet columns) {
        List<ColumnDefinition> given = new ArrayList<>(foundBy());
        columns.stream().mapToObj(table.columns()::get).forEach(given::add);
        return given;
    }

    private List<ColumnDefinition> foundBy() {
        List<ColumnDefinition> found = new ArrayList<>();
        for (String key : table.primaryKey()) found.add(table.column(key));
        if (table.versionColumn() >= 0) found.add(table.columns().get(table.versionColumn()));
        return found;
    }

    private void set(StringBuilder sql, BitSet columns, String qualifier) {
        String separator = " set ";
        int column = foundBy().size();
        int version = table.versionColumn();
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
            ColumnDefinition definition = table.columns().get(i);
            sql.append(separator).append(qualifier);
            dialect.quote(sql, definition.name());
            sql.append(" = ").append(value(++column, definition));
            separator = ", ";
        }
        if (version >= 0) {
            ColumnDefinition definition = table.columns().get(version);
            sql.append(separator).append(qualifier);
            dialect.quote(sql, definition.name());
            sql.append(" = ").append(value(foundBy().size(), definition)).append(" + 1");
        }
    }

    private void found(StringBuilder sql) {
        List<ColumnDefinition> found = foundBy();
        String separator = "";
        for (int i = 0; i < found.size(); i++) {
            sql.append(separator).append(dialect.name(table)).append('.');
            dialect.quote(sql, found.get(i).name());
            sql.append(" = ").append(value(i + 1, found.get(i)));
            separator = " and ";
        }
    }

    private String value(int column, ColumnDefinition definition) {
        String value = "v.column" + column;
        ColumnType type = definition.type().columnType();
        return dialect.bulkUpdate() == BulkUpdate.FROM_ARRAYS ? dialect.arrayValue(value, type) : value;
    }
}
