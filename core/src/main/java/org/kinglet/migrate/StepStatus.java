// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a step is.
 *
 * @param appliedAt when it was applied or, if that has not ended, begun; {@code null} if it is pending
 * @param problem what is wrong with it and what to do; {@code null} if nothing is
 */
public record StepStatus(
        long version,
        String name,
        State state,
        @Nullable Instant appliedAt,
        @Nullable String problem) {

    /** What the database has of it. */
    public enum State {
        /** Nothing yet. */
        PENDING,
        /** All of it. */
        APPLIED,
        /** Some of it: it is being applied, or who did so is gone. Only of steps without a transaction. */
        APPLYING,
        /** Some of it: a statement failed. Only of steps without a transaction. */
        FAILED,
        /** Not all of it any more: it is being undone, or who did so is gone. Only of steps without a transaction. */
        UNDOING,
        /** Not all of it any more: a statement that undoes it failed. Only of steps without a transaction. */
        UNDO_FAILED
    }
}
