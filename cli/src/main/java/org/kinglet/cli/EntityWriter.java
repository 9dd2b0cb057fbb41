// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Naming;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.SqlType;
import org.kinglet.schema.TableDefinition;

/**
 * Writes entity classes for the tables of a database. What an entity cannot say is left to a comment, in the class if it is of
 * a table, else in {@code package-info.java}.
 */
final class EntityWriter {
    private final Dialect dialect;
    private final String packageName;
    private final Map<String, LiveTable> tables = new TreeMap<>();
    private final Map<String, String> classes = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> fields = new LinkedHashMap<>();
    private final Map<String, JavaNames> names = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    /** @param packageName may be empty */
    EntityWriter(Dialect dialect, String packageName, Collection<LiveTable> found) {
        this.dialect = dialect;
        this.packageName = packageName;
        JavaNames classNames = new JavaNames();
        for (LiveTable table : found) {
            String why = whyNot(table);
            if (why != null) {
                left.add(table.name() + ": " + why);
            } else {
                tables.put(table.name(), table);
                classNames.taken(Naming.companionName(table.name()));
            }
        }
        for (LiveTable table : tables.values()) {
            classes.put(table.name(), classNames.classOf(table.name()));
            JavaNames own = new JavaNames();
            names.put(table.name(), own);
            Map<String, String> fieldNames = new LinkedHashMap<>();
            for (LiveColumn column : table.columns()) {
                boolean reference = reference(table, column) != null;
                String name = column.name();
                String lower = name.toLowerCase(Locale.ROOT);
                boolean cut = reference && lower.endsWith("_id") && lower.length() > "_id".length();
                fieldNames.put(name, own.field(cut ? name.substring(0, name.length() - "_id".length()) : name));
            }
            fields.put(table.name(), fieldNames);
        }
    }

    private static @Nullable String whyNot(LiveTable table) {
        if (table.primaryKey() == null) return "it has no primary key";
        if (!JavaNames.isPossible(table.name())) return "its name makes no name of a class";
        Set<String> lower = new TreeSet<>();
        for (LiveColumn column : table.columns()) {
            if (!lower.add(column.name().toLowerCase(Locale.ROOT))) return "two of its columns differ in case alone";
        }
        return null;
    }

    /** The files, by name. */
    Map<String, String> write() {
        Map<String, String> files = new TreeMap<>();
        for (LiveTable table : tables.values()) {
            files.put(classOf(table.name()) + ".java", new EntityText(table).text());
        }
        if (!left.isEmpty() && !packageName.isEmpty()) {
            StringBuilder text = new StringBuilder("/*\n * Not mapped:\n");
            left.forEach(
                    why -> text.append(" * ").append(JavaNames.comment(why)).append('\n'));
            files.put("package-info.java", text + " */\npackage " + packageName + ";\n");
        }
        return files;
    }

    /** Tables that have no class, and why. */
    List<String> left() {
        return List.copyOf(left);
    }

    private String classOf(String table) {
        return String.valueOf(classes.get(table));
    }

    private String field(LiveTable table, String column) {
        return String.valueOf(fields.getOrDefault(table.name(), Map.of()).get(column));
    }

    /** The foreign key that becomes a {@code Ref} in place of the column. */
    private @Nullable LiveForeignKey reference(LiveTable table, LiveColumn column) {
        if (table.primaryKey() != null && table.primaryKey().columns().equals(List.of(column.name()))) return null;
        return table.foreignKeys().stream()
                .filter(key -> key.columns().equals(List.of(column.name())) && isToKey(key))
                .findFirst()
                .orElse(null);
    }

    private boolean isToKey(LiveForeignKey key) {
        LiveTable parent = tables.get(key.parentTable());
        return parent != null
                && parent.schema().equals(key.parentSchema())
                && parent.primaryKey() != null
                && parent.primaryKey().columns().size() == 1
                && (key.parentColumns().isEmpty()
                        || key.parentColumns().equals(parent.primaryKey().columns()));
    }

    /** One class. */
    private final class EntityText {
        private final LiveTable table;
        private final List<String> key;
        private final Set<String> imports =
                new TreeSet<>(List.of("org.kinglet.Entity", "org.kinglet.Id", "org.kinglet.Model"));
        private final StringBuilder body = new StringBuilder();
        private final List<String> onClass = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        /** Of one column each, with the name that it would have anyway. */
        private final Map<String, LiveIndex> onFields = new LinkedHashMap<>();

        private final Map<String, String> checks = new LinkedHashMap<>();

        EntityText(LiveTable table) {
            this.table = table;
            this.key =
                    table.primaryKey() == null ? List.of() : table.primaryKey().columns();
        }

