// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.kinglet.schema.Naming.javaLiteral;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinglet.Check;
import org.kinglet.Comment;
import org.kinglet.Computed;
import org.kinglet.Id;
import org.kinglet.TableOptions;
import org.kinglet.View;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.Naming;

/** Writes the constant that says what the table is made of. */
final class DefinitionWriter {
    private final EntityModel entity;
    private final Imports imports;
    private final DataTypes dataTypes;
    private final JavaSource out;

    DefinitionWriter(EntityModel entity, Imports imports, DataTypes dataTypes, JavaSource out) {
        this.entity = entity;
        this.imports = imports;
        this.dataTypes = dataTypes;
        this.out = out;
    }

    void write(String constant) {
        String type = imports.name(Library.TABLE_DEFINITION);
        out.line("private static final " + type + " " + constant + " = " + type + ".table("
                + javaLiteral(entity.names().table()) + ")");
        if (!entity.names().schema().isEmpty())
            out.continued(".schema(" + javaLiteral(entity.names().schema()) + ")");
        for (Member member : entity.columnMembers()) {
            for (ColumnModel column : member.columns()) writeColumn(member, column);
        }
        if (!entity.isView())
            out.continuedCall(".primaryKey(", literals(names(entity.key().columns())), ")");
        entity.facts().indexes().forEach(this::writeIndex);
        writeFacts(entity.facts());
        for (Member member : entity.columnMembers()) {
            if (member instanceof Member.Reference reference) writeForeignKey(reference);
        }
        out.continued(".build();");
    }

    private void writeFacts(TableFacts facts) {
        for (UniqueModel unique : facts.uniques()) writeUnique(unique);
        for (Check check : facts.checks()) {
            String condition = javaLiteral(check.value());
            out.continued(
                    check.name().isEmpty()
                            ? ".check(" + condition + ")"
                            : ".check(new " + imports.name(Library.CHECK_DEFINITION) + "(" + javaLiteral(check.name())
                                    + ", " + condition + "))");
        }
        Comment comment = facts.comment();
        if (comment != null) out.continued(".comment(" + javaLiteral(comment.value()) + ")");
        TableOptions options = facts.options();
        if (options != null) writeOptions(options);
        FullTextModel fullText = facts.fullText();
        if (fullText != null) {
            out.continuedChain(
                    ".fullText(" + imports.name(Library.FULL_TEXT_DEFINITION) + ".of("
                            + String.join(", ", literals(fullText.definition().columns())) + ")",
                    fullText.calls(),
                    ")");
        }
        View view = facts.view();
        if (view == null) return;
        out.continuedCall(
                ".view(new " + imports.name(Library.VIEW_DEFINITION) + "(",
                List.of(javaLiteral(view.value()), String.valueOf(view.materialized())),
                "))");
    }

    private void writeOptions(TableOptions options) {
        if (options.temporary()) out.continued(".temporary()");
        List<String> calls = new ArrayList<>();
        if (options.strict()) calls.add(".asStrict()");
        if (options.withoutRowid()) calls.add(".asWithoutRowid()");
        if (options.unlogged()) calls.add(".asUnlogged()");
        if (!options.engine().isEmpty()) calls.add(".withEngine(" + javaLiteral(options.engine()) + ")");
        if (!options.characterSet().isEmpty())
            calls.add(".withCharacterSet(" + javaLiteral(options.characterSet()) + ")");
        if (!options.collation().isEmpty()) calls.add(".withCollation(" + javaLiteral(options.collation()) + ")");
        if (!calls.isEmpty()) out.continuedChain(".storage(" + imports.name(Library.STORAGE) + ".DEFAULT", calls, ")");
    }

    private void writeUnique(UniqueModel unique) {
        String name = javaLiteral(unique.nameIn(entity.names().table()));
        List<String> calls = new ArrayList<>();
        if (unique.deferral() != Deferral.NOT_DEFERRABLE)
            calls.add(".withDeferral(" + deferral(unique.deferral()) + ")");
        if (unique.nullsNotDistinct()) calls.add(".asNullsNotDistinct()");
        out.continuedChain(
                ".unique(" + imports.name(Library.UNIQUE_DEFINITION) + ".of(" + name + ", "
                        + list(literals(unique.columns())) + ")",
                calls,
                ")");
    }

    private String deferral(Deferral deferral) {
        return imports.name(Library.DEFERRAL) + "." + deferral.name();
    }

    private void writeColumn(Member member, ColumnModel column) {
        String of = imports.name(Library.COLUMN_DEFINITION) + ".of(" + javaLiteral(column.name()) + ", "
                + javaLiteral(member.field().path()) + ", " + dataTypes.expression(column.value(), imports) + ")";
        out.continuedChain(".column(" + of, attributes(member, column), ")");
    }

