// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** Writes the methods between the columns of a row and an entity, or something embedded in one. */
final class ShapeWriter {
    /** Parameters of the generated methods, which hide columns of the same name. */
    private static final Set<String> PARAMETERS = Set.of("row", "first", "key", "version", "alias", "context");

    private final Shape shape;
    private final ClassName key;
    private final Imports imports;
    private final DataTypes dataTypes;
    private final JavaSource out;
    private final String type;
    private final String variable;

    /** @param key the record of the companion's own key, if there is one */
    ShapeWriter(Shape shape, ClassName key, Imports imports, DataTypes dataTypes, JavaSource out) {
        this.shape = shape;
        this.key = key;
        this.imports = imports;
        this.dataTypes = dataTypes;
        this.out = out;
        this.type = new JavaType.Known(shape.type()).in(imports);
        this.variable = variable(shape.element());
    }

    /** What the generated methods call the entity: {@code user}. */
    static String variable(TypeElement entity) {
        String name = JavaNames.decapitalized(entity.getSimpleName().toString());
        boolean usable = JavaNames.isIdentifier(name) && !PARAMETERS.contains(name) && !name.equals("yield");
        return usable ? name : "entity";
    }

    String type() {
        return type;
    }

    String variable() {
        return variable;
    }

    // Reading

    /** Of an entity: the row exists. */
    void writeRead() {
        method("protected " + type + " read(" + imports.name(Library.ROW_READER) + " row, int first)");
        if (shape.isRecord()) {
            construct(member -> readMember(member, position(member)), true);
            out.line("}");
            return;
        }
        out.line(type + " " + variable + " = new " + type + "();");
        out.line("fill(" + variable + ", row, first);");
        out.line("return " + variable + ";").line("}");
        method("protected void fill(" + type + " " + variable + ", " + imports.name(Library.ROW_READER)
                + " row, int first)");
        readMembers();
        out.line("}");
    }

    /** Of what is embedded: it may be missing, if it is nullable. */
    void writeReadEmbedded(boolean nullable) {
        String result = nullable ? nullable(type()) : type;
        method("protected " + result + " read(" + imports.name(Library.ROW_READER) + " row, int first)");
        if (nullable) {
            List<String> nulls = new ArrayList<>();
            int columns = shape.members().stream()
                    .mapToInt(member -> member.columns().size())
                    .sum();
            for (int i = 0; i < columns; i++) nulls.add("row.isNull(" + index(i) + ")");
            out.condition("if (", nulls, " && ", ") return null;");
        }
        if (shape.isRecord()) {
            construct(member -> readMember(member, position(member)), true);
        } else {
            out.line(type + " " + variable + " = new " + type + "();");
            readMembers();
            out.line("return " + variable + ";");
        }
        out.line("}");
    }

    private void readMembers() {
        for (Member member : shape.stored()) {
            String value = readMember(member, position(member));
            out.line(member.accessors().write(variable, value) + ";");
        }
    }

    /** Methods that read keys of several columns. */
    void writeReadKeys() {
        for (Member member : shape.stored()) {
            if (member instanceof Member.Reference reference
                    && reference.columns().size() > 1) writeReadKey(reference);
        }
    }

    private int position(Member member) {
        int position = 0;
        for (Member other : shape.stored()) {
            if (other.name().equals(member.name())) return position;
            position += other.columns().size();
        }
        throw new IllegalArgumentException(member.name());
    }

