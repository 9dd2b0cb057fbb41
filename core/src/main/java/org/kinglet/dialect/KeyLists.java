// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Condition;
import org.kinglet.query.Node;

/**
 * Lists of keys of several columns, so that they are looked up in an index. Servers take a list of rows, but some read the
 * whole table for it. A few keys are compared column by column; with many, the values of the first column alone are listed
 * beside.
 */
final class KeyLists {
    private static final int FEW = 100;

    private KeyLists() {}

    /** The values of the first column; null if the keys are few. */
    static Node.@Nullable In firsts(Node.Tuple columns, List<Node> keys) {
        if (keys.size() <= FEW) return null;
        Set<Node> values = new LinkedHashSet<>();
        for (Node key : keys) values.add(elements(key).getFirst());
        return new Node.In(columns.elements().getFirst(), List.copyOf(values), false);
    }

    static Node compared(Node.Tuple columns, List<Node> keys) {
        List<Condition> conditions = new ArrayList<>(keys.size());
        for (Node key : keys) {
            List<Condition> equal = new ArrayList<>();
            for (int i = 0; i < columns.elements().size(); i++) {
                equal.add(new Condition(new Node.Binary(
                        Node.BinaryOperator.EQ,
                        columns.elements().get(i),
                        elements(key).get(i))));
            }
            conditions.add(Condition.all(equal));
        }
        return Condition.any(conditions).node();
    }

    private static List<Node> elements(Node key) {
        return ((Node.Tuple) key).elements();
    }
}
