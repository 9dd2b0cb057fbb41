// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Finds out how the companion, a class in the entity's package, can read and write a property of it or of its parts. */
final class AccessorFinder {
    private final Env env;
    private final DeclaredType type;
    private final PackageElement from;
    private final List<ExecutableElement> methods;

    /**
     * @param type the class that has the properties
     * @param from where the companion is
     */
    AccessorFinder(Env env, DeclaredType type, PackageElement from) {
        this.env = env;
        this.type = type;
        this.from = from;
        this.methods = ElementFilter.methodsIn(env.elements.getAllMembers((TypeElement) type.asElement())).stream()
                .filter(method -> !method.getModifiers().contains(Modifier.STATIC) && mayCall(method))
                .toList();
    }

    /** The accessors, or {@code null} after a report of what is missing. */
    @Nullable
    Accessors find(Field field, boolean written, Problems problems) {
        if (field.component() != null) return new Accessors(field.name(), field.name(), null);
        if (reachable(field)) {
            if (!written || !field.is(Modifier.FINAL)) return new Accessors(field.name(), null, null);
            problems.report(
                    field,
                    field
                            + " is final, so it can't be set when a row is read: remove \"final\", mark it @Transient if it is "
                            + "no column, or make " + type.asElement().getSimpleName() + " a record");
            return null;
        }
        List<String> missing = new ArrayList<>();
        Optional<String> getter =
                getters(field).stream().filter(name -> hasGetter(name, field)).findFirst();
        if (getter.isEmpty()) {
            missing.add(env.display(field.type()) + " " + getters(field).getFirst() + "()");
        }
        Optional<String> setter =
                setters(field).stream().filter(name -> hasSetter(name, field)).findFirst();
        if (written && setter.isEmpty()) {
            missing.add("void " + setters(field).getFirst() + "(" + env.display(field.type()) + ")");
        }
        if (missing.isEmpty()) return new Accessors(field.name(), getter.orElseThrow(), setter.orElse(null));
        problems.report(
                field,
                field + " can't be reached from the package " + from.getQualifiedName()
                        + ", where the companion is: write "
                        + String.join(" and ", missing) + ", not private, or make the field public"
                        + (written ? ", or mark it @Transient if it is no column" : ""));
        return null;
    }

    private boolean reachable(Field field) {
        if (field.is(Modifier.PRIVATE)) return false;
        return field.is(Modifier.PUBLIC) || env.packageOf(field.owner()).equals(from);
    }

    private boolean mayCall(ExecutableElement method) {
        if (method.getModifiers().contains(Modifier.PRIVATE)) return false;
        return method.getModifiers().contains(Modifier.PUBLIC)
                || env.packageOf(method).equals(from);
    }

    private static List<String> getters(Field field) {
        String name = JavaNames.capitalized(field.name());
        if (field.type().getKind() != TypeKind.BOOLEAN) return List.of("get" + name, field.name());
        return named("is", field)
                ? List.of(field.name(), "is" + name, "get" + name)
                : List.of("is" + name, "get" + name, field.name());
    }

    private static List<String> setters(Field field) {
        String set = "set" + JavaNames.capitalized(field.name());
        return field.type().getKind() == TypeKind.BOOLEAN && named("is", field)
                ? List.of("set" + field.name().substring(2), set, field.name())
                : List.of(set, field.name());
    }

    /** Whether the field is called like {@code isActive}. */
    private static boolean named(String prefix, Field field) {
        return field.name().length() > prefix.length()
                && field.name().startsWith(prefix)
                && Character.isUpperCase(field.name().charAt(prefix.length()));
    }

    private boolean hasGetter(String name, Field field) {
        return any(
                name, method -> method.getParameterTypes().isEmpty() && env.same(method.getReturnType(), field.type()));
    }

    private boolean hasSetter(String name, Field field) {
        return any(
                name,
                method -> method.getParameterTypes().size() == 1
                        && env.same(method.getParameterTypes().getFirst(), field.type()));
    }

    private boolean any(String name, Predicate<ExecutableType> condition) {
        for (ExecutableElement method : methods) {
            if (!method.getSimpleName().contentEquals(name)) continue;
            ExecutableType signature = (ExecutableType) env.types.asMemberOf(type, method);
            if (condition.test(signature) && method.getThrownTypes().stream().noneMatch(env::checked)) return true;
        }
        return false;
    }
}
