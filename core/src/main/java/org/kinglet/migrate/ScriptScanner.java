// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinglet.dialect.ScriptFeature;

/**
 * Cuts a script into its statements, at the semicolons that are not in a text, a quoted name, a comment, parentheses or the
 * body of a trigger or routine. Comments between statements belong to none of them.
 */
final class ScriptScanner {
    private static final Pattern DIRECTIVE = Pattern.compile("(?:--|#)\\s*kinglet\\s*:\\s*(.*?)\\s*");
    private static final String NO_TRANSACTION = "no transaction";

    private final String file;
    private final String text;
    private final Set<ScriptFeature> features;
    private final List<ScriptStatement> statements = new ArrayList<>();
    private boolean wantsTransaction = true;
    private int at;
    // For the line of a position; positions only grow.
    private int countedTo;
    private int line = 1;

    private ScriptScanner(String file, String text, Set<ScriptFeature> features) {
        this.file = file;
        this.text = text;
        this.features = features;
    }

    /** @throws MigrationException if something in it is opened and not closed, or it has no statement */
    static Procedure.Script read(String file, String text, Set<ScriptFeature> features) {
        ScriptScanner scanner = new ScriptScanner(file, text, features);
        scanner.scan();
        if (scanner.statements.isEmpty()) {
            throw new MigrationException(file + " has no statement; if nothing is to be done, write: select 1");
        }
        Procedure.Script script = new Procedure.Script(file, List.copyOf(scanner.statements), scanner.wantsTransaction);
        script.statements().forEach(statement -> check(script, statement));
        return script;
    }

    private static void check(Procedure.Script script, ScriptStatement statement) {
        if (script.wantsTransaction() && statement.endsTransaction()) {
            throw new MigrationException(script.label() + ", " + statement.place()
                    + ", begins or ends a transaction; a step is in one already: leave the statement out, or begin the"
                    + " file with the line: -- kinglet: " + NO_TRANSACTION);
        }
        if (statement.sql().regionMatches(true, 0, "delimiter ", 0, "delimiter ".length())) {
            throw new MigrationException(script.label() + ", " + statement.place()
                    + ": delimiter is no SQL, and not needed: bodies of triggers and routines are recognized");
        }
    }

