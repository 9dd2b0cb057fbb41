// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;

/** An index, or with {@code unique} a unique constraint, over columns in this order. */
public record IndexDefinition(String name, List<String> columns, boolean unique) {
    public IndexDefinition {
        columns = List.copyOf(columns);
    }
}
