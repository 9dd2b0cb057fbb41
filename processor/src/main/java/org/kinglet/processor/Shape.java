// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/**
 * What an entity, or something embedded in one, is made of.
 *
 * @param type the class, with its type arguments
 * @param fields all properties in the order of declaration, inherited ones first; for a record its components
 * @param members those that the companion has, in the same order
 */
record Shape(DeclaredType type, List<Field> fields, List<Member> members) {
    TypeElement element() {
        return (TypeElement) type.asElement();
    }

    boolean isRecord() {
        return element().getKind() == ElementKind.RECORD;
    }

    /** The members that have columns, as the definition has them: those of the key first. */
    List<Member> stored() {
        return Stream.concat(stored(true), stored(false)).toList();
    }

    private Stream<Member> stored(boolean ofKey) {
        return members.stream().filter(member -> !member.columns().isEmpty() && member.id() == ofKey);
    }

    boolean hasRelations() {
        return members.stream().anyMatch(Shape::hasRelations);
    }

    private static boolean hasRelations(Member member) {
        return switch (member) {
            case Member.Value value -> false;
            case Member.Embedded embedded -> embedded.shape().hasRelations();
            case Member.Reference reference -> true;
            case Member.Many many -> true;
        };
    }

    /** The members with times that may be more precise than databases keep them. */
    List<Member> withNanos() {
        return members.stream().filter(Shape::hasNanos).toList();
    }

    private static boolean hasNanos(Member member) {
        return switch (member) {
            case Member.Value value -> value.column().value().hasNanos();
            case Member.Embedded embedded -> !embedded.shape().withNanos().isEmpty();
            case Member.Reference reference -> false;
            case Member.Many many -> false;
        };
    }
}
