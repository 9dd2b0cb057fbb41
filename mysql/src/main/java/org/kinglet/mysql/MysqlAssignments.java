// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.ColumnsRead;
import org.kinglet.dialect.SingleAssignment;

/**
 * Assignments that all see the row as it was before, as in standard SQL. Here each sees what those before it have set, so
 * they are put in an order in which none minds. Where there is no such order, see {@link
 * MysqlWrites}.
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
}
