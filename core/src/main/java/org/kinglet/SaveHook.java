// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * Is called when an entity is saved.
 *
 * @param <E> the entity
 */
@FunctionalInterface
public interface SaveHook<E> {
    /** @param insert whether the row is new; else it is updated */
    void run(E entity, boolean insert);
}
