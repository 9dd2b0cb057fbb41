// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;

/** Casts whose meaning would depend on the server are written as functions that have one. */
final class Casts {
    private Casts() {}

    static Node cast(Node node, ColumnType from, ColumnType to) {
        if (isFraction(from.kind()) && isInteger(to.kind())) {
            return new Node.Cast(new Node.Call(Builtin.TRUNCATE, from, node, integer(0)), to);
        }
        if (to.kind() == SqlType.DECIMAL && (isFraction(from.kind()) || isInteger(from.kind()))) {
            return new Node.Call(Builtin.TO_DECIMAL, from, node);
        }
        if (from.kind() == SqlType.DECIMAL && to.kind() == SqlType.TEXT) {
            return new Node.Call(Builtin.DECIMAL_TO_TEXT, from, node);
        }
        return new Node.Cast(node, to);
    }

    static Node integer(int value) {
        return new Node.Parameter(value, DataType.INTEGER.columnType());
    }

    static boolean isInteger(SqlType type) {
        return type == SqlType.SMALLINT || type == SqlType.INTEGER || type == SqlType.BIGINT;
    }

    private static boolean isFraction(SqlType type) {
        return type == SqlType.REAL || type == SqlType.DOUBLE || type == SqlType.DECIMAL;
    }
}