    private void scan() {
        int start = -1;
        int end = 0;
        StatementBody body = new StatementBody(features);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (isComment()) {
                comment();
            } else if (c == ';' && body.isClosed()) {
                if (start >= 0) add(start, end);
                start = -1;
                body = new StatementBody(features);
                at++;
            } else {
                if (start < 0) start = at;
                token(c, body);
                end = at;
            }
        }
        if (start < 0) return;
        if (body.isOpen()) {
            throw notClosed("a body (begin, case, if or loop without its end)", start);
        }
        add(start, end);
    }

    private void add(int start, int end) {
        statements.add(new ScriptStatement(text.substring(start, end), statements.size() + 1, lineOf(start)));
    }

    private void token(char c, StatementBody body) {
        int start = at;
        switch (c) {
            case '\'' -> at = quoteEnd(c, features.contains(ScriptFeature.BACKSLASH_ESCAPES));
            case '"' -> at = quoteEnd(c, features.contains(ScriptFeature.BACKSLASH_ESCAPES));
            case '`' -> at = features.contains(ScriptFeature.BACKTICKS) ? quoteEnd(c, false) : at + 1;
            case '[' -> at = features.contains(ScriptFeature.BRACKETS) ? find("]", at + 1, "a name") : at + 1;
            case '$' -> at = features.contains(ScriptFeature.DOLLAR_QUOTES) ? dollarQuoteEnd() : at + 1;
            default -> {
                if (!isWordPart(c)) {
                    at++;
                    body.sign(c);
                    return;
                }
                word(body);
                return;
            }
        }
        if (at == start + 1) body.sign(c);
        else body.quoted();
    }

    private void word(StatementBody body) {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) at++;
        String word = text.substring(start, at).toLowerCase(Locale.ROOT);
        if (word.equals("e") && features.contains(ScriptFeature.ESCAPE_TEXTS) && text.startsWith("'", at)) {
            at = quoteEnd('\'', true);
            body.quoted();
            return;
        }
        // What has a dot on either side is a part of a name.
        if (text.startsWith(".", at) || start > 0 && text.charAt(start - 1) == '.') body.quoted();
        else body.word(word);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7f && !Character.isWhitespace(c);
    }

    private boolean isComment() {
        if (text.startsWith("/*", at)) {
            // In MySQL this is SQL for certain versions.
            return !(features.contains(ScriptFeature.MYSQL_COMMENTS)
                    && (text.startsWith("/*!", at) || text.startsWith("/*M!", at)));
        }
        if (text.startsWith("--", at)) {
            return !features.contains(ScriptFeature.MYSQL_COMMENTS)
                    || at + 2 == text.length()
                    || text.charAt(at + 2) <= ' ';
        }
        return text.charAt(at) == '#' && features.contains(ScriptFeature.MYSQL_COMMENTS);
    }

    private void comment() {
        if (text.startsWith("/*", at)) {
            at = blockCommentEnd();
            return;
        }
        int newline = at;
        while (newline < text.length() && text.charAt(newline) != '\n' && text.charAt(newline) != '\r') newline++;
        directive(text.substring(at, newline));
        at = newline;
    }

    private void directive(String comment) {
        Matcher directive = DIRECTIVE.matcher(comment);
        if (!directive.matches()) return;
        boolean known = directive.group(1).equalsIgnoreCase(NO_TRANSACTION);
        if (known && statements.isEmpty()) {
            wantsTransaction = false;
            return;
        }
        throw new MigrationException(file + ", line " + lineOf(at)
                + (known
                        ? ", speaks of the whole file and belongs before its first statement"
                        : " says something else than: -- kinglet: " + NO_TRANSACTION));
    }

    private int blockCommentEnd() {
        if (!features.contains(ScriptFeature.NESTED_COMMENTS)) return find("*/", at + 2, "a comment");
        int depth = 0;
        int i = at;
        while (i < text.length()) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) return i;
            } else {
                i++;
            }
        }
        throw notClosed("a comment", at);
    }

    /** Behind the closing quote; a doubled quote closes and opens again. */
    private int quoteEnd(char quote, boolean backslashes) {
        int start = at;
        int i = at + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == quote) return i + 1;
            i += backslashes && c == '\\' ? 2 : 1;
        }
        throw notClosed(quote == '\'' ? "a text" : "a name", start);
    }

    /** Behind {@code $tag$…$tag$}, or behind the dollar if it opens none. */
    private int dollarQuoteEnd() {
        int i = at + 1;
        while (i < text.length() && isWordPart(text.charAt(i)) && text.charAt(i) != '$') i++;
        boolean opens =
                i < text.length() && text.charAt(i) == '$' && !(at + 1 < i && Character.isDigit(text.charAt(at + 1)));
        return opens ? find(text.substring(at, i + 1), i + 1, "a text in dollars") : at + 1;
    }

    /** Behind the next occurrence. */
    private int find(String end, int from, String what) {
        int found = text.indexOf(end, from);
        if (found < 0) throw notClosed(what, at);
        return found + end.length();
    }

    private MigrationException notClosed(String what, int start) {
        return new MigrationException(file + ", line " + lineOf(start) + ", opens " + what + " that is never closed");
    }

    private int lineOf(int position) {
        if (position < countedTo) {
            countedTo = 0;
            line = 1;
        }
        for (; countedTo < position; countedTo++) {
            char c = text.charAt(countedTo);
            // CRLF is one line break.
            if (c == '\n' || c == '\r' && !text.startsWith("\n", countedTo + 1)) line++;
        }
        return line;
    }
}
