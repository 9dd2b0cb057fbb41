// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** A type as generated code writes it; its classes may be ones that are yet to be generated. */
sealed interface JavaType {
    String in(Imports imports);

    /** A type that the compiler knows, without its annotations. */
    record Known(TypeMirror type) implements JavaType {
        @Override
        public String in(Imports imports) {
            return write(type, imports);
        }

        private static String write(TypeMirror type, Imports imports) {
            return switch (type) {
                case ArrayType array -> write(array.getComponentType(), imports) + "[]";
                case DeclaredType declared -> {
                    String name = imports.name(ClassName.of((TypeElement) declared.asElement()));
                    List<? extends TypeMirror> arguments = declared.getTypeArguments();
                    yield arguments.isEmpty()
                            ? name
                            : name
                                    + arguments.stream()
                                            .map(argument -> write(argument, imports))
                                            .collect(Collectors.joining(", ", "<", ">"));
                }
                case WildcardType wildcard
                when wildcard.getExtendsBound() != null -> "? extends " + write(wildcard.getExtendsBound(), imports);
                case WildcardType wildcard
                when wildcard.getSuperBound() != null -> "? super " + write(wildcard.getSuperBound(), imports);
                case WildcardType wildcard -> "?";
                default -> type.getKind().isPrimitive() ? primitive(type.getKind()) : type.toString();
            };
        }

        private static String primitive(TypeKind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A class by name. */
    record Named(ClassName name) implements JavaType {
        @Override
        public String in(Imports imports) {
            return imports.name(name);
        }
    }
}
