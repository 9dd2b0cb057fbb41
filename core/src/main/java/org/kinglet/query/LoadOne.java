// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;

/** The row that a reference refers to: {@code TWEETS.user}. */
public final class LoadOne<E, T> extends Load<E, T> {
    private LoadOne(Relation<E, T> relation, List<Load<T, ?>> related) {
        super(relation, related);
    }

    /** For relations. */
    public static <E, T> LoadOne<E, T> of(Relation<E, T> relation) {
        return new LoadOne<>(relation, List.of());
    }

    /** With these of the row, and those of earlier calls. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final LoadOne<E, T> withRelated(Loadable<T>... relations) {
        return withRelated(List.of(relations));
    }

    /** As {@link #withRelated(Loadable...)}. */
    public LoadOne<E, T> withRelated(List<? extends Loadable<T>> relations) {
        return new LoadOne<>(relation(), and(related(), relations));
    }
}
