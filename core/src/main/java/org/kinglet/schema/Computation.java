// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/**
 * How a database computes the values of a column: SQL's {@code generated always as}.
 *
 * @param expression SQL over columns of the same row
 * @param stored whether the value is kept with the row, so that it can be indexed everywhere; else it is computed on reading
 */
public record Computation(String expression, boolean stored) {}
