// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import javax.lang.model.type.TypeMirror;

/**
 * One column.
 *
 * @param value what it holds; for a reference, what the column of the parent's key holds
 * @param declared the type as the property has it, which may be primitive
 */
record ColumnModel(String name, ValueType value, TypeMirror declared, ColumnFacts facts) {
    boolean primitive() {
        return declared.getKind().isPrimitive();
    }
}
