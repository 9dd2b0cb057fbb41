// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.jspecify.annotations.Nullable;

/**
 * How generated code reads and writes a property.
 *
 * @param getter the method that reads it, {@code null} for the field itself
 * @param setter the method that writes it, {@code null} for the field itself
 */
record Accessors(
        String property, @Nullable String getter, @Nullable String setter) {
    /** An expression for the value that the entity has. */
    String read(String entity) {
        return entity + "." + (getter == null ? property : getter + "()");
    }

    /** A statement, without its semicolon. */
    String write(String entity, String value) {
        return setter == null ? entity + "." + property + " = " + value : entity + "." + setter + "(" + value + ")";
    }
}
