// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import org.kinglet.Computed;

/**
 * An entity without mistakes: everything that its companion is written from.
 *
 * @param key of a view, without parts
 * @param generatedKey whether the database makes the key
 */
record EntityModel(Shape shape, TableNames names, KeyModel key, boolean generatedKey, TableFacts facts) {
    TypeElement element() {
        return shape.element();
    }

    boolean isRecord() {
        return shape.isRecord();
    }

    List<Member> members() {
        return shape.members();
    }

    /** The members that have columns, as the definition has them: those of the key first. */
    List<Member> stored() {
        return shape.stored();
    }

    /** The same to the last part of what is embedded: all that has columns of its own. */
    List<Member> columnMembers() {
        return stored().stream()
                .flatMap(Member::withParts)
                .filter(member -> !(member instanceof Member.Embedded))
                .toList();
    }

    /** The members and all that they are made of. */
    List<Member> allMembers() {
        return members().stream().flatMap(Member::withParts).toList();
    }

    /** What is embedded, at any depth. */
    List<Member.Embedded> embedded() {
        return allMembers().stream()
                .filter(Member.Embedded.class::isInstance)
                .map(Member.Embedded.class::cast)
                .toList();
    }

    boolean isView() {
        return facts.view() != null;
    }

    /** The members that the database computes. */
    List<Member.Value> computed() {
        return stored().stream()
                .filter(Member.Value.class::isInstance)
                .map(Member.Value.class::cast)
                .filter(value -> value.field().has(Computed.class))
                .toList();
    }

    Optional<Member.Value> version() {
        return values().filter(Member.Value::version).findFirst();
    }

    private Stream<Member.Value> values() {
        return members().stream().filter(Member.Value.class::isInstance).map(Member.Value.class::cast);
    }
}
