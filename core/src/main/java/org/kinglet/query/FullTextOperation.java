// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;

/** What full-text search does in SQL; {@link FullText} says what each means. */
public sealed interface FullTextOperation {
    List<Node.Column> columns();

    /** PostgreSQL's name of a configuration. */
    String language();

    Search search();

    record Matches(List<Node.Column> columns, String language, Search search) implements FullTextOperation {}

    record Rank(List<Node.Column> columns, String language, Search search) implements FullTextOperation {}

    record Highlight(List<Node.Column> columns, String language, Search search, String before, String after)
            implements FullTextOperation {}
}
