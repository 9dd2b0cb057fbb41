// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.ColumnsRead;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.SingleAssignment;
import org.kinglet.query.Node;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;

/**
 * Assignments that all see the row as it was before, as in standard SQL. Here each sees what those before it have set, so
 * they are put in an order in which none minds. Where there is no such order, they take values that were computed before.
 */
final class MysqlAssignments {
    private MysqlAssignments() {}

    /** The assignments with each that reads a column before the one that sets it; null if there is no such order. */
    static @Nullable List<SingleAssignment> ordered(List<SingleAssignment> assignments) {
        List<SingleAssignment> left = new ArrayList<>(assignments);
        List<SingleAssignment> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            SingleAssignment next = null;
            for (SingleAssignment candidate : left) {
                boolean read = left.stream()
                        .anyMatch(other -> other != candidate
                                && ColumnsRead.by(other.value())
                                        .contains(candidate.column().name()));
                if (!read) {
                    next = candidate;
                    break;
                }
            }
            if (next == null) return null;
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    /**
     * An update from values that are computed before, of rows that are locked; the limit keeps them from being computed
     * later.
     *
     * @param lock what locks the rows of a select
     */
    static void updateJoined(
            Renderer to,
            TableSource<?> table,
            List<SingleAssignment> assignments,
            @Nullable Node condition,
            String lock) {
        List<ColumnDefinition> key = table.definition().primaryKey().stream()
                .map(table.definition()::column)
                .toList();
        to.append("update (select ");
        for (int i = 0; i < key.size(); i++) {
            to.render(new Node.Column(table, key.get(i))).append(" as key" + (i + 1) + ", ");
        }
        for (int i = 0; i < assignments.size(); i++) {
            to.append(i == 0 ? "" : ", ");
            SingleAssignment assignment = assignments.get(i);
            to.assigned(assignment.column(), assignment.value()).append(" as column" + (i + 1));
        }
        to.append(" from ").table(table);
        to.where(condition).append(" limit " + Long.MAX_VALUE).append(lock);
        to.append(") as v straight_join ").table(table);
        for (int i = 0; i < key.size(); i++) {
            to.append(i == 0 ? " on " : " and ").render(new Node.Column(table, key.get(i)));
            to.append(" = v.key" + (i + 1));
        }
        for (int i = 0; i < assignments.size(); i++) {
            to.append(i == 0 ? " set " : ", ");
            to.render(new Node.Column(table, assignments.get(i).column())).append(" = v.column" + (i + 1));
        }
    }
}
