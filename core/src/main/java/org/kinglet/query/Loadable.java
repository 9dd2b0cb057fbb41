// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/**
 * What {@link Select#withRelated} loads together with entities: a relation, with conditions or without.
 *
 * @param <E> the entity that it starts from
 */
public interface Loadable<E> {
    /** The relation, and how much of it. */
    Load<E, ?> load();
}
