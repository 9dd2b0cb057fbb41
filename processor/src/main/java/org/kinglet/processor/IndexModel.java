// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.stream.Stream;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.Naming;

/**
 * An index.
 *
 * @param name empty where it follows from the parts
 * @param include the columns that it holds beside
 */
record IndexModel(
        String name,
        boolean unique,
        List<IndexPart> parts,
        String where,
        List<String> include,
        String method,
        boolean nullsNotDistinct,
        boolean concurrently) {
    /** One of nothing but columns. */
    static IndexModel of(String name, boolean unique, List<String> columns) {
        List<IndexPart> parts = columns.stream().map(IndexPart::column).toList();
        return new IndexModel(name, unique, parts, "", List.of(), "", false, false);
    }

    /** Whether there is nothing to say of it but its columns. */
    boolean plain() {
        return parts.stream().allMatch(part -> part.column() != null && !part.descending())
                && where.isEmpty()
                && include.isEmpty()
                && method.isEmpty()
                && !nullsNotDistinct
                && !concurrently;
    }

    /** The columns it is over; what else it may be over is left out. */
    List<String> columns() {
        return parts.stream().flatMap(part -> Stream.ofNullable(part.column())).toList();
    }

    String nameIn(String table) {
        return name.isEmpty() ? Naming.indexName(table, parts) : name;
    }
}
