// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.schema.DataType;

/**
 * A reference to a row of another table, compared by that row's key. The relation types are built on it.
 *
 * @param <P> the entity that is referenced
 */
public abstract non-sealed class ReferenceExpression<P> extends Expression<P> {
    protected ReferenceExpression(Node node, DataType<P> type) {
        super(node, type);
    }

    /** An expression of another type over the same column. */
    protected static <K> Expression<K> plain(Node node, DataType<K> type) {
        return new ValueExpression<>(node, type);
    }
}
