// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.kinglet.schema.DataType;

/** Something that is true, false or unknown. */
public sealed class Condition extends Expression<Boolean> permits BooleanColumn, ConditionAggregate {
    private static final Condition NOTHING = new Condition(new Node.Nothing());

    /** Wraps a node that is a condition; for relations and drivers. */
    public Condition(Node node) {
        super(node, DataType.BOOLEAN);
    }

    /** The condition if {@code flag} is true, else one that is left out wherever it is used. */
    public static Condition when(boolean flag, Condition condition) {
        return flag ? condition : NOTHING;
    }

    /** The same for a condition that can only be made if {@code flag} is true. */
    public static Condition when(boolean flag, Supplier<? extends Condition> condition) {
        return flag ? condition.get() : NOTHING;
    }

    /** True if all are; what {@link #when} left out does not count. With none it is left out itself. */
    public static Condition all(List<? extends Condition> conditions) {
        return junction(true, conditions);
    }

    /** True if one is; what {@link #when} left out does not count. With none it is left out itself. */
    public static Condition any(List<? extends Condition> conditions) {
        return junction(false, conditions);
    }

    public final Condition and(Condition other) {
        return junction(true, List.of(this, other));
    }

    public final Condition or(Condition other) {
        return junction(false, List.of(this, other));
    }

    public final Condition not() {
        return isNothing() ? this : new Condition(new Node.Not(node()));
    }

    /** Whether {@link #when} left it out. */
    public final boolean isNothing() {
        return node() instanceof Node.Nothing;
    }

    @Override
    Condition withNode(Node other) {
        return new Condition(other);
    }

    @Override
    public Condition as(String alias) {
        return withNode(new Node.Aliased(node(), alias));
    }

    private static Condition junction(boolean all, List<? extends Condition> conditions) {
        List<Node> nodes = new ArrayList<>(conditions.size());
        for (Condition condition : conditions) {
            if (condition.node() instanceof Node.Junction same && same.all() == all) {
                nodes.addAll(same.conditions());
            } else if (!condition.isNothing()) {
                nodes.add(condition.node());
            }
        }
        return switch (nodes.size()) {
            case 0 -> NOTHING;
            case 1 -> new Condition(nodes.getFirst());
            default -> new Condition(new Node.Junction(all, List.copyOf(nodes)));
        };
    }
}
