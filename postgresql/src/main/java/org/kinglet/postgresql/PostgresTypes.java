// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/**
 * Names of types, and which of them need a cast on the way to the server and back.
 *
 * <p>A value travels as its kind: a text for {@code inet}, for {@code jsonb} and for an enum type. Where the column's type is
 * not of the family of that kind, the server is told both, {@code $1::text::inet}, and asked for the kind, {@code
 * "host"::text}.
 */
final class PostgresTypes {
    private static final Set<String> NUMBERS = Set.of(
            "smallint",
            "int2",
            "integer",
            "int",
            "int4",
            "bigint",
            "int8",
            "smallserial",
            "serial2",
            "serial",
            "serial4",
            "bigserial",
            "serial8",
            "numeric",
            "decimal",
            "real",
            "float4",
            "double precision",
            "float8",
            "float");

    /** What needs no cast, since assignments and comparisons cast by themselves, and drivers read it as it is. */
    private static final Map<SqlType, Set<String>> FAMILIES = Map.ofEntries(
            Map.entry(SqlType.BOOLEAN, Set.of("boolean", "bool")),
            Map.entry(SqlType.SMALLINT, NUMBERS),
            Map.entry(SqlType.INTEGER, NUMBERS),
            Map.entry(SqlType.BIGINT, NUMBERS),
            Map.entry(SqlType.REAL, NUMBERS),
            Map.entry(SqlType.DOUBLE, NUMBERS),
            Map.entry(SqlType.DECIMAL, NUMBERS),
            Map.entry(SqlType.TEXT, Set.of("text", "varchar", "character varying", "char", "character", "bpchar")),
            Map.entry(SqlType.BINARY, Set.of("bytea")),
            Map.entry(SqlType.UUID, Set.of("uuid")),
            Map.entry(SqlType.DATE, Set.of("date")),
            Map.entry(SqlType.TIME, Set.of("time", "time without time zone")),
            Map.entry(SqlType.TIMESTAMP, Set.of("timestamp", "timestamp without time zone")),
            Map.entry(SqlType.TIMESTAMP_WITH_TIME_ZONE, Set.of("timestamptz", "timestamp with time zone")));

    private PostgresTypes() {}

    static String name(SqlType kind) {
        return switch (kind) {
            case BOOLEAN -> "boolean";
            case SMALLINT -> "smallint";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case REAL -> "real";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric";
            case TEXT -> "text";
            case BINARY -> "bytea";
            case UUID -> "uuid";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMP_WITH_TIME_ZONE -> "timestamptz";
            case JSON -> "jsonb";
            case ARRAY, RANGE ->
                throw new IllegalArgumentException(kind + " is a type only together with its elements");
        };
    }

    /** Of ranges, by what their bounds are. */
    static String range(SqlType bound) {
        return switch (bound) {
            case INTEGER -> "int4range";
            case BIGINT -> "int8range";
            case DECIMAL -> "numrange";
            case DATE -> "daterange";
            case TIMESTAMP -> "tsrange";
            case TIMESTAMP_WITH_TIME_ZONE -> "tstzrange";
            default -> throw new IllegalArgumentException("there are no ranges of " + bound);
        };
    }

    /** The type in which values travel. */
    static String wire(ColumnType type) {
        if (type.kind() == SqlType.RANGE) return "text";
        ColumnType element = type.element();
        if (element != null) return wire(element) + "[]";
        return type.kind() == SqlType.JSON ? "text" : name(type.kind());
    }

    /** What follows a parameter that nothing else tells its type. */
    static String casts(ColumnType type) {
        String target = target(type);
        return target == null ? "::" + wire(type) : "::" + wire(type) + "::" + target;
    }

    /** What follows a value that has the type in which it travelled, and is to become one of the type. */
    static String ownCast(ColumnType type) {
        String target = target(type);
        return target == null ? "" : "::" + target;
    }

    /** Whether the server would not take a value for a column of this type as it travels. */
    static boolean isOwn(ColumnType type) {
        return target(type) != null || type.declared() != null && type.kind() != SqlType.TEXT;
    }

    /**
     * Whether a driver could not read the type as its kind. Intervals it reads by itself, and {@code inet}, to which a cast
     * would add the length of the network.
     */
    static boolean isReadAsText(ColumnType type) {
        String target = target(type);
        return target != null && !target.startsWith("interval") && !target.startsWith("inet");
    }

    /** The type that is not the one in which values travel, nor of its family. */
    private static @Nullable String target(ColumnType type) {
        String declared = type.declared();
        if (declared != null) {
            String name = declared.strip().toLowerCase(Locale.ROOT);
            int collation = name.indexOf(" collate ");
            if (collation > 0) name = name.substring(0, collation);
            String base = name.replaceAll("\\s*\\([^)]*\\)", "").replaceAll("\\s+", " ");
            Set<String> family = FAMILIES.get(type.kind());
            return family != null && family.contains(base)
                    ? null
                    : declared.strip().substring(0, name.length());
        }
        ColumnType element = type.element();
        if (element != null && type.kind() == SqlType.RANGE) return range(element.kind());
        if (element != null) {
            String target = target(element);
            return target == null ? null : target + "[]";
        }
        return type.kind() == SqlType.JSON ? "jsonb" : null;
    }
}
