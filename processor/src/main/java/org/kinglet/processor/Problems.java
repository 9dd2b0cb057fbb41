// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Reports the mistakes in one entity, each on its element. */
final class Problems {
    private final Env env;
    /** Where mistakes are reported, {@code null} if somebody else does. */
    private final @Nullable Messager messager;

    private final TypeElement entity;
    private int count;

    Problems(Env env, @Nullable Messager messager, TypeElement entity) {
        this.env = env;
        this.messager = messager;
        this.entity = entity;
    }

    /** A mistake in the class itself. */
    void report(String message) {
        report(entity, message);
    }

    void report(Field field, String message) {
        report(field.element(), message);
    }

    /** Where the element is in a class that was compiled before, the entity that inherits it is pointed to. */
    private void report(Element element, String message) {
        count++;
        if (messager != null)
            messager.printMessage(Diagnostic.Kind.ERROR, message, env.inSources(element) ? element : entity);
    }

    /** For looking at another entity, whose mistakes are reported when its own turn comes. */
    Problems silent() {
        return new Problems(env, null, entity);
    }

    boolean any() {
        return count > 0;
    }
}
