// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;

/**
 * A unique constraint of a table, which unlike a unique {@link IndexDefinition} can be deferred.
 *
 * @param nullsNotDistinct whether two rows with NULL in these columns count as the same
 */
public record UniqueDefinition(String name, List<String> columns, Deferral deferral, boolean nullsNotDistinct) {
    public UniqueDefinition {
        columns = List.copyOf(columns);
    }

    /** One that is checked with each statement. */
    public static UniqueDefinition of(String name, List<String> columns) {
        return new UniqueDefinition(name, columns, Deferral.NOT_DEFERRABLE, false);
    }

    public UniqueDefinition withDeferral(Deferral newDeferral) {
        return new UniqueDefinition(name, columns, newDeferral, nullsNotDistinct);
    }

    public UniqueDefinition asNullsNotDistinct() {
        return new UniqueDefinition(name, columns, deferral, true);
    }
}
