// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import org.jspecify.annotations.Nullable;

/** Who is told how a statement ended. */
interface Completion<X> {
    /** Exactly one of the two counts. Called on the driver's thread; must not block. */
    void done(@Nullable X result, @Nullable Throwable failure);

    /** Whether somebody has seen, or will see, how it failed. If not, the transaction has to. */
    boolean delivered();

    /**
     * Whether it was passed on to something that keeps no track of it, such as {@code allOf}, which is taken for somebody
     * who will see it.
     */
    default boolean passedOn() {
        return false;
    }

    /**
     * Whether nothing can come of a success any more: no failure, and no callback that would do something in the
     * transaction. Whoever commits need not wait for that.
     */
    default boolean isSettled() {
        return false;
    }

    /** The exception in which the failure is, or was, shown to the user; null if it is not made yet. */
    @Nullable
    Throwable shown();
}
