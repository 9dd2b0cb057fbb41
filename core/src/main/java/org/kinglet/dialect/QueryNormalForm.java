// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Selects in a form in which those are equal that a server makes of each other: for the queries of views on servers that do
 * not say how they would write one.
 *
 * <p>It is coarser than {@link SqlNormalForm}, since a server puts in so much: parentheses, the tables and schemas of columns,
 * aliases that are called like what they are of, and quotes of plain names do not count. So a difference in nothing but these
 * is not seen.
 */
final class QueryNormalForm {
    private static final String STAR = "*";
    private static final Set<String> LEFT_OUT = Set.of("as", "inner", "outer", "asc", "(", ")", ";");
    private static final Map<String, String> SAME = Map.of(
            "!=",
            "<>",
            "==",
            "=",
            "now",
            "current_timestamp",
            "substr",
            "substring",
            "ucase",
            "upper",
            "lcase",
            "lower",
            "true",
            "1",
            "false",
            "0");

    private final List<SqlToken> tokens;
    private final boolean namesHaveCase;
    private final List<String> form = new ArrayList<>();

    private QueryNormalForm(List<SqlToken> tokens, boolean namesHaveCase) {
        this.tokens = tokens;
        this.namesHaveCase = namesHaveCase;
    }

    static String of(String query, boolean namesHaveCase) {
        return new QueryNormalForm(SqlToken.of(query), namesHaveCase).read();
    }

    /** Whether all columns of a table are selected without being named. */
    static boolean hasStar(String form) {
        return (" " + form + " ").matches(".* (select|distinct|,|all) \\* .*");
    }

    private String read() {
        int at = 0;
        while (at < tokens.size()) at = add(at);
        return String.join(" ", form);
    }

    /** Adds a token, and gives the place of the next. */
    private int add(int at) {
        SqlToken token = tokens.get(at);
        if (token.isName() && isSign(at + 1, ".")) return at + 2;
        if (isSign(at, "(") && isSign(at + 1, STAR) && isSign(at + 2, ")")) {
            form.add("0"); // count(*), which MySQL calls count(0)
            return at + 3;
        }
        String text = text(token);
        boolean introducer = token.kind() == SqlToken.Kind.WORD
                && text.startsWith("_")
                && at + 1 < tokens.size()
                && tokens.get(at + 1).kind() == SqlToken.Kind.STRING;
        if (introducer) return at + 1;
        boolean plain = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.SIGN;
        if (token.isWord("as")
                && at + 1 < tokens.size()
                && !form.isEmpty()
                && form.getLast().equals(text(tokens.get(at + 1)))) return at + 2;
        if (!plain || !LEFT_OUT.contains(text)) form.add(plain ? SAME.getOrDefault(text, text) : text);
        return at + 1;
    }

    private boolean isSign(int at, String sign) {
        return at < tokens.size() && tokens.get(at).isSign(sign);
    }

    private String text(SqlToken token) {
        return switch (token.kind()) {
            case WORD, NUMBER -> token.text().toLowerCase(Locale.ROOT);
            case QUOTED_NAME -> {
                String name = namesHaveCase ? token.text() : token.text().toLowerCase(Locale.ROOT);
                yield name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
            }
            case STRING -> "'" + token.text().replace("'", "''") + "'";
            case SPECIAL_STRING, SIGN -> token.text();
        };
    }
}
