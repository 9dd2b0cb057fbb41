// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** What a property holds, as a column has it. Each has the reference type of its values. */
sealed interface ValueType {
    TypeMirror type();

    /** What {@code DataType} has a constant for. */
    record Plain(Scalar scalar, TypeMirror type) implements ValueType {}

    /** An enum, by the names of its constants. */
    record Enumerated(TypeElement element, TypeMirror type) implements ValueType {}

    /** What a converter turns into another. */
    record Converted(TypeElement converter, ValueType column, TypeMirror type) implements ValueType {}

    /** Whether drivers take the value as it is. */
    default boolean direct() {
        return this instanceof Plain plain && plain.scalar().direct();
    }

    default Scalar.Kind kind() {
        return this instanceof Plain plain ? plain.scalar().kind : Scalar.Kind.VALUE;
    }

    default boolean hasNanos() {
        return this instanceof Plain plain && plain.scalar().hasNanos();
    }
}
