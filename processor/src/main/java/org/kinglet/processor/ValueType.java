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

    /** An array of another type, which is none. */
    record ArrayOf(ValueType element, TypeMirror type) implements ValueType {}

    /** The same as a list. */
    record ListOf(ValueType element, TypeMirror type) implements ValueType {}

    /** All values between two bounds. */
    record RangeOf(Plain bound, TypeMirror type) implements ValueType {}

    /** A set of an enum's constants. */
    record SetOf(TypeElement element, TypeMirror type) implements ValueType {}

    /**
     * A JSON document.
     *
     * @param property whose it is, as messages call it
     */
    record Document(String property, TypeMirror type) implements ValueType {}

    /** Whether it holds several values in order. */
    default boolean array() {
        return this instanceof ArrayOf
                || this instanceof ListOf
                || this instanceof Plain plain && plain.scalar().array();
    }

    /** Whether drivers take the value as it is. */
    default boolean direct() {
        return this instanceof Plain plain && plain.scalar().direct();
    }

    default Scalar.Kind kind() {
        if (this instanceof Plain plain) return plain.scalar().kind;
        if (this instanceof Document) return Scalar.Kind.JSON;
        if (this instanceof RangeOf) return Scalar.Kind.RANGE;
        return array() ? Scalar.Kind.ARRAY : Scalar.Kind.VALUE;
    }

    default boolean hasNanos() {
        return this instanceof Plain plain && plain.scalar().hasNanos();
    }
}
