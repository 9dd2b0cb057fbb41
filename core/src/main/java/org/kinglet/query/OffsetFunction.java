// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What another row of the window has: {@code lag(x)} and {@code lead(x)}, one row away if no {@link #offset} says otherwise,
 * and null where there is no such row if no {@link #otherwise} does.
 *
 * @param <T> the type of the value
 * @param <X> the kind of expression
 */
public final class OffsetFunction<T, X extends Expression<T>> {
    private final String name;
    private final Expression<T> operand;
    private final Function<Node, X> expression;
    private final long offset;
    private final @Nullable Node otherwise;

    OffsetFunction(String name, Expression<T> operand, Function<Node, X> expression) {
        this(name, operand, expression, 1, null);
    }

    private OffsetFunction(
            String name, Expression<T> operand, Function<Node, X> expression, long offset, @Nullable Node otherwise) {
        this.name = name;
        this.operand = operand;
        this.expression = expression;
        this.offset = offset;
        this.otherwise = otherwise;
    }

    /**
     * So many rows away.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public OffsetFunction<T, X> offset(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException(name + "(…).offset(" + rows + "): it must not be negative; use "
                    + (name.equals("lag") ? "lead" : "lag"));
        }
        return new OffsetFunction<>(name, operand, expression, rows, otherwise);
    }

    /** The value where there is no such row. */
    public OffsetFunction<T, X> otherwise(T value) {
        Node node = operand.parameter(value, "otherwise", "nothing, which is null");
        return new OffsetFunction<>(name, operand, expression, offset, node);
    }

    public OffsetFunction<T, X> otherwise(Expression<T> value) {
        return new OffsetFunction<>(name, operand, expression, offset, value.node());
    }

    /** Over all rows, in no order. */
    public X over() {
        return over(Window.ALL);
    }

    public X over(Window window) {
        List<Node> more = new ArrayList<>();
        if (offset != 1 || otherwise != null) more.add(WindowFunctions.literal(offset));
        if (otherwise != null) more.add(otherwise);
        Node.Aggregate call = Aggregates.call(name, operand, more.toArray(Node[]::new));
        return expression.apply(Aggregates.over(call, window));
    }
}
