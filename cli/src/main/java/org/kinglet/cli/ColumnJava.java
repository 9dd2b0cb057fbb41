// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.SqlNormalForm;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/**
 * The Java type for a column, and what {@code @Column} has to say so that the column becomes the same again. That is tried:
 * of what the dialect would make of a definition, the first that is what the database has is taken.
 */
final class ColumnJava {
    private static final Pattern SIZE = Pattern.compile("\\w[\\w ]*\\((\\d+)(?:\\s*,\\s*(\\d+))?\\)");
    private static final Pattern AT_MOST = Pattern.compile(".*<=\\s*(\\d{1,9})\\)?\\s*");
    private static final int SIZE_DIGITS = 9;

    private final Entities entities;
    private final Dialect dialect;
    private final TableJava table;
    private final LiveColumn column;
    private final @Nullable SqlType kind;
    private final boolean generated;
    private final boolean isSet;
    private final boolean isList;
    private final @Nullable String enumName;
    private final ColumnDefinition definition;
    /** Whether {@code @Column} says what the definition has: a reference has what its parent's key has. */
    private final boolean isSaid;

    ColumnJava(Entities entities, TableJava table, LiveColumn column) {
        this.entities = entities;
        this.dialect = entities.dialect();
        this.table = table;
        this.column = column;
        ColumnType type = column.columnType();
        this.kind = type == null ? null : type.kind();
        boolean isInteger = kind == SqlType.SMALLINT
                || kind == SqlType.INTEGER
                || kind == SqlType.BIGINT
                || kind == SqlType.DECIMAL;
        this.generated = column.generated() && isInteger && table.key().equals(List.of(column.name()));
        this.isSet = column.type().regionMatches(true, 0, "set(", 0, 4);
        this.isList = kind == SqlType.ARRAY || kind == null && column.type().endsWith("[]");
        boolean enumerated = !column.constants().isEmpty()
                && column.constants().stream().allMatch(JavaNames::isConstant)
                && new HashSet<>(column.constants()).size()
                        == column.constants().size();
        this.enumName = enumerated ? entities.names().enumOf(column.name()) : null;
        TableJava.Reference reference = table.reference(column.name()).orElse(null);
        ColumnDefinition key = reference == null ? null : ofKey(reference);
        this.isSaid = key == null || !isSame(key) && !column.type().isBlank();
        this.definition = key == null ? chosen() : isSaid ? key.withDeclaredType(column.type()) : key;
    }

    /** As the written class will define it, but for its default, its nullability and its constraints. */
    ColumnDefinition definition() {
        return definition;
    }

    /** Whether it is a key that the database makes. */
    boolean isGenerated() {
        return generated;
    }

    boolean isJson() {
        return kind == SqlType.JSON && !table.key().contains(column.name());
    }

    boolean isInteger() {
        return kind == SqlType.BIGINT || kind == SqlType.INTEGER;
    }

    // The type

    /** With its {@code @Nullable}; primitive where it can be. */
    String type() {
        boolean nullable = table.isNullable(column);
        if (generated) return definition.type() == DataType.INTEGER ? "int" : "long";
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
        return (nullable ? "@Nullable " : "") + object();
    }

    private String object() {
        if (enumName != null) return isSet ? "Set<" + enumName + ">" : isList ? "List<" + enumName + ">" : enumName;
        if (isHstore()) return "Map<String, @Nullable String>";
        ColumnType type = column.columnType();
        ColumnType element = type == null ? null : type.element();
        if (isList) return "List<" + object(element == null ? null : element.kind()) + ">";
        if (kind == SqlType.RANGE) return "Range<" + object(element == null ? null : element.kind()) + ">";
        return object(kind);
    }

    private boolean isHstore() {
        return kind == null && column.type().equals("hstore");
    }

    private static String object(@Nullable SqlType kind) {
        return switch (kind) {
            case null -> "String";
            case BOOLEAN -> "Boolean";
            case SMALLINT -> "Short";
            case INTEGER -> "Integer";
            case BIGINT -> "Long";
            case REAL -> "Float";
            case DOUBLE -> "Double";
            case DECIMAL -> "BigDecimal";
            case TEXT, JSON, ARRAY, RANGE -> "String";
            case BINARY -> "byte[]";
            case UUID -> "UUID";
            case DATE -> "LocalDate";
            case TIME -> "LocalTime";
            case TIMESTAMP -> "LocalDateTime";
            case TIMESTAMP_WITH_TIME_ZONE -> "Instant";
        };
    }

    /** The classes that {@link #type} names. */
    Set<String> imports() {
        Set<String> imports = new TreeSet<>();
        String type = type();
        for (String name : List.of(
                "org.jspecify.annotations.Nullable",
                "org.kinglet.schema.Range",
                "java.math.BigDecimal",
                "java.util.UUID",
                "java.util.List",
                "java.util.Map",
                "java.util.Set",
                "java.time.LocalDateTime",
                "java.time.LocalDate",
                "java.time.LocalTime",
                "java.time.Instant")) {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (type.matches(".*\\b" + simple + "\\b.*")) imports.add(name);
        }
        return imports;
    }

    /** The declaration of its enumerated type; {@code null} if it has none. */
    @Nullable
    String enumText() {
        return enumName == null
                ? null
                : "public enum " + enumName + " {\n        " + String.join(",\n        ", column.constants())
                        + "\n    }";
    }

    // What @Column says

    /** What {@code @Column} says of the type; nothing if the Java type alone makes the same. */
    void describe(AnnotationText annotation) {
        if (!isSaid) return;
        if (definition.declaredType() != null) {
            annotation.text("type", definition.declaredType());
            return;
        }
        if (definition.length() > 0) annotation.with("length", String.valueOf(definition.length()));
        if (definition.precision() > 0) annotation.with("precision", String.valueOf(definition.precision()));
        if (definition.scale() > 0) annotation.with("scale", String.valueOf(definition.scale()));
    }

