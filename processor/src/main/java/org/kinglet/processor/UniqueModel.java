// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.Naming;

/**
 * A unique constraint of the table.
 *
 * @param name empty where it follows from the columns
 */
record UniqueModel(String name, List<String> columns, Deferral deferral, boolean nullsNotDistinct) {
    String nameIn(String table) {
        return name.isEmpty()
                ? Naming.indexName(
                        table, columns.stream().map(IndexPart::column).toList())
                : name;
    }
}
