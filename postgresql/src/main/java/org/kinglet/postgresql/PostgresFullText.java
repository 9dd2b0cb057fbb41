// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.Node;
import org.kinglet.query.Search;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;

/** Full-text search by {@code tsvector}. Everything but the words is literal, so that an index of the same expression is found. */
final class PostgresFullText {
    private static final ColumnType TEXT = DataType.STRING.columnType();

    private final Renderer to;
    private final FullTextOperation.Target target;
    private final String language;

    private PostgresFullText(Renderer to, FullTextOperation.Target target) {
        this.to = to;
        this.target = target;
        this.language = "'" + target.language() + "'";
    }

    static void write(Renderer to, FullTextOperation operation) {
        new PostgresFullText(to, operation.target()).write(operation);
    }

    private void write(FullTextOperation operation) {
        Search search = operation.search();
        switch (operation) {
            case FullTextOperation.Matches matches -> {
                to.append("(");
                vector();
                to.append(" @@ ");
                query(search);
                to.append(")");
            }
            case FullTextOperation.Rank rank -> {
                to.append("ts_rank(");
                if (target.isWhole()) to.append(weights() + ", ");
                vector();
                to.append(", ");
                query(search);
                to.append(")::double precision");
            }
            case FullTextOperation.Highlight highlight ->
                headline(highlight.column(), search, highlight.before(), highlight.after(), "HighlightAll=true");
            case FullTextOperation.Snippet snippet ->
                headline(
                        snippet.column(),
                        search,
                        snippet.before(),
                        snippet.after(),
                        "MaxWords=" + snippet.words() + ", MinWords=" + snippet.words() / 2 + ", ShortWord=0");
        }
    }

    private void headline(Node.Column column, Search search, String before, String after, String options) {
        to.append("ts_headline(" + language + ", ").render(column);
        to.append(", ");
        query(search);
        to.append(", ");
        text("StartSel=" + quoted(before) + ", StopSel=" + quoted(after) + ", " + options);
        to.append(")");
    }

    /** Of the columns with the index's labels, if it is the index that is searched. */
    private void vector() {
        if (target.isWhole()) {
            for (int i = 0; i < target.columns().size(); i++) {
                to.append(PostgresFullTextIndex.before(i, language))
                        .render(target.columns().get(i));
                to.append(PostgresFullTextIndex.after(i));
            }
            to.append(")");
            return;
        }
        String separator = "to_tsvector(" + language + ", coalesce(";
        for (Node.Column column : target.columns()) {
            to.append(separator).render(column);
            separator = ", '') || ' ' || coalesce(";
        }
        to.append(", ''))");
    }

    /** Of the labels D, C, B and A; none may be more than 1. */
    private String weights() {
        List<Double> weights = target.weights();
        if (weights.isEmpty()) return "'{1, 1, 1, 1}'";
        double most = Collections.max(weights);
        double[] labels = {1, 1, 1, 1};
        for (int i = 0; i < weights.size(); i++) {
            int label =
                    PostgresFullTextIndex.LABELS.length() - 1 - Math.min(i, PostgresFullTextIndex.LABELS.length() - 1);
            double weight = weights.get(i) / most;
            if (i >= PostgresFullTextIndex.LABELS.length() && labels[label] != weight) {
                throw new UnsupportedOperationException(
                        "PostgreSQL has four weights, of which the fourth is that of all"
                                + " further columns; give the same to those behind the third");
            }
            labels[label] = weight;
        }
        return "'{" + labels[0] + ", " + labels[1] + ", " + labels[2] + ", " + labels[3] + "}'";
    }

    private void query(Search search) {
        switch (search) {
            case Search.Words words -> words(words);
            case Search.Raw raw -> query("to_tsquery", raw.query());
            case Search.Both both -> joined(both.parts(), " && ");
            case Search.Either either -> joined(either.parts(), " || ");
            case Search.Except except -> {
                to.append("(");
                query(except.found());
                to.append(" && !! ");
                query(except.excluded());
                to.append(")");
            }
        }
    }

    private void joined(List<Search> parts, String operator) {
        String separator = "(";
        for (Search part : parts) {
            to.append(separator);
            query(part);
            separator = operator;
        }
        to.append(")");
    }

    private void words(Search.Words search) {
        List<String> words = search.words();
        switch (search.kind()) {
            case ALL -> query("plainto_tsquery", String.join(" ", words));
            case PHRASE -> query("phraseto_tsquery", String.join(" ", words));
            case PREFIX ->
                query("to_tsquery", words.stream().map(word -> word + ":*").collect(Collectors.joining(" & ")));
            case ANY -> {
                String separator = "(";
                for (String word : words) {
                    to.append(separator);
                    query("plainto_tsquery", word);
                    separator = " || ";
                }
                to.append(words.isEmpty() ? "''::tsquery" : ")");
            }
        }
    }

    private void query(String function, String words) {
        to.append(function + "(" + language + ", ");
        text(words);
        to.append(")");
    }

    private void text(String text) {
        to.parameter(text, TEXT);
    }

    private static String quoted(String option) {
        return "\"" + option.replace("\"", "\"\"") + "\"";
    }
}
