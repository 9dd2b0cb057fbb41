// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** An expression and a direction. */
public record Order(Node node, boolean descending, Nulls nulls) implements Ordering {
    /** Where nulls go. */
    public enum Nulls {
        /** Where the database puts them. */
        DEFAULT,
        FIRST,
        LAST
    }

    public Order nullsFirst() {
        return new Order(node, descending, Nulls.FIRST);
    }

    public Order nullsLast() {
        return new Order(node, descending, Nulls.LAST);
    }

    static Order of(Ordering ordering) {
        return switch (ordering) {
            case Order order -> order;
            case Expression<?> expression -> expression.asc();
        };
    }
}
