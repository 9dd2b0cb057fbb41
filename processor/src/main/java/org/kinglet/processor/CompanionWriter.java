// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.kinglet.schema.Naming;

/** Writes the companion of an entity: the class that users know as the table. */
final class CompanionWriter {
    private static final Pattern PLAIN = Pattern.compile("[\\w. -]+");

    private final Env env;
    private final EntityModel entity;
    private final ClassName companion;
    private final Map<String, String> embeddedNames;
    private Imports imports;

    CompanionWriter(Env env, EntityModel entity) {
        this.env = env;
        this.entity = entity;
        this.companion = entity.names().companion();
        Set<String> nested = nestedTypes();
        Set<String> taken = new HashSet<>(nested);
        taken.add(companion.simpleName());
        this.embeddedNames = EmbeddedWriter.names(entity, taken);
        nested.addAll(embeddedNames.values());
        this.imports = new Imports(companion, nested);
    }

    /** The text of the file. */
    String write() {
        body();
        imports = imports.second();
        String body = body();
        JavaSource out = new JavaSource();
        if (!companion.packageName().isEmpty())
            out.line("package " + companion.packageName() + ";").blank();
        List<String> lines = imports.lines();
        lines.forEach(line -> out.line("import " + line + ";"));
        if (!lines.isEmpty()) out.blank();
        return out + body;
    }

    /** The identifiers that stand for classes and packages in the text. */
    Set<String> classNames() {
        return imports.firstIdentifiers();
    }

    private String body() {
        JavaSource out = new JavaSource();
        Set<String> taken = new HashSet<>();
        entity.allMembers().forEach(member -> taken.add(member.name()));
        taken.add(entity.names().constant());
        String definition = taken.contains("DEFINITION") ? "TABLE_DEFINITION" : "DEFINITION";
        taken.add(definition);
        DataTypes dataTypes = new DataTypes(env, entity, taken);
        String name = companion.simpleName();
        String type = imports.name(ClassName.of(entity.element()));
        String keyType = keyType();

        writeHead(out, name, type, keyType);
        writeDataTypes(out, dataTypes);
        new DefinitionWriter(entity, imports, dataTypes, out).write(definition);
        out.blank();
        out.line("/** The " + (entity.isView() ? "view" : "table") + " itself; {@link #as} makes aliases of it. */");
        out.line("public static final " + name + " " + entity.names().constant() + " = new " + name + "(null);");
        out.blank();
        ColumnsWriter columns = new ColumnsWriter(entity, env.types, imports, dataTypes, out, embeddedNames);
        columns.write(entity.members(), ShapeWriter.variable(entity.element()));
        writeConstructor(out, name, type, definition);
        new MapperWriter(entity, imports, dataTypes, out, keyType).write();
        new EmbeddedWriter(entity, embeddedNames, imports, dataTypes, out).write(columns);
        if (entity.key().composite()) writeKeyRecord(out, type);
        return out.line("}").toString();
    }

    private String keyType() {
        if (entity.isView()) return "";
        return entity.key().composite()
                ? "Key"
                : entity.key().boxedType(env.types).in(imports);
    }

    private void writeHead(JavaSource out, String name, String type, String keyType) {
        String table = entity.names().qualifiedTable();
        out.line("/** The " + (entity.isView() ? "view " : "table ")
                + (PLAIN.matcher(table).matches() ? "{@code " + table + "}, " : "") + "whose rows are {@link " + type
                + "}. */");
        List<String> warnings = new Deprecations(env, entity).warnings();
        if (warnings.size() == 1) out.line("@SuppressWarnings(\"" + warnings.getFirst() + "\")");
        if (warnings.size() > 1) out.line("@SuppressWarnings({\"" + String.join("\", \"", warnings) + "\"})");
        out.line("@" + imports.name(Library.GENERATED) + "(\"" + EntityProcessor.class.getName() + "\")");
        String key = entity.key().composite() ? name + ".Key" : keyType;
        out.line((ClassChecks.isPublic(entity.element()) ? "public " : "") + "final class " + name + " extends "
                + (entity.isView()
                        ? imports.name(Library.ENTITY_VIEW) + "<" + type
                        : imports.name(Library.TABLE) + "<" + type + ", " + key)
                + "> {");
    }

