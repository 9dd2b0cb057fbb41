// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.Locale;
import java.util.Set;

/** What the pool must know about a statement's text: its first words. */
final class SqlText {
    enum Kind {
        BEGIN,
        /** Ends a transaction, for better or worse. */
        COMMIT,
        ROLLBACK,
        /** Savepoints: made, released, rolled back to. */
        SAVEPOINT,
        ROLLBACK_TO,
        /** Returns rows and changes nothing that it counts. */
        QUERY,
        CHANGE,
        OTHER;

        boolean isTransactionControl() {
            return this != QUERY && this != CHANGE && this != OTHER;
        }

        boolean isRollback() {
            return this == ROLLBACK || this == ROLLBACK_TO;
        }

        /** Whether servers can prepare it. */
        boolean isPreparable() {
            return this == QUERY || this == CHANGE;
        }
    }

    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "merge", "replace", "with");

    private SqlText() {}

    static Kind kind(String sql) {
        int start = skip(sql, 0);
        int end = wordEnd(sql, start);
        if (start == end) {
            return start < sql.length() && sql.charAt(start) == '(' ? Kind.QUERY : Kind.OTHER;
        }
        if (end - start == 6 && sql.regionMatches(true, start, "select", 0, 6)) {
            return Kind.QUERY;
        }
        String word = sql.substring(start, end).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "values", "table", "show", "explain" -> Kind.QUERY;
            case "begin" -> Kind.BEGIN;
            case "start" -> nextWordIs(sql, end, "transaction") ? Kind.BEGIN : Kind.OTHER;
            case "commit", "end" -> Kind.COMMIT;
            case "rollback", "abort" -> isRollbackTo(sql, end) ? Kind.ROLLBACK_TO : Kind.ROLLBACK;
            case "savepoint", "release" -> Kind.SAVEPOINT;
            default -> CHANGES.contains(word) ? Kind.CHANGE : Kind.OTHER;
        };
    }

    private static boolean isRollbackTo(String sql, int from) {
        int start = skip(sql, from);
        int end = wordEnd(sql, start);
        return sql.regionMatches(true, start, "to", 0, 2) && end - start == 2
                || (sql.regionMatches(true, start, "work", 0, 4) && nextWordIs(sql, end, "to"));
    }

    private static boolean nextWordIs(String sql, int from, String word) {
        int start = skip(sql, from);
        return wordEnd(sql, start) - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
    }

    private static int wordEnd(String sql, int start) {
        int end = start;
        while (end < sql.length() && (Character.isLetter(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    /** Past white space and comments. */
    private static int skip(String sql, int from) {
        int i = from;
        while (i < sql.length()) {
            if (Character.isWhitespace(sql.charAt(i))) {
                i++;
            } else if (sql.startsWith("--", i) || sql.charAt(i) == '#') {
                int end = sql.indexOf('\n', i);
                i = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", i)) {
                int end = sql.indexOf("*/", i + 2);
                i = end < 0 ? sql.length() : end + 2;
            } else {
                break;
            }
        }
        return i;
    }
}
