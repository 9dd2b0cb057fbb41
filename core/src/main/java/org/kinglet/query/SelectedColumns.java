// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.SqlType;

/** What a select gives to the columns of an insert. */
final class SelectedColumns {
    private SelectedColumns() {}

    /** @throws IllegalArgumentException if they don't go together */
    static <E> void require(TableSource<E> table, List<? extends TableColumn<E, ?>> columns, Select<?> select) {
        List<ColumnDefinition> into = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TableColumn<E, ?> column : columns) {
            for (ColumnDefinition part : column.columns()) {
                if (!names.add(part.name())) {
                    throw new IllegalArgumentException("insertFrom names the column " + part.name() + " twice");
                }
                into.add(part);
            }
        }
        List<SqlType> kinds = kinds(select);
        if (into.size() != kinds.size()) {
            throw new IllegalArgumentException("insertFrom has " + into.size() + " columns of " + table.definition()
                    + " for a select of " + kinds.size());
        }
        for (int i = 0; i < kinds.size(); i++) {
            SqlType kind = into.get(i).type().sqlType();
            if (family(kind) != family(kinds.get(i))) {
                throw new IllegalArgumentException(
                        "insertFrom has the column " + into.get(i).name() + ", a " + kind + ", for column " + (i + 1)
                                + " of the select, a " + kinds.get(i) + "; cast it");
            }
        }
    }

    private static List<SqlType> kinds(Select<?> select) {
        List<SqlType> kinds = new ArrayList<>();
        for (Expression<?> expression : select.clauses().columns()) {
            if (expression.node() instanceof Node.Tuple tuple) {
                for (Node part : tuple.elements()) {
                    kinds.add(((Node.Column) part).column().type().sqlType());
                }
            } else if (expression.node() instanceof Node.Column column) {
                kinds.add(column.column().type().sqlType());
            } else {
                kinds.add(expression.type().sqlType());
            }
        }
        return kinds;
    }

    /** Of what the databases convert into each other without being asked. */
    private static SqlType family(SqlType kind) {
        return switch (kind) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> SqlType.DECIMAL;
            default -> kind;
        };
    }
}
