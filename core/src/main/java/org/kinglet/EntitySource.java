// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.kinglet.query.TableSource;

/**
 * What the rows of entities are in: a {@link Table} or an {@link EntityView}.
 *
 * @param <E> the entity
 */
public sealed interface EntitySource<E> extends TableSource<E> permits Table, EntityView {
    /** The class of its entities. */
    Class<E> entityClass();
}
