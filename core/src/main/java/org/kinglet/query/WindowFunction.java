// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.function.Function;

/**
 * A function that has a value only over a window. It becomes an expression by {@code over}, which can be selected and ordered
 * by; a condition on it goes around the select, where this one is a sub-select.
 *
 * @param <X> the kind of expression
 */
public final class WindowFunction<X extends Expression<?>> {
    private final Node.Aggregate call;
    private final Function<Node, X> expression;

    WindowFunction(Node.Aggregate call, Function<Node, X> expression) {
        this.call = call;
        this.expression = expression;
    }

    /** Over all rows. */
    public X over() {
        return over(Window.ALL);
    }

    public X over(Window window) {
        return expression.apply(Aggregates.over(call, window));
    }
}
