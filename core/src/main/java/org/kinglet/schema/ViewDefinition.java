// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/**
 * What makes a table a view.
 *
 * @param query the select, as the user wrote it
 * @param materialized whether the database keeps the rows until it is told to compute them again
 */
public record ViewDefinition(String query, boolean materialized) {}
