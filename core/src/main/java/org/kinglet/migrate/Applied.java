// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.time.Instant;
import org.kinglet.migrate.StepStatus.State;

/**
 * What the database remembers of a step.
 *
 * @param statement the last one that was begun, of a step without a transaction that has not ended
 */
record Applied(long version, String name, String checksum, State state, int statement, Instant begunAt) {
    /** Whether the step, or what undoes it, was begun without a transaction and has not ended well. */
    boolean isUnfinished() {
        return state != State.APPLIED;
    }

    boolean isUndoing() {
        return state == State.UNDOING || state == State.UNDO_FAILED;
    }

    String label() {
        return "step " + version + " (" + name + ")";
    }
}
