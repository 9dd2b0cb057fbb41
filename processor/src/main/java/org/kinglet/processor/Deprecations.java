// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The warnings that a companion would give for using what is deprecated in its entity. */
final class Deprecations {
    private final Env env;
    private final EntityModel entity;
    private final Set<String> warnings = new TreeSet<>();

    Deprecations(Env env, EntityModel entity) {
        this.env = env;
        this.entity = entity;
    }

    /** What to write in {@code @SuppressWarnings}. */
    List<String> warnings() {
        addAll(entity.element());
        addMembers(entity.shape());
        for (Member.Embedded embedded : entity.embedded()) {
            addAll(embedded.shape().element());
            addMembers(embedded.shape());
        }
        return new ArrayList<>(warnings);
    }

    private void addMembers(Shape shape) {
        for (Member member : shape.members()) {
            add(member.field().element());
            add(member.field().type());
            addMethod(shape, member.accessors().getter());
            addMethod(shape, member.accessors().setter());
            if (member instanceof Member.Value value
                    && value.column().value() instanceof ValueType.Converted converted) {
                addAll(converted.converter());
            }
        }
    }

    /** The class and its constructors. */
    private void addAll(Element type) {
        add(type);
        type.getEnclosedElements().stream()
                .filter(element -> element.getSimpleName().contentEquals("<init>"))
                .forEach(this::add);
    }

    private void addMethod(Shape shape, @Nullable String name) {
        if (name == null) return;
        env.elements.getAllMembers(shape.element()).stream()
                .filter(element -> element.getSimpleName().contentEquals(name))
                .forEach(this::add);
    }

    private void add(TypeMirror type) {
        if (type instanceof ArrayType array) add(array.getComponentType());
        if (!(type instanceof DeclaredType declared)) return;
        add(declared.asElement());
        declared.getTypeArguments().forEach(this::add);
    }

    private void add(Element element) {
        Deprecated deprecated = element.getAnnotation(Deprecated.class);
        if (deprecated != null) warnings.add(deprecated.forRemoval() ? "removal" : "deprecation");
    }
}
