// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

/**
 * What decides where a statement in a file ends, and is not the same in all databases. Everywhere there are {@code 'text'},
 * {@code "names"}, comments from two hyphens to the end of the line and from slash and asterisk to asterisk and slash.
 */
public enum ScriptFeature {
    /** A backslash in any text in quotes keeps the quote that follows from ending it. */
    BACKSLASH_ESCAPES,
    /** A backslash does so in {@code E'…'}. */
    ESCAPE_TEXTS,
    /** {@code `name`}. */
    BACKTICKS,
    /** {@code [name]}. */
    BRACKETS,
    /** {@code $tag$…$tag$}. */
    DOLLAR_QUOTES,
    /** A comment may be within a comment. */
    NESTED_COMMENTS,
    /** {@code #} begins a comment too, two hyphens only before a blank, and what begins with {@code /*!} is none. */
    MYSQL_COMMENTS,
    /** Triggers have a body between {@code begin} and {@code end}. */
    TRIGGER_BODIES,
    /** Routines may have a body between {@code begin atomic} and {@code end}. */
    ATOMIC_BODIES,
    /** Triggers and routines have a body that is one statement, which may be a block, a loop or a branch. */
    ROUTINE_BODIES
}
