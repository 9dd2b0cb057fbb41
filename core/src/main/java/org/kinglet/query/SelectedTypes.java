// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.SqlType;

/**
 * The types of what selects give, and whether they go together with what those are compared with, combined with or written to.
 * Databases disagree about what they convert without being asked, so it is refused here for all of them.
 */
final class SelectedTypes {
    private SelectedTypes() {}

    /** @throws IllegalArgumentException if the rows of both cannot be combined */
    static void requireAlike(Combination.Operator operator, Select<?> one, Select<?> other) {
        List<SqlType> types = of(one);
        List<SqlType> others = of(other);
        if (types.size() != others.size()) {
            throw new IllegalArgumentException(operator.sql() + " of a select with " + types.size()
                    + " columns and one with " + others.size() + ": "
                    + one.clauses().names() + " and " + other.clauses().names());
        }
        for (int i = 0; i < types.size(); i++) {
            if (family(types.get(i)) != family(others.get(i))) {
                throw new IllegalArgumentException(operator.sql() + ": column " + (i + 1) + " is " + types.get(i)
                        + " in one select and " + others.get(i) + " in the other; cast one of them");
            }
        }
    }

    /** @throws IllegalArgumentException if values of these types cannot be compared with its rows */
    static Select<?> requireComparable(Select<?> select, List<SqlType> compared) {
        List<SqlType> types = of(select);
        requireColumns(select, compared.size());
        for (int i = 0; i < types.size(); i++) {
            if (family(types.get(i)) != family(compared.get(i))) {
                throw new IllegalArgumentException("a " + compared.get(i) + " is compared with column " + (i + 1)
                        + " of a select, which is " + types.get(i) + "; cast one of them");
            }
        }
        return select;
    }

    /** @throws IllegalArgumentException if it has another number of columns */
    static Select<?> requireColumns(Select<?> select, int compared) {
        int selected = of(select).size();
        if (selected != compared) {
            throw new IllegalArgumentException("the select has " + selected + " columns and " + compared
                    + (compared == 1 ? " is" : " are") + " compared with it");
        }
        return select;
    }

    /** @throws IllegalArgumentException if the rows cannot go into the columns */
    static <E> void requireFor(TableSource<E> table, List<? extends TableColumn<E, ?>> columns, Select<?> select) {
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
        List<SqlType> types = of(select);
        if (into.size() != types.size()) {
            throw new IllegalArgumentException("insertFrom has " + into.size() + " columns of " + table.definition()
                    + " for a select of " + types.size());
        }
        for (int i = 0; i < types.size(); i++) {
            SqlType type = into.get(i).type().sqlType();
            if (family(type) != family(types.get(i))) {
                throw new IllegalArgumentException(
                        "insertFrom has the column " + into.get(i).name() + ", a " + type + ", for column " + (i + 1)
                                + " of the select, a " + types.get(i) + "; cast it");
            }
        }
    }

    private static List<SqlType> of(Select<?> select) {
        List<SqlType> types = new ArrayList<>();
        for (Expression<?> expression : select.clauses().columns()) types.addAll(of(expression));
        return types;
    }

    /** Several of a key of several columns. */
    static List<SqlType> of(Expression<?> expression) {
        return switch (expression.node()) {
            case Node.Tuple key ->
                key.elements().stream()
                        .map(part -> ((Node.Column) part).column().type().sqlType())
                        .toList();
            case Node.Column column -> List.of(column.column().type().sqlType());
            default -> List.of(expression.type().sqlType());
        };
    }

    /** Of what all databases convert into each other without being asked. */
    private static SqlType family(SqlType type) {
        return switch (type) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> SqlType.DECIMAL;
            default -> type;
        };
    }
}
