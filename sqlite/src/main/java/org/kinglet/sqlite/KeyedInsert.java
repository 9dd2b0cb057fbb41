// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowCollector;

/**
 * An insert of many rows that gives back nothing but their generated keys, as the bulk insert writes it:
 * {@code insert into "t" ("a", "b") values (?, ?), (?, ?) returning "id"}. SQLite's {@code returning} takes as long as the
 * insert itself, and the keys are known without it: where the key is the rowid, SQLite gives each row the highest rowid
 * plus one, so that those of one statement follow one another up to {@code last_insert_rowid()}.
 *
 * <p>That is so if
 *
 * <ul>
 *   <li>the table is an ordinary one, whose primary key is another name for its rowid, and the insert sets no key;
 *   <li>no trigger inserts more rows;
 *   <li>no constraint has an {@code on conflict} by which rows are left out or others deleted;
 *   <li>the highest rowid is not near the end, from where SQLite looks for free ones at random;
 *   <li>nobody changes any of that between the question and the insert, so that both must be in one transaction.
 * </ul>
 *
 * <p>{@link NativeConnection} asks the database, and otherwise runs the statement as it is.
 *
 * @param rows how many it inserts
 * @param plain the statement without its end
 */
record KeyedInsert(String table, String key, int rows, String plain) {
    /** For fewer rows the questions cost more than they save. */
    private static final int FEWEST = 16;

    private static final String NAME = "\"(?:[^\"]|\"\")+\"";
    private static final Pattern START =
            Pattern.compile("insert into (" + NAME + ") (\\(" + NAME + "(?:, " + NAME + ")*\\)) values ");
    private static final Pattern END = Pattern.compile(" returning (" + NAME + ")");

    /**
     * The declaration of a table, if it is in {@code main}, the key is its rowid, and it has no trigger. The parameters are
     * the table and the key.
     */
    static final String QUESTION = "select sql from main.sqlite_schema"
            + " where type = 'table' and name = ?1 collate nocase"
            + " and exists (select 1 from pragma_table_info(?1, 'main')"
            + " where pk = 1 and name = ?2 collate nocase and type = 'integer' collate nocase)"
            + " and not exists (select 1 from pragma_table_info(?1, 'main') where pk > 1)"
            // Only a key that is not the rowid has an index: without rowid, or for "integer primary key desc".
            + " and not exists (select 1 from pragma_index_list(?1, 'main') where origin = 'pk')"
            + " and not exists (select 1 from main.sqlite_schema"
            + " where type = 'trigger' and tbl_name = ?1 collate nocase)"
            // A trigger, or a table that hides this one.
            + " and not exists (select 1 from sqlite_temp_schema where tbl_name = ?1 collate nocase)";

    /** Whether a table of this declaration is no virtual one, and no constraint of it leaves out or deletes rows. */
    static boolean isPlain(String declaration) {
        String text = declaration.toLowerCase(Locale.ROOT);
        return text.startsWith("create table") && !text.contains("conflict");
    }

    /** The statement, if it is such a one and worth it. */
    static @Nullable KeyedInsert of(String sql) {
        int end = sql.lastIndexOf(") returning \"") + 1;
        Matcher start = START.matcher(sql);
        Matcher returning = END.matcher(sql);
        if (end == 0
                || !returning.region(end, sql.length()).matches()
                || !start.region(0, end).lookingAt()) {
            return null;
        }
        int rows = 0;
        for (int i = start.end(); i < end; i++) {
            char c = sql.charAt(i);
            if (c == '(') {
                rows++;
            } else if (c != '?' && c != ',' && c != ' ' && c != ')') {
                return null;
            }
        }
        String key = returning.group(1);
        // Its name within another's counts as well, and does no harm.
        boolean setsKey = start.group(2).toLowerCase(Locale.ROOT).contains(key.toLowerCase(Locale.ROOT));
        return rows < FEWEST || setsKey
                ? null
                : new KeyedInsert(unquoted(start.group(1)), unquoted(key), rows, sql.substring(0, end));
    }

    private static String unquoted(String name) {
        return name.substring(1, name.length() - 1).replace("\"\"", "\"");
    }

    /** A row, if there is a rowid so high that the next ones might not follow it. */
    String highRowid() {
        return "select 1 from main.\"" + table.replace("\"", "\"\"") + "\" where \"" + key.replace("\"", "\"\"")
                + "\" > 4611686018427387904 limit 1";
    }

    /** Gives the keys as the rows that {@code returning} would. */
    void give(long last, long inserted, RowCollector<?> collector) {
        if (inserted != rows || last < rows) {
            throw new IllegalStateException(
                    "SQLite inserted " + inserted + " of " + rows + " rows, so that their keys are not known");
        }
        KeyRow row = new KeyRow(key);
        collector.start(row);
        for (long value = last - rows + 1; value <= last; value++) {
            row.set(value);
            collector.row(row);
        }
    }
}
