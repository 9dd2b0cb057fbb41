// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kinglet.schema.ColumnDefinition;

/**
 * A column and what it is set to.
 *
 * @param <E> the entity whose column it is
 */
@SuppressWarnings("UnusedTypeParameter") // so that no statement about another table takes it
public final class Assignment<E> {
    private final List<ColumnDefinition> columns;
    private final List<Node> values;

    /** For columns and relations; programs write {@code USERS.username.set("x")}. */
    public Assignment(List<ColumnDefinition> columns, Node value) {
        this.columns = columns;
        this.values = value instanceof Node.Tuple tuple ? tuple.elements() : List.of(value);
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for the columns "
                    + columns.stream().map(ColumnDefinition::name).toList());
        }
    }

    public List<ColumnDefinition> columns() {
        return columns;
    }

    /** As many as there are columns. */
    public List<Node> values() {
        return values;
    }

    /** @throws IllegalArgumentException if two of them set the same column */
    static <E> void requireDifferent(List<Assignment<E>> assignments) {
        Set<String> names = new HashSet<>();
        for (Assignment<E> assignment : assignments) {
            for (ColumnDefinition column : assignment.columns) {
                if (!names.add(column.name())) {
                    throw new IllegalArgumentException("the column " + column.name() + " is set twice");
                }
            }
        }
    }

    static Node nulls(int count) {
        return new Node.Tuple(Collections.nCopies(count, new Node.Null()));
    }

    static Node excluded(List<ColumnDefinition> columns) {
        List<Node> nodes = new ArrayList<>(columns.size());
        for (ColumnDefinition column : columns) nodes.add(new Node.Excluded(column));
        return Node.tuple(nodes);
    }
}
