// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.SqlType;

/** Whether the rows of two selects can be combined: as many columns, of types that compare. */
final class CombinedColumns {
    private CombinedColumns() {}

    static void check(Combination.Operator operator, Select<?> one, Select<?> other) {
        List<Expression<?>> columns = one.clauses().columns();
        List<Expression<?>> others = other.clauses().columns();
        if (columns.size() != others.size()) {
            throw new IllegalArgumentException(operator.sql() + " of a select with " + columns.size()
                    + " columns and one with " + others.size() + ": "
                    + one.clauses().names() + " and " + other.clauses().names());
        }
        for (int i = 0; i < columns.size(); i++) {
            SqlType type = columns.get(i).type().sqlType();
            SqlType otherType = others.get(i).type().sqlType();
            if (group(type) != group(otherType)) {
                throw new IllegalArgumentException(operator.sql() + ": column " + (i + 1) + " is " + type
                        + " in one select and " + otherType + " in the other; cast one of them");
            }
        }
    }

    /** All numbers compare with each other. */
    private static SqlType group(SqlType type) {
        return switch (type) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> SqlType.DECIMAL;
            default -> type;
        };
    }
}
