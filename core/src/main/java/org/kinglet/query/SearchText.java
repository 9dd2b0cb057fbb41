// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;

/** Reads what people type into a search. */
final class SearchText {
    private final String text;
    private int at;

    private SearchText(String text) {
        this.text = text;
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
            if (Character.isLetterOrDigit(c) || mark && !word.isEmpty()) {
                word.appendCodePoint(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        });
        if (!word.isEmpty()) words.add(word.toString());
        return words;
    }

    static Search web(String text) {
        return new SearchText(text).alternatives();
    }

    /** What is between two {@code or}s. */
    private Search alternatives() {
        Search nothing = Search.all("");
        List<Search> alternatives = new ArrayList<>();
        List<Search> wanted = new ArrayList<>();
        List<Search> unwanted = new ArrayList<>();
        while (true) {
            while (at < text.length() && isSpace(text.charAt(at))) at++;
            boolean end = at == text.length();
            boolean not = !end && text.charAt(at) == '-';
            if (not) at++;
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            String token = end ? "" : quoted ? quoted() : token();
            if (end || !not && !quoted && token.equalsIgnoreCase("or")) {
                Search all = Search.combined(wanted.stream(), true).orElse(nothing);
                alternatives.add(
                        all.except(Search.combined(unwanted.stream(), false).orElse(nothing)));
                wanted.clear();
                unwanted.clear();
                if (end) return Search.combined(alternatives.stream(), false).orElse(nothing);
            } else {
                (not ? unwanted : wanted).add(search(token, quoted));
            }
        }
    }

    private static Search search(String token, boolean quoted) {
        if (quoted) return Search.phrase(token);
        return token.endsWith("*") ? Search.prefix(token) : Search.all(token);
    }

    /** To the next mark, or the end. */
    private String quoted() {
        int end = text.indexOf('"', at + 1);
        String phrase = text.substring(at + 1, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        return phrase;
    }

    private String token() {
        int start = at;
        while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != '"') at++;
        return text.substring(start, at);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
