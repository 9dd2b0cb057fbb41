// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationValue;
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
import org.kinglet.Embedded;
import org.kinglet.Through;

/** Finds the fields of an entity. */
final class FieldScanner {
    static final String MODEL = "org.kinglet.Model";

    private final Env env;

    FieldScanner(Env env) {
        this.env = env;
    }

    /** The instance fields of the class, those of its superclasses first; the components of a record. */
    List<Field> fields(TypeElement entity) {
        return fields((DeclaredType) entity.asType(), Field.Host.ENTITY);
    }

    /** The same of what is embedded. */
    List<Field> fields(DeclaredType type, Field.Host host) {
        List<Field> fields = new ArrayList<>();
        for (TypeElement owner : lineage((TypeElement) type.asElement())) {
            for (VariableElement field : declared(owner)) {
                fields.add(new Field(field, component(owner, field), owner, typeIn(type, owner, field), host));
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
        return unresolved((DeclaredType) entity.asType(), new HashSet<>());
    }

    private boolean unresolved(DeclaredType made, Set<TypeElement> seen) {
        TypeElement element = (TypeElement) made.asElement();
        if (!seen.add(element)) return false;
        for (TypeElement type : lineage(element)) {
            if (Env.unresolved(type.getSuperclass())) return true;
        }
        for (Field field : fields(made, Field.Host.ENTITY)) {
            if (!field.mapped()) continue;
            if (Env.unresolved(field.type()) || isUnresolved(env.value(field.element(), Through.class, "value")))
                return true;
            if (field.has(Embedded.class) && field.type() instanceof DeclaredType part && unresolved(part, seen)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what should be a class literal names a class that does not exist. */
    private static boolean isUnresolved(@Nullable AnnotationValue value) {
        return value != null && !(value.getValue() instanceof TypeMirror type && !Env.unresolved(type));
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

    private TypeMirror typeIn(DeclaredType type, TypeElement owner, VariableElement field) {
        boolean asDeclared =
                owner.equals(type.asElement()) && owner.getTypeParameters().isEmpty();
        return asDeclared || field.asType().getKind().isPrimitive()
                ? field.asType()
                : env.types.asMemberOf(type, field);
    }

    private static @Nullable RecordComponentElement component(TypeElement owner, VariableElement field) {
        if (owner.getKind() != ElementKind.RECORD) return null;
        return owner.getRecordComponents().stream()
                .filter(component -> component.getSimpleName().equals(field.getSimpleName()))
                .findFirst()
                .orElse(null);
    }
}
