// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation whose rows are to be loaded, and what is to be loaded with those in turn. Immutable.
 *
 * @param <E> the entity it starts from
 * @param <T> the entity it leads to
 */
public abstract sealed class Load<E, T> implements Loadable<E> permits LoadOne, LoadMany {
    private final Relation<E, T> relation;
    private final List<Load<T, ?>> related;

    Load(Relation<E, T> relation, List<Load<T, ?>> related) {
        this.relation = relation;
        this.related = related;
    }

    @Override
    public final Load<E, T> load() {
        return this;
    }

    public final Relation<E, T> relation() {
        return relation;
    }

    /** What is loaded with the related rows. */
    public final List<Load<T, ?>> related() {
        return related;
    }

    /** Which of the related rows; {@code null} for all. */
    public @Nullable Node condition() {
        return null;
    }

    /** Empty for none. */
    public List<Order> order() {
        return List.of();
    }

    /** How many rows for each entity; -1 for all. */
    public long limit() {
        return -1;
    }

    /** Those of before and these; a relation that is named again is loaded as it was named last. */
    static <E> List<Load<E, ?>> and(List<Load<E, ?>> before, List<? extends Loadable<E>> more) {
        List<Load<E, ?>> all = new ArrayList<>(before);
        for (Loadable<E> each : more) {
            Load<E, ?> load = each.load();
            all.removeIf(earlier -> earlier.relation().equals(load.relation()));
            all.add(load);
        }
        return List.copyOf(all);
    }
}
