// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** Tells whether a property may be null: exactly when its type has JSpecify's {@code @Nullable}. */
final class Nullness {
    private static final String NULLABLE = "org.jspecify.annotations.Nullable";

    private Nullness() {}

    static boolean isNullable(Field field, Problems problems) {
        boolean nullable = false;
        for (AnnotatedConstruct place : places(field)) {
            for (AnnotationMirror annotation : place.getAnnotationMirrors()) {
                TypeElement type = (TypeElement) annotation.getAnnotationType().asElement();
                if (type.getQualifiedName().contentEquals(NULLABLE)) {
                    nullable = true;
                } else if (type.getSimpleName().contentEquals("Nullable")
                        || type.getSimpleName().contentEquals("CheckForNull")) {
                    problems.report(
                            field,
                            field + " is annotated with " + type.getQualifiedName()
                                    + ", which says nothing to Kinglet: "
                                    + "a column is nullable if the field has JSpecify's @Nullable; import " + NULLABLE
                                    + " instead");
                    return false;
                }
            }
        }
        if (!nullable
                && field.type() instanceof ArrayType array
                && array.getComponentType().getKind().isPrimitive()
                && hasNullable(array.getComponentType())) {
            problems.report(
                    field,
                    "the elements of " + field + " are @Nullable, not the array: write \""
                            + array.getComponentType().getKind().name().toLowerCase(Locale.ROOT) + " @Nullable [] "
                            + field.name() + "\"");
        }
        if (nullable && field.primitive()) {
            problems.report(
                    field,
                    field + " is a primitive and can't be null: remove @Nullable, or make it a "
                            + Scalar.boxOf(field.type().getKind()));
            return false;
        }
        return nullable;
    }

    private static boolean hasNullable(TypeMirror type) {
        return type.getAnnotationMirrors().stream()
                .map(annotation -> (TypeElement) annotation.getAnnotationType().asElement())
                .anyMatch(annotation -> annotation.getQualifiedName().contentEquals(NULLABLE));
    }

    /** Where compilers keep the annotations of a field's or component's type. */
    private static List<AnnotatedConstruct> places(Field field) {
        Stream<AnnotatedConstruct> ofField =
                Stream.of(field.element(), field.element().asType(), field.type());
        if (field.component() == null) return ofField.toList();
        Stream<AnnotatedConstruct> ofComponent = Stream.of(
                field.component(),
                field.component().asType(),
                field.component().getAccessor().getReturnType());
        return Stream.concat(ofField, ofComponent).toList();
    }
}
