// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import org.kinglet.Entity;

/** Checks that a class can be an entity at all. */
final class ClassChecks {
    private final Env env;

    ClassChecks(Env env) {
        this.env = env;
    }

    /** Reports the first mistake, if there is one. */
    void check(TypeElement entity, Problems problems) {
        String name = entity.getSimpleName().toString();
        if (entity.getKind() != ElementKind.CLASS && entity.getKind() != ElementKind.RECORD) {
            problems.report("@Entity is for classes and records, and " + name + " is neither: make it a class");
        } else if (entity.getNestingKind() == NestingKind.LOCAL || entity.getNestingKind() == NestingKind.ANONYMOUS) {
            problems.report(
                    "the entity " + name + " is local to a method: make it a top-level or a static nested class");
        } else if (entity.getModifiers().contains(Modifier.ABSTRACT)) {
            problems.report(
                    "the entity " + name + " is abstract, so no row can be an instance of it: remove \"abstract\", or "
                            + "remove @Entity and let entities extend it, which then have its fields");
        } else if (!entity.getTypeParameters().isEmpty()) {
            problems.report(
                    "the entity " + name + " has type parameters, and a table has none: move what is generic into an "
                            + "abstract class that the entity extends");
        } else if (entity.getNestingKind() == NestingKind.MEMBER
                && !entity.getModifiers().contains(Modifier.STATIC)) {
            problems.report("the entity " + name + " is an inner class and can't be made without an instance of "
                    + ClassName.of(entity).outerName() + ": make it static");
        } else if (!env.visible(entity, env.packageOf(entity))) {
            problems.report("the entity " + name
                    + " is private or in a private class, so its companion can't see it: remove \"private\"");
        } else {
            checkSuperclass(entity, problems);
            if (entity.getKind() == ElementKind.CLASS) checkConstructor(entity, problems);
        }
    }

    private void checkSuperclass(TypeElement entity, Problems problems) {
        String name = entity.getSimpleName().toString();
        DeclaredType model = env.asSuper(entity.asType(), FieldScanner.MODEL);
        if (model != null
                && (model.getTypeArguments().size() != 1
                        || !env.same(model.getTypeArguments().getFirst(), entity.asType()))) {
            problems.report("the entity " + name + " extends " + env.display(model) + ": it must extend Model<" + name
                    + ">, of itself");
        }
        TypeElement superclass = env.classOf(entity.getSuperclass());
        while (superclass != null) {
            if (superclass.getAnnotation(Entity.class) != null) {
                problems.report("the entity " + name + " extends the entity " + superclass.getSimpleName()
                        + ", and rows of one table are not rows of another: move what they share into an abstract class "
                        + "without @Entity");
            }
            superclass = env.classOf(superclass.getSuperclass());
        }
    }

    private void checkConstructor(TypeElement entity, Problems problems) {
        String name = entity.getSimpleName().toString();
        Optional<ExecutableElement> constructor = ElementFilter.constructorsIn(entity.getEnclosedElements()).stream()
                .filter(candidate -> candidate.getParameters().isEmpty())
                .findFirst();
        if (constructor.isEmpty()) {
            problems.report("the entity " + name
                    + " has no constructor without arguments, which reading a row needs: add \"" + name + "() {}\"");
        } else if (constructor.get().getModifiers().contains(Modifier.PRIVATE)) {
            problems.report("the constructor without arguments of the entity " + name
                    + " is private, so the companion can't " + "call it: remove \"private\"");
        } else if (constructor.get().getThrownTypes().stream().anyMatch(env::checked)) {
            problems.report("the constructor without arguments of the entity " + name
                    + " throws a checked exception, which " + "reading a row can't handle: throw an unchecked one");
        }
    }

    /** Whether the entity is public with all that it is nested in. */
    static boolean isPublic(TypeElement entity) {
        for (Element e = entity; e instanceof TypeElement; e = e.getEnclosingElement()) {
            if (!e.getModifiers().contains(Modifier.PUBLIC)) return false;
        }
        return true;
    }
}