    private void writeDataTypes(JavaSource out, DataTypes dataTypes) {
        for (DataTypes.Constant constant : dataTypes.constants()) {
            String dataType = imports.name(Library.DATA_TYPE);
            String javaType = new JavaType.Known(constant.type().type()).in(imports);
            String head = "private static final " + dataType + "<" + javaType + "> " + constant.name() + " =";
            switch (constant.type()) {
                case ValueType.Enumerated enumerated ->
                    out.assignment(head, dataType + ".ofEnum(" + javaType + ".class);");
                case ValueType.Converted converted -> {
                    String converter = imports.name(ClassName.of(converted.converter()));
                    out.assignment(
                            "private static final " + converter + " " + constant.converter() + " =",
                            "new " + converter + "();");
                    List<String> arguments = List.of(
                            Naming.javaLiteral(dataTypes.display(converted.type())),
                            dataTypes.expression(converted.column(), imports),
                            constant.converter() + "::toColumn",
                            constant.converter() + "::fromColumn");
                    out.call(head + " " + dataType + ".converted(", arguments, ");");
                }
                case ValueType.ArrayOf array -> {
                    String element = dataTypes.expression(array.element(), imports);
                    out.assignment(head, dataType + ".arrayOf(" + element + ", " + javaType + "::new);");
                }
                case ValueType.ListOf list ->
                    out.assignment(head, dataType + ".listOf(" + dataTypes.expression(list.element(), imports) + ");");
                case ValueType.RangeOf range ->
                    out.assignment(head, dataType + ".rangeOf(" + dataTypes.expression(range.bound(), imports) + ");");
                case ValueType.SetOf set -> {
                    String element = imports.name(ClassName.of(set.element()));
                    out.assignment(head, dataType + ".setOf(" + element + ".class);");
                }
                case ValueType.Document document -> {
                    String display = dataTypes.display(document.type()) + " of " + document.property();
                    List<String> arguments =
                            List.of(Naming.javaLiteral(display), new GenericTypes(imports).expression(document.type()));
                    out.call(head + " " + dataType + ".json(", arguments, ");");
                }
                case ValueType.Plain plain -> throw new IllegalStateException(plain.toString());
            }
        }
        if (!dataTypes.constants().isEmpty()) out.blank();
    }

    private void writeConstructor(JavaSource out, String name, String type, String definition) {
        String string = imports.name(Library.STRING);
        String nullable = "@" + imports.name(Library.NULLABLE);
        out.blank();
        out.line("private " + name + "(" + imports.annotated(nullable, new JavaType.Named(Library.STRING))
                + " alias) {");
        out.line("super(" + type + ".class, " + definition + ", alias);").line("}");
        out.blank().line("@Override").line("public " + name + " as(" + string + " alias) {");
        out.line("return new " + name + "(" + imports.name(Library.OBJECTS) + ".requireNonNull(alias));")
                .line("}");
        if (entity.facts().fullText() == null) return;
        String fullText = imports.name(Library.FULL_TEXT);
        out.blank().line("/** Searches the texts that {@link " + type + "} names in its full-text index. */");
        out.line("public " + fullText + " fullText() {")
                .line("return " + fullText + ".of(this);")
                .line("}");
    }

    private void writeKeyRecord(JavaSource out, String type) {
        List<String> components = new ArrayList<>();
        for (KeyModel.Part part : entity.key().parts())
            components.add(part.type().in(imports) + " " + part.component());
        out.blank();
        out.line("/** The key of a {@link " + type + "}. */");
        out.call("public record Key(", components, ") {}");
    }

    /** The types that are members of the companion; their names hide those of others. */
    private Set<String> nestedTypes() {
        Set<String> names = new HashSet<>();
        if (entity.key().composite()) names.add("Key");
        TypeElement table = env.elements.getTypeElement(Library.TABLE.canonicalName());
        if (table == null) return names;
        for (Element nested : ElementFilter.typesIn(env.elements.getAllMembers(table))) {
            if (!nested.getModifiers().contains(Modifier.PRIVATE))
                names.add(nested.getSimpleName().toString());
        }
        return names;
    }
}
