// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/**
 * What a database has for the full-text search in a table, if it was made from a {@link FullTextDefinition}.
 *
 * @param name of the index, on SQLite of the FTS5 table
 * @param definition as the database has it, in words of its own
 */
public record LiveFullText(String name, String definition) {}
