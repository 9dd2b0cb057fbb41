// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.Locale;

/**
 * What the driver has to know of a statement's text: its kind, and that it is one statement. {@code sqlite3_prepare}
 * silently ignores all that follows the first semicolon, so a second statement must be refused here.
 */
final class Sql {
    enum Kind {
        QUERY,
        INSERT,
        /** UPDATE or DELETE. */
        CHANGE,
        BEGIN,
        COMMIT,
        ROLLBACK,
        ROLLBACK_TO,
        SAVEPOINT,
        RELEASE,
        /** DDL, PRAGMA, VACUUM, ATTACH and what else there is. */
        OTHER;

        boolean changesRows() {
            return this == INSERT || this == CHANGE;
        }

        boolean controlsTransaction() {
            return switch (this) {
                case BEGIN, COMMIT, ROLLBACK, ROLLBACK_TO, SAVEPOINT, RELEASE -> true;
                case QUERY, INSERT, CHANGE, OTHER -> false;
            };
        }
    }

    private Sql() {}

    /** The kind by the first word, or, behind WITH, by the first verb outside parentheses. */
    static Kind kind(String sql) {
        Scanner scanner = new Scanner(sql);
        if (!scanner.next()) {
            return Kind.OTHER;
        }
        return switch (scanner.word()) {
            case "SELECT", "VALUES", "EXPLAIN" -> Kind.QUERY;
            case "INSERT", "REPLACE" -> Kind.INSERT;
            case "UPDATE", "DELETE" -> Kind.CHANGE;
            case "WITH" -> verbBehindWith(scanner);
            case "BEGIN" -> Kind.BEGIN;
            case "COMMIT", "END" -> Kind.COMMIT;
            case "ROLLBACK" -> rollback(scanner);
            case "SAVEPOINT" -> Kind.SAVEPOINT;
            case "RELEASE" -> Kind.RELEASE;
            default -> Kind.OTHER;
        };
    }

    private static Kind verbBehindWith(Scanner scanner) {
        int depth = 0;
        while (scanner.next()) {
            if (scanner.is('(')) {
                depth++;
            } else if (scanner.is(')')) {
                depth--;
            } else if (depth == 0) {
                switch (scanner.word()) {
                    case "SELECT", "VALUES" -> {
                        return Kind.QUERY;
                    }
                    case "INSERT", "REPLACE" -> {
                        return Kind.INSERT;
                    }
                    case "UPDATE", "DELETE" -> {
                        return Kind.CHANGE;
                    }
                    default -> {}
                }
            }
        }
        return Kind.OTHER;
    }

    private static Kind rollback(Scanner scanner) {
        while (scanner.next()) {
            if (scanner.word().equals("TO")) {
                return Kind.ROLLBACK_TO;
            }
            if (!scanner.word().equals("TRANSACTION")) {
                break;
            }
        }
        return Kind.ROLLBACK;
    }

    static boolean isBlank(String sql) {
        return !new Scanner(sql).next();
    }

    /** Whether anything follows the first statement. A trigger's body has semicolons of its own and ends with END. */
    static boolean isSeveral(String sql) {
        int semicolon = sql.indexOf(';');
        if (semicolon < 0 || semicolon == sql.length() - 1) {
            return false;
        }
        Scanner scanner = new Scanner(sql);
        boolean trigger = false;
        boolean ended = false;
        boolean afterSemicolon = false;
        boolean afterEnd = false;
        for (int word = 0; scanner.next(); word++) {
            boolean isSemicolon = scanner.is(';');
            if (ended && !isSemicolon) {
                return true;
            }
            if (word < 3 && scanner.word().equals("TRIGGER")) {
                trigger = true;
            }
            if (isSemicolon && (!trigger || afterEnd)) {
                ended = true;
            }
            afterEnd = afterSemicolon && scanner.word().equals("END");
            afterSemicolon = isSemicolon;
        }
        return false;
    }

    /** Steps through words, literals and signs; skips blanks and comments as SQLite does. */
    private static final class Scanner {
        private final String sql;
        private int start;
        private int end;

        Scanner(String sql) {
            this.sql = sql;
        }

        boolean next() {
            start = afterBlanks(end);
            if (start >= sql.length()) {
                end = start;
                return false;
            }
            char c = sql.charAt(start);
            if (c == '\'' || c == '"' || c == '`') {
                end = afterQuoted(start, c);
            } else if (c == '[') {
                int close = sql.indexOf(']', start);
                end = close < 0 ? sql.length() : close + 1;
            } else if (isWordPart(c)) {
                end = start + 1;
                while (end < sql.length() && isWordPart(sql.charAt(end))) {
                    end++;
                }
            } else {
                end = start + 1;
            }
            return true;
        }

        boolean is(char c) {
            return end == start + 1 && sql.charAt(start) == c;
        }

        /** The word in upper case; empty for anything else. Keywords are short, so long words need no copy. */
        String word() {
            return isWordPart(sql.charAt(start)) && end - start <= 12
                    ? sql.substring(start, end).toUpperCase(Locale.ROOT)
                    : "";
        }

        private int afterBlanks(int from) {
            int i = from;
            while (i < sql.length()) {
                char c = sql.charAt(i);
                if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || (c == '\uFEFF' && i == 0)) {
                    i++;
                } else if (sql.startsWith("--", i)) {
                    int newline = sql.indexOf('\n', i);
                    i = newline < 0 ? sql.length() : newline + 1;
                } else if (sql.startsWith("/*", i)) {
                    int close = sql.indexOf("*/", i + 2);
                    i = close < 0 ? sql.length() : close + 2;
                } else {
                    break;
                }
            }
            return i;
        }

        private int afterQuoted(int from, char quote) {
            int i = from + 1;
            while (i < sql.length()) {
                if (sql.charAt(i) == quote) {
                    if (i + 1 >= sql.length() || sql.charAt(i + 1) != quote) {
                        return i + 1;
                    }
                    i++;
                }
                i++;
            }
            return i;
        }

        private static boolean isWordPart(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
        }
    }
}
