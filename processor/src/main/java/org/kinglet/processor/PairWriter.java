// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.TypeElement;
import org.kinglet.schema.Naming;

/** Writes the entity whose rows are the pairs of a {@code ManyToMany}; its companion follows as that of any other entity. */
final class PairWriter {
    private final PairTable.Made made;
    private final TableNames names;
    private Imports imports;

    PairWriter(TableNames names, PairTable.Made made) {
        this.names = names;
        this.made = made;
        this.imports = new Imports(made.entity(), Set.of());
    }

    /** The text of the file. */
    String write() {
        body();
        imports = imports.second();
        String body = body();
        JavaSource out = new JavaSource();
        if (!made.entity().packageName().isEmpty())
            out.line("package " + made.entity().packageName() + ";").blank();
        List<String> lines = imports.lines();
        lines.forEach(line -> out.line("import " + line + ";"));
        if (!lines.isEmpty()) out.blank();
        return out + body;
    }

    private String body() {
        TypeElement first = made.first().entity();
        TypeElement second = made.second().entity();
        JavaSource out = new JavaSource();
        out.line("/** Which {@link " + imports.name(ClassName.of(first)) + "} goes with which {@link "
                + imports.name(ClassName.of(second)) + "}. */");
        List<String> warnings = warnings(first, second);
        if (warnings.size() == 1) out.line("@SuppressWarnings(" + warnings.getFirst() + ")");
        if (warnings.size() > 1) out.line("@SuppressWarnings({" + String.join(", ", warnings) + "})");
        out.line("@" + imports.name(Library.GENERATED) + "(\"" + EntityProcessor.class.getName() + "\")");
        String schema = names.schema().isEmpty() ? "" : ", schema = " + Naming.javaLiteral(names.schema());
        out.line("@" + imports.name(Library.ENTITY) + "(" + (schema.isEmpty() ? "" : "value = ")
                + Naming.javaLiteral(names.table()) + schema + ")");
        boolean isPublic = ClassChecks.isPublic(first) && ClassChecks.isPublic(second);
        String id = "@" + imports.name(Library.ID) + " ";
        String index = "@" + imports.name(Library.INDEX) + " ";
        out.line((isPublic ? "public " : "") + "record " + made.entity().simpleName() + "(");
        out.continued(id + reference(made.first()) + ",");
        out.continued(id + index + reference(made.second()) + ") {}");
        return out.toString();
    }

    private String reference(PairTable.Side side) {
        return "@" + imports.name(Library.ON_DELETE) + "(" + imports.name(Library.REFERENTIAL_ACTION) + ".CASCADE) "
                + imports.name(Library.REF) + "<" + imports.name(ClassName.of(side.entity())) + "> " + side.field();
    }

    private static List<String> warnings(TypeElement... entities) {
        Set<String> warnings = new TreeSet<>();
        for (TypeElement entity : entities) {
            Deprecated deprecated = entity.getAnnotation(Deprecated.class);
            if (deprecated != null) warnings.add(deprecated.forRemoval() ? "\"removal\"" : "\"deprecation\"");
        }
        return List.copyOf(warnings);
    }
}
