// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL with places for parameters, cut at those places. Knows literals, quoted names and comments of every backend, so that
 * a question mark or colon in one of them is left alone.
 *
 * @param parts the text around the places; one more than there are places
 * @param names of the parameters, one for each place; empty for parameters by position
 */
public record SqlTemplate(List<String> parts, List<String> names) {
    public SqlTemplate {
        parts = List.copyOf(parts);
        names = List.copyOf(names);
    }

    public int places() {
        return parts.size() - 1;
    }

    static SqlTemplate positional(String sql) {
        return new Scanner(sql, false).scan();
    }

    static SqlTemplate named(String sql) {
        return new Scanner(sql, true).scan();
    }

    private static final class Scanner {
        private final String sql;
        private final boolean byName;
        private final List<String> parts = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private int at;

        Scanner(String sql, boolean byName) {
            this.sql = sql;
            this.byName = byName;
        }

        SqlTemplate scan() {
            while (at < sql.length()) {
                char c = sql.charAt(at);
                switch (c) {
                    case '\'', '"', '`' -> copyTo(quoteEnd(c));
                    case '-' -> copyTo(sql.startsWith("--", at) ? find("\n", at) : at + 1);
                    case '/' -> copyTo(sql.startsWith("/*", at) ? find("*/", at + 2) : at + 1);
                    case '$' -> copyTo(dollarQuoteEnd());
                    case '?' -> questionMark();
                    case ':' -> colon();
                    default -> copyTo(at + 1);
                }
            }
            parts.add(part.toString());
            return new SqlTemplate(parts, names);
        }

        private void questionMark() {
            if (sql.startsWith("??", at)) {
                part.append('?');
                at += 2;
            } else if (byName) {
                throw new IllegalArgumentException(
                        "the SQL has a ? beside parameters by name; write ?? for a question mark: " + sql);
            } else {
                place();
                at++;
            }
        }

        private void colon() {
            if (sql.startsWith("::", at)) {
                copyTo(at + 2); // PostgreSQL's cast
                return;
            }
            int end = at + 1;
            while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) end++;
            if (byName && end > at + 1 && Character.isJavaIdentifierStart(sql.charAt(at + 1))) {
                names.add(sql.substring(at + 1, end));
                place();
                at = end;
            } else {
                copyTo(at + 1);
            }
        }

        private void place() {
            parts.add(part.toString());
            part.setLength(0);
        }

        private void copyTo(int end) {
            part.append(sql, at, end);
            at = end;
        }

        /** Behind the closing quote; a doubled quote closes and opens again. Backslashes escape only in E'…'. */
        private int quoteEnd(char quote) {
            boolean backslashes = quote == '\''
                    && at > 0
                    && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e')
                    && (at == 1 || !Character.isJavaIdentifierPart(sql.charAt(at - 2)));
            int i = at + 1;
            while (i < sql.length()) {
                char c = sql.charAt(i);
                if (c == quote) return i + 1;
                i += backslashes && c == '\\' ? 2 : 1;
            }
            return sql.length();
        }

        /** Behind PostgreSQL's {@code $tag$…$tag$}, or behind the dollar if it opens none. */
        private int dollarQuoteEnd() {
            int i = at + 1;
            while (i < sql.length() && Character.isJavaIdentifierPart(sql.charAt(i)) && sql.charAt(i) != '$') i++;
            boolean opens = i < sql.length()
                    && sql.charAt(i) == '$'
                    && !(at + 1 < i && Character.isDigit(sql.charAt(at + 1)))
                    && !(at > 0 && Character.isJavaIdentifierPart(sql.charAt(at - 1)));
            if (!opens) return at + 1;
            return find(sql.substring(at, i + 1), i + 1);
        }

        /** Behind the next occurrence, or the end. */
        private int find(String text, int from) {
            int found = sql.indexOf(text, from);
            return found < 0 ? sql.length() : found + text.length();
        }
    }
}
