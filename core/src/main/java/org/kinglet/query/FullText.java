// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.kinglet.schema.DataType;
import org.kinglet.schema.FullTextDefinition;

/**
 * Full-text search in columns of one table, by the engine that the database has: FTS5 on SQLite, {@code tsvector} on PostgreSQL,
 * {@code match … against} on MySQL and MariaDB. The companion of an entity with {@link org.kinglet.FullTextIndex} has one.
 *
 * <pre>{@code
 * FullText text = ARTICLES.fullText();
 * Search search = Search.all("quick fox");
 * ARTICLES.select().where(text.matches(search)).orderBy(text.rank(search).desc()).list();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class FullText {
    private static final int MIN_SNIPPET = 2;
    private static final int MAX_SNIPPET = 64;

    private final FullTextOperation.Target target;

    private FullText(FullTextOperation.Target target) {
        this.target = target;
    }

    /**
     * What the table's {@link org.kinglet.FullTextIndex} says.
     *
     * @param table or an alias of it
     * @throws IllegalArgumentException if it has none
     */
    public static FullText of(TableSource<?> table) {
        FullTextDefinition index = table.definition().fullText();
        if (index == null) {
            throw new IllegalArgumentException("table " + table.definition()
                    + " has no full-text index: give its entity a @FullTextIndex, or name the columns");
        }
        List<Node.Column> columns = index.columns().stream()
                .map(name -> new Node.Column(table, table.definition().column(name)))
                .toList();
        return of(columns);
    }

    /**
     * Some columns, of the table's full-text index or without one; what a database needs in that case is in the documentation.
     * Of a part of the columns of an index, MySQL and MariaDB take single ones, if it has weights.
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
        return of(nodes);
    }

    private static FullText of(List<Node.Column> columns) {
        FullTextDefinition index = columns.getFirst().table().definition().fullText();
        Set<String> names = new HashSet<>();
        for (Node.Column column : columns) names.add(column.column().name());
        if (index == null || !index.columns().containsAll(names)) {
            return new FullText(new FullTextOperation.Target(columns, null, "simple", List.of()));
        }
        String language = index.language();
        List<Double> weights = index.weights().isEmpty()
                ? List.of()
                : columns.stream()
                        .map(column -> index.weights()
                                .get(index.columns().indexOf(column.column().name())))
                        .toList();
        return new FullText(
                new FullTextOperation.Target(columns, index, language == null ? "simple" : language, weights));
    }

    /**
     * The same with the words of a language, of which PostgreSQL knows the stems; the other databases know languages by their
     * indexes, and don't look at this. PostgreSQL finds no index then that was made for another.
     *
     * @param configuration as PostgreSQL calls it: {@code english}
     */
    public FullText language(String configuration) {
        FullTextDefinition.checkLanguage(configuration);
        return new FullText(
                new FullTextOperation.Target(target.columns(), target.index(), configuration, target.weights()));
    }

    /**
     * The same with other weights in {@link #rank}. PostgreSQL and SQLite take them for an index; MySQL and MariaDB if that has
     * some.
     *
     * @param weights one for each column, in their order
     */
    public FullText weights(double... weights) {
        List<Double> list = Arrays.stream(weights).boxed().toList();
        FullTextDefinition.checkWeights(list, target.columns().size());
        return new FullText(new FullTextOperation.Target(target.columns(), target.index(), target.language(), list));
    }

    /** Whether the columns have what is looked for. */
    public Condition matches(Search search) {
        return new Condition(new Node.TextSearch(new FullTextOperation.Matches(target, search)));
    }

    /**
     * How well the columns match: more is better, and what the number is, is the database's. Without an index, in SQLite only with
     * {@link #matches}.
     */
    public NumberExpression<Double> rank(Search search) {
        return new NumberExpression<>(new Node.TextSearch(new FullTextOperation.Rank(target, search)), DataType.DOUBLE);
    }

    /**
     * The text of a column, with a mark before and one behind each word that was found; where nothing was, the text. MySQL and
     * MariaDB refuse it. Nothing in the text is escaped: for a page in HTML, mark with characters that it does not have, escape
     * it, and replace them.
     *
     * @throws IllegalArgumentException if the column is none of those that are searched
     */
    public TextExpression highlight(TextColumn<?> column, Search search, String before, String after) {
        return new TextExpression(
                new Node.TextSearch(new FullTextOperation.Highlight(target, checked(column), search, before, after)));
    }

    /**
     * The same of a piece of the text, in which the words were found.
     *
     * @param ellipsis what SQLite puts where the piece is cut off; PostgreSQL puts nothing
     * @param words the most that the piece has, 2 to 64
     * @throws IllegalArgumentException if the column is none of those that are searched
     */
    public TextExpression snippet(
            TextColumn<?> column, Search search, String before, String after, String ellipsis, int words) {
        if (words < MIN_SNIPPET || words > MAX_SNIPPET) {
            throw new IllegalArgumentException("a snippet has 2 to 64 words, not " + words);
        }
        return new TextExpression(new Node.TextSearch(
                new FullTextOperation.Snippet(target, checked(column), search, before, after, ellipsis, words)));
    }

    private Node.Column checked(TextColumn<?> column) {
        if (column.node() instanceof Node.Column node && target.columns().contains(node)) return node;
        throw new IllegalArgumentException(column + " is none of the columns that are searched");
    }
}
