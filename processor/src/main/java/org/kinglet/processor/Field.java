// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.lang.annotation.Annotation;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;
import org.kinglet.Transient;

/**
 * A field of an entity, or a component of a record.
 *
 * @param element the field; for a record the one behind the component
 * @param component the component, if the entity is a record
 * @param owner the class that declares it: the entity or a superclass
 * @param type its type in the entity, where type variables of a superclass are known
 */
record Field(VariableElement element, @Nullable RecordComponentElement component, TypeElement owner, TypeMirror type) {
    String name() {
        return element.getSimpleName().toString();
    }

    <A extends Annotation> @Nullable A annotation(Class<A> type) {
        A annotation = element.getAnnotation(type);
        return annotation != null || component == null ? annotation : component.getAnnotation(type);
    }

    boolean has(Class<? extends Annotation> type) {
        return annotation(type) != null;
    }

    boolean is(Modifier modifier) {
        return element.getModifiers().contains(modifier);
    }

    boolean primitive() {
        return type.getKind().isPrimitive();
    }

    /** Whether it is stored, or is the other side of what is. */
    boolean mapped() {
        return !is(Modifier.TRANSIENT) && !has(Transient.class);
    }

    /** {@code User.name}, as messages call it. */
    @Override
    public String toString() {
        return owner.getSimpleName() + "." + name();
    }
}
