// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.List;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableDefinition;

/** What serves the full-text search in a table: how it is made, kept and dropped. Immutable and thread-safe. */
public interface FullTextGrammar {
    /** What stands in {@code create table} for it. */
    default List<String> parts(TableDefinition table, FullTextDefinition fullText) {
        return List.of();
    }

    /** What makes it when the table is there; whatever exists already is no error. */
    default List<String> create(TableDefinition table, FullTextDefinition fullText) {
        return List.of();
    }

    /** Gives it to a table that is there without it, and may have rows. */
    List<String> add(TableDefinition table, FullTextDefinition fullText);

    /** Takes it from a table that stays. */
    List<String> drop(LiveTable table, LiveFullText found);

    /** What would stay behind when the table is dropped. */
    default List<String> beforeDrop(TableDefinition table) {
        return List.of();
    }

    /** What is to be done when the table had another name until now. */
    default List<String> renamed(String from, TableDefinition to, FullTextDefinition fullText) {
        return List.of();
    }

    /** Whether it is what the definition says. */
    boolean isSame(TableDefinition table, FullTextDefinition fullText, LiveFullText found);

    /** Makes it anew from the rows of the table. */
    List<String> rebuild(TableDefinition table, FullTextDefinition fullText);

    /** Makes one of what many writes have left in pieces. */
    List<String> optimize(TableDefinition table, FullTextDefinition fullText);
}
