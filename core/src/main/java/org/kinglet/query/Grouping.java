// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** What {@code groupBy} takes: an expression, or several groupings at once. */
public sealed interface Grouping permits Expression, GroupingSets {}