    private String readMember(Member member, int position) {
        return switch (member) {
            case Member.Value value -> readColumn(value.column(), position);
            case Member.Reference reference -> readReference(reference, position);
            case Member.Embedded embedded -> member(embedded) + ".read(row, " + index(position) + ")";
            case Member.Many many -> throw new IllegalArgumentException(many.name());
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

    /** Columns that are read alone, in the order in which the definition has them. */
    void writeWithComputed(List<Member.Value> computed) {
        method("protected " + type + " withComputed(" + type + " " + variable + ", " + imports.name(Library.ROW_READER)
                + " row, int first)");
        if (shape.isRecord()) {
            construct(
                    member -> member instanceof Member.Value value && computed.contains(value)
                            ? readColumn(value.column(), computed.indexOf(value))
                            : member.accessors().read(variable),
                    false);
        } else {
            for (Member.Value value : computed) {
                String read = readColumn(value.column(), computed.indexOf(value));
                out.line(value.accessors().write(variable, read) + ";");
            }
            out.line("return " + variable + ";");
        }
        out.line("}");
    }

    // Writing

    void writeValues() {
        valuesOf(type);
    }

    /** Of what is embedded: NULLs, if it is null. */
    void writeValuesEmbedded() {
        valuesOf(nullable(type));
    }

    private void valuesOf(String parameter) {
        method("protected " + nullableObject() + "[] values(" + parameter + " " + variable + ")");
        if (!parameter.equals(type)) {
            int columns = shape.members().stream()
                    .mapToInt(member -> member.columns().size())
                    .sum();
            out.line("if (" + variable + " == null) return new " + nullableObject() + "[" + columns + "];");
        }
        List<String> values = new ArrayList<>();
        for (Member member : shape.stored()) {
            String read = member.accessors().read(variable);
            if (member instanceof Member.Value value) {
                values.add(encoded(value.column(), read));
            } else if (member instanceof Member.Reference && member.columns().size() == 1) {
                values.add(member(member) + ".value(" + read + ")");
            } else {
                String local = unusedLocal(member.name() + (member instanceof Member.Reference ? "Key" : "Values"));
                out.line(nullableObject() + "[] " + local + " = " + member(member) + ".values(" + read + ");");
                for (int i = 0; i < member.columns().size(); i++) values.add(local + "[" + i + "]");
            }
        }
        returnArray(values);
        out.line("}");
    }

    private String unusedLocal(String name) {
        Set<String> used = new HashSet<>();
        shape.members().forEach(member -> used.add(member.name()));
        used.add(variable);
        String unused = name;
        while (used.contains(unused)) unused += "Values";
        return unused;
    }

    String encoded(ColumnModel column, String value) {
        return column.value().direct()
                ? value
                : "encode(" + dataTypes.expression(column.value(), imports) + ", " + value + ")";
    }

    void returnArray(List<String> values) {
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

    void writeNormalize() {
        String micros = imports.name(Library.MICROS);
        method("protected " + type + " normalize(" + type + " " + variable + ")");
        if (shape.isRecord()) {
            writeNormalizeRecord(micros);
        } else {
            for (Member member : shape.withNanos()) {
                String read = member.accessors().read(variable);
                String cut = member.accessors().write(variable, cut(member, micros, read));
                out.line("if (" + read + " != null) " + cut + ";");
            }
            out.line("return " + variable + ";");
        }
        out.line("}");
    }

    private void writeNormalizeRecord(String micros) {
        List<String> unchanged = new ArrayList<>();
        String objects = imports.name(Library.OBJECTS);
        for (Member member : shape.withNanos()) {
            String read = member.accessors().read(variable);
            String local = local(member);
            out.assignment(
                    new JavaType.Known(member.field().type()).in(imports) + " " + local + " =",
                    read + " == null ? null : " + cut(member, micros, read) + ";");
            unchanged.add(objects + ".equals(" + local + ", " + read + ")");
        }
        out.condition("if (", unchanged, " && ", ") return " + variable + ";");
        construct(
                member -> shape.withNanos().contains(member)
                        ? local(member)
                        : member.accessors().read(variable),
                false);
    }

    /** The value as databases keep it; a local variable may hide the column's field. */
    private static String cut(Member member, String micros, String value) {
        return (member instanceof Member.Embedded ? "this." + member.name() + ".normalize(" : micros + ".of(") + value
                + ")";
    }

    private String local(Member member) {
        return member.name().equals(variable) ? member.name() + "InMicros" : member.name();
    }

    void writeAttach() {
        attach(type);
    }

    /** Of what is embedded, which may be null. */
    void writeAttachEmbedded() {
        attach(nullable(type));
    }

    private void attach(String parameter) {
        method("protected void attach(" + parameter + " " + variable + ", " + imports.name(Library.RESULT_CONTEXT)
                + " context)");
        if (!parameter.equals(type)) out.line("if (" + variable + " == null) return;");
        for (Member member : shape.members()) {
            String read = member.accessors().read(variable);
            switch (member) {
                case Member.Value value -> {}
                case Member.Reference reference -> out.line(member(reference) + ".attach(" + read + ", context);");
                case Member.Embedded embedded -> {
                    if (embedded.shape().hasRelations()) out.line(member(embedded) + ".attach(" + read + ", context);");
                }
                case Member.Many many ->
                    out.line("attach(" + read + ", " + member(many) + ", " + variable + ", context);");
            }
        }
        out.line("}");
    }

    /** Returns a new record; components that are not stored keep their values, and have none where a row is read. */
    void construct(Function<Member, String> value, boolean fromRow) {
        List<String> arguments = new ArrayList<>();
        for (Field field : shape.fields()) {
            String argument = fromRow ? absent(field) : variable + "." + field.name() + "()";
            for (Member member : shape.members()) {
                if (member.name().equals(field.name())) argument = value.apply(member);
            }
            arguments.add(argument);
        }
        out.call("return new " + type + "(", arguments, ");");
    }

    private static String absent(Field field) {
        return field.primitive() ? zero(field.type().getKind()) : "null";
    }

    /** The column or relation of a member, as code in a method refers to it. */
    private String member(Member member) {
        boolean hidden = PARAMETERS.contains(member.name()) || member.name().equals(variable);
        return hidden ? "this." + member.name() : member.name();
    }

    private String recordName(KeyModel referenced) {
        return referenced.recordName().equals(key) ? "Key" : imports.name(referenced.recordName());
    }

    String nullableObject() {
        return imports.annotated("@" + imports.name(Library.NULLABLE), new JavaType.Named(Library.OBJECT));
    }

    private String nullable(String name) {
        return imports.annotated("@" + imports.name(Library.NULLABLE), name);
    }

    void method(String signature) {
        out.blank().line("@Override").line(signature + " {");
    }
}
