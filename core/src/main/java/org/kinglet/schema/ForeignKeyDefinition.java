// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of one table that hold the key of another, each in the position of the column it references. */
public record ForeignKeyDefinition(
        List<String> columns,
        @Nullable String parentSchema,
        String parentTable,
        List<String> parentColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate) {
    public ForeignKeyDefinition {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }
}
