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
 * @param host what the class that has it is embedded in
 */
record Field(
        VariableElement element,
        @Nullable RecordComponentElement component,
        TypeElement owner,
        TypeMirror type,
        Host host) {
    /**
     * Where the fields of a class are: in the entity itself, or in what it embeds.
     *
     * @param path what the path of each property from the entity begins with
     * @param prefix what the name of each column begins with
     * @param nullable whether it may be missing, so that all its columns may be NULL
     */
    record Host(String path, String prefix, boolean nullable) {
        static final Host ENTITY = new Host("", "", false);

        boolean embedded() {
            return !path.isEmpty();
        }
    }

    String name() {
        return element.getSimpleName().toString();
    }

    /** The way to it from the entity: {@code name}, or {@code address.street}. */
    String path() {
        return host.path() + name();
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
