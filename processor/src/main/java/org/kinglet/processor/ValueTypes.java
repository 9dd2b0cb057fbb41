// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

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
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;
import org.kinglet.Convert;

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
        if (field.has(Convert.class)) return converted(field, from, problems);
        ValueType type = of(field.type());
        if (type == null) {
            problems.report(
                    field,
                    field + " is of type " + env.display(field.type())
                            + ", which no column can have: give it a converter "
                            + "with @Convert, or mark it @Transient if it is no column");
        }
        return type;
    }

    /** What a column of the type holds that has no converter; {@code null} if there is no such column. */
    @Nullable
    ValueType of(TypeMirror type) {
        TypeMirror boxed = env.boxed(type);
        if (boxed instanceof ArrayType array) {
            return array.getComponentType().getKind() == TypeKind.BYTE
                    ? new ValueType.Plain(Scalar.BYTES, boxed)
                    : null;
        }
        TypeElement element = env.classOf(boxed);
        if (element == null) return null;
        if (element.getKind() == ElementKind.ENUM) return new ValueType.Enumerated(element, boxed);
        Scalar scalar = Scalar.of(element.getQualifiedName().toString());
        return scalar == null ? null : new ValueType.Plain(scalar, boxed);
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
