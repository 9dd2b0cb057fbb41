// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.kinglet.processor.JavaNames.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinglet.Id;

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
                + literal(entity.names().table()) + ")");
        if (!entity.names().schema().isEmpty())
            out.continued(".schema(" + literal(entity.names().schema()) + ")");
        for (Member member : entity.columnMembers()) {
            for (ColumnModel column : member.columns()) writeColumn(member, column);
        }
        out.continuedCall(".primaryKey(", literals(names(entity.key().columns())), ")");
        entity.indexes().forEach(this::writeIndex);
        for (Member member : entity.columnMembers()) {
            if (member instanceof Member.Reference reference) writeForeignKey(reference);
        }
        out.continued(".build();");
    }

    private void writeColumn(Member member, ColumnModel column) {
        String of = imports.name(Library.COLUMN_DEFINITION) + ".of(" + literal(column.name()) + ", "
                + literal(member.field().path()) + ", " + dataTypes.expression(column.value(), imports) + ")";
        out.continuedChain(".column(" + of, attributes(member, column), ")");
    }

    private List<String> attributes(Member member, ColumnModel column) {
        ColumnFacts facts = column.facts();
        List<String> calls = new ArrayList<>();
        if (nullable(member)) calls.add(".asNullable()");
        if (member.id() && entity.generatedKey()) {
            calls.add(".asGenerated()");
            Id id = member.field().annotation(Id.class);
            if (id != null && !id.sequence().isEmpty()) calls.add(".withSequence(" + literal(id.sequence()) + ")");
        }
        if (member instanceof Member.Value value && value.version()) calls.add(".asVersion()");
        if (facts.length() > 0) calls.add(".withLength(" + facts.length() + ")");
        if (facts.precision() > 0) calls.add(".withPrecision(" + facts.precision() + ", " + facts.scale() + ")");
        if (!facts.type().isEmpty()) calls.add(".withDeclaredType(" + literal(facts.type()) + ")");
        if (!facts.defaultValue().isEmpty()) calls.add(".withDefault(" + literal(facts.defaultValue()) + ")");
        if (!facts.collation().isEmpty()) calls.add(".withCollation(" + literal(facts.collation()) + ")");
        if (!facts.check().isEmpty()) calls.add(".withCheck(" + literal(facts.check()) + ")");
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
        List<String> columns = literals(index.columns());
        if (!index.name().isEmpty()) {
            Stream<String> head = Stream.of(literal(index.name()), String.valueOf(index.unique()));
            out.continuedCall(".index(", Stream.concat(head, columns.stream()).toList(), ")");
        } else {
            out.continuedCall(index.unique() ? ".unique(" : ".index(", columns, ")");
        }
    }

    private void writeForeignKey(Member.Reference reference) {
        TableNames parent = reference.parent().names();
        List<String> columns = literals(names(reference.columns()));
        List<String> parentColumns = literals(names(reference.parent().key().columns()));
        String action = imports.name(Library.REFERENTIAL_ACTION) + ".";
        String onDelete = action + reference.onDelete().name();
        String onUpdate = action + reference.onUpdate().name();
        String table = literal(parent.table());
        if (columns.size() == 1 && parent.schema().isEmpty()) {
            out.continuedCall(
                    ".foreignKey(",
                    List.of(columns.getFirst(), table, parentColumns.getFirst(), onDelete, onUpdate),
                    ")");
            return;
        }
        String schema = parent.schema().isEmpty() ? "null" : literal(parent.schema());
        out.continuedCall(
                ".foreignKey(new " + imports.name(Library.FOREIGN_KEY_DEFINITION) + "(",
                List.of(list(columns), schema, table, list(parentColumns), onDelete, onUpdate),
                "))");
    }

    private String list(List<String> elements) {
        return elements.stream().collect(Collectors.joining(", ", imports.name(Library.LIST) + ".of(", ")"));
    }

    private static List<String> names(List<ColumnModel> columns) {
        return columns.stream().map(ColumnModel::name).toList();
    }

    private static List<String> literals(List<String> texts) {
        return texts.stream().map(JavaNames::literal).toList();
    }
}
