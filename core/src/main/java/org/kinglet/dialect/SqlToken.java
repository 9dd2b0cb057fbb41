// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word, literal or sign of SQL that is there already: what a catalogue has stored, or a condition that the user wrote. Cut
 * as the servers do it, so that a keyword in a literal, a quoted name or a comment is none.
 *
 * @param text a name or keyword as it is written; of a quoted name and a literal what is between the quotes, with doubled
 *     quotes made one
 * @param start where it begins in the SQL
 * @param end behind its last character
 */
public record SqlToken(Kind kind, String text, int start, int end) {
    private static final String OPERATORS = "+-*/<>=~!@#%^&|?:";

    /** What a token is. */
    public enum Kind {
        /** A keyword, or a name without quotes. */
        WORD,
        QUOTED_NAME,
        STRING,
        /** A string with something before it that says what it is, {@code x'00'}, or in dollars; its text is all of it. */
        SPECIAL_STRING,
        NUMBER,
        /** A parenthesis, comma, point, semicolon, bracket or operator. */
        SIGN
    }

    /** Whether it is this keyword, in any case. */
    public boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    public boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** Whether it can be the name of something. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** The tokens of SQL, without white space and comments. A literal that does not end ends with the SQL. */
    public static List<SqlToken> of(String sql) {
        return new Scanner(sql).scan();
    }

    private static final class Scanner {
        private final String sql;
        private final List<SqlToken> tokens = new ArrayList<>();
        private int at;

        Scanner(String sql) {
            this.sql = sql;
        }

        List<SqlToken> scan() {
            while (at < sql.length()) {
                char c = sql.charAt(at);
                if (Character.isWhitespace(c)) at++;
                else if (sql.startsWith("--", at)) at = find("\n", at);
                else if (sql.startsWith("/*", at)) at = find("*/", at + 2);
                else token(c);
            }
            return tokens;
        }

        private void token(char c) {
            switch (c) {
                case '\'' -> quoted(Kind.STRING, '\'');
                case '"', '`' -> quoted(Kind.QUOTED_NAME, c);
                case '[' -> bracket();
                case '$' -> dollar();
                default -> {
                    if (isDigit(c) || c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) number();
                    else if (isWordPart(c)) word();
                    else if (OPERATORS.indexOf(c) >= 0) operator();
                    else add(Kind.SIGN, at + 1);
                }
            }
        }

        private void add(Kind kind, int end) {
            tokens.add(new SqlToken(kind, sql.substring(at, end), at, end));
            at = end;
        }

        private void quoted(Kind kind, char quote) {
            StringBuilder text = new StringBuilder();
            int i = at + 1;
            while (i < sql.length()) {
                char c = sql.charAt(i);
                if (c == quote) {
                    if (i + 1 >= sql.length() || sql.charAt(i + 1) != quote) break;
                    i++;
                }
                text.append(c);
                i++;
            }
            int end = Math.min(i + 1, sql.length());
            tokens.add(new SqlToken(kind, text.toString(), at, end));
            at = end;
        }

        /** SQLite takes a name in brackets; elsewhere they are of arrays, and hold a number or nothing, or follow a word. */
        private void bracket() {
            int end = sql.indexOf(']', at);
            SqlToken before = tokens.isEmpty() ? null : tokens.getLast();
            boolean array = before != null
                    && before.end() == at
                    && (before.isName() || before.isSign(")") || before.isSign("]"));
            String inside = end < 0 ? "" : sql.substring(at + 1, end);
            if (end < 0 || array || inside.isBlank() || inside.strip().chars().allMatch(Scanner::isDigit)) {
                add(Kind.SIGN, at + 1);
                return;
            }
            tokens.add(new SqlToken(Kind.QUOTED_NAME, inside, at, end + 1));
            at = end + 1;
        }

        /** PostgreSQL's {@code $tag$…$tag$}. */
        private void dollar() {
            int i = at + 1;
            while (i < sql.length() && Character.isJavaIdentifierPart(sql.charAt(i)) && sql.charAt(i) != '$') i++;
            if (i >= sql.length() || sql.charAt(i) != '$') add(Kind.SIGN, at + 1);
            else add(Kind.SPECIAL_STRING, find(sql.substring(at, i + 1), i + 1));
        }

        private void number() {
            int i = at;
            while (i < sql.length()) {
                char c = sql.charAt(i);
                boolean exponentSign = (c == '+' || c == '-')
                        && i > at
                        && "eE".indexOf(sql.charAt(i - 1)) >= 0
                        && !sql.startsWith("0x", at);
                if (!isDigit(c) && c != '.' && !Character.isLetter(c) && !exponentSign) break;
                i++;
            }
            add(Kind.NUMBER, i);
        }

        private void word() {
            int i = at;
            while (i < sql.length() && (isWordPart(sql.charAt(i)) || sql.charAt(i) == '$')) i++;
            boolean prefix = i < sql.length() && sql.charAt(i) == '\'' && isPrefix(sql.substring(at, i));
            if (!prefix) {
                add(Kind.WORD, i);
                return;
            }
            int start = at;
            at = i;
            quoted(Kind.STRING, '\'');
            tokens.removeLast();
            tokens.add(new SqlToken(Kind.SPECIAL_STRING, sql.substring(start, at), start, at));
        }

        private static boolean isPrefix(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "x", "b", "e", "n" -> true;
                default -> false;
            };
        }

        /** As long as it can be; but it ends with a sign of a number only if it has one of the rarer characters. */
        private void operator() {
            int i = at;
            while (i < sql.length()
                    && OPERATORS.indexOf(sql.charAt(i)) >= 0
                    && !sql.startsWith("--", i)
                    && !sql.startsWith("/*", i)) i++;
            while (i > at + 1
                    && "+-".indexOf(sql.charAt(i - 1)) >= 0
                    && sql.substring(at, i).chars().noneMatch(c -> "~!@#%^&|?".indexOf(c) >= 0)) i--;
            add(Kind.SIGN, i);
        }

        private static boolean isDigit(int c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isWordPart(char c) {
            return c == '_' || Character.isLetterOrDigit(c) || c > 127;
        }

        /** Behind the next occurrence, or the end. */
        private int find(String text, int from) {
            int found = sql.indexOf(text, from);
            return found < 0 ? sql.length() : found + text.length();
        }
    }
}
