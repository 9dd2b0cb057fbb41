// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;

/** What the types are called. */
final class MysqlTypes {
    /** Digits after the point. */
    static final int MAX_SCALE = 30;

    private static final int MAX_PRECISION = 65;

    /** What an index takes of a text in four bytes a character, three columns wide. */
    private static final int INDEXED_LENGTH = 255;

    private MysqlTypes() {}

    /** The type of a column that does not name its own. */
    static String column(TableDefinition table, ColumnDefinition column) {
        return switch (column.type().sqlType()) {
            case BOOLEAN -> "boolean";
            case SMALLINT -> "smallint";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case REAL -> "float";
            case DOUBLE -> "double";
            case DECIMAL -> decimal(column);
            case TEXT -> text(table, column);
            case BINARY -> isIndexed(table, column.name()) ? "varbinary(" + INDEXED_LENGTH + ")" : "longblob";
            case JSON -> "json";
            case ARRAY, RANGE -> throw alone();
            case UUID -> "char(36) character set ascii";
            case DATE -> "date";
            case TIME -> "time(6)";
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> "datetime(6)";
        };
    }

    /** As long as it can be, with so many digits after the point. */
    static String decimal(int scale) {
        return "decimal(" + MAX_PRECISION + ", " + scale + ")";
    }

    private static String decimal(ColumnDefinition column) {
        if (column.precision() > 0) return "decimal(" + column.precision() + ", " + column.scale() + ")";
        boolean whole = column.type() == DataType.BIG_INTEGER;
        return decimal(whole ? 0 : MAX_SCALE);
    }

    private static String text(TableDefinition table, ColumnDefinition column) {
        if (column.length() > 0) return "varchar(" + column.length() + ")";
        return isIndexed(table, column.name()) ? "varchar(" + INDEXED_LENGTH + ")" : "longtext";
    }

    /** Whether the column is part of a key or an index, which have no place for values of any length. */
    private static boolean isIndexed(TableDefinition table, String column) {
        if (table.primaryKey().contains(column)) return true;
        for (IndexDefinition index : table.indexes()) {
            if (!isFullText(index) && index.columns().contains(column)) return true;
        }
        for (UniqueDefinition unique : table.uniques()) {
            if (unique.columns().contains(column)) return true;
        }
        for (ForeignKeyDefinition foreignKey : table.foreignKeys()) {
            if (foreignKey.columns().contains(column)) return true;
        }
        return false;
    }

    /** Whether the index is of words, so that it takes a text of any length. */
    static boolean isFullText(IndexDefinition index) {
        return "fulltext".equalsIgnoreCase(index.method());
    }

    /** The type in a cast. */
    static String cast(SqlType type) {
        return switch (type) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT -> "signed";
            case REAL, DOUBLE -> "double";
            case DECIMAL -> decimal(MAX_SCALE);
            case TEXT, UUID -> "char";
            case JSON -> "json";
            case ARRAY, RANGE -> throw alone();
            case BINARY -> "binary";
            case DATE -> "date";
            case TIME -> "time(6)";
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> "datetime(6)";
        };
    }

    private static IllegalArgumentException alone() {
        return new IllegalArgumentException("arrays and ranges are types only together with their elements");
    }
}
