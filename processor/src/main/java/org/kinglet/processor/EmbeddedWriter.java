// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinglet.schema.Naming;

/** Writes, for each embedded property, the class that has its columns and reads and writes its value. */
final class EmbeddedWriter {
    private final EntityModel entity;
    private final Map<String, String> names;
    private final Imports imports;
    private final DataTypes dataTypes;
    private final JavaSource out;

    EmbeddedWriter(
            EntityModel entity, Map<String, String> names, Imports imports, DataTypes dataTypes, JavaSource out) {
        this.entity = entity;
        this.names = names;
        this.imports = imports;
        this.dataTypes = dataTypes;
        this.out = out;
    }

    /**
     * What the classes are called, by the path of the property.
     *
     * @param taken names of other classes in the companion
     */
    static Map<String, String> names(EntityModel entity, Set<String> taken) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Member.Embedded embedded : entity.embedded()) {
            String path = embedded.field().path();
            String name =
                    Stream.of(path.split("\\.")).map(JavaNames::capitalized).collect(Collectors.joining()) + "Columns";
            while (taken.contains(name) || names.containsValue(name)) name += "_";
            names.put(path, name);
        }
        return names;
    }

    void write(ColumnsWriter columns) {
        for (Member.Embedded embedded : entity.embedded()) write(embedded, columns);
    }

    private void write(Member.Embedded embedded, ColumnsWriter columns) {
        ShapeWriter shape = new ShapeWriter(embedded.shape(), entity.key().recordName(), imports, dataTypes, out);
        String path = embedded.field().path();
        String name = names.get(path);
        out.blank();
        out.line("/** The columns of {@code " + path + "}. */");
        out.line("public final class " + name + " extends " + imports.name(Library.EMBEDDED_COLUMNS) + "<"
                + imports.name(ClassName.of(entity.element())) + ", " + shape.type() + "> {");
        columns.write(embedded.shape().members(), shape.variable());
        out.blank();
        out.line("private " + name + "() {");
        List<String> arguments = Stream.concat(
                        Stream.of(path), embedded.columns().stream().map(ColumnModel::name))
                .map(Naming::javaLiteral)
                .toList();
        out.call(
                "super(",
                Stream.concat(Stream.of(entity.names().companion().simpleName() + ".this"), arguments.stream())
                        .toList(),
                ");");
        out.line("}");
        shape.writeReadEmbedded(embedded.nullable());
        shape.writeReadKeys();
        shape.writeValuesEmbedded();
        if (!embedded.shape().withNanos().isEmpty()) shape.writeNormalize();
        if (embedded.shape().hasRelations()) shape.writeAttachEmbedded();
        out.line("}");
    }
}
