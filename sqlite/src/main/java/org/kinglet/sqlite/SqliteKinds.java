// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** Which kind a declared type is: by its name as other databases have it, else by the affinity that SQLite gives it. */
final class SqliteKinds {
    static final ColumnType DECIMAL = ColumnType.of(SqlType.DECIMAL);

    private SqliteKinds() {}

    /** Null if the column has no type, or one that says nothing. */
    static @Nullable ColumnType of(String type) {
        SqlType kind = kind(type.toLowerCase(Locale.ROOT));
        return kind == null ? null : ColumnType.of(kind);
    }

    private static @Nullable SqlType kind(String type) {
        int parenthesis = type.indexOf('(');
        String name = (parenthesis < 0 ? type : type.substring(0, parenthesis)).strip();
        return switch (name) {
            case "" -> null;
            case "bool", "boolean" -> SqlType.BOOLEAN;
            case "smallint", "tinyint", "int2" -> SqlType.SMALLINT;
            case "int", "mediumint", "int4" -> SqlType.INTEGER;
            case "numeric", "decimal" -> SqlType.DECIMAL;
            case "uuid" -> SqlType.UUID;
            case "json", "jsonb" -> SqlType.JSON;
            case "date" -> SqlType.DATE;
            case "time" -> SqlType.TIME;
            case "datetime", "timestamp" -> SqlType.TIMESTAMP;
            case "timestamptz", "timestamp with time zone" -> SqlType.TIMESTAMP_WITH_TIME_ZONE;
            default -> affinity(name);
        };
    }

    private static @Nullable SqlType affinity(String name) {
        if (name.contains("int")) return SqlType.BIGINT;
        if (name.contains("char") || name.contains("clob") || name.contains("text")) return SqlType.TEXT;
        if (name.contains("blob")) return SqlType.BINARY;
        if (name.contains("real") || name.contains("floa") || name.contains("doub")) return SqlType.DOUBLE;
        return null;
    }
}
