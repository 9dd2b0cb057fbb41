// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.stream.Stream;
import org.kinglet.schema.DataType;

/**
 * Full-text search in columns of one table, by the engine that the database has: {@code tsvector} on PostgreSQL, {@code match
 * … against} on MySQL and MariaDB, an FTS5 table on SQLite.
 *
 * <pre>{@code
 * FullText text = FullText.of(ARTICLES.title, ARTICLES.body).language("english");
 * Search search = Search.all("quick fox");
 * ARTICLES.select().where(text.matches(search)).orderBy(text.rank(search).desc()).list();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class FullText {
    private final List<Node.Column> columns;
    private final String language;

    private FullText(List<Node.Column> columns, String language) {
        this.columns = columns;
        this.language = language;
    }

    /**
     * The words in some columns, as they are written.
     *
     * @throws IllegalArgumentException if there is none, or they are of different tables
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // it is only read
    public static <E> FullText of(TextColumn<E>... columns) {
        List<Node.Column> nodes =
                Stream.of(columns).map(column -> (Node.Column) column.node()).toList();
        if (nodes.stream().map(Node.Column::table).distinct().count() != 1) {
            throw new IllegalArgumentException("full-text search is in at least one column, and in those of one table");
        }
        return new FullText(nodes, "simple");
    }

    /**
     * The same with the words of a language, of which PostgreSQL knows the stems; the other databases know languages by their
     * indexes, and don't look at this.
     *
     * @param configuration as PostgreSQL calls it: {@code english}
     */
    public FullText language(String configuration) {
        if (!configuration.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("the name of a configuration has letters, digits and underscores only");
        }
        return new FullText(columns, configuration);
    }

    /** Whether the columns have what is looked for. */
    public Condition matches(Search search) {
        return new Condition(new Node.TextSearch(new FullTextOperation.Matches(columns, language, search)));
    }

    /** How well the columns match: more is better, and what the number is, is the database's. In SQLite only with {@link #matches}. */
    public NumberExpression<Double> rank(Search search) {
        return new NumberExpression<>(
                new Node.TextSearch(new FullTextOperation.Rank(columns, language, search)), DataType.DOUBLE);
    }

    /**
     * The text of a column, with a mark before and one behind each word that was found. In SQLite only with {@link #matches},
     * in MySQL and MariaDB not at all.
     *
     * @throws IllegalArgumentException if the column is none of those that are searched
     */
    public TextExpression highlight(TextColumn<?> column, Search search, String before, String after) {
        if (!(column.node() instanceof Node.Column node) || !columns.contains(node)) {
            throw new IllegalArgumentException(column + " is none of the columns that are searched");
        }
        return new TextExpression(
                new Node.TextSearch(new FullTextOperation.Highlight(List.of(node), language, search, before, after)));
    }
}
