// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.schema.DataType;

/** An expression of a type that can be compared and nothing more: a UUID, an enum, bytes, a converted type. */
public sealed class ValueExpression<T> extends Expression<T> permits ValueColumn, ValueAggregate, ArrayAggregate {
    ValueExpression(Node node, DataType<T> type) {
        super(node, type);
    }
}
