// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.Naming;

/** An annotation as it is written: what it says of itself by default is left out, and so is {@code value} if it is alone. */
final class AnnotationText {
    private final String name;
    private final Map<String, String> members = new LinkedHashMap<>();

    AnnotationText(String name) {
        this.name = name;
    }

    AnnotationText with(String member, String java) {
        members.put(member, java);
        return this;
    }

    /** Nothing, if there is no text. */
    AnnotationText text(String member, @Nullable String text) {
        return text == null || text.isEmpty() ? this : with(member, Naming.javaLiteral(text));
    }

    /** Nothing, if there are no texts; one needs no braces. */
    AnnotationText texts(String member, Collection<String> texts) {
        if (texts.isEmpty()) return this;
        List<String> literals = texts.stream().map(Naming::javaLiteral).toList();
        return with(member, literals.size() == 1 ? literals.getFirst() : "{" + String.join(", ", literals) + "}");
    }

    AnnotationText flag(String member, boolean isSet) {
        return isSet ? with(member, "true") : this;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public String toString() {
        if (members.isEmpty()) return "@" + name;
        String alone = members.get("value");
        if (members.size() == 1 && alone != null) return "@" + name + "(" + alone + ")";
        return members.entrySet().stream()
                .map(member -> member.getKey() + " = " + member.getValue())
                .collect(Collectors.joining(", ", "@" + name + "(", ")"));
    }
}
