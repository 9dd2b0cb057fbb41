// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key as it is in a database.
 *
 * @param name of the constraint; {@code null} where it has none
 * @param parentColumns in the order of {@code columns}; empty if SQLite's catalogue does not know them, since the parent is
 *     not there
 */
public record LiveForeignKey(
        @Nullable String name,
        List<String> columns,
        String parentSchema,
        String parentTable,
        List<String> parentColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate,
        Deferral deferral) {
    public LiveForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }
}
