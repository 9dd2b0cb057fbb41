// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.kinglet.schema.DataType;

/** Something that is true, false or unknown. */
public sealed class Condition extends Expression<Boolean> permits BooleanColumn {
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

    /** One of both, but not both; unknown if one of them is. */
    public final Condition xor(Condition other) {
        if (isNothing()) return other;
        return other.isNothing() ? this : new Condition(new Node.Binary(Node.BinaryOperator.NE, node(), other.node()));
    }

    /** True, and neither false nor unknown; itself never unknown. */
    public final Condition isTrue() {
        return truth(true, false);
    }

    /** False or unknown. */
    public final Condition isNotTrue() {
        return truth(true, true);
    }

    /** False, and neither true nor unknown. */
    public final Condition isFalse() {
        return truth(false, false);
    }

    /** True or unknown. */
    public final Condition isNotFalse() {
        return truth(false, true);
    }

    /** Neither true nor false; the same as {@link #isNull()}. */
    public final Condition isUnknown() {
        return isNull();
    }

    public final Condition isNotUnknown() {
        return isNotNull();
    }

    private Condition truth(boolean value, boolean negated) {
        return new Condition(new Node.IsTruth(node(), value, negated));
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
