// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** Writes the methods between rows and entities. */
final class MapperWriter {
    /** Parameters of the generated methods, which hide columns of the same name. */
    private static final Set<String> PARAMETERS = Set.of("row", "first", "key", "version", "alias", "context");

    private final EntityModel entity;
    private final Imports imports;
    private final DataTypes dataTypes;
    private final JavaSource out;
    private final String type;
    private final String variable;
    private final String keyType;

    MapperWriter(EntityModel entity, Imports imports, DataTypes dataTypes, JavaSource out, String keyType) {
        this.entity = entity;
        this.imports = imports;
        this.dataTypes = dataTypes;
        this.out = out;
        this.type = imports.name(ClassName.of(entity.element()));
        this.variable = variable(entity.element());
        this.keyType = keyType;
    }

    /** What the generated methods call the entity: {@code user}. */
    static String variable(TypeElement entity) {
        String name = JavaNames.decapitalized(entity.getSimpleName().toString());
        boolean usable = JavaNames.isIdentifier(name) && !PARAMETERS.contains(name) && !name.equals("yield");
        return usable ? name : "entity";
    }

    void write() {
        writeRead();
        for (Member member : entity.stored()) {
            if (member instanceof Member.Reference reference
                    && reference.columns().size() > 1) writeReadKey(reference);
        }
        writeValues();
        writeKey();
        writeKeyValues();
        if (!entity.withNanos().isEmpty()) writeNormalize();
        if (entity.generatedKey())
            writeWith("withGeneratedKey", "key", (Member.Value) idMembers().getFirst());
        entity.version().ifPresent(version -> writeWith("withVersion", "version", version));
        if (!entity.isRecord()) {
            method("protected " + type + " fresh()");
            out.line("return new " + type + "();").line("}");
        }
        if (entity.hasRelations()) writeAttach();
    }

    private void writeRead() {
        method("protected " + type + " read(" + imports.name(Library.ROW_READER) + " row, int first)");
        if (entity.isRecord()) {
            construct(member -> readMember(member, position(member)), true);
            out.line("}");
            return;
        }
        out.line(type + " " + variable + " = new " + type + "();");
        out.line("fill(" + variable + ", row, first);");
        out.line("return " + variable + ";").line("}");
        method("protected void fill(" + type + " " + variable + ", " + imports.name(Library.ROW_READER)
                + " row, int first)");
        for (Member member : entity.stored()) {
            String value = readMember(member, position(member));
            out.line(member.accessors().write(variable, value) + ";");
        }
        out.line("}");
    }

    private int position(Member member) {
        int position = 0;
        for (Member other : entity.stored()) {
            if (other.name().equals(member.name())) return position;
            position += other.columns().size();
        }
        throw new IllegalArgumentException(member.name());
    }

    private String readMember(Member member, int position) {
        return switch (member) {
            case Member.Value value -> readColumn(value.column(), position);
            case Member.Reference reference -> readReference(reference, position);
            case Member.Children children -> throw new IllegalArgumentException(children.name());
        };
    }

    private String readColumn(ColumnModel column, int position) {
        String index = index(position);
        if (column.value() instanceof ValueType.Plain plain) {
            Scalar scalar = plain.scalar();
            if (scalar.getter != null) {
                String get = "row." + scalar.getter + "(" + index + ")";
                return column.primitive() || scalar.zero == null ? get : "row.isNull(" + index + ") ? null : " + get;
            }
        }
        String decode = "decode(" + dataTypes.expression(column.value(), imports) + ", row, " + index + ")";
        return column.primitive()
                ? "row.isNull(" + index + ") ? " + zero(column.declared().getKind()) + " : " + decode
                : decode;
    }

    private static String zero(TypeKind kind) {
        Scalar scalar = Objects.requireNonNull(Scalar.of("java.lang." + Scalar.boxOf(kind)));
        return Objects.requireNonNull(scalar.zero);
    }

    private String readReference(Member.Reference reference, int position) {
        if (reference.columns().size() == 1) {
            ColumnModel column = reference.columns().getFirst();
            String value = readPresent(column, position);
            boolean nullAnyway = !(column.value() instanceof ValueType.Plain plain)
                    || plain.scalar().zero == null
                    || plain.scalar().getter == null;
            return member(reference) + ".reference("
                    + (nullAnyway ? value : "row.isNull(" + index(position) + ") ? null : " + value) + ")";
        }
        return member(reference) + ".reference(" + reference.name() + "Key(row, first))";
    }

