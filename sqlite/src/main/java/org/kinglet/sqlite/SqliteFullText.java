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
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * Full-text search by FTS5: in the index of a table, which is asked for the rows that it knows by their number; or in an FTS5
 * table itself. The hidden column of the table's own name stands for the whole row.
 */
final class SqliteFullText {
    private final Renderer to;
    private final FullTextOperation.Target target;
    private final Search search;

    private SqliteFullText(Renderer to, FullTextOperation operation) {
        this.to = to;
        this.target = operation.target();
        this.search = operation.search();
    }

    static void write(Renderer to, FullTextOperation operation) {
        SqliteFullText writer = new SqliteFullText(to, operation);
        FullTextDefinition index = operation.target().index();
        if (index == null) writer.ofRow(operation);
        else writer.ofIndex(operation, index);
    }

    // In an FTS5 table itself

    private void ofRow(FullTextOperation operation) {
        switch (operation) {
            case FullTextOperation.Matches matches -> {
                if (search.isNothing()) {
                    to.append("(1 = 0)");
                    return;
                }
                row("(");
                to.append(" match ").parameter(query()).append(")");
            }
            case FullTextOperation.Rank rank -> {
                row("(-bm25(");
                weights(target.table().definition().columns().stream()
                        .filter(column -> !column.generated())
                        .map(ColumnDefinition::name)
                        .toList());
                to.append("))");
            }
            case FullTextOperation.Highlight highlight -> {
                row("highlight(");
                marks(position(highlight.column()), highlight.before(), highlight.after());
                to.append(")");
            }
            case FullTextOperation.Snippet snippet -> {
                row("snippet(");
                marks(position(snippet.column()), snippet.before(), snippet.after());
                text(snippet.ellipsis());
                to.append(", " + snippet.words() + ")");
            }
        }
    }

    private void row(String before) {
        String name = target.table().definition().name();
        to.append(before).quote(nameOf(target.table())).append(".").quote(name);
    }

    /** Among the columns of the FTS5 table, of which the key is none. */
    private static long position(Node.Column column) {
        List<ColumnDefinition> columns = column.table().definition().columns();
        return columns.subList(0, columns.indexOf(column.column())).stream()
                .filter(each -> !each.generated())
                .count();
    }

    // In the index of a table

    private void ofIndex(FullTextOperation operation, FullTextDefinition index) {
        switch (operation) {
            case FullTextOperation.Matches matches -> {
                if (search.isNothing()) {
                    to.append("(1 = 0)");
                    return;
                }
                key("(");
                found(" in (select rowid");
                to.append("))");
            }
            // Put aside, since the ranks of all rows are found together.
            case FullTextOperation.Rank rank -> {
                if (search.isNothing()) {
                    to.append("0.0");
                    return;
                }
                to.append("coalesce((with \"kinglet ranks\"(id, \"rank\") as materialized (select rowid, -bm25(")
                        .quote(name());
                weights(index.columns());
                found(")");
                key(") select \"rank\" from \"kinglet ranks\" where id = ");
                to.append("), 0.0)");
            }
            case FullTextOperation.Highlight highlight ->
                marked(highlight.column(), () -> {
                    to.append("highlight(").quote(name());
                    marks(positionIn(index, highlight.column()), highlight.before(), highlight.after());
                });
            case FullTextOperation.Snippet snippet ->
                marked(snippet.column(), () -> {
                    to.append("snippet(").quote(name());
                    marks(positionIn(index, snippet.column()), snippet.before(), snippet.after());
                    text(snippet.ellipsis());
                    to.append(", " + snippet.words());
                });
        }
    }

    private void marked(Node.Column column, Runnable function) {
        if (search.isNothing()) {
            to.render(column);
            return;
        }
        to.append("(case when ").render(column).append(" is not null then coalesce((select ");
        function.run();
        found(")");
        key(" and rowid = ");
        to.append("), ").render(column).append(") end)");
    }

    private void found(String before) {
        TableDefinition table = target.table().definition();
        to.append(before + " from ");
        String schema = table.schema();
        if (schema != null) to.quote(schema).append(".");
        to.quote(name()).append(" where ").quote(name()).append(" match ").parameter(query());
    }

    private void key(String before) {
        to.append(before);
        TableDefinition table = target.table().definition();
        ColumnDefinition key = SqliteFullTextIndex.rowid(table);
        if (key != null) to.render(new Node.Column(target.table(), key));
        else to.quote(nameOf(target.table())).append("." + SqliteFullTextIndex.rowidName(table));
    }

    private String name() {
        return SqliteFullTextIndex.name(target.table().definition().name());
    }

    private static long positionIn(FullTextDefinition index, Node.Column column) {
        return index.columns().indexOf(column.column().name());
    }

    // In both

    private static String nameOf(TableSource<?> table) {
        String alias = table.alias();
        return alias == null ? table.definition().name() : alias;
    }

    /** @param columns all of the FTS5 table */
    private void weights(List<String> columns) {
        if (target.weights().isEmpty()) return;
        List<String> weighed =
                target.columns().stream().map(column -> column.column().name()).toList();
        for (String column : columns) {
            int place = weighed.indexOf(column);
            to.append(", " + (place < 0 ? 0.0 : target.weights().get(place)));
        }
    }

    private void marks(long position, String before, String after) {
        to.append(", " + position);
        text(before);
        text(after);
    }

    private void text(String text) {
        to.append(", ").parameter(text, DataType.STRING.columnType());
    }

    private String query() {
        String query = query(search);
        if (target.isWhole()) return query;
        return target.columns().stream()
                .map(column -> "\"" + column.column().name().replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(" ", "{", "} : (" + query + ")"));
    }

    private static String query(Search search) {
        return switch (search) {
            case Search.Words words -> words(words);
            case Search.Raw raw -> raw.query();
            case Search.Both both -> joined(both.parts(), " AND ");
            case Search.Either either -> joined(either.parts(), " OR ");
            case Search.Except except -> "(" + query(except.found()) + ") NOT (" + query(except.excluded()) + ")";
        };
    }

    private static String joined(List<Search> parts, String operator) {
        return parts.stream().map(part -> "(" + query(part) + ")").collect(Collectors.joining(operator));
    }

    private static String words(Search.Words search) {
        List<String> words =
                search.words().stream().map(word -> "\"" + word + "\"").toList();
        return switch (search.kind()) {
            case ALL -> String.join(" AND ", words);
            case ANY -> String.join(" OR ", words);
            case PHRASE -> "\"" + String.join(" ", search.words()) + "\"";
            case PREFIX -> words.stream().map(word -> word + "*").collect(Collectors.joining(" AND "));
        };
    }
}