    /** The collation, where it does not come with the type. */
    @Nullable
    String collation() {
        String collation = column.collation();
        boolean isText = kind == SqlType.TEXT || kind == null;
        return collation == null
                        || !isText
                        || collation.equalsIgnoreCase(made(definition).collation())
                ? null
                : collation;
    }

    /** The checks of the column that do not come with its type. */
    List<LiveCheck> checks() {
        List<String> implied = new ArrayList<>(
                made(definition).checks().stream().map(this::normal).toList());
        List<LiveCheck> own = new ArrayList<>();
        for (LiveCheck check : ofColumn()) {
            if (!implied.remove(normal(check.condition()))) own.add(check);
        }
        return own;
    }

    private List<LiveCheck> ofColumn() {
        return table.live().checks().stream()
                .filter(check -> column.name().equals(check.column()))
                .toList();
    }

    private String normal(String condition) {
        return SqlNormalForm.of(condition, dialect.catalog().namesHaveCase());
    }

    // Trying

    private ColumnDefinition chosen() {
        ColumnDefinition plain = ColumnDefinition.of(column.name(), column.name(), dataType());
        if (generated) plain = plain.asGenerated();
        if (column.type().isBlank() || kind == SqlType.RANGE) return plain;
        if (kind == null || enumName != null) return plain.withDeclaredType(column.type());
        boolean usual = isSame(plain);
        for (ColumnDefinition sized : sized(plain)) {
            List<String> implied =
                    made(sized).checks().stream().map(this::normal).toList();
            List<String> there =
                    ofColumn().stream().map(check -> normal(check.condition())).toList();
            if (isSame(sized) && there.containsAll(implied) && (!usual || !implied.isEmpty())) return sized;
        }
        return usual ? plain : plain.withDeclaredType(column.type());
    }

    /** With the type of the key that it refers to. */
    private ColumnDefinition ofKey(TableJava.Reference reference) {
        TableJava parent = reference.parent();
        String name = parent.key().get(reference.columns().indexOf(column.name()));
        ColumnDefinition said = parent.column(entities, name).definition();
        ColumnDefinition own =
                ColumnDefinition.of(column.name(), column.name(), said.type().declared(null));
        if (said.length() > 0) own = own.withLength(said.length());
        if (said.precision() > 0) own = own.withPrecision(said.precision(), said.scale());
        String declared = said.declaredType();
        return declared == null ? own : own.withDeclaredType(declared);
    }

    private List<ColumnDefinition> sized(ColumnDefinition plain) {
        List<ColumnDefinition> sized = new ArrayList<>();
        Matcher size = SIZE.matcher(column.type());
        boolean hasSize = size.matches() && size.group(1).length() < SIZE_DIGITS;
        int first = hasSize ? Integer.parseInt(size.group(1)) : 0;
        if (kind == SqlType.TEXT && hasSize && first > 0) sized.add(plain.withLength(first));
        if (kind == SqlType.DECIMAL && hasSize && first > 0) {
            sized.add(plain.withPrecision(first, size.group(2) == null ? 0 : Integer.parseInt(size.group(2))));
        }
        if (kind == SqlType.TEXT) {
            for (LiveCheck check : ofColumn()) {
                Matcher limit = AT_MOST.matcher(check.condition());
                if (limit.matches()) sized.add(plain.withLength(Integer.parseInt(limit.group(1))));
            }
        }
        return sized;
    }

    private DataType<?> dataType() {
        if (generated) return kind == SqlType.INTEGER || kind == SqlType.SMALLINT ? DataType.INTEGER : DataType.LONG;
        if (kind == null) return DataType.STRING;
        ColumnType type = column.columnType();
        ColumnType element = type == null ? null : type.element();
        return element == null || kind == SqlType.RANGE ? dataType(kind) : DataType.listOf(dataType(element.kind()));
    }

    private static DataType<?> dataType(SqlType kind) {
        return switch (kind) {
            case SMALLINT -> DataType.SHORT;
            case JSON -> DataType.JSON;
            case ARRAY, RANGE -> DataType.STRING;
            default -> DataType.of(kind.javaType());
        };
    }

    /** Whether a table made of the definition has this type. */
    private boolean isSame(ColumnDefinition candidate) {
        Catalog catalog = dialect.catalog();
        return catalog.normalType(made(candidate).type()).equals(catalog.normalType(column.type()));
    }

    private Catalog.DeclaredType made(ColumnDefinition candidate) {
        TableDefinition around = around(candidate);
        String declared = candidate.declaredType();
        return dialect.catalog()
                .declared(around, candidate, declared != null ? declared : dialect.columnType(around, candidate));
    }

    /** A table with the same key and indexes, on which a type may depend. */
    private TableDefinition around(ColumnDefinition candidate) {
        TableDefinition.Builder builder = TableDefinition.table(table.live().name());
        for (LiveColumn other : table.live().columns()) {
            builder.column(
                    other.name().equals(column.name())
                            ? candidate
                            : ColumnDefinition.of(other.name(), other.name(), DataType.LONG));
        }
        if (!table.isView()) builder.primaryKey(table.key().toArray(String[]::new));
        for (LiveIndex index : table.live().indexes()) {
            List<String> columns = index.columns();
            if (columns.isEmpty()) continue;
            IndexDefinition same = IndexDefinition.ofColumns(index.name(), columns);
            builder.index(index.method().equals("fulltext") ? same.withMethod("fulltext") : same);
        }
        if (table.reference(column.name()).isPresent()) builder.index(column.name());
        return builder.build();
    }
}
