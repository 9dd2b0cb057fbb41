// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/**
 * Any or all of the rows of a select with one column, to be compared with: {@code USERS.logins.gt(all(select, INTEGER))}.
 *
 * @param <T> the type of the column
 */
@SuppressWarnings("UnusedTypeParameter") // it says what can be compared with it
public final class Quantified<T> {
    private final boolean all;
    private final Select<?> select;

    Quantified(boolean all, Select<?> select) {
        this.all = all;
        this.select = select;
    }

    Condition compare(Node.BinaryOperator operator, Expression<?> left) {
        SelectedTypes.requireComparable(select, SelectedTypes.of(left));
        return new Condition(new Node.Quantified(operator, left.node(), all, select));
    }
}
