// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** Writes expressions whose value is a {@code java.lang.reflect.Type} with all its type arguments. */
final class GenericTypes {
    private final Imports imports;

    GenericTypes(Imports imports) {
        this.imports = imports;
    }

    String expression(TypeMirror type) {
        return switch (type) {
            case ArrayType array
            when generic(array) ->
                imports.name(Library.GENERIC_TYPE) + ".arrayOf(" + expression(array.getComponentType()) + ")";
            case DeclaredType declared
            when !declared.getTypeArguments().isEmpty() -> {
                String raw = imports.name(ClassName.of((TypeElement) declared.asElement())) + ".class";
                yield Stream.concat(
                                Stream.of(raw),
                                declared.getTypeArguments().stream().map(this::expression))
                        .collect(Collectors.joining(", ", imports.name(Library.GENERIC_TYPE) + ".of(", ")"));
            }
            case WildcardType wildcard -> bound(wildcard.getExtendsBound());
            case TypeVariable variable -> bound(variable.getUpperBound());
            default -> new JavaType.Known(type).in(imports) + ".class";
        };
    }

    private String bound(@Nullable TypeMirror bound) {
        return bound == null ? imports.name(Library.OBJECT) + ".class" : expression(Objects.requireNonNull(bound));
    }

    private static boolean generic(TypeMirror type) {
        if (type instanceof ArrayType array) return generic(array.getComponentType());
        List<? extends TypeMirror> arguments =
                type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
        return !arguments.isEmpty();
    }
}
