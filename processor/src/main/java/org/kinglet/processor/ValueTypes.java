// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Locale;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Convert;
import org.kinglet.Json;

/** Finds out what a column holds, from a field's type and its converter. */
final class ValueTypes {
    private static final String CONVERTER = "org.kinglet.Converter";

    private final Env env;

    ValueTypes(Env env) {
        this.env = env;
    }

    /** What the field holds, or {@code null} after a report of what is wrong. */
    @Nullable
    ValueType of(Field field, PackageElement from, Problems problems) {
        TypeElement invisible = env.invisible(field.type(), from);
        if (invisible != null) {
            problems.report(
                    field,
                    "the companion can't see " + invisible.getSimpleName() + ", the type of " + field
                            + ": make it visible to the package " + from.getQualifiedName()
                            + ", or mark the field @Transient if it is no column");
            return null;
        }
        if (field.has(Json.class)) return document(field, problems);
        if (field.has(Convert.class)) return converted(field, from, problems);
        ValueType type = ofDeclared(field);
        if (type == null) type = of(field.type());
        if (type == null) {
            problems.report(
                    field,
                    field + " is of type " + env.display(field.type())
                            + ", which no column can have: store it as JSON with @Json, give it a converter with @Convert,"
                            + " or mark it @Transient if it is no column" + hint(field.type()));
        }
        return type;
    }

    /** What the field holds if that follows from the type that {@code @Column} gives its column. */
    private @Nullable ValueType ofDeclared(Field field) {
        Column column = field.annotation(Column.class);
        String declared = column == null ? "" : column.type().strip().toLowerCase(Locale.ROOT);
        if (declared.startsWith("interval") && env.is(field.type(), "java.time.Duration")) {
            return new ValueType.Plain(Scalar.INTERVAL, field.type());
        }
        boolean ofTexts = env.is(field.type(), "java.util.Map")
                && arguments(field.type()).size() == 2
                && arguments(field.type()).stream().allMatch(argument -> env.is(argument, "java.lang.String"));
        return declared.equals("hstore") && ofTexts ? new ValueType.Plain(Scalar.HSTORE, field.type()) : null;
    }

    private String hint(TypeMirror type) {
        TypeElement element = env.classOf(type);
        if (element == null) return "";
        return switch (element.getQualifiedName().toString()) {
            case "java.util.Map" -> "; a Map<String, String> may also be an hstore: @Column(type = \"hstore\")";
            case "java.util.Set", "java.util.Collection", "java.util.ArrayList" ->
                "; a List of plain values is an array on PostgreSQL";
            case "org.kinglet.schema.Range" ->
                "; PostgreSQL has ranges of Integer, Long, BigDecimal, LocalDate, LocalDateTime and Instant";
            default -> "";
        };
    }

    private static List<? extends TypeMirror> arguments(TypeMirror type) {
        return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
    }

    private @Nullable ValueType document(Field field, Problems problems) {
        TypeMirror type = field.type();
        if (type.getKind().isPrimitive()) {
            problems.report(
                    field,
                    field + " is a primitive, and a JSON document may be null: make it a "
                            + Scalar.boxOf(type.getKind())
                            + ", or remove @Json, since it has a column type of its own");
            return null;
        }
        if (raw(type)) {
            problems.report(
                    field,
                    field + " is of the type " + env.display(type)
                            + " without its type arguments, which say what its JSON"
                            + " becomes: write them, for instance Map<String, Object>");
            return null;
        }
        if (env.is(type, "java.lang.String")) return new ValueType.Plain(Scalar.JSON, type);
        if (env.is(type, "org.kinglet.schema.JsonValue")) return new ValueType.Plain(Scalar.JSON_VALUE, type);
        return new ValueType.Document(field.toString(), type);
    }

    /** Whether type arguments are left out somewhere in it. */
    private boolean raw(TypeMirror type) {
        if (type instanceof ArrayType array) return raw(array.getComponentType());
        TypeElement element = env.classOf(type);
        if (element == null) return false;
        return arguments(type).size() != element.getTypeParameters().size()
                || arguments(type).stream().anyMatch(this::raw);
    }

