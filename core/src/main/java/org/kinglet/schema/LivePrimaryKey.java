// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of a table in a database.
 *
 * @param name of the constraint; {@code null} where it has none
 * @param columns in the order of the key
 */
public record LivePrimaryKey(@Nullable String name, List<String> columns) {
    public LivePrimaryKey {
        columns = List.copyOf(columns);
    }
}
