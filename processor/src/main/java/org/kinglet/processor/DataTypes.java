// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.type.TypeMirror;
import org.kinglet.schema.Naming;

/** The constants for data types that a companion needs beside those that {@code DataType} has. */
final class DataTypes {
    /** A constant of the companion. */
    record Constant(String name, ValueType type, String converter) {}

    private final Env env;
    private final Set<String> taken;
    private final Map<String, Constant> constants = new LinkedHashMap<>();

    /** @param taken names that the companion uses for something else; those given out are added */
    DataTypes(Env env, EntityModel entity, Set<String> taken) {
        this.env = env;
        this.taken = taken;
        for (Member member : entity.columnMembers()) {
            for (ColumnModel column : member.columns()) add(member, column.value());
        }
    }

    private void add(Member member, ValueType type) {
        switch (type) {
            case ValueType.Plain plain -> {}
            case ValueType.Enumerated enumerated -> add(type, stem(enumerated));
            case ValueType.ArrayOf array -> {
                add(member, array.element());
                add(type, stem(array.element()) + "_ARRAY");
            }
            case ValueType.ListOf list -> {
                add(member, list.element());
                add(type, stem(list.element()) + "_LIST");
            }
            case ValueType.RangeOf range -> add(type, stem(range.bound()) + "_RANGE");
            case ValueType.SetOf set ->
                add(type, Naming.constantName(set.element().getSimpleName().toString()) + "_SET");
            case ValueType.Document document -> add(type, stem(member));
            case ValueType.Converted converted -> {
                add(member, converted.column());
                String stem = stem(member);
                constants.computeIfAbsent(
                        id(type), id -> new Constant(unique(stem + "_TYPE"), type, unique(stem + "_CONVERTER")));
            }
        }
    }

    private void add(ValueType type, String stem) {
        constants.computeIfAbsent(id(type), id -> new Constant(unique(stem + "_TYPE"), type, ""));
    }

    private static String stem(Member member) {
        return Naming.snakeCase(member.name()).toUpperCase(Locale.ROOT);
    }

    private static String stem(ValueType element) {
        return switch (element) {
            case ValueType.Plain plain -> plain.scalar().name();
            case ValueType.Enumerated enumerated ->
                Naming.constantName(enumerated.element().getSimpleName().toString());
            default -> throw new IllegalArgumentException(element.toString());
        };
    }

    List<Constant> constants() {
        return new ArrayList<>(constants.values());
    }

    /** An expression for the data type. */
    String expression(ValueType type, Imports imports) {
        if (type instanceof ValueType.Plain plain)
            return imports.name(Library.DATA_TYPE) + "." + plain.scalar().name();
        Constant constant = constants.get(id(type));
        if (constant == null) throw new IllegalStateException("no constant for " + type);
        return constant.name();
    }

    /** What the type is called in messages. */
    String display(TypeMirror type) {
        return env.display(type);
    }

    private static String id(ValueType type) {
        return switch (type) {
            case ValueType.Plain plain -> plain.scalar().name();
            case ValueType.Enumerated enumerated ->
                enumerated.element().getQualifiedName().toString();
            case ValueType.Converted converted ->
                converted.converter().getQualifiedName().toString();
            case ValueType.ArrayOf array -> id(array.element()) + "[]";
            case ValueType.ListOf list -> "List<" + id(list.element()) + ">";
            case ValueType.RangeOf range -> "Range<" + id(range.bound()) + ">";
            case ValueType.SetOf set -> "Set<" + set.element().getQualifiedName() + ">";
            case ValueType.Document document -> document.property();
        };
    }

    private String unique(String name) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) unique = name + i;
        return unique;
    }
}
