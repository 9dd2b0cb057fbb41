// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.kinglet.schema.Naming.javaLiteral;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.kinglet.Computed;

/** Writes the companion's fields: a column for each property, and the relations. */
final class ColumnsWriter {
    private final Types types;
    private final EntityModel entity;
    private final Imports imports;
    private final DataTypes dataTypes;
    private final JavaSource out;
    private final String entityName;
    private final Map<String, String> embeddedNames;

    /** @param embeddedNames the classes of embedded properties, by path */
    ColumnsWriter(
            EntityModel entity,
            Types types,
            Imports imports,
            DataTypes dataTypes,
            JavaSource out,
            Map<String, String> embeddedNames) {
        this.entity = entity;
        this.embeddedNames = embeddedNames;
        this.types = types;
        this.imports = imports;
        this.dataTypes = dataTypes;
        this.out = out;
        this.entityName = imports.name(ClassName.of(entity.element()));
    }

    /** @param variable what to call the one that has the members */
    void write(List<Member> members, String variable) {
        for (Member member : members) {
            switch (member) {
                case Member.Value value -> writeColumn(value);
                case Member.Reference reference -> writeReference(reference, variable);
                case Member.Embedded embedded -> writeEmbedded(embedded);
                case Member.Children children -> writeChildren(children, variable);
                case Member.Paired paired -> writePaired(paired, variable);
            }
        }
    }

    private void writeColumn(Member.Value member) {
        Scalar.Kind kind = member.column().value().kind();
        List<String> arguments =
                new ArrayList<>(List.of(javaLiteral(member.column().name())));
        List<String> types = new ArrayList<>();
        // What is only read has no set(…).
        boolean read = entity.isView() || member.field().has(Computed.class);
        if (!read) types.add(entityName);
        if (kind.typed()) {
            types.add(new JavaType.Known(member.column().value().type()).in(imports));
            arguments.add(dataTypes.expression(member.column().value(), imports));
        }
        if (kind == Scalar.Kind.ARRAY) {
            types.add(elementType(member.column().value()));
            arguments.add(elementDataType(member.column().value()));
        }
        if (member.column().value() instanceof ValueType.RangeOf range) {
            types.add(new JavaType.Known(range.bound().type()).in(imports));
            arguments.add(dataTypes.expression(range.bound(), imports));
        }
        String column = imports.name(read ? Library.expression(kind) : Library.column(kind));
        if (!types.isEmpty()) column += "<" + String.join(", ", types) + ">";
        field(column, member.name(), kind.factory, arguments);
    }

    private String elementType(ValueType array) {
        return switch (array) {
            case ValueType.ListOf list -> new JavaType.Known(list.element().type()).in(imports);
            case ValueType.ArrayOf of -> new JavaType.Known(of.element().type()).in(imports);
            case ValueType.Plain(Scalar scalar, TypeMirror ignored) -> {
                String name = scalar.element().typeName;
                yield imports.name(ClassName.of("java.lang", name.substring(name.lastIndexOf('.') + 1)));
            }
            default -> throw new IllegalArgumentException(array.toString());
        };
    }

    private String elementDataType(ValueType array) {
        return switch (array) {
            case ValueType.ListOf list -> dataTypes.expression(list.element(), imports);
            case ValueType.ArrayOf of -> dataTypes.expression(of.element(), imports);
            case ValueType.Plain(Scalar scalar, TypeMirror ignored) ->
                imports.name(Library.DATA_TYPE) + "." + scalar.element().name();
            default -> throw new IllegalArgumentException(array.toString());
        };
    }

    private void writeEmbedded(Member.Embedded member) {
        String type = Objects.requireNonNull(embeddedNames.get(member.field().path()));
        out.line("public final " + type + " " + member.name() + " = new " + type + "();");
    }

    private void writeReference(Member.Reference member, String variable) {
        Member.Parent parent = member.parent();
        String type = imports.name(Library.FOREIGN_KEY) + "<" + entityName + ", "
                + imports.name(ClassName.of(parent.entity())) + ", "
                + parent.key().boxedType(types).in(imports) + ">";
        List<String> arguments = new ArrayList<>();
        arguments.add(javaLiteral(member.field().path()));
        arguments.add("() -> " + imports.name(parent.names().companion()) + "."
                + parent.names().constant());
        boolean embedded = !member.field().path().equals(member.name());
        arguments.add(
                embedded
                        ? readEmbedded(member)
                        : variable + " -> " + member.accessors().read(variable));
        if (!entity.isRecord() && !embedded) {
            String reference = variable.equals("reference") ? "to" : "reference";
            arguments.add("(" + variable + ", " + reference + ") -> "
                    + member.accessors().write(variable, reference));
        }
        arguments.add(String.valueOf(member.lazy()));
        member.columns().forEach(column -> arguments.add(javaLiteral(column.name())));
        field(type, member.name(), "foreignKey", arguments);
    }

    /** A function from the entity to the reference, which is null where a part on the way is. */
    private String readEmbedded(Member.Reference member) {
        String variable = ShapeWriter.variable(entity.element());
        StringBuilder nulls = new StringBuilder();
        String read = variable;
        List<Member> members = entity.members();
        for (String name : member.field().path().split("\\.", -1)) {
            Member part = members.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            read = part.accessors().read(read);
            if (part instanceof Member.Embedded deeper) {
                nulls.append(read).append(" == null ? null : ");
                members = deeper.shape().members();
            }
        }
        return variable + " -> " + nulls + read;
    }

    private void writeChildren(Member.Children member, String variable) {
        String type = imports.name(Library.HAS_MANY) + "<" + entityName + ", "
                + imports.name(ClassName.of(member.child())) + ">";
        TableNames child = member.childNames();
        List<String> arguments = List.of(
                javaLiteral(member.name()),
                "() -> " + imports.name(child.companion()) + "." + child.constant() + "."
                        + member.reference().name(),
                variable + " -> " + member.accessors().read(variable));
        field(type, member.name(), "hasMany", arguments);
    }

    private void writePaired(Member.Paired member, String variable) {
        String type = imports.name(Library.HAS_MANY_THROUGH) + "<" + entityName + ", "
                + imports.name(ClassName.of(member.target())) + ">";
        PairTable table = member.table();
        String through = "() -> " + imports.name(table.names().companion()) + "."
                + table.names().constant() + ".";
        List<String> arguments = List.of(
                javaLiteral(member.name()),
                through + table.near(),
                through + table.far(),
                variable + " -> " + member.accessors().read(variable),
                String.valueOf(table.made() != null));
        field(type, member.name(), "hasManyThrough", arguments);
    }

    private void field(String type, String name, String factory, List<String> arguments) {
        String head = "public final " + type + " " + name + " =";
        String call = factory + "(" + String.join(", ", arguments) + ");";
        if (out.fits(head + " " + call) || out.fits("        " + call)) {
            out.assignment(head, call);
        } else {
            out.call(head + " " + factory + "(", arguments, ");");
        }
    }
}
