// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import org.jspecify.annotations.Nullable;

/** Is told of each statement of the user's when it has ended. Called on the driver's thread. */
public interface StatementObserver {
    /** Whether anybody wants to know just now. */
    boolean isListening();

    void ended(String sql, @Nullable Object[] parameters, long nanos, @Nullable Throwable failure);
}
