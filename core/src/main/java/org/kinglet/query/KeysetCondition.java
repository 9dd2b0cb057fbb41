// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Node.BinaryOperator;

/**
 * Which rows come after a given one: those that are greater by the first term of the order, or equal by it and greater by the
 * second, and so on. All rows from the given value of the first term on is said beside it, because that is what an index can
 * find.
 */
final class KeysetCondition {
    private final List<Order> order;
    /** What the row has, for each term; {@link Node.Null} for null. */
    private final List<Node> values;

    KeysetCondition(List<Order> order, List<Node> values) {
        this.order = order;
        this.values = values;
    }

    Condition after() {
        List<Condition> alternatives = new ArrayList<>();
        List<Condition> equal = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Condition greater = greater(i);
            if (greater != null) {
                List<Condition> all = new ArrayList<>(equal);
                all.add(greater);
                alternatives.add(Condition.all(all));
            }
            equal.add(equal(i));
        }
        if (alternatives.isEmpty()) return new Condition(new Node.Not(new Node.Nothing()));
        Condition after = Condition.any(alternatives);
        return alternatives.size() == 1 || !isSimple() ? after : fromFirst().and(after);
    }

    private boolean isSimple() {
        return order.getFirst().nulls() == Order.Nulls.DEFAULT;
    }

    private Condition fromFirst() {
        Order first = order.getFirst();
        return compared(first, first.descending() ? BinaryOperator.LE : BinaryOperator.GE, values.getFirst());
    }

    private Condition equal(int term) {
        Node value = values.get(term);
        Node node = order.get(term).node();
        return value instanceof Node.Null
                ? new Condition(new Node.IsNull(node, false))
                : compared(order.get(term), BinaryOperator.EQ, value);
    }

    /** {@code null} if no value comes after. */
    private @Nullable Condition greater(int term) {
        Order by = order.get(term);
        Node value = values.get(term);
        if (value instanceof Node.Null) {
            return by.nulls() == Order.Nulls.FIRST ? new Condition(new Node.IsNull(by.node(), true)) : null;
        }
        Condition greater = compared(by, by.descending() ? BinaryOperator.LT : BinaryOperator.GT, value);
        return by.nulls() == Order.Nulls.LAST ? greater.or(new Condition(new Node.IsNull(by.node(), false))) : greater;
    }

    private static Condition compared(Order by, BinaryOperator operator, Node value) {
        return new Condition(new Node.Binary(operator, by.node(), value));
    }
}