        String text() {
            indexes();
            checks();
            foreignKeys();
            for (String column : key) table.column(column).ifPresent(this::column);
            for (LiveColumn column : table.columns()) {
                if (!key.contains(column.name())) column(column);
            }
            collections();
            String className = classOf(table.name());
            StringBuilder text = new StringBuilder();
            if (!packageName.isEmpty())
                text.append("package ").append(packageName).append(";\n\n");
            for (String name : imports) text.append("import ").append(name).append(";\n");
            text.append('\n');
            javadoc(text);
            for (String note : notes)
                text.append("// ").append(JavaNames.comment(note)).append('\n');
            boolean named = !Naming.tableName(className, "").equals(table.name());
            text.append(named ? "@Entity(" + JavaNames.literal(table.name()) + ")\n" : "@Entity\n");
            for (String annotation : onClass) text.append(annotation).append('\n');
            text.append("public class ").append(className);
            text.append(" extends Model<").append(className).append("> {\n");
            return text.append(body).append("}\n").toString();
        }

        private void javadoc(StringBuilder text) {
            String comment = table.comment();
            if (comment == null || comment.isBlank()) return;
            String shown = JavaNames.comment(comment)
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace("@", "&#64;");
            text.append("/** ").append(shown).append(" */\n");
        }

        private void indexes() {
            for (LiveIndex index : table.indexes()) {
                List<String> columns = index.columns();
                boolean plain = !columns.isEmpty()
                        && index.where() == null
                        && index.include().isEmpty()
                        && !index.nullsNotDistinct()
                        && (index.method().equals("btree") || index.method().isEmpty())
                        && index.parts().stream().allMatch(EntityWriter::isPlain);
                if (!plain) {
                    notes.add("Not mapped: the index " + index.name() + " on "
                            + index.parts().stream().map(LiveIndex.Part::text).toList()
                            + (index.where() == null ? "" : " where " + index.where())
                            + (index.method().isEmpty() ? "" : " by " + index.method()));
                    continue;
                }
                boolean usual = index.name().equals(usualName(columns));
                if (columns.size() == 1 && usual) {
                    onFields.put(columns.getFirst(), index);
                    continue;
                }
                if (columns.size() == 1 && isReference(columns.getFirst()) && !index.unique()) {
                    // A reference has an index anyway, whatever its name.
                    continue;
                }
                imports.add("org.kinglet.Index");
                List<String> names = columns.stream()
                        .map(column -> JavaNames.literal(field(table, column)))
                        .toList();
                String list = names.size() == 1 ? names.getFirst() : "{" + String.join(", ", names) + "}";
                boolean alone = usual && !index.unique();
                onClass.add("@Index(" + (alone ? list : "value = " + list)
                        + (index.unique() ? ", unique = true" : "")
                        + (usual ? "" : ", name = " + JavaNames.literal(index.name())) + ")");
            }
        }

        private boolean isReference(String column) {
            return table.column(column).map(found -> reference(table, found)).isPresent();
        }

        private String usualName(List<String> columns) {
            TableDefinition.Builder builder = TableDefinition.table(table.name());
            for (String column : columns) builder.column(ColumnDefinition.of(column, column, DataType.LONG));
            IndexDefinition index = builder.primaryKey(columns.getFirst())
                    .index(columns.toArray(String[]::new))
                    .build()
                    .indexes()
                    .getFirst();
            return index.name();
        }

        private void checks() {
            for (LiveCheck check : table.checks()) {
                if (check.column() != null && !checks.containsKey(check.column())) {
                    checks.put(check.column(), check.condition());
                } else {
                    notes.add("Not mapped: the check " + (check.name() == null ? "" : check.name() + " ")
                            + check.condition());
                }
            }
        }

        private void foreignKeys() {
            for (LiveForeignKey foreignKey : table.foreignKeys()) {
                boolean mapped = foreignKey.columns().size() == 1
                        && table.column(foreignKey.columns().getFirst())
                                .map(column -> foreignKey.equals(reference(table, column)))
                                .orElse(false);
                if (!mapped) {
                    notes.add("Not mapped: the foreign key " + foreignKey.columns() + " to " + foreignKey.parentTable()
                            + " " + foreignKey.parentColumns());
                }
            }
        }

