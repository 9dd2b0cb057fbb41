// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index, in the order of its parts. Made by {@link #of} and the methods that each return a changed copy.
 *
 * @param unique whether no two rows may have the same parts
 * @param where an SQL condition; the index has only the rows that satisfy it
 * @param include further columns that the index holds, so that a query need not look at the table
 * @param method such as {@code gin}; {@code null} for the database's usual one
 * @param nullsNotDistinct whether two rows with NULL count as the same
 * @param concurrently whether it is made without keeping others from writing the table, outside of any transaction
 */
public record IndexDefinition(
        String name,
        List<IndexPart> parts,
        boolean unique,
        @Nullable String where,
        List<String> include,
        @Nullable String method,
        boolean nullsNotDistinct,
        boolean concurrently) {
    public IndexDefinition {
        parts = List.copyOf(parts);
        include = List.copyOf(include);
        if (parts.isEmpty()) throw new IllegalArgumentException("the index " + name + " is over nothing");
    }

    public static IndexDefinition of(String name, List<IndexPart> parts) {
        return new IndexDefinition(name, parts, false, null, List.of(), null, false, false);
    }

    /** Over columns, ascending. */
    public static IndexDefinition ofColumns(String name, List<String> columns) {
        return of(name, columns.stream().map(IndexPart::column).toList());
    }

    public IndexDefinition asUnique() {
        return new IndexDefinition(name, parts, true, where, include, method, nullsNotDistinct, concurrently);
    }

    public IndexDefinition withWhere(String condition) {
        return new IndexDefinition(name, parts, unique, condition, include, method, nullsNotDistinct, concurrently);
    }

    public IndexDefinition withInclude(String... columns) {
        return new IndexDefinition(
                name, parts, unique, where, List.of(columns), method, nullsNotDistinct, concurrently);
    }

    public IndexDefinition withMethod(String newMethod) {
        return new IndexDefinition(name, parts, unique, where, include, newMethod, nullsNotDistinct, concurrently);
    }

    public IndexDefinition asNullsNotDistinct() {
        return new IndexDefinition(name, parts, unique, where, include, method, true, concurrently);
    }

    public IndexDefinition asConcurrent() {
        return new IndexDefinition(name, parts, unique, where, include, method, nullsNotDistinct, true);
    }

    /** The parts that are columns. */
    public List<String> columns() {
        return parts.stream().flatMap(part -> Stream.ofNullable(part.column())).toList();
    }

    /** Whether it says that no two rows of the table have the same values in {@link #columns}. */
    public boolean isKey() {
        return unique && where == null && columns().size() == parts.size();
    }
}
