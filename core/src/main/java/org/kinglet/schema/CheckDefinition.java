// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/**
 * A condition that every row of a table must satisfy, or leave unknown.
 *
 * @param condition SQL over columns of the row
 */
public record CheckDefinition(String name, String condition) {}
