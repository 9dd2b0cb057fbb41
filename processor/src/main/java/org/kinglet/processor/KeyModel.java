// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * The key of an entity. Of one part, it is that part's value; of several, the companion has a record {@code Key} of them.
 *
 * @param companion the companion of the entity
 */
record KeyModel(ClassName companion, List<Part> parts) {
    /**
     * A property that is marked {@code @Id}.
     *
     * @param component what the part is called in the record {@code Key}
     * @param parent the key of the entity that the part refers to, {@code null} if it is a plain value
     * @param columns one, or for a reference those of the parent's key
     */
    record Part(Field field, String component, @Nullable KeyModel parent, List<ColumnModel> columns) {
        /** The type of the part, which may be primitive. */
        JavaType type() {
            return parent == null ? new JavaType.Known(columns.getFirst().declared()) : parent.type();
        }
    }

    KeyModel {
        parts = List.copyOf(parts);
    }

    boolean composite() {
        return parts.size() > 1;
    }

    ClassName recordName() {
        return companion.nested("Key");
    }

    /** The type of the key, which may be primitive. */
    JavaType type() {
        return composite() ? new JavaType.Named(recordName()) : parts.getFirst().type();
    }

    /** The type of the key, boxed. */
    JavaType boxedType(Types types) {
        return type() instanceof JavaType.Known(TypeMirror type) && type instanceof PrimitiveType primitive
                ? new JavaType.Known(types.boxedClass(primitive).asType())
                : type();
    }

    boolean primitive() {
        return type() instanceof JavaType.Known(TypeMirror type)
                && type.getKind().isPrimitive();
    }

    List<ColumnModel> columns() {
        return parts.stream().flatMap(part -> part.columns().stream()).toList();
    }
}
