// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.kinglet.dialect.FullTextGrammar;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableDefinition;

/**
 * A GIN index over the words of the columns, each with a label by its place, which a rank weighs. It is an expression and no
 * column, so that columns can be changed without regard to it. The expression tells in the name of the index: another has another.
 *
 * <p>Between two columns stands a word that nobody can search, so that no phrase is found that begins in one and ends in the next.
 */
final class PostgresFullTextIndex implements FullTextGrammar {
    /** Of the first, second, third, and all further columns. */
    static final String LABELS = "ABCD";

    private static final Pattern NAME = Pattern.compile(".+_fts_[0-9a-f]{1,8}");

    private final Function<String, String> quoted;

    /** @param quoted gives a name in quotes */
    PostgresFullTextIndex(Function<String, String> quoted) {
        this.quoted = quoted;
    }

    static String before(int place, String language) {
        return (place == 0 ? "(" : " || '-:1'::tsvector || ") + "setweight(to_tsvector(" + language + ", coalesce(";
    }

    static String after(int place) {
        return ", '')), '" + LABELS.charAt(Math.min(place, LABELS.length() - 1)) + "')";
    }

    private String expression(FullTextDefinition fullText) {
        String language = "'" + (fullText.language() == null ? "simple" : fullText.language()) + "'";
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < fullText.columns().size(); i++) {
            sql.append(before(i, language))
                    .append(quoted.apply(fullText.columns().get(i)))
                    .append(after(i));
        }
        return sql.append(")").toString();
    }

    private String name(TableDefinition table, FullTextDefinition fullText) {
        return FullTextDefinition.indexName(table.name(), expression(fullText));
    }

    private String qualified(TableDefinition table, String name) {
        String schema = table.schema();
        return schema == null ? quoted.apply(name) : quoted.apply(schema) + "." + quoted.apply(name);
    }

    @Override
    public List<String> create(TableDefinition table, FullTextDefinition fullText) {
        return List.of("create index if not exists " + quoted.apply(name(table, fullText)) + " on "
                + qualified(table, table.name()) + " using gin (" + expression(fullText) + ")");
    }

    @Override
    public List<String> add(TableDefinition table, FullTextDefinition fullText) {
        return create(table, fullText);
    }

    /** It may have gone with a column. */
    @Override
    public List<String> drop(LiveTable table, LiveFullText found) {
        return List.of("drop index if exists " + quoted.apply(table.schema()) + "." + quoted.apply(found.name()));
    }

    @Override
    public List<String> renamed(String from, TableDefinition to, FullTextDefinition fullText) {
        String old = FullTextDefinition.indexName(from, expression(fullText));
        return List.of(
                "alter index if exists " + qualified(to, old) + " rename to " + quoted.apply(name(to, fullText)));
    }

    @Override
    public boolean isSame(TableDefinition table, FullTextDefinition fullText, LiveFullText found) {
        return name(table, fullText).equals(found.name());
    }

    @Override
    public List<String> rebuild(TableDefinition table, FullTextDefinition fullText) {
        return List.of("reindex index " + qualified(table, name(table, fullText)));
    }

    @Override
    public List<String> optimize(TableDefinition table, FullTextDefinition fullText) {
        String name = qualified(table, name(table, fullText)).replace("'", "''");
        return List.of("select gin_clean_pending_list('" + name + "'::regclass)");
    }

    /** Whether an index is one of these. */
    static boolean isOne(LiveIndex index) {
        return index.method().equals("gin")
                && index.parts().size() == 1
                && index.columns().isEmpty()
                && NAME.matcher(index.name()).matches();
    }
}
