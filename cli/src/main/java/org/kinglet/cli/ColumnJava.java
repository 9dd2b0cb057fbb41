// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/** The Java type for a column, and what {@code @Column} has to say so that the column becomes the same again. */
final class ColumnJava {
    private static final Pattern SIZE = Pattern.compile("\\w[\\w ]*\\((\\d+)(?:\\s*,\\s*(\\d+))?\\)");

    private final Dialect dialect;
    private final LiveTable table;
    private final LiveColumn column;
    private final @Nullable SqlType kind;

    ColumnJava(Dialect dialect, LiveTable table, LiveColumn column) {
        this.dialect = dialect;
        this.table = table;
        this.column = column;
        ColumnType type = column.columnType();
        this.kind = type == null ? null : type.kind();
    }

    /** On SQLite a column of a key may be null; an entity's key is not. */
    static boolean isNullable(LiveTable table, LiveColumn column) {
        boolean inKey =
                table.primaryKey() != null && table.primaryKey().columns().contains(column.name());
        return column.nullable() && !inKey;
    }

    /** With its {@code @Nullable}; primitive where it can be. */
    String type() {
        boolean nullable = isNullable(table, column);
        String primitive = switch (kind) {
            case BOOLEAN -> "boolean";
            case SMALLINT -> "short";
            case INTEGER -> "int";
            case BIGINT -> "long";
            case REAL -> "float";
            case DOUBLE -> "double";
            case null, default -> "";
        };
        if (!nullable && !primitive.isEmpty()) return primitive;
        if (kind == SqlType.BINARY) return nullable ? "byte @Nullable []" : "byte[]";
        return (nullable ? "@Nullable " : "") + object(kind, column.columnType());
    }

    private static String object(@Nullable SqlType kind, @Nullable ColumnType type) {
        return switch (kind) {
            case null -> "String";
            case BOOLEAN -> "Boolean";
            case SMALLINT -> "Short";
            case INTEGER -> "Integer";
            case BIGINT -> "Long";
            case REAL -> "Float";
            case DOUBLE -> "Double";
            case DECIMAL -> "BigDecimal";
            case TEXT, JSON -> "String";
            case BINARY -> "byte[]";
            case UUID -> "UUID";
            case DATE -> "LocalDate";
            case TIME -> "LocalTime";
            case TIMESTAMP -> "LocalDateTime";
            case TIMESTAMP_WITH_TIME_ZONE -> "Instant";
            case ARRAY -> {
                ColumnType element = type == null ? null : type.element();
                yield "List<" + object(element == null ? null : element.kind(), element) + ">";
            }
            case RANGE -> {
                ColumnType bound = type == null ? null : type.element();
                yield "Range<" + object(bound == null ? null : bound.kind(), bound) + ">";
            }
        };
    }

    /** The classes that {@link #type} names. */
    Set<String> imports() {
        String type = type();
        java.util.TreeSet<String> imports = new java.util.TreeSet<>();
        if (type.contains("@Nullable")) imports.add("org.jspecify.annotations.Nullable");
        if (type.contains("BigDecimal")) imports.add("java.math.BigDecimal");
        if (type.contains("UUID")) imports.add("java.util.UUID");
        if (type.contains("Range<")) imports.add("org.kinglet.schema.Range");
        if (type.contains("List<")) imports.add("java.util.List");
        for (String time : List.of("LocalDateTime", "LocalDate", "LocalTime", "Instant")) {
            if (type.matches(".*\\b" + time + "\\b.*")) imports.add("java.time." + time);
        }
        if (kind == SqlType.JSON) imports.add("org.kinglet.Json");
        return imports;
    }

    boolean isJson() {
        return kind == SqlType.JSON;
    }

    /** What {@code @Column} says of the type; empty if the Java type alone makes the same. */
    List<String> typeAttributes() {
        List<String> attributes = new ArrayList<>();
        String live = column.type();
        if (live.isBlank() || kind == SqlType.RANGE) return attributes;
        if (kind != null && kind != SqlType.ARRAY) {
            DataType<?> type = dataType(kind);
            ColumnDefinition plain = ColumnDefinition.of(column.name(), column.name(), type);
            if (isSame(plain, live)) return attributes;
            Matcher size = SIZE.matcher(live);
            if (size.matches() && size.group(1).length() < 9) {
                int first = Integer.parseInt(size.group(1));
                if (kind == SqlType.TEXT && isSame(plain.withLength(first), live)) {
                    return List.of("length = " + first);
                }
                int second = size.group(2) == null ? 0 : Integer.parseInt(size.group(2));
                if (kind == SqlType.DECIMAL && isSame(plain.withPrecision(first, second), live)) {
                    return second == 0
                            ? List.of("precision = " + first)
                            : List.of("precision = " + first, "scale = " + second);
                }
            }
        }
        attributes.add("type = " + JavaNames.literal(live));
        return attributes;
    }

    private static DataType<?> dataType(SqlType kind) {
        return switch (kind) {
            case SMALLINT -> DataType.of(Short.class);
            case JSON -> DataType.STRING;
            default -> DataType.of(kind.javaType());
        };
    }

    /** Whether a table made of the definition has this type. */
    private boolean isSame(ColumnDefinition definition, String live) {
        boolean inKey =
                table.primaryKey() != null && table.primaryKey().columns().contains(column.name());
        TableDefinition.Builder builder = TableDefinition.table(table.name()).column(definition);
        if (inKey) {
            builder.primaryKey(column.name());
        } else {
            String key = column.name() + "_key";
            builder.column(ColumnDefinition.of(key, key, DataType.LONG)).primaryKey(key);
        }
        boolean indexed =
                table.indexes().stream().anyMatch(index -> index.columns().contains(column.name()));
        if (indexed) builder.index(column.name());
        return kind != SqlType.JSON
                ? plain(dialect.columnType(builder.build(), definition)).equals(plain(live))
                : plain(live).equals("json")
                        || plain(live).equals("jsonb") && dialect.name().equals("PostgreSQL");
    }

    /** One spelling for the names that mean the same. */
    private static String plain(String type) {
        return type.toLowerCase(Locale.ROOT)
                .replace("character varying", "varchar")
                .replaceAll("\\bint4?\\b", "integer")
                .replaceAll("\\b(tinyint|smallint|mediumint|integer|bigint)\\(\\d+\\)", "$1")
                .replaceAll("^tinyint$", "boolean")
                .replace("timestamp with time zone", "timestamptz")
                .replace(" without time zone", "")
                .replaceAll("\\s*(,|\\(|\\))\\s*", "$1")
                .replaceAll("\\s+collate\\s.*|\\s+check\\s.*|\\s+character set\\s.*", "")
                .strip();
    }
}
