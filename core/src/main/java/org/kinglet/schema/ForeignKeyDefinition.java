// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of one table that hold the key of another, each in the position of the column it references. Made by the
 * constructor without a name and the methods that each return a changed copy.
 *
 * @param name {@code null} for one that is made of the table's and the columns'; in a {@link TableDefinition} it is never
 *     null
 */
public record ForeignKeyDefinition(
        @Nullable String name,
        List<String> columns,
        @Nullable String parentSchema,
        String parentTable,
        List<String> parentColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate,
        Deferral deferral) {
    public ForeignKeyDefinition {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    /** One without a name of its own that is checked with each statement. */
    public ForeignKeyDefinition(
            List<String> columns,
            @Nullable String parentSchema,
            String parentTable,
            List<String> parentColumns,
            ReferentialAction onDelete,
            ReferentialAction onUpdate) {
        this(null, columns, parentSchema, parentTable, parentColumns, onDelete, onUpdate, Deferral.NOT_DEFERRABLE);
    }

    public ForeignKeyDefinition withName(String newName) {
        return new ForeignKeyDefinition(
                newName, columns, parentSchema, parentTable, parentColumns, onDelete, onUpdate, deferral);
    }

    public ForeignKeyDefinition withDeferral(Deferral newDeferral) {
        return new ForeignKeyDefinition(
                name, columns, parentSchema, parentTable, parentColumns, onDelete, onUpdate, newDeferral);
    }
}
