// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Version;

/** Checks that something can be embedded, and that a property can be in it. */
final class EmbeddedChecks {
    private final Env env;
    private final ValueTypes valueTypes;

    EmbeddedChecks(Env env, ValueTypes valueTypes) {
        this.env = env;
        this.valueTypes = valueTypes;
    }

    /**
     * The type of a field that is embedded, or {@code null} after a report of what is wrong.
     *
     * @param from where the companion is
     * @param open what the field is in
     */
    @Nullable
    DeclaredType typeOf(Field field, PackageElement from, List<TypeElement> open, Problems problems) {
        TypeElement element = env.classOf(field.type());
        String mistake = element == null || valueTypes.of(field.type()) != null
                ? isNoWhole(field)
                : mistake(field, element, from, open);
        if (mistake == null) return (DeclaredType) field.type();
        problems.report(field, mistake);
        return null;
    }

    private String isNoWhole(Field field) {
        return field + " is @Embedded and of type " + env.display(field.type())
                + ", which has no properties to be stored one by one: remove @Embedded";
    }

    /** What is wrong first of all, if anything is. */
    private @Nullable String mistake(Field field, TypeElement type, PackageElement from, List<TypeElement> open) {
        String name = type.getSimpleName().toString();
        TypeElement invisible = env.invisible(field.type(), from);
        if (invisible != null) {
            return "the companion can't see " + invisible.getSimpleName() + ", the type of " + field
                    + ": make it visible to the package " + from.getQualifiedName();
        }
        if (type.getKind() != ElementKind.CLASS && type.getKind() != ElementKind.RECORD
                || type.getQualifiedName().toString().startsWith("java.")) {
            return isNoWhole(field);
        }
        if (open.contains(type)) {
            return field + " embeds " + name + " in itself, which has no end: make it a Ref to an entity, or store it"
                    + " as JSON with @Json";
        }
        if (type.getAnnotation(Entity.class) != null) {
            return field + " is @Embedded, and the rows of the entity " + name
                    + " are in a table of their own: refer to one by \"Ref<" + name + "> " + field.name() + "\"";
        }
        if (env.asSuper(type.asType(), FieldScanner.MODEL) != null) {
            return field + " is @Embedded, and " + name
                    + " is a Model, which has a table of its own: let it not extend Model";
        }
        if (type.getModifiers().contains(Modifier.ABSTRACT)) {
            return field + " is @Embedded, and " + name
                    + " is abstract, so it can't be made of a row: make it a class that is not, or a record";
        }
        if (type.getNestingKind() == NestingKind.MEMBER && !type.getModifiers().contains(Modifier.STATIC)) {
            return field + " is @Embedded, and " + name
                    + " is an inner class, which can't be made without an outer instance: make it static";
        }
        if (!type.getTypeParameters().isEmpty()
                && ((DeclaredType) field.type()).getTypeArguments().isEmpty()) {
            return field + " is @Embedded, and " + name
                    + " has no type arguments, which say what its properties are: write them";
        }
        return type.getKind() == ElementKind.CLASS ? ofConstructor(field, type, from) : null;
    }

    private @Nullable String ofConstructor(Field field, TypeElement type, PackageElement from) {
        String name = type.getSimpleName().toString();
        Optional<ExecutableElement> constructor = ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(candidate -> candidate.getParameters().isEmpty())
                .findFirst();
        if (constructor.isEmpty()) {
            return field + " is @Embedded, and " + name
                    + " has no constructor without arguments, which reading a row needs: add \"" + name
                    + "() {}\", or make it a record";
        }
        if (!env.visible(constructor.get(), from)) {
            return field + " is @Embedded, and the companion can't call the constructor without arguments of " + name
                    + ": make it visible to the package " + from.getQualifiedName();
        }
        if (constructor.get().getThrownTypes().stream().anyMatch(env::checked)) {
            return field + " is @Embedded, and the constructor without arguments of " + name
                    + " throws a checked exception, which reading a row can't handle: throw an unchecked one";
        }
        return null;
    }

    /** Why a property can't be in something embedded, {@code null} if it can. */
    @Nullable
    String impossible(Field field, References references) {
        if (field.has(Id.class)) {
            return field + " is in something embedded and can't be a key: remove @Id here, and mark a field of the"
                    + " entity itself";
        }
        if (field.has(Version.class)) {
            return field + " is in something embedded and can't be the version of the row: remove @Version here, and"
                    + " mark a field of the entity itself";
        }
        if (references.isCollection(field)) {
            return field + " is a " + (references.isMany(field) ? "Many" : "ManyToMany")
                    + ", and rows refer to the entity, not to what is embedded in it: move it to the" + " entity";
        }
        return null;
    }
}
