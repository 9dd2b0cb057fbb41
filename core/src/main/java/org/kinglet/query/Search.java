// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;

/**
 * What is looked for in texts: words, which are letters and digits. Anything else in the text that is given only parts
 * words, so that no text is a mistake, or means something else than what it says; but for {@link #raw}. Without a word,
 * nothing is found. Immutable.
 *
 * @param kind how the words are looked for
 * @param words the words, or the one text of {@link Kind#RAW}
 */
public record Search(Kind kind, List<String> words) {
    /** How words are looked for. */
    public enum Kind {
        ALL,
        ANY,
        PHRASE,
        PREFIX,
        RAW
    }

    public Search {
        words = List.copyOf(words);
    }

    /** All of the words, anywhere. */
    public static Search all(String text) {
        return new Search(Kind.ALL, words(text));
    }

    /** One of the words. */
    public static Search any(String text) {
        return new Search(Kind.ANY, words(text));
    }

    /** The words, one behind the other. */
    public static Search phrase(String text) {
        return new Search(Kind.PHRASE, words(text));
    }

    /** For each of these, a word that begins with it. */
    public static Search prefix(String text) {
        return new Search(Kind.PREFIX, words(text));
    }

    /**
     * What the database's own language of queries says: {@code to_tsquery} on PostgreSQL, boolean mode on MySQL and MariaDB,
     * FTS5's on SQLite. A mistake in it fails the statement; give it no text of users.
     */
    public static Search raw(String query) {
        return new Search(Kind.RAW, List.of(query));
    }

    private static List<String> words(String text) {
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
}
