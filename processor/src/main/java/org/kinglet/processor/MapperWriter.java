// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Writes the methods between rows and entities. */
final class MapperWriter {
    private final EntityModel entity;
    private final JavaSource out;
    private final ShapeWriter shape;
    private final String type;
    private final String variable;
    private final String keyType;

    MapperWriter(EntityModel entity, Imports imports, DataTypes dataTypes, JavaSource out, String keyType) {
        this.entity = entity;
        this.out = out;
        this.shape = new ShapeWriter(entity.shape(), entity.key().recordName(), imports, dataTypes, out);
        this.type = shape.type();
        this.variable = shape.variable();
        this.keyType = keyType;
    }

    void write() {
        shape.writeRead();
        if (entity.isView()) {
            shape.writeValues();
            return;
        }
        shape.writeReadKeys();
        shape.writeValues();
        writeKey();
        writeKeyValues();
        if (!entity.shape().withNanos().isEmpty()) shape.writeNormalize();
        if (entity.generatedKey())
            writeWith("withGeneratedKey", "key", (Member.Value) idMembers().getFirst());
        if (!entity.computed().isEmpty()) shape.writeWithComputed(entity.computed());
        entity.version().ifPresent(version -> writeWith("withVersion", "version", version));
        if (!entity.isRecord()) {
            shape.method("protected " + type + " fresh()");
            out.line("return new " + type + "();").line("}");
        }
        if (entity.shape().hasRelations()) shape.writeAttach();
    }

    private void writeKey() {
        shape.method("protected " + keyType + " key(" + type + " " + variable + ")");
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
        shape.method("protected " + shape.nullableObject() + "[] keyValues(" + keyType + " key)");
        shape.returnArray(keyValues(entity.key(), entity.key().columns().iterator(), "key"));
        out.line("}");
    }

    private List<String> keyValues(KeyModel key, Iterator<ColumnModel> columns, String value) {
        List<String> values = new ArrayList<>();
        for (KeyModel.Part part : key.parts()) {
            String partValue = key.composite() ? value + "." + part.component() + "()" : value;
            if (part.parent() != null) {
                values.addAll(keyValues(part.parent(), columns, partValue));
            } else {
                values.add(shape.encoded(columns.next(), partValue));
            }
        }
        return values;
    }

    private void writeWith(String method, String parameter, Member.Value member) {
        shape.method("protected " + type + " " + method + "(" + type + " " + variable + ", long " + parameter + ")");
        boolean isLong = member.column().value() instanceof ValueType.Plain plain && plain.scalar() == Scalar.LONG;
        String value = isLong ? parameter : "Math.toIntExact(" + parameter + ")";
        if (entity.isRecord()) {
            shape.construct(
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

    private List<Member> idMembers() {
        return entity.members().stream().filter(Member::id).toList();
    }
}
