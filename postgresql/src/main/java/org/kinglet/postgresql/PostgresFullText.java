// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.stream.Collectors;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.Node;
import org.kinglet.query.Search;
import org.kinglet.schema.DataType;

/** Full-text search by {@code tsvector}. Everything but the words is literal, so that an index of the same expression is found. */
final class PostgresFullText {
    private final Renderer to;
    private final FullTextOperation operation;
    private final String language;

    private PostgresFullText(Renderer to, FullTextOperation operation) {
        this.to = to;
        this.operation = operation;
        this.language = "'" + operation.language() + "'";
    }

    static void write(Renderer to, FullTextOperation operation) {
        new PostgresFullText(to, operation).write();
    }

    private void write() {
        switch (operation) {
            case FullTextOperation.Matches matches -> {
                to.append("(");
                vector();
                to.append(" @@ ");
                query();
                to.append(")");
            }
            case FullTextOperation.Rank rank -> {
                to.append("ts_rank(");
                vector();
                to.append(", ");
                query();
                to.append(")::double precision");
            }
            case FullTextOperation.Highlight highlight -> {
                to.append("ts_headline(" + language + ", ")
                        .render(highlight.columns().getFirst());
                to.append(", ");
                query();
                to.append(", ");
                text("StartSel=" + quoted(highlight.before()) + ", StopSel=" + quoted(highlight.after())
                        + ", HighlightAll=true");
                to.append(")");
            }
        }
    }

    private void vector() {
        String separator = "to_tsvector(" + language + ", coalesce(";
        for (Node.Column column : operation.columns()) {
            to.append(separator).render(column);
            separator = ", '') || ' ' || coalesce(";
        }
        to.append(", ''))");
    }

    private void query() {
        Search search = operation.search();
        switch (search.kind()) {
            case ALL -> query("plainto_tsquery", String.join(" ", search.words()));
            case PHRASE -> query("phraseto_tsquery", String.join(" ", search.words()));
            case PREFIX ->
                query(
                        "to_tsquery",
                        search.words().stream().map(word -> word + ":*").collect(Collectors.joining(" & ")));
            case RAW -> query("to_tsquery", search.words().getFirst());
            case ANY -> {
                String separator = "(";
                for (String word : search.words()) {
                    to.append(separator);
                    query("plainto_tsquery", word);
                    separator = " || ";
                }
                to.append(search.words().isEmpty() ? "''::tsquery" : ")");
            }
        }
    }

    private void query(String function, String words) {
        to.append(function + "(" + language + ", ");
        text(words);
        to.append(")");
    }

    private void text(String text) {
        to.parameter(text, DataType.STRING.columnType());
    }

    private static String quoted(String option) {
        return "\"" + option.replace("\"", "\"\"") + "\"";
    }
}