    /** What a column of the type holds that has no converter; {@code null} if there is no such column. */
    @Nullable
    ValueType of(TypeMirror type) {
        TypeMirror boxed = env.boxed(type);
        if (boxed instanceof ArrayType array) {
            if (array.getComponentType().getKind().isPrimitive()) {
                Scalar scalar = Scalar.of(env.display(array));
                return scalar == null ? null : new ValueType.Plain(scalar, boxed);
            }
            ValueType element = element(array.getComponentType());
            return element == null ? null : new ValueType.ArrayOf(element, boxed);
        }
        TypeElement named = env.classOf(boxed);
        if (named == null) return null;
        if (named.getKind() == ElementKind.ENUM) return new ValueType.Enumerated(named, boxed);
        if (arguments(boxed).size() == 1) {
            ValueType element = element(arguments(boxed).getFirst());
            if (element == null) return null;
            if (env.is(boxed, "org.kinglet.schema.Range")) {
                return element instanceof ValueType.Plain bound
                                && bound.scalar().hasRanges()
                        ? new ValueType.RangeOf(bound, boxed)
                        : null;
            }
            if (env.is(boxed, "java.util.List")) return new ValueType.ListOf(element, boxed);
            return env.is(boxed, "java.util.Set") && element instanceof ValueType.Enumerated constant
                    ? new ValueType.SetOf(constant.element(), boxed)
                    : null;
        }
        Scalar scalar = Scalar.of(named.getQualifiedName().toString());
        return scalar == null ? null : new ValueType.Plain(scalar, boxed);
    }

    /** What an element of an array holds; {@code null} if arrays have no such elements. */
    private @Nullable ValueType element(TypeMirror type) {
        ValueType element = of(type);
        boolean plain = element instanceof ValueType.Enumerated
                || element instanceof ValueType.Plain(Scalar scalar, TypeMirror ignored)
                        && !scalar.array()
                        && scalar != Scalar.BYTE; // an array of bytes is a byte[]
        return plain ? element : null;
    }

    private @Nullable ValueType converted(Field field, PackageElement from, Problems problems) {
        TypeElement converter = converterOf(field);
        if (converter == null) return null;
        String name = converter.getSimpleName().toString();
        if (converter.getModifiers().contains(Modifier.ABSTRACT)) {
            problems.report(
                    field,
                    "the converter " + name + " of " + field + " is abstract: name a class that can be instantiated");
            return null;
        }
        if (!instantiable(converter, from)) {
            problems.report(
                    field,
                    "the converter " + name + " of " + field + " can't be instantiated: it needs a constructor without "
                            + "arguments that the package " + from.getQualifiedName()
                            + " can see, and if it is nested it must be static");
            return null;
        }
        DeclaredType implemented = env.asSuper(converter.asType(), CONVERTER);
        if (implemented == null
                || implemented.getTypeArguments().size() != 2
                || !converter.getTypeParameters().isEmpty()) {
            problems.report(
                    field,
                    "the converter " + name + " of " + field
                            + " doesn't say what it converts: declare it as \"implements "
                            + "Converter<" + env.display(env.boxed(field.type()))
                            + ", String>\", with the type of the column "
                            + "as the second");
            return null;
        }
        TypeMirror property = implemented.getTypeArguments().get(0);
        TypeMirror column = implemented.getTypeArguments().get(1);
        if (!env.same(property, env.boxed(field.type()))) {
            problems.report(
                    field,
                    "the converter " + name + " is for " + env.display(property) + " but " + field + " is of type "
                            + env.display(field.type()) + ": the first type argument of Converter must be "
                            + env.display(env.boxed(field.type())));
            return null;
        }
        ValueType columnType = of(column);
        if (columnType == null) {
            problems.report(
                    field,
                    "the converter " + name + " of " + field + " converts to " + env.display(column)
                            + ", which no column can "
                            + "have: the second type argument of Converter must be a type such as String, Long or BigDecimal");
            return null;
        }
        return new ValueType.Converted(converter, columnType, property);
    }

    private @Nullable TypeElement converterOf(Field field) {
        for (AnnotationMirror annotation : field.element().getAnnotationMirrors()) {
            if (!env.is(annotation.getAnnotationType(), Convert.class.getName())) continue;
            for (AnnotationValue value : annotation.getElementValues().values()) {
                if (value.getValue() instanceof TypeMirror type) return env.classOf(type);
            }
        }
        return null;
    }

    private boolean instantiable(TypeElement type, PackageElement from) {
        boolean inner = type.getNestingKind() == NestingKind.MEMBER
                && !type.getModifiers().contains(Modifier.STATIC);
        if (inner || !env.visible(type, from)) return false;
        for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            if (constructor.getParameters().isEmpty()) return callable(type, constructor, from);
        }
        return false;
    }

    private boolean callable(TypeElement type, ExecutableElement constructor, PackageElement from) {
        return type.getKind() == ElementKind.CLASS
                && env.visible(constructor, from)
                && constructor.getThrownTypes().stream().noneMatch(env::checked);
    }
}
