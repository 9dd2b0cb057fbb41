// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.stream.Collectors;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.Search;

/** Full-text search by {@code match … against} in boolean mode; the words have none of its operators. */
final class MysqlFullText {
    private MysqlFullText() {}

    static void write(Renderer to, FullTextOperation operation, String database) {
        if (operation instanceof FullTextOperation.Highlight) {
            throw new UnsupportedOperationException(database + " marks no words that were found; mark them in Java");
        }
        String separator = operation instanceof FullTextOperation.Matches ? "(match (" : "match (";
        for (var column : operation.columns()) {
            to.append(separator).render(column);
            separator = ", ";
        }
        to.append(") against (").parameter(query(operation.search()));
        to.append(operation instanceof FullTextOperation.Matches ? " in boolean mode) > 0)" : " in boolean mode)");
    }

    private static String query(Search search) {
        String words = String.join(" ", search.words());
        return switch (search.kind()) {
            case ALL -> search.words().stream().map(word -> "+" + word).collect(Collectors.joining(" "));
            case PREFIX -> search.words().stream().map(word -> "+" + word + "*").collect(Collectors.joining(" "));
            case PHRASE -> search.words().isEmpty() ? "" : "\"" + words + "\"";
            case ANY, RAW -> words;
        };
    }
}
