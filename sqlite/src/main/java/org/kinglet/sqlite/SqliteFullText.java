// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.List;
import java.util.stream.Collectors;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.Node;
import org.kinglet.query.Search;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/** Full-text search in an FTS5 table, whose hidden column, of the table's own name, stands for the whole row. */
final class SqliteFullText {
    private SqliteFullText() {}

    static void write(Renderer to, FullTextOperation operation) {
        switch (operation) {
            case FullTextOperation.Matches matches -> {
                if (matches.search().words().isEmpty()) {
                    to.append("(1 = 0)");
                    return;
                }
                row(to.append("("), matches);
                to.append(" match ").parameter(query(matches)).append(")");
            }
            case FullTextOperation.Rank rank -> {
                row(to.append("(-bm25("), rank);
                to.append("))");
            }
            case FullTextOperation.Highlight highlight -> {
                row(to.append("highlight("), highlight);
                to.append(", " + position(highlight.columns().getFirst()) + ", ")
                        .parameter(highlight.before(), DataType.STRING.columnType())
                        .append(", ")
                        .parameter(highlight.after(), DataType.STRING.columnType())
                        .append(")");
            }
        }
    }

    private static void row(Renderer to, FullTextOperation operation) {
        TableSource<?> table = operation.columns().getFirst().table();
        String alias = table.alias();
        String name = table.definition().name();
        to.quote(alias == null ? name : alias).append(".").quote(name);
    }

    /** Among the columns of the FTS5 table, of which the key is none. */
    private static long position(Node.Column column) {
        List<ColumnDefinition> columns = column.table().definition().columns();
        return columns.subList(0, columns.indexOf(column.column())).stream()
                .filter(each -> !each.generated())
                .count();
    }

    private static String query(FullTextOperation operation) {
        Search search = operation.search();
        List<String> words =
                search.words().stream().map(word -> "\"" + word + "\"").toList();
        String query = switch (search.kind()) {
            case ALL -> String.join(" AND ", words);
            case ANY -> String.join(" OR ", words);
            case PHRASE -> "\"" + String.join(" ", search.words()) + "\"";
            case PREFIX -> words.stream().map(word -> word + "*").collect(Collectors.joining(" AND "));
            case RAW -> search.words().getFirst();
        };
        String columns = operation.columns().stream()
                .map(column -> "\"" + column.column().name().replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(" "));
        return "{" + columns + "} : (" + query + ")";
    }
}
