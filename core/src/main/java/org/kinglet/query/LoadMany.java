// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that refer to an entity, or some of them: {@code USERS.tweets.where(TWEETS.draft.not()).limit(3)}.
 */
public final class LoadMany<E, T> extends Load<E, T> {
    private final @Nullable Node condition;
    private final List<Order> order;
    private final long limit;

    private LoadMany(
            Relation<E, T> relation,
            List<Load<T, ?>> related,
            @Nullable Node condition,
            List<Order> order,
            long limit) {
        super(relation, related);
        this.condition = condition;
        this.order = order;
        this.limit = limit;
    }

    /** For relations. */
    public static <E, T> LoadMany<E, T> of(Relation<E, T> relation) {
        return new LoadMany<>(relation, List.of(), null, List.of(), -1);
    }

    /** Only rows for which the conditions are true, and those of earlier calls. */
    public LoadMany<E, T> where(Condition... conditions) {
        return new LoadMany<>(relation(), related(), Conditions.and(condition, conditions), order, limit);
    }

    /** Each entity's rows in this order, in place of any earlier one. */
    public LoadMany<E, T> orderBy(Ordering... orderings) {
        return new LoadMany<>(
                relation(),
                related(),
                condition,
                Stream.of(orderings).map(Order::of).toList(),
                limit);
    }

    /**
     * At most so many rows for each entity, the first in order; in the order of their keys, if none is given.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public LoadMany<E, T> limit(long rows) {
        if (rows < 1) throw new IllegalArgumentException("at least one row of " + relation() + ", not " + rows);
        return new LoadMany<>(relation(), related(), condition, order, rows);
    }

    /** With these of each row, and those of earlier calls. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final LoadMany<E, T> withRelated(Loadable<T>... relations) {
        return new LoadMany<>(relation(), and(related(), List.of(relations)), condition, order, limit);
    }

    @Override
    public @Nullable Node condition() {
        return condition;
    }

    @Override
    public List<Order> order() {
        return order;
    }

    @Override
    public long limit() {
        return limit;
    }
}
