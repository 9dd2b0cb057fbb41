// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import org.kinglet.Database;

/** What a step in Java does. */
@FunctionalInterface
public interface StepAction {
    /**
     * Runs in the task that migrates, on its connection and, if the step has one, in its transaction: statements of the
     * database and unqualified ones alike. What it starts as a task of its own is outside of that.
     */
    void run(Database database) throws Exception;
}