    /** A method that reads the key of a reference that has several columns. */
    private void writeReadKey(Member.Reference reference) {
        KeyModel key = reference.parent().key();
        int position = position(reference);
        List<String> nulls = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) nulls.add("row.isNull(" + index(position + i) + ")");
        String nullable = imports.annotated("@" + imports.name(Library.NULLABLE), key.type());
        out.blank();
        out.line("private static " + nullable + " " + reference.name() + "Key(" + imports.name(Library.ROW_READER)
                + " row, int first) {");
        out.condition("if (", nulls, " || ", ") return null;");
        String read = readKey(key, reference.columns(), new int[] {position});
        int open = read.indexOf('(') + 1;
        out.call("return " + read.substring(0, open), JavaSource.split(read.substring(open, read.length() - 1)), ");");
        out.line("}");
    }

    /** An expression for the key whose columns begin at the position, which is moved behind them. */
    private String readKey(KeyModel key, List<ColumnModel> columns, int[] position) {
        List<String> parts = new ArrayList<>();
        for (KeyModel.Part part : key.parts()) {
            if (part.parent() != null) {
                parts.add(readKey(part.parent(), columns, position));
            } else {
                parts.add(readPresent(part.columns().getFirst(), position[0]++));
            }
        }
        return key.composite() ? "new " + recordName(key) + "(" + String.join(", ", parts) + ")" : parts.getFirst();
    }

    private String readPresent(ColumnModel column, int position) {
        if (column.value() instanceof ValueType.Plain plain && plain.scalar().getter != null) {
            return "row." + plain.scalar().getter + "(" + index(position) + ")";
        }
        return "decode(" + dataTypes.expression(column.value(), imports) + ", row, " + index(position) + ")";
    }

    private static String index(int position) {
        return position == 0 ? "first" : "first + " + position;
    }

    private void writeValues() {
        method("protected " + nullableObject() + "[] values(" + type + " " + variable + ")");
        List<String> values = new ArrayList<>();
        for (Member member : entity.stored()) {
            String read = member.accessors().read(variable);
            if (member instanceof Member.Value value) {
                values.add(encoded(value.column(), read));
            } else if (member.columns().size() == 1) {
                values.add(member(member) + ".value(" + read + ")");
            } else {
                String local = unusedLocal(member.name() + "Key");
                out.line(nullableObject() + "[] " + local + " = " + member(member) + ".values(" + read + ");");
                for (int i = 0; i < member.columns().size(); i++) values.add(local + "[" + i + "]");
            }
        }
        returnArray(values);
        out.line("}");
    }

    private String unusedLocal(String name) {
        Set<String> used = new HashSet<>();
        entity.members().forEach(member -> used.add(member.name()));
        used.add(variable);
        String unused = name;
        while (used.contains(unused)) unused += "Values";
        return unused;
    }

    private String encoded(ColumnModel column, String value) {
        return column.value().direct()
                ? value
                : "encode(" + dataTypes.expression(column.value(), imports) + ", " + value + ")";
    }

    private void returnArray(List<String> values) {
        String array = "return new " + nullableObject() + "[] {";
        String line = array + String.join(", ", values) + "};";
        if (out.fits(line)) {
            out.line(line);
            return;
        }
        out.line(array);
        for (int i = 0; i < values.size(); i++) out.line(values.get(i) + (i + 1 < values.size() ? "," : ""));
        out.line("};");
    }

    private void writeKey() {
        method("protected " + keyType + " key(" + type + " " + variable + ")");
        List<String> parts = new ArrayList<>();
        for (Member member : idMembers()) {
            parts.add(member.accessors().read(variable) + (member instanceof Member.Reference ? ".id()" : ""));
        }
        if (entity.key().composite()) {
            out.call("return new Key(", parts, ");");
        } else {
            out.line("return " + parts.getFirst() + ";");
        }
        out.line("}");
    }

    private void writeKeyValues() {
        method("protected " + nullableObject() + "[] keyValues(" + keyType + " key)");
        returnArray(keyValues(entity.key(), entity.key().columns().iterator(), "key"));
        out.line("}");
    }

    private List<String> keyValues(KeyModel key, Iterator<ColumnModel> columns, String value) {
        List<String> values = new ArrayList<>();
        for (KeyModel.Part part : key.parts()) {
            String partValue = key.composite() ? value + "." + part.component() + "()" : value;
            if (part.parent() != null) {
                values.addAll(keyValues(part.parent(), columns, partValue));
            } else {
                values.add(encoded(columns.next(), partValue));
            }
        }
        return values;
    }

    private void writeNormalize() {
        String micros = imports.name(Library.MICROS);
        method("protected " + type + " normalize(" + type + " " + variable + ")");
        if (entity.isRecord()) {
            writeNormalizeRecord(micros);
        } else {
            for (Member.Value member : entity.withNanos()) {
                String read = member.accessors().read(variable);
                String cut = member.accessors().write(variable, micros + ".of(" + read + ")");
                out.line("if (" + read + " != null) " + cut + ";");
            }
            out.line("return " + variable + ";");
        }
        out.line("}");
    }

    private void writeNormalizeRecord(String micros) {
        List<String> unchanged = new ArrayList<>();
        String objects = imports.name(Library.OBJECTS);
        for (Member.Value member : entity.withNanos()) {
            String read = member.accessors().read(variable);
            String local = local(member);
            out.assignment(
                    new JavaType.Known(member.column().declared()).in(imports) + " " + local + " =",
                    read + " == null ? null : " + micros + ".of(" + read + ");");
            unchanged.add(objects + ".equals(" + local + ", " + read + ")");
        }
        out.condition("if (", unchanged, " && ", ") return " + variable + ";");
        construct(
                member -> member instanceof Member.Value value
                                && entity.withNanos().contains(value)
                        ? local(value)
                        : member.accessors().read(variable),
                false);
    }

    private String local(Member member) {
        return member.name().equals(variable) ? member.name() + "InMicros" : member.name();
    }

    private void writeWith(String method, String parameter, Member.Value member) {
        method("protected " + type + " " + method + "(" + type + " " + variable + ", long " + parameter + ")");
        boolean isLong = member.column().value() instanceof ValueType.Plain plain && plain.scalar() == Scalar.LONG;
        String value = isLong ? parameter : "Math.toIntExact(" + parameter + ")";
        if (entity.isRecord()) {
            construct(
                    other -> other.name().equals(member.name())
                            ? value
                            : other.accessors().read(variable),
                    false);
        } else {
            out.line(member.accessors().write(variable, value) + ";");
            out.line("return " + variable + ";");
        }
        out.line("}");
    }

    private void writeAttach() {
        method("protected void attach(" + type + " " + variable + ", " + imports.name(Library.RESULT_CONTEXT)
                + " context)");
        for (Member member : entity.members()) {
            String read = member.accessors().read(variable);
            switch (member) {
                case Member.Value value -> {}
                case Member.Reference reference -> out.line(member(reference) + ".attach(" + read + ", context);");
                case Member.Children children ->
                    out.line("attach(" + read + ", " + member(children) + ", " + variable + ", context);");
            }
        }
        out.line("}");
    }

    /** Returns a new record; components that are not stored keep their values, and have none where a row is read. */
    private void construct(Function<Member, String> value, boolean fromRow) {
        List<String> arguments = new ArrayList<>();
        for (Field field : entity.fields()) {
            String argument = fromRow ? absent(field) : variable + "." + field.name() + "()";
            for (Member member : entity.members()) {
                if (member.name().equals(field.name())) argument = value.apply(member);
            }
            arguments.add(argument);
        }
        out.call("return new " + type + "(", arguments, ");");
    }

    private static String absent(Field field) {
        return field.primitive() ? zero(field.type().getKind()) : "null";
    }

    private List<Member> idMembers() {
        return entity.members().stream().filter(Member::id).toList();
    }

    /** The column or relation of a member, as code in a method refers to it. */
    private String member(Member member) {
        boolean hidden = PARAMETERS.contains(member.name()) || member.name().equals(variable);
        return hidden ? "this." + member.name() : member.name();
    }

    private String recordName(KeyModel key) {
        return key.recordName().equals(entity.key().recordName()) ? "Key" : imports.name(key.recordName());
    }

    private String nullableObject() {
        return imports.annotated("@" + imports.name(Library.NULLABLE), new JavaType.Named(Library.OBJECT));
    }

    private void method(String signature) {
        out.blank().line("@Override").line(signature + " {");
    }
}
