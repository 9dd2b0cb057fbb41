// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.FullTextDefinition;

/** What full-text search does in SQL; {@link FullText} says what each means. */
public sealed interface FullTextOperation {
    Target target();

    Search search();

    /**
     * Where it searches.
     *
     * @param columns of one table
     * @param index which these columns belong to; {@code null} if the definition of the table has none of them
     * @param language PostgreSQL's name of a configuration
     * @param weights for each column, or none
     */
    record Target(
            List<Node.Column> columns, @Nullable FullTextDefinition index, String language, List<Double> weights) {
        public TableSource<?> table() {
            return columns.getFirst().table();
        }

        /** Whether it is in all columns of the index, in its order. */
        public boolean isWhole() {
            return index != null
                    && index.columns()
                            .equals(columns.stream()
                                    .map(column -> column.column().name())
                                    .toList());
        }
    }

    record Matches(Target target, Search search) implements FullTextOperation {}

    record Rank(Target target, Search search) implements FullTextOperation {}

    record Highlight(Target target, Node.Column column, Search search, String before, String after)
            implements FullTextOperation {}

    /** @param words the most that it has */
    record Snippet(
            Target target, Node.Column column, Search search, String before, String after, String ellipsis, int words)
            implements FullTextOperation {}
}
