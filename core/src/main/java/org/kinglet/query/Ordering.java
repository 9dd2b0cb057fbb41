// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** What {@code orderBy} takes: an expression, which means ascending, or an {@link Order}. */
public sealed interface Ordering permits Expression, Order {}
