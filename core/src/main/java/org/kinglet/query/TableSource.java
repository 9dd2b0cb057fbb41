// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.jspecify.annotations.Nullable;
import org.kinglet.schema.TableDefinition;

/**
 * A table, or an alias of one, as statements name it.
 *
 * @param <E> the entity whose rows it has
 */
public non-sealed interface TableSource<E> extends Selection {
    TableDefinition definition();

    /** The alias in the statement, or {@code null} for the table itself. */
    @Nullable
    String alias();

    /** What a row of all its columns becomes. */
    default RowShape<E> shape() {
        return new RowShape.Entity<>(this);
    }

    /** The values of an entity, as drivers take them and in the order of the definition. */
    @Nullable
    Object[] stored(E entity);

    /** Who runs a statement that nobody was named for. */
    QueryRunner runner();

    /**
     * The values that columns get which an insert does not name, as drivers take them and in the order of the
     * definition: those of a fresh entity, made now. {@code null} if the entity has no defaults.
     */
    @Nullable
    Object @Nullable [] defaults();
}
