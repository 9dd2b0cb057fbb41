// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.FullTextOperation;
import org.kinglet.query.Node;
import org.kinglet.query.Search;
import org.kinglet.query.TableSource;
import org.kinglet.schema.FullTextDefinition;

/**
 * Full-text search by {@code match … against} in boolean mode; the words have none of its operators. Searches that are made of
 * others are joined in SQL, since that mode has no precedence that could be relied on.
 */
final class MysqlFullText {
    private final Renderer to;
    private final FullTextOperation.Target target;

    private MysqlFullText(Renderer to, FullTextOperation.Target target) {
        this.to = to;
        this.target = target;
    }

    static void write(Renderer to, FullTextOperation operation, String database) {
        MysqlFullText writer = new MysqlFullText(to, operation.target());
        switch (operation) {
            case FullTextOperation.Matches matches -> writer.matches(matches.search());
            case FullTextOperation.Rank rank -> writer.rank(rank.search());
            case FullTextOperation.Highlight highlight -> throw noMarks(database);
            case FullTextOperation.Snippet snippet -> throw noMarks(database);
        }
    }

    private static UnsupportedOperationException noMarks(String database) {
        return new UnsupportedOperationException(database + " marks no words that were found; mark them in Java");
    }

    private void matches(Search search) {
        switch (search) {
            case Search.Words words -> {
                if (words.isNothing()) to.append("(1 = 0)");
                else leaf(query(words));
            }
            case Search.Raw raw -> leaf(raw.query());
            case Search.Both both -> joined(both.parts(), " and ");
            case Search.Either either -> joined(either.parts(), " or ");
            case Search.Except except -> {
                to.append("(");
                matches(except.found());
                to.append(" and not ");
                matches(except.excluded());
                to.append(")");
            }
        }
    }

    private void joined(List<Search> parts, String operator) {
        String separator = "(";
        for (Search part : parts) {
            to.append(separator);
            matches(part);
            separator = operator;
        }
        to.append(")");
    }

    private void leaf(String query) {
        to.append("(");
        score(columns(), query);
        to.append(" > 0)");
    }

    /** The sum of all that is looked for; of weighed columns, the sum of theirs. */
    private void rank(Search search) {
        List<String> queries = search.leaves()
                .map(leaf -> leaf instanceof Search.Words words ? query(words) : ((Search.Raw) leaf).query())
                .toList();
        String separator = "(0e0";
        for (String query : queries) {
            if (target.weights().isEmpty()) {
                to.append(separator + " + ");
                score(columns(), query);
                separator = "";
                continue;
            }
            // Of a column, in which one of the words may be alone.
            String any = query.replace("+", "");
            for (int i = 0; i < target.columns().size(); i++) {
                to.append(separator + " + " + target.weights().get(i) + "e0 * ");
                score(List.of(columns().get(i)), any);
                separator = "";
            }
        }
        to.append(queries.isEmpty() ? "(0e0)" : ")");
    }

    private void score(List<Runnable> columns, String query) {
        String separator = "match (";
        for (Runnable column : columns) {
            to.append(separator);
            column.run();
            separator = ", ";
        }
        to.append(") against (").parameter(query).append(" in boolean mode)");
    }

    /** Those of the index, or the columns themselves. */
    private List<Runnable> columns() {
        FullTextDefinition index = target.index();
        if (index == null) {
            return target.columns().stream()
                    .<Runnable>map(column -> () -> to.render(column))
                    .toList();
        }
        List<String> names =
                target.columns().stream().map(column -> column.column().name()).toList();
        return IntStream.range(0, names.size())
                .<Runnable>mapToObj(i ->
                        () -> hidden(target.columns().get(i), index.columns().indexOf(names.get(i))))
                .toList();
    }

    private void hidden(Node.Column column, int place) {
        TableSource<?> table = column.table();
        String alias = table.alias();
        to.quote(alias == null ? table.definition().name() : alias).append(".").quote(MysqlFullTextIndex.column(place));
    }

    private static String query(Search.Words search) {
        String words = String.join(" ", search.words());
        return switch (search.kind()) {
            case ALL -> search.words().stream().map(word -> "+" + word).collect(Collectors.joining(" "));
            case PREFIX -> search.words().stream().map(word -> "+" + word + "*").collect(Collectors.joining(" "));
            case PHRASE -> "\"" + words + "\"";
            case ANY -> words;
        };
    }
}
