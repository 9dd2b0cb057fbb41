// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** What the server's own names of types and its defaults mean here. */
final class PostgresNames {
    private PostgresNames() {}

    /** @param base as {@code format_type} writes it, without length or brackets */
    static @Nullable ColumnType kind(String base, boolean array) {
        SqlType kind = kind(base);
        if (kind == null) return null;
        ColumnType type = ColumnType.of(kind);
        return array ? ColumnType.arrayOf(type) : type;
    }

    private static @Nullable SqlType kind(String base) {
        return switch (base) {
            case "boolean" -> SqlType.BOOLEAN;
            case "smallint" -> SqlType.SMALLINT;
            case "integer" -> SqlType.INTEGER;
            case "bigint" -> SqlType.BIGINT;
            case "real" -> SqlType.REAL;
            case "double precision" -> SqlType.DOUBLE;
            case "numeric" -> SqlType.DECIMAL;
            case "text", "character varying", "character", "bpchar", "name" -> SqlType.TEXT;
            case "bytea" -> SqlType.BINARY;
            case "uuid" -> SqlType.UUID;
            case "date" -> SqlType.DATE;
            case "time without time zone" -> SqlType.TIME;
            case "timestamp without time zone" -> SqlType.TIMESTAMP;
            case "timestamp with time zone" -> SqlType.TIMESTAMP_WITH_TIME_ZONE;
            case "json", "jsonb" -> SqlType.JSON;
            default -> null;
        };
    }

    /** A default of null is none. */
    static @Nullable String defaultValue(@Nullable String expression) {
        if (expression == null || expression.equalsIgnoreCase("null") || expression.startsWith("NULL::")) return null;
        return expression;
    }
}
