// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Assignment;
import org.kinglet.query.Node;
import org.kinglet.schema.ColumnDefinition;

/** One column and what it is set to. */
public record SingleAssignment(ColumnDefinition column, Node value) {
    public static List<SingleAssignment> of(List<? extends Assignment<?>> assignments) {
        List<SingleAssignment> singles = new ArrayList<>();
        for (Assignment<?> assignment : assignments) {
            for (int i = 0; i < assignment.columns().size(); i++) {
                singles.add(new SingleAssignment(
                        assignment.columns().get(i), assignment.values().get(i)));
            }
        }
        return singles;
    }
}
