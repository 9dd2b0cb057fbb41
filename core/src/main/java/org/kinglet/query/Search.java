// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is looked for in texts: words, which are letters and digits. Anything else in the text that is given only parts
 * words, so that no text is a mistake, or means something else than what it says; but for {@link #raw}. Without a word,
 * nothing is found. Immutable.
 */
public sealed interface Search {
    /** How words are looked for. */
    enum Kind {
        ALL,
        ANY,
        PHRASE,
        PREFIX
    }

    /** Words; where there are none, nothing is found. */
    record Words(Kind kind, List<String> words) implements Search {
        public Words {
            words = List.copyOf(words);
        }
    }

    /** What a database's own language says. */
    record Raw(String query) implements Search {}

    /** What is found by all of at least two searches, none of them without words. */
    record Both(List<Search> parts) implements Search {
        public Both {
            parts = List.copyOf(parts);
        }
    }

    /** What is found by one of at least two searches, none of them without words. */
    record Either(List<Search> parts) implements Search {
        public Either {
            parts = List.copyOf(parts);
        }
    }

    /** What is found by one search and not by the other, neither without words. */
    record Except(Search found, Search excluded) implements Search {}

    /** All of the words, anywhere. */
    static Search all(String text) {
        return new Words(Kind.ALL, SearchText.words(text));
    }

    /** One of the words. */
    static Search any(String text) {
        return new Words(Kind.ANY, SearchText.words(text));
    }

    /** The words, one behind the other. */
    static Search phrase(String text) {
        return new Words(Kind.PHRASE, SearchText.words(text));
    }

    /** For each of these, a word that begins with it. */
    static Search prefix(String text) {
        return new Words(Kind.PREFIX, SearchText.words(text));
    }

    /**
     * What people are used to type: {@code quick "brown fox" -lazy jump* or dog}. All words are looked for; those in quotation
     * marks as a phrase, those with {@code *} behind as the beginning of a word, those with {@code -} before must not be there;
     * {@code or} parts what is looked for into two searches. Any text is one, and what is no such thing only parts words. Where
     * only words that must not be there are given, nothing is found.
     */
    static Search web(String text) {
        return SearchText.web(text);
    }

    /**
     * What the database's own language of queries says: {@code to_tsquery} on PostgreSQL, boolean mode on MySQL and MariaDB,
     * FTS5's on SQLite. A mistake in it fails the statement; give it no text of users.
     */
    static Search raw(String query) {
        return new Raw(query);
    }

    /** What both find; nothing if one of them has no words. */
    default Search and(Search other) {
        if (isNothing()) return this;
        return other.isNothing() ? other : new Both(List.of(this, other));
    }

    /** What one of them finds. */
    default Search or(Search other) {
        if (isNothing()) return other;
        return other.isNothing() ? this : new Either(List.of(this, other));
    }

    /** What this finds and the other does not. */
    default Search except(Search other) {
        return isNothing() || other.isNothing() ? this : new Except(this, other);
    }

    /** Whether there is no word, so that nothing is found. */
    default boolean isNothing() {
        return this instanceof Words words && words.words().isEmpty();
    }

    /** The searches that this is made of and that find something, without those that exclude. */
    default Stream<Search> leaves() {
        return switch (this) {
            case Words words -> words.words().isEmpty() ? Stream.empty() : Stream.of(words);
            case Raw raw -> Stream.of(raw);
            case Both both -> both.parts().stream().flatMap(Search::leaves);
            case Either either -> either.parts().stream().flatMap(Search::leaves);
            case Except except -> except.found().leaves();
        };
    }

    /** Several searches as one, if there is any. */
    static Optional<Search> combined(Stream<Search> parts, boolean all) {
        return parts.filter(part -> !part.isNothing()).reduce(all ? Search::and : Search::or);
    }
}
