// SPDX-License-Identifier: Apache-2.0
/**
 * What a query says: typed expressions, statements and functions. All of it is immutable; building does no I/O.
 *
 * <p>Two layers: {@link org.kinglet.query.Expression} and its subclasses are what programs write and what the compiler
 * checks; each wraps a {@link org.kinglet.query.Node} of the sealed syntax tree, which is what the renderer walks.
 * Statements are run by a {@link org.kinglet.query.QueryRunner}, which they get as a {@link org.kinglet.query.Request}.
 */
package org.kinglet.query;
