// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.kinglet.dialect.FullTextGrammar;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableDefinition;

/**
 * A full-text index. It heeds case if its columns do, and those of Kinglet compare texts exactly; so it is over computed columns
 * that have the same texts under a collation for which case is nothing. The catalogue leaves these out, and MariaDB does for {@code
 * select *}, too. With weights, each column has an index of its own, by which its score is known.
 */
final class MysqlFullTextIndex implements FullTextGrammar {
    private static final String NAME = "kinglet_fts";
    private static final Pattern OWN = Pattern.compile(NAME + "(_[0-9]+)?", Pattern.CASE_INSENSITIVE);
    private static final String COLLATION = "utf8mb4_unicode_520_ci";

    private final UnaryOperator<String> quoted;
    private final boolean mariaDb;

    /** @param quoted gives a name in quotes */
    MysqlFullTextIndex(UnaryOperator<String> quoted, boolean mariaDb) {
        this.quoted = quoted;
        this.mariaDb = mariaDb;
    }

    /** The computed column for one of those that are searched. */
    static String column(int place) {
        return NAME + "_" + (place + 1);
    }

    /** Whether a column or an index is one of these. */
    static boolean isOwn(String name) {
        return OWN.matcher(name).matches();
    }

    @Override
    public List<String> parts(TableDefinition table, FullTextDefinition fullText) {
        if (table.temporary()) {
            throw new UnsupportedOperationException((mariaDb ? "MariaDB" : "MySQL")
                    + " has no full-text search in a temporary table; make " + table + " a usual one");
        }
        List<String> parts = new ArrayList<>(columns(fullText));
        parts.addAll(indexes(fullText));
        return parts;
    }

    private List<String> columns(FullTextDefinition fullText) {
        return IntStream.range(0, fullText.columns().size())
                .mapToObj(i -> quoted.apply(column(i)) + " longtext character set utf8mb4 collate " + COLLATION
                        + " generated always as ("
                        + quoted.apply(fullText.columns().get(i)) + ") stored"
                        + (mariaDb ? " invisible" : ""))
                .toList();
    }

    private List<String> indexes(FullTextDefinition fullText) {
        int size = fullText.columns().size();
        List<String> indexes = new ArrayList<>();
        indexes.add("fulltext index " + quoted.apply(NAME)
                + IntStream.range(0, size)
                        .mapToObj(i -> quoted.apply(column(i)))
                        .collect(Collectors.joining(", ", " (", ")")));
        if (isWeighed(fullText)) {
            for (int i = 0; i < size; i++) {
                String name = quoted.apply(column(i));
                indexes.add("fulltext index " + name + " (" + name + ")");
            }
        }
        return indexes;
    }

    private static boolean isWeighed(FullTextDefinition fullText) {
        return !fullText.weights().isEmpty() && fullText.columns().size() > 1;
    }

    @Override
    public List<String> add(TableDefinition table, FullTextDefinition fullText) {
        List<String> statements = new ArrayList<>();
        // One statement for each index: InnoDB makes no two of them at a time.
        statements.add(alter(table)
                + columns(fullText).stream()
                        .map(column -> " add column " + column)
                        .collect(Collectors.joining(",")));
        for (String index : indexes(fullText)) statements.add(alter(table) + " add " + index);
        return statements;
    }

    private String alter(TableDefinition table) {
        String schema = table.schema();
        return "alter table " + (schema == null ? "" : quoted.apply(schema) + ".") + quoted.apply(table.name());
    }

    /** An index over a column that goes, goes. */
    @Override
    public List<String> drop(LiveTable table, LiveFullText found) {
        int columns = Integer.parseInt(
                found.definition().substring(0, found.definition().indexOf(' ')));
        return List.of(IntStream.range(0, columns)
                .mapToObj(i -> " drop column " + quoted.apply(column(i)))
                .collect(Collectors.joining(
                        ",", "alter table " + quoted.apply(table.schema()) + "." + quoted.apply(table.name()), "")));
    }

    @Override
    public boolean isSame(TableDefinition table, FullTextDefinition fullText, LiveFullText found) {
        List<String> expressions = fullText.columns().stream().map(quoted).toList();
        return found.definition().equals(definition(expressions, isWeighed(fullText)));
    }

    /** @param expressions what is searched, in order */
    static LiveFullText found(List<String> expressions, boolean weighed) {
        return new LiveFullText(NAME, definition(expressions, weighed));
    }

    private static String definition(List<String> expressions, boolean weighed) {
        return expressions.size() + (weighed ? " weighed: " : " columns: ") + String.join(", ", expressions);
    }

    /** The table is written anew, and all its indexes. */
    @Override
    public List<String> rebuild(TableDefinition table, FullTextDefinition fullText) {
        return List.of(alter(table) + " force");
    }

    @Override
    public List<String> optimize(TableDefinition table, FullTextDefinition fullText) {
        return rebuild(table, fullText);
    }
}
