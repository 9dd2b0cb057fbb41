// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cases so far of a searched {@code case}: the result is that of the first condition that is true. Immutable.
 *
 * @param <T> the type of the results
 * @param <X> the kind of expression that it becomes
 */
public final class Case<T, X extends Expression<T>> {
    private final List<Node.When> whens;
    private final Expression<T> first;
    private final Function<Node, X> kind;

    private Case(List<Node.When> whens, Expression<T> first, Function<Node, X> kind) {
        this.whens = whens;
        this.first = first;
        this.kind = kind;
    }

    static <T, X extends Expression<T>> Case<T, X> first(Node condition, Expression<T> result, Function<Node, X> kind) {
        return new Case<>(List.of(new Node.When(condition, result.node())), result, kind);
    }

    public Case<T, X> when(Condition condition, Expression<T> result) {
        return with(condition.node(), result.node());
    }

    public Case<T, X> when(Condition condition, T result) {
        return with(condition.node(), value(result));
    }

    public X otherwise(Expression<T> result) {
        return end(null, result.node());
    }

    public X otherwise(T result) {
        return end(null, value(result));
    }

    /** Null where no condition is true. */
    public X end() {
        return end(null, null);
    }

    Case<T, X> with(Node condition, Node result) {
        List<Node.When> longer = new ArrayList<>(whens);
        longer.add(new Node.When(condition, result));
        return new Case<>(List.copyOf(longer), first, kind);
    }

    Node value(T result) {
        return first.parameter(result, "a case", "a case without otherwise(…)");
    }

    X end(@Nullable Node operand, @Nullable Node otherwise) {
        return kind.apply(new Node.Case(operand, whens, otherwise, first.type().columnType()));
    }
}
