// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.schema.CheckDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Naming;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableChange;
import org.kinglet.schema.TableDefinition;

/** The source of one entity: a class that extends {@code Model} for a table, for a view a record. */
final class EntityText {
    /** More than a record can have, if some of them take two places. */
    private static final int MAX_COMPONENTS = 100;

    private static final Pattern SEQUENCE =
            Pattern.compile("nextval\\('((?:[^']|'')+)'(?:::regclass)?\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    /** As MySQL calls foreign keys that have no name. */
    private static final Pattern MADE_NAME = Pattern.compile(".*_ibfk_\\d+");

    private final Entities entities;
    private final Dialect dialect;
    private final TableJava table;
    private final LiveTable live;
    private final String packageName;
    private final @Nullable String schema;
    private final Set<String> imports = new TreeSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> onClass = new ArrayList<>();
    /** By field. */
    private final Map<String, List<String>> onFields = new HashMap<>();

    EntityText(Entities entities, TableJava table, String packageName, @Nullable String schema) {
        this.entities = entities;
        this.dialect = entities.dialect();
        this.table = table;
        this.live = table.live();
        this.packageName = packageName;
        this.schema = schema;
    }

    String text() {
        annotateClass();
        List<Member> members = members();
        boolean isRecord = table.isView() && members.size() <= MAX_COMPONENTS;
        StringBuilder body = new StringBuilder();
        if (isRecord) {
            body.append("public record ").append(table.className()).append("(\n");
            body.append(String.join(
                            ",\n", members.stream().map(each -> each.text("")).toList()))
                    .append(") {");
            enums().forEach(text -> body.append("\n    ").append(text).append('\n'));
            body.append("}\n");
        } else {
            body.append("public class ").append(table.className());
            if (!table.isView())
                body.append(" extends Model<").append(table.className()).append(">");
            body.append(" {\n");
            enums().forEach(text -> body.append("    ").append(text).append("\n\n"));
            members.addAll(collections());
            body.append(fields(members));
            body.append("}\n");
        }
        StringBuilder text = new StringBuilder();
        if (!packageName.isEmpty()) text.append("package ").append(packageName).append(";\n\n");
        for (String name : imports) text.append("import ").append(name).append(";\n");
        text.append('\n');
        for (String note : notes)
            text.append("// ").append(JavaNames.comment(note)).append('\n');
        for (String annotation : onClass) text.append(annotation).append('\n');
        return text.append(body).toString();
    }

    private String use(String qualified) {
        imports.add(qualified);
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    private AnnotationText annotation(String name) {
        return new AnnotationText(use("org.kinglet." + name));
    }

    // The class

    private void annotateClass() {
        boolean named = !Naming.tableName(table.className(), "").equals(live.name());
        onClass.add(annotation("Entity")
                .text("value", named ? live.name() : "")
                .text("companion", table.namedCompanion())
                .text("schema", schema)
                .toString());
        if (live.comment() != null)
            onClass.add(annotation("Comment").text("value", live.comment()).toString());
        if (table.isView()) {
            onClass.add(annotation("View")
                    .text("value", ViewQuery.of(live, schema == null))
                    .flag("materialized", live.kind() == LiveTable.Kind.MATERIALIZED_VIEW)
                    .toString());
        } else {
            use("org.kinglet.Model");
            checks();
            foreignKeys();
            options();
            LiveFullText fullText = live.fullText();
            if (fullText != null) notes.add("Not mapped: the full-text index " + fullText.definition());
        }
        indexes();
    }

    private void options() {
        Storage storage = dialect.catalog().normalStorage(live.storage());
        AnnotationText options = new AnnotationText("TableOptions")
                .flag("strict", storage.strict())
                .flag("withoutRowid", storage.withoutRowid())
                .flag("unlogged", storage.unlogged())
                .text("engine", storage.engine())
                .text("characterSet", storage.characterSet())
                .text("collation", storage.collation());
        if (options.isEmpty()) return;
        use("org.kinglet.TableOptions");
        onClass.add(options.toString());
    }

    /** One of a column can stand there, if that is the only one and has no name. */
    private void checks() {
        Set<LiveCheck> implied = new HashSet<>();
        for (LiveColumn column : live.columns()) {
            List<LiveCheck> own = table.column(entities, column.name()).checks();
            live.checks().stream()
                    .filter(check -> column.name().equals(check.column()) && !own.contains(check))
                    .forEach(implied::add);
        }
        for (LiveCheck check : live.checks()) {
            if (implied.contains(check) || check.equals(ofField(check.column()))) continue;
            CheckDefinition usual =
                    TableChange.AddCheck.of(live.name(), check.condition()).check();
            onClass.add(annotation("Check")
                    .text("value", check.condition())
                    .text("name", usual.name().equals(check.name()) ? "" : check.name())
                    .toString());
        }
    }

    private @Nullable LiveCheck ofField(@Nullable String column) {
        if (column == null || live.column(column).isEmpty()) return null;
        return table.column(entities, column).checks().stream()
                .filter(check -> check.name() == null)
                .findFirst()
                .orElse(null);
    }

    private void foreignKeys() {
        for (LiveForeignKey key : live.foreignKeys()) {
            if (table.references().stream()
                    .anyMatch(reference -> reference.key().equals(key))) continue;
            notes.add("Not mapped: the foreign key " + key.columns() + " to " + key.parentTable() + " "
                    + key.parentColumns());
        }
    }

    private void indexes() {
        for (LiveIndex index : live.indexes()) {
            IndexJava java = new IndexJava(table, index);
            String why = java.whyNot();
            if (why != null) {
                notes.add("Not mapped: the index " + index.name() + " on "
                        + index.parts().stream().map(LiveIndex.Part::text).toList() + " (" + why + ")");
                continue;
            }
            if (java.isOfReference()) continue;
            AnnotationText annotation = java.annotation();
            String text = annotation.toString();
            use("org.kinglet." + (text.startsWith("@Unique") ? "Unique" : "Index"));
            if (index.deferral() != Deferral.NOT_DEFERRABLE) use("org.kinglet.schema.Deferral");
            String field = java.field();
            if (field == null) onClass.add(text);
            else onFields.computeIfAbsent(field, name -> new ArrayList<>()).add(text);
        }
    }

    // Its fields

    /** A field or a component of a record. */
    private record Member(List<String> annotations, String declaration) {
        String text(String modifier) {
            StringBuilder text = new StringBuilder();
            for (String annotation : annotations)
                text.append("    ").append(annotation).append('\n');
            return text.append("    ").append(modifier).append(declaration).toString();
        }
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> ordered = new ArrayList<>(table.key());
        for (LiveColumn column : live.columns()) {
            if (!ordered.contains(column.name())) ordered.add(column.name());
        }
        for (String name : ordered) {
            TableJava.Reference reference = table.reference(name).orElse(null);
            if (!seen.add(reference == null ? "column " + name : "reference " + reference.stem() + reference.columns()))
                continue;
            LiveColumn column = live.column(name).orElseThrow();
            members.add(reference == null ? value(column) : reference(column, reference));
        }
        return members;
    }

    private Member member(List<String> annotations, String type, String field) {
        List<String> all = new ArrayList<>(annotations);
        all.addAll(onFields.getOrDefault(field, List.of()));
        return new Member(all, type + " " + field);
    }

    private Member value(LiveColumn column) {
        String name = column.name();
        ColumnJava java = table.column(entities, name);
        imports.addAll(java.imports());
        List<String> annotations = new ArrayList<>();
        if (column.generated() && !java.isGenerated()) {
            notes.add("Not mapped: that the database numbers " + name);
        }
        String sequence = table.key().equals(List.of(name)) && java.isInteger() ? sequence(column) : null;
        if (table.key().contains(name)) {
            boolean programs = java.isInteger()
                    && !java.isGenerated()
                    && sequence == null
                    && table.key().size() == 1;
            AnnotationText id = annotation("Id").text("sequence", sequence);
            annotations.add((programs ? id.with("generated", "false") : id).toString());
        }
        if (java.isJson()) annotations.add(annotation("Json").toString());
        Computation computation = column.computation();
        if (computation != null) {
            AnnotationText computed = annotation("Computed").text("value", computation.expression());
            annotations.add((computation.stored() ? computed : computed.with("stored", "false")).toString());
        }
        AnnotationText said = new AnnotationText("Column");
        if (!Naming.snakeCase(table.field(name)).equals(name)) said.text("name", name);
        if (!table.isView() || java.definition().declaredType() != null) java.describe(said);
        boolean hasDefault = !java.isGenerated() && sequence == null && computation == null;
        describe(annotations, said, column, java, hasDefault);
        return member(annotations, java.type(), table.field(name));
    }

    private Member reference(LiveColumn column, TableJava.Reference reference) {
        List<String> annotations = new ArrayList<>();
        LiveForeignKey key = reference.key();
        if (table.key().containsAll(reference.columns()))
            annotations.add(annotation("Id").toString());
        action(annotations, "OnDelete", key.onDelete());
        action(annotations, "OnUpdate", key.onUpdate());
        AnnotationText references = new AnnotationText("References").text("name", unusualName(key));
        if (key.deferral() != Deferral.NOT_DEFERRABLE) {
            references.with(
                    "deferral",
                    use("org.kinglet.schema.Deferral") + "." + key.deferral().name());
        }
        if (!references.isEmpty()) {
            use("org.kinglet.References");
            annotations.add(references.toString());
        }
        String field = table.field(column.name());
        if (reference.columns().size() == 1) {
            ColumnJava java = table.column(entities, column.name());
            AnnotationText said = new AnnotationText("Column");
            if (!(Naming.snakeCase(field) + "_id").equals(column.name())) said.text("name", column.name());
            java.describe(said);
            describe(annotations, said, column, java, true);
        }
        String nullable = table.isNullable(column) ? "@" + use("org.jspecify.annotations.Nullable") + " " : "";
        String type =
                nullable + use("org.kinglet.Ref") + "<" + reference.parent().className() + ">";
        return member(annotations, type, field);
    }

    /** What columns and references say alike. */
    private void describe(
            List<String> annotations, AnnotationText said, LiveColumn column, ColumnJava java, boolean hasDefault) {
        String defaultValue = column.defaultValue();
        if (defaultValue != null && defaultValue.isEmpty()) {
            notes.add("Not mapped: the default of " + column.name() + ", which the server does not tell");
        }
        if (hasDefault) said.text("defaultValue", defaultValue);
        if (!table.isView()) {
            said.text("collation", java.collation());
            LiveCheck check = ofField(column.name());
            said.text("check", check == null ? "" : check.condition());
        }
        if (!said.isEmpty()) {
            use("org.kinglet.Column");
            annotations.add(said.toString());
        }
        if (column.comment() != null)
            annotations.add(
                    annotation("Comment").text("value", column.comment()).toString());
    }

    private static @Nullable String sequence(LiveColumn column) {
        String defaultValue = column.defaultValue();
        Matcher call = SEQUENCE.matcher(defaultValue == null ? "" : defaultValue);
        if (!call.matches()) return null;
        String name = call.group(1).replace("''", "'");
        if (PLAIN_NAME.matcher(name).matches()) return name;
        boolean quoted = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
        String inside = quoted ? name.substring(1, name.length() - 1) : "";
        return quoted && !inside.replace("\"\"", "").contains("\"") ? inside.replace("\"\"", "\"") : null;
    }

    private @Nullable String unusualName(LiveForeignKey key) {
        String name = key.name();
        if (name == null
                || dialect.scriptNames().contains("mysql")
                        && MADE_NAME.matcher(name).matches()) return null;
        ForeignKeyDefinition usual = TableDefinition.table(live.name())
                .foreignKey(new ForeignKeyDefinition(
                        key.columns(), null, key.parentTable(), key.parentColumns(), key.onDelete(), key.onUpdate()))
                .build()
                .foreignKeys()
                .getFirst();
        return name.equals(usual.name()) ? null : name;
    }

    private void action(List<String> annotations, String name, ReferentialAction action) {
        if (dialect.catalog().normalAction(action) == ReferentialAction.NO_ACTION) return;
        String constant = use("org.kinglet.schema.ReferentialAction") + "." + action.name();
        annotations.add(annotation(name).with("value", constant).toString());
    }

    private List<String> enums() {
        List<String> enums = new ArrayList<>();
        for (LiveColumn column : live.columns()) {
            String text = table.column(entities, column.name()).enumText();
            if (text != null) enums.add(text);
        }
        return enums;
    }

    /** Those with annotations stand apart. */
    private static String fields(List<Member> members) {
        StringBuilder text = new StringBuilder();
        boolean apart = false;
        for (Member member : members) {
            boolean annotated = !member.annotations().isEmpty();
            if (!text.isEmpty() && (annotated || apart)) text.append('\n');
            text.append(member.text("public ")).append(";\n");
            apart = annotated;
        }
        return text.toString();
    }

    /** The other sides of the references to this table. */
    private List<Member> collections() {
        List<Member> collections = new ArrayList<>();
        for (TableJava child : entities.tables()) {
            List<TableJava.Reference> references = child.references().stream()
                    .filter(reference -> reference.parent().equals(table))
                    .toList();
            for (TableJava.Reference reference : references) {
                String property = child.field(reference.columns().getFirst());
                boolean self = child.equals(table);
                String name = self && property.equals("parent")
                        ? "children"
                        : references.size() == 1 && !self
                                ? child.live().name()
                                : property + "_" + child.live().name();
                List<String> annotations = references.size() == 1
                        ? List.of()
                        : List.of(annotation("MappedBy").text("value", property).toString());
                String type = "final " + use("org.kinglet.Many") + "<" + child.className() + ">";
                collections.add(new Member(annotations, type + " " + table.newField(name) + " = new Many<>()"));
            }
        }
        return collections;
    }
}
