// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** Which kind a type of the server is. */
final class MysqlKinds {
    private MysqlKinds() {}

    /**
     * @param type all of it, in lower case
     * @param name its name alone
     * @param isDocument whether it is a text that is checked to be JSON
     * @return null if it has no kind of its own
     */
    static @Nullable ColumnType of(String type, String name, @Nullable String charset, boolean isDocument) {
        SqlType kind = isDocument ? SqlType.JSON : kind(type, name, charset);
        return kind == null ? null : ColumnType.of(kind);
    }

    private static @Nullable SqlType kind(String type, String name, @Nullable String charset) {
        boolean unsigned = type.contains("unsigned");
        return switch (name) {
            case "tinyint" -> type.equals("tinyint(1)") ? SqlType.BOOLEAN : SqlType.SMALLINT;
            case "smallint" -> unsigned ? SqlType.INTEGER : SqlType.SMALLINT;
            case "mediumint", "year" -> SqlType.INTEGER;
            case "int" -> unsigned ? SqlType.BIGINT : SqlType.INTEGER;
            case "bigint" -> unsigned ? SqlType.DECIMAL : SqlType.BIGINT;
            case "float" -> SqlType.REAL;
            case "double" -> SqlType.DOUBLE;
            case "decimal" -> SqlType.DECIMAL;
            case "char" -> type.equals("char(36)") && "ascii".equals(charset) ? SqlType.UUID : SqlType.TEXT;
            case "varchar", "tinytext", "text", "mediumtext", "longtext" -> SqlType.TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> SqlType.BINARY;
            case "date" -> SqlType.DATE;
            case "time" -> SqlType.TIME;
            case "datetime" -> SqlType.TIMESTAMP;
            case "timestamp" -> SqlType.TIMESTAMP_WITH_TIME_ZONE;
            case "json" -> SqlType.JSON;
            case "uuid" -> SqlType.UUID;
            default -> null;
        };
    }
}
