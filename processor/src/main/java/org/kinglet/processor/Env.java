// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The compiler's view of the program, and the questions that are asked of it all over. */
final class Env {
    final Elements elements;
    final Types types;
    private final Set<String> sources = new HashSet<>();

    Env(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Notes the classes that are being compiled. */
    void addSources(Set<? extends Element> roots) {
        for (Element root : roots) {
            if (root instanceof TypeElement type)
                sources.add(type.getQualifiedName().toString());
        }
    }

    /** Whether the element is being compiled, so that a message can point to it. */
    boolean inSources(Element element) {
        Element outermost = element;
        while (outermost.getEnclosingElement() != null
                && !(outermost.getEnclosingElement() instanceof PackageElement)) {
            outermost = outermost.getEnclosingElement();
        }
        return outermost instanceof TypeElement type
                && sources.contains(type.getQualifiedName().toString());
    }

    PackageElement packageOf(Element element) {
        return elements.getPackageOf(element);
    }

    /** Whether a class in the package may use the element. */
    boolean visible(Element element, PackageElement from) {
        boolean samePackage = packageOf(element).equals(from);
        for (Element e = element; e != null && !(e instanceof PackageElement); e = e.getEnclosingElement()) {
            Set<Modifier> modifiers = e.getModifiers();
            if (modifiers.contains(Modifier.PRIVATE)) return false;
            if (!modifiers.contains(Modifier.PUBLIC) && !samePackage) return false;
        }
        return true;
    }

    /** The first class in the type that a class in the package may not use. */
    @Nullable
    TypeElement invisible(TypeMirror type, PackageElement from) {
        if (type instanceof ArrayType array) return invisible(array.getComponentType(), from);
        if (!(type instanceof DeclaredType declared)) return null;
        if (!visible(declared.asElement(), from)) return (TypeElement) declared.asElement();
        for (TypeMirror argument : declared.getTypeArguments()) {
            TypeElement found = invisible(argument, from);
            if (found != null) return found;
        }
        return null;
    }

    /** The class of a declared type, else {@code null}. */
    @Nullable
    TypeElement classOf(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element
                ? element
                : null;
    }

    boolean is(TypeMirror type, String qualifiedName) {
        TypeElement element = classOf(type);
        return element != null && element.getQualifiedName().contentEquals(qualifiedName);
    }

    /** The type as the superclass or interface of the given name, with the type arguments it has there. */
    @Nullable
    DeclaredType asSuper(TypeMirror type, String qualifiedName) {
        if (is(type, qualifiedName)) return (DeclaredType) type;
        for (TypeMirror supertype : types.directSupertypes(type)) {
            DeclaredType found = asSuper(supertype, qualifiedName);
            if (found != null) return found;
        }
        return null;
    }

    /** Whether the type is that of an exception that has to be caught. */
    boolean checked(TypeMirror exception) {
        return asSuper(exception, "java.lang.RuntimeException") == null
                && asSuper(exception, "java.lang.Error") == null;
    }

    /** Whether an attribute of an annotation is written out. */
    boolean explicit(Element element, Class<? extends Annotation> annotation, String attribute) {
        return value(element, annotation, attribute) != null;
    }

    /** What is written out for an attribute of an annotation, if it is. */
    @Nullable
    AnnotationValue value(Element element, Class<? extends Annotation> annotation, String attribute) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (!is(mirror.getAnnotationType(), annotation.getName())) continue;
            for (var value : mirror.getElementValues().entrySet()) {
                if (value.getKey().getSimpleName().contentEquals(attribute)) return value.getValue();
            }
        }
        return null;
    }

    TypeMirror boxed(TypeMirror type) {
        return type instanceof PrimitiveType primitive
                ? types.boxedClass(primitive).asType()
                : type;
    }

    /** The kind of the primitive that the type is or boxes, else the type's own. */
    TypeKind unboxedKind(TypeMirror type) {
        for (TypeKind kind : TypeKind.values()) {
            if (kind.isPrimitive() && is(type, "java.lang." + Scalar.boxOf(kind))) return kind;
        }
        return type.getKind();
    }

    /** Whether the type, or a part of it, does not exist (yet). */
    static boolean unresolved(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR) return true;
        if (type instanceof ArrayType array) return unresolved(array.getComponentType());
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().stream().anyMatch(Env::unresolved);
    }

    /** Whether the types are the same but for annotations, in which compilers differ. */
    boolean same(TypeMirror one, TypeMirror other) {
        return text(one, true).equals(text(other, true));
    }

    /** The type as a person writes it: without packages and annotations. */
    String display(TypeMirror type) {
        return text(type, false);
    }

    private static String text(TypeMirror type, boolean qualified) {
        return switch (type) {
            case ArrayType array -> text(array.getComponentType(), qualified) + "[]";
            case DeclaredType declared
            when declared.asElement() instanceof TypeElement element -> {
                Name name = qualified ? element.getQualifiedName() : element.getSimpleName();
                List<String> arguments = declared.getTypeArguments().stream()
                        .map(argument -> text(argument, qualified))
                        .toList();
                yield arguments.isEmpty() ? name.toString() : name + "<" + String.join(", ", arguments) + ">";
            }
            case TypeVariable variable -> variable.asElement().getSimpleName().toString();
            case WildcardType wildcard
            when wildcard.getExtendsBound() != null -> "? extends " + text(wildcard.getExtendsBound(), qualified);
            case WildcardType wildcard
            when wildcard.getSuperBound() != null -> "? super " + text(wildcard.getSuperBound(), qualified);
            case WildcardType wildcard -> "?";
            default -> type.getKind().isPrimitive() ? type.getKind().name().toLowerCase(Locale.ROOT) : type.toString();
        };
    }
}