    private List<String> attributes(Member member, ColumnModel column) {
        ColumnFacts facts = column.facts();
        List<String> calls = new ArrayList<>();
        if (nullable(member)) calls.add(".asNullable()");
        if (member.id() && entity.generatedKey()) {
            calls.add(".asGenerated()");
            Id id = member.field().annotation(Id.class);
            if (id != null && !id.sequence().isEmpty()) calls.add(".withSequence(" + javaLiteral(id.sequence()) + ")");
        }
        if (member instanceof Member.Value value && value.version()) calls.add(".asVersion()");
        if (facts.length() > 0) calls.add(".withLength(" + facts.length() + ")");
        if (facts.precision() > 0) calls.add(".withPrecision(" + facts.precision() + ", " + facts.scale() + ")");
        if (!facts.type().isEmpty()) calls.add(".withDeclaredType(" + javaLiteral(facts.type()) + ")");
        if (!facts.defaultValue().isEmpty()) calls.add(".withDefault(" + javaLiteral(facts.defaultValue()) + ")");
        if (!facts.collation().isEmpty()) calls.add(".withCollation(" + javaLiteral(facts.collation()) + ")");
        if (!facts.check().isEmpty()) calls.add(".withCheck(" + javaLiteral(facts.check()) + ")");
        Computed computed = member.field().annotation(Computed.class);
        if (computed != null) {
            calls.add(".withComputation(new " + imports.name(Library.COMPUTATION) + "(" + javaLiteral(computed.value())
                    + ", " + computed.stored() + "))");
        }
        Comment comment = member.field().annotation(Comment.class);
        if (comment != null) calls.add(".withComment(" + javaLiteral(comment.value()) + ")");
        return calls;
    }

    private static boolean nullable(Member member) {
        if (member.field().host().nullable()) return true;
        return switch (member) {
            case Member.Value value -> value.nullable();
            case Member.Reference reference -> reference.nullable();
            case Member.Embedded embedded -> embedded.nullable();
            case Member.Many many -> false;
        };
    }

    private void writeIndex(IndexModel index) {
        if (!index.plain()) {
            writeFullIndex(index);
            return;
        }
        List<String> columns = literals(index.columns());
        if (!index.name().isEmpty()) {
            Stream<String> head = Stream.of(javaLiteral(index.name()), String.valueOf(index.unique()));
            out.continuedCall(".index(", Stream.concat(head, columns.stream()).toList(), ")");
        } else {
            out.continuedCall(index.unique() ? ".unique(" : ".index(", columns, ")");
        }
    }

    private void writeFullIndex(IndexModel index) {
        String part = imports.name(Library.INDEX_PART);
        List<String> parts = new ArrayList<>();
        for (IndexPart each : index.parts()) {
            String column = each.column();
            String text = column != null
                    ? ".column(" + javaLiteral(column) + ")"
                    : ".expression(" + javaLiteral(String.valueOf(each.expression())) + ")";
            parts.add(part + text + (each.descending() ? ".asDescending()" : ""));
        }
        List<String> calls = new ArrayList<>();
        if (index.unique()) calls.add(".asUnique()");
        if (!index.where().isEmpty()) calls.add(".withWhere(" + javaLiteral(index.where()) + ")");
        if (!index.include().isEmpty()) calls.add(".withInclude(" + String.join(", ", literals(index.include())) + ")");
        if (!index.method().isEmpty()) calls.add(".withMethod(" + javaLiteral(index.method()) + ")");
        if (index.nullsNotDistinct()) calls.add(".asNullsNotDistinct()");
        if (index.concurrently()) calls.add(".asConcurrent()");
        String name = javaLiteral(index.nameIn(entity.names().table()));
        out.continuedChain(
                ".index(" + imports.name(Library.INDEX_DEFINITION) + ".of(" + name + ", " + list(parts) + ")",
                calls,
                ")");
    }

    private void writeForeignKey(Member.Reference reference) {
        TableNames parent = reference.parent().names();
        List<String> columns = literals(names(reference.columns()));
        List<String> parentColumns = literals(names(reference.parent().key().columns()));
        String action = imports.name(Library.REFERENTIAL_ACTION) + ".";
        String onDelete = action + reference.onDelete().name();
        String onUpdate = action + reference.onUpdate().name();
        String table = javaLiteral(parent.table());
        String said = said(reference.field());
        if (columns.size() == 1 && parent.schema().isEmpty() && said.isEmpty()) {
            out.continuedCall(
                    ".foreignKey(",
                    List.of(columns.getFirst(), table, parentColumns.getFirst(), onDelete, onUpdate),
                    ")");
            return;
        }
        String schema = parent.schema().isEmpty() ? "null" : javaLiteral(parent.schema());
        out.continuedCall(
                ".foreignKey(new " + imports.name(Library.FOREIGN_KEY_DEFINITION) + "(",
                List.of(list(columns), schema, table, list(parentColumns), onDelete, onUpdate),
                ")" + said + ")");
    }

    /** What {@code @References} says. */
    private String said(Field field) {
        org.kinglet.References references = field.annotation(org.kinglet.References.class);
        if (references == null) return "";
        String name = references.name().isEmpty() ? "" : ".withName(" + javaLiteral(references.name()) + ")";
        return references.deferral() == Deferral.NOT_DEFERRABLE
                ? name
                : name + ".withDeferral(" + deferral(references.deferral()) + ")";
    }

    private String list(List<String> elements) {
        return elements.stream().collect(Collectors.joining(", ", imports.name(Library.LIST) + ".of(", ")"));
    }

    private static List<String> names(List<ColumnModel> columns) {
        return columns.stream().map(ColumnModel::name).toList();
    }

    private static List<String> literals(List<String> texts) {
        return texts.stream().map(Naming::javaLiteral).toList();
    }
}
