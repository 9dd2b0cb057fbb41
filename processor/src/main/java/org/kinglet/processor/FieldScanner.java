// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Finds the fields of an entity. */
final class FieldScanner {
    static final String MODEL = "org.kinglet.Model";

    private final Env env;

    FieldScanner(Env env) {
        this.env = env;
    }

    /** The instance fields of the class, those of its superclasses first; the components of a record. */
    List<Field> fields(TypeElement entity) {
        List<Field> fields = new ArrayList<>();
        for (TypeElement owner : lineage(entity)) {
            for (VariableElement field : declared(owner)) {
                fields.add(new Field(field, component(owner, field), owner, typeIn(entity, owner, field)));
            }
        }
        return fields;
    }

    /** The fields in the order in which they are written; for a record not all compilers have them so. */
    private static List<VariableElement> declared(TypeElement owner) {
        List<VariableElement> fields = new ArrayList<>(ElementFilter.fieldsIn(owner.getEnclosedElements()));
        fields.removeIf(field -> field.getModifiers().contains(Modifier.STATIC));
        if (owner.getKind() == ElementKind.RECORD) {
            List<Name> components = owner.getRecordComponents().stream()
                    .map(RecordComponentElement::getSimpleName)
                    .toList();
            fields.sort(Comparator.comparingInt(field -> components.indexOf(field.getSimpleName())));
        }
        return fields;
    }

    /** Whether something that the entity is made of does not exist yet: another processor may be about to write it. */
    boolean unresolved(TypeElement entity) {
        for (TypeElement type : lineage(entity)) {
            if (Env.unresolved(type.getSuperclass())) return true;
        }
        return fields(entity).stream().anyMatch(field -> field.mapped() && Env.unresolved(field.type()));
    }

    /** The superclasses that may have columns, the topmost first, and the entity. */
    List<TypeElement> lineage(TypeElement entity) {
        List<TypeElement> lineage = new ArrayList<>();
        for (TypeElement type = entity; type != null && !end(type); type = env.classOf(type.getSuperclass())) {
            lineage.addFirst(type);
        }
        return lineage;
    }

    private static boolean end(TypeElement type) {
        return type.getQualifiedName().contentEquals(MODEL)
                || type.getQualifiedName().contentEquals("java.lang.Object")
                || type.getQualifiedName().contentEquals("java.lang.Record");
    }

    private TypeMirror typeIn(TypeElement entity, TypeElement owner, VariableElement field) {
        if (owner.equals(entity) || field.asType().getKind().isPrimitive()) return field.asType();
        return env.types.asMemberOf((DeclaredType) entity.asType(), field);
    }

    private static @Nullable RecordComponentElement component(TypeElement owner, VariableElement field) {
        if (owner.getKind() != ElementKind.RECORD) return null;
        return owner.getRecordComponents().stream()
                .filter(component -> component.getSimpleName().equals(field.getSimpleName()))
                .findFirst()
                .orElse(null);
    }
}
