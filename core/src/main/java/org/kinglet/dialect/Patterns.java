// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import org.kinglet.query.Node.MatchKind;

/** Patterns of {@code like} with an escape character of the dialect's choice. */
public final class Patterns {
    private Patterns() {}

    /**
     * The pattern that a text stands for.
     *
     * @param text a pattern with backslashes for {@link MatchKind#LIKE}, else taken literally
     */
    public static String like(MatchKind kind, String text, char escape) {
        return switch (kind) {
            case LIKE -> translated(text, escape);
            case STARTS_WITH -> literal(text, escape) + "%";
            case ENDS_WITH -> "%" + literal(text, escape);
            case CONTAINS -> "%" + literal(text, escape) + "%";
        };
    }

    private static String literal(String text, char escape) {
        StringBuilder pattern = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) literal(pattern, text.charAt(i), escape);
        return pattern.toString();
    }

    /** A backslash takes the next character literally; the last one stands for itself, as there is no next. */
    private static String translated(String text, char escape) {
        StringBuilder pattern = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '_') pattern.append(c);
            else if (c == '\\' && i + 1 < text.length()) literal(pattern, text.charAt(++i), escape);
            else literal(pattern, c, escape);
        }
        return pattern.toString();
    }

    private static void literal(StringBuilder pattern, char c, char escape) {
        if (c == '%' || c == '_' || c == escape) pattern.append(escape);
        pattern.append(c);
    }
}
