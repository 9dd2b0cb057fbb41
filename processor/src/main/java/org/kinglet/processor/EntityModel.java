// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/**
 * An entity without mistakes: everything that its companion is written from.
 *
 * @param fields all properties in the order of declaration, inherited ones first; for a record its components
 * @param members those that the companion has, in the same order
 * @param generatedKey whether the database makes the key
 */
record EntityModel(
        TypeElement element,
        boolean isRecord,
        TableNames names,
        KeyModel key,
        boolean generatedKey,
        List<Field> fields,
        List<Member> members,
        List<IndexModel> indexes) {

    /** The members that have columns, as the definition has them: those of the key first. */
    List<Member> stored() {
        return Stream.concat(stored(true), stored(false)).toList();
    }

    boolean hasRelations() {
        return members.stream().anyMatch(member -> !(member instanceof Member.Value));
    }

    List<Member.Value> withNanos() {
        return values().filter(value -> value.column().value().hasNanos()).toList();
    }

    Optional<Member.Value> version() {
        return values().filter(Member.Value::version).findFirst();
    }

    private Stream<Member.Value> values() {
        return members.stream().filter(Member.Value.class::isInstance).map(Member.Value.class::cast);
    }

    private Stream<Member> stored(boolean ofKey) {
        return members.stream().filter(member -> !member.columns().isEmpty() && member.id() == ofKey);
    }
}
