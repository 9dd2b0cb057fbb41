// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document: steps through members of objects, by name, and elements of arrays, by number. A name never
 * means an element, nor a number a member: {@code of("0")} is a member that is called 0. Immutable.
 */
public final class JsonPath {
    /** The document itself. */
    public static final JsonPath ROOT = new JsonPath(List.of());

    private final List<Step> steps;

    /** One step. */
    public sealed interface Step {}

    /** To the member of an object; any name is one, the empty one too. */
    public record Member(String name) implements Step {}

    /** To an element of an array, counted from 0; from -1 backwards, counted from the end. */
    public record Element(int index) implements Step {}

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * A path: a {@code String} is the name of a member, an {@code Integer} the number of an element, from 0, or from -1
     * backwards from the end.
     *
     * @throws IllegalArgumentException if there is something else among the steps
     */
    public static JsonPath of(Object... steps) {
        JsonPath path = ROOT;
        for (Object step : steps) {
            path = switch (step) {
                case String name -> path.member(name);
                case Integer index -> path.element(index);
                case null, default ->
                    throw new IllegalArgumentException("a step of a JSON path is a String, the name of a member, or an"
                            + " Integer, the number of an element");
            };
        }
        return path;
    }

    /** This path, and then to a member. */
    public JsonPath member(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of a member in a path cannot have the character NUL");
        }
        return then(new Member(name));
    }

    /** This path, and then to an element. */
    public JsonPath element(int index) {
        return then(new Element(index));
    }

    /** This path, and then one step more. */
    public JsonPath then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new JsonPath(List.copyOf(longer));
    }

    public List<Step> steps() {
        return steps;
    }

    /** This path, and from there on another. */
    public JsonPath then(JsonPath rest) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(rest.steps);
        return new JsonPath(List.copyOf(all));
    }

    /**
     * The path without its last step.
     *
     * @throws IllegalStateException if it has none
     */
    public JsonPath parent() {
        if (steps.isEmpty()) throw new IllegalStateException("the root of a document has no parent");
        return new JsonPath(steps.subList(0, steps.size() - 1));
    }

    /** The last step; of the root there is none. */
    public Step last() {
        return steps.getLast();
    }

    public boolean isRoot() {
        return steps.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonPath path && steps.equals(path.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        return steps.toString();
    }
}
