// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types with type arguments, put together rather than looked up: generated code needs no reflection. */
public final class GenericType {
    private GenericType() {}

    /** {@code List<String>} is {@code of(List.class, String.class)}. */
    public static Type of(Class<?> raw, Type... arguments) {
        return new Parameterized(raw, List.of(arguments));
    }

    /** An array whose elements are of a type with type arguments. */
    public static Type arrayOf(Type element) {
        return new ArrayOf(element);
    }

    private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String toString() {
            return arguments.stream()
                    .map(Type::getTypeName)
                    .collect(Collectors.joining(", ", raw.getTypeName() + "<", ">"));
        }
    }

    private record ArrayOf(Type element) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return element;
        }

        @Override
        public String toString() {
            return element.getTypeName() + "[]";
        }
    }
}
