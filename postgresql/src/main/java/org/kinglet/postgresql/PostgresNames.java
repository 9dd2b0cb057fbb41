// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** What the server's own names of types and its defaults mean here. */
final class PostgresNames {
    private PostgresNames() {}

    /** @param base as {@code format_type} writes it, without length or brackets */
    static @Nullable ColumnType kind(String base, boolean array) {
        ColumnType type = type(base);
        if (type == null) return null;
        return array ? ColumnType.arrayOf(type) : type;
    }

    private static @Nullable ColumnType type(String base) {
        SqlType bound = bound(base);
        if (bound != null) return ColumnType.rangeOf(ColumnType.of(bound));
        SqlType kind = kind(base);
        return kind == null ? null : ColumnType.of(kind);
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

    private static @Nullable SqlType bound(String range) {
        return switch (range) {
            case "int4range" -> SqlType.INTEGER;
            case "int8range" -> SqlType.BIGINT;
            case "numrange" -> SqlType.DECIMAL;
            case "daterange" -> SqlType.DATE;
            case "tsrange" -> SqlType.TIMESTAMP;
            case "tstzrange" -> SqlType.TIMESTAMP_WITH_TIME_ZONE;
            default -> null;
        };
    }

    /** A default of null is none. */
    static @Nullable String defaultValue(@Nullable String expression) {
        if (expression == null || expression.equalsIgnoreCase("null") || expression.startsWith("NULL::")) return null;
        return expression;
    }

    /** As {@code format_type} writes it: name, modifiers, the rest of the name, brackets. */
    static String normalType(String type) {
        String text = type.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        int collation = text.indexOf(" collate ");
        if (collation > 0) text = text.substring(0, collation);
        int brackets = text.indexOf('[');
        String array = brackets < 0 ? "" : text.substring(brackets).replaceAll("[^\\[\\]]", "");
        if (brackets >= 0) text = text.substring(0, brackets).strip();
        int open = text.indexOf('(');
        int close = text.indexOf(')');
        boolean modified = open > 0 && close > open;
        String modifiers = modified ? text.substring(open, close + 1).replace(" ", "") : "";
        String name = modified ? (text.substring(0, open).strip() + text.substring(close + 1)).strip() : text;
        return named(name, modifiers) + array;
    }

    private static String named(String name, String modifiers) {
        return switch (name) {
            case "varchar", "character varying" -> "character varying" + modifiers;
            case "char", "character" -> "character" + (modifiers.isEmpty() ? "(1)" : modifiers);
            case "int", "int4", "serial", "serial4" -> "integer";
            case "int2", "smallserial", "serial2" -> "smallint";
            case "int8", "bigserial", "serial8" -> "bigint";
            case "bool" -> "boolean";
            case "float8", "float" -> "double precision";
            case "float4" -> "real";
            case "decimal", "numeric" ->
                "numeric" + (modifiers.matches("\\(\\d+\\)") ? modifiers.replace(")", ",0)") : modifiers);
            case "timestamptz", "timestamp with time zone" -> "timestamp" + modifiers + " with time zone";
            case "timestamp", "timestamp without time zone" -> "timestamp" + modifiers + " without time zone";
            case "timetz", "time with time zone" -> "time" + modifiers + " with time zone";
            case "time", "time without time zone" -> "time" + modifiers + " without time zone";
            case "varbit", "bit varying" -> "bit varying" + modifiers;
            case "bit" -> "bit" + (modifiers.isEmpty() ? "(1)" : modifiers);
            default -> name + modifiers;
        };
    }
}
