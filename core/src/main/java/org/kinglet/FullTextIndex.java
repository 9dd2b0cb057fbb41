// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The texts of the entity in which words are searched. {@code createTables} makes what the database needs for it and keeps it
 * right: an FTS5 table with triggers on SQLite, a GIN index on PostgreSQL, a full-text index on MySQL and MariaDB. The companion
 * gets a method {@code fullText()}, with which queries search.
 *
 * {@snippet :
 * @Entity
 * @FullTextIndex(value = {"title", "body"}, weights = {4, 1}, language = "english")
 * public class Article { … }
 *
 * ARTICLES.select().where(ARTICLES.fullText().matches(Search.web(typed))).list();
 * }
 *
 * @see org.kinglet.query.FullText
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface FullTextIndex {
    /** The fields that are searched, by their Java names; each is a text. */
    String[] value();

    /** For each field how much a word in it counts in the rank; without them, all count the same. */
    double[] weights() default {};

    /**
     * Whose stems are searched, as PostgreSQL calls it: {@code english}. SQLite has stems of English only. Without it, words are
     * found as they are written.
     */
    String language() default "";

    /** SQLite: how texts become words, such as {@code trigram} or {@code unicode61 remove_diacritics 2}. */
    String tokenizer() default "";

    /** SQLite: for beginnings of words of so many characters there is an index of its own. */
    int[] prefixes() default {};
}