        private void column(LiveColumn column) {
            String name = column.name();
            String fieldName = field(table, name);
            if (column.computation() != null) {
                body.append("    // Not mapped: ")
                        .append(JavaNames.comment(name))
                        .append(", which is computed\n");
                return;
            }
            LiveForeignKey reference = reference(table, column);
            List<String> attributes = new ArrayList<>();
            String usual = Naming.snakeCase(fieldName) + (reference == null ? "" : "_id");
            if (!usual.equals(name)) attributes.add("name = " + JavaNames.literal(name));
            ColumnJava java = new ColumnJava(dialect, table, column);
            boolean generated = column.generated() && key.equals(List.of(name));
            String comment = column.comment();
            if (comment != null && !comment.isBlank()) {
                body.append("    // ").append(JavaNames.comment(comment)).append('\n');
            }
            if (column.columnType() == null) {
                body.append("    // Its type is the database's own: values are its texts.\n");
            }
            List<String> annotations = new ArrayList<>();
            if (key.contains(name))
                annotations.add(generated || !isInteger(column) || key.size() > 1 ? "@Id" : "@Id(generated = false)");
            if (reference == null) {
                if (!generated) attributes.addAll(java.typeAttributes());
                imports.addAll(java.imports());
                if (java.isJson()) annotations.add("@Json");
            } else {
                imports.add("org.kinglet.Ref");
                if (ColumnJava.isNullable(table, column)) imports.add("org.jspecify.annotations.Nullable");
                action(annotations, "OnDelete", reference.onDelete());
                action(annotations, "OnUpdate", reference.onUpdate());
            }
            String defaultValue = column.defaultValue();
            if (defaultValue != null && !generated) {
                if (defaultValue.isEmpty()) body.append("    // It has a default, which the server does not tell.\n");
                else attributes.add("defaultValue = " + JavaNames.literal(defaultValue));
            }
            String check = checks.get(name);
            if (check != null) attributes.add("check = " + JavaNames.literal(check));
            String collation = column.collation();
            if (collation != null) attributes.add("collation = " + JavaNames.literal(collation));
            if (!attributes.isEmpty()) {
                imports.add("org.kinglet.Column");
                annotations.add("@Column(" + String.join(", ", attributes) + ")");
            }
            LiveIndex index = onFields.get(name);
            if (index != null && (index.unique() || reference == null)) {
                annotations.add(index.unique() ? "@Unique" : "@Index");
                imports.add(index.unique() ? "org.kinglet.Unique" : "org.kinglet.Index");
            }
            body.append("    ");
            annotations.forEach(annotation -> body.append(annotation).append(' '));
            String type = reference == null
                    ? java.type()
                    : (ColumnJava.isNullable(table, column) ? "@Nullable " : "") + "Ref<"
                            + classOf(reference.parentTable()) + ">";
            body.append("public ").append(type).append(' ').append(fieldName).append(";\n");
        }

        private void action(List<String> annotations, String annotation, ReferentialAction action) {
            if (action == ReferentialAction.NO_ACTION) return;
            // InnoDB makes no difference between them, and shows the default so.
            if (action == ReferentialAction.RESTRICT && dialect.scriptNames().contains("mysql")) return;
            imports.add("org.kinglet." + annotation);
            imports.add("org.kinglet.schema.ReferentialAction");
            annotations.add("@" + annotation + "(ReferentialAction." + action.name() + ")");
        }

        private boolean isInteger(LiveColumn column) {
            SqlType kind =
                    column.columnType() == null ? null : column.columnType().kind();
            return kind == SqlType.BIGINT || kind == SqlType.INTEGER;
        }

        /** The other sides of the references to this table. */
        private void collections() {
            for (LiveTable child : tables.values()) {
                List<LiveColumn> references = child.columns().stream()
                        .filter(column -> isReferenceTo(child, column))
                        .toList();
                for (LiveColumn column : references) {
                    String property = field(child, column.name());
                    String name = references.size() == 1 ? child.name() : property + "_" + child.name();
                    JavaNames own = names.getOrDefault(table.name(), new JavaNames());
                    imports.add("org.kinglet.Many");
                    body.append("    ");
                    if (references.size() > 1) {
                        imports.add("org.kinglet.MappedBy");
                        body.append("@MappedBy(")
                                .append(JavaNames.literal(property))
                                .append(") ");
                    }
                    body.append("public final Many<")
                            .append(classOf(child.name()))
                            .append("> ");
                    body.append(own.field(name)).append(" = new Many<>();\n");
                }
            }
        }

        private boolean isReferenceTo(LiveTable child, LiveColumn column) {
            LiveForeignKey reference = reference(child, column);
            return reference != null && reference.parentTable().equals(table.name());
        }
    }

    private static boolean isPlain(LiveIndex.Part part) {
        return !part.descending()
                && part.nullsOrder() == null
                && part.length() == 0
                && part.collation() == null
                && part.operatorClass() == null;
    }
}
