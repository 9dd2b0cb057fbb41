// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each statement that a program asked for, when it has ended. Called on a driver's thread: it must be quick and
 * must not wait. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface QueryListener {
    void onStatement(StatementEvent event);

    /**
     * One statement.
     *
     * @param parameters the values; handle them as what they are, which may be anybody's secrets
     * @param duration from when it was asked for, so with the time that it waited for a connection
     * @param failure what it failed with, or null
     */
    record StatementEvent(
            String sql,
            List<@Nullable Object> parameters,
            Duration duration,
            @Nullable Throwable failure) {
        /** Without the values. */
        @Override
        public String toString() {
            return sql + " (" + duration.toMillis() + " ms" + (failure == null ? ")" : ", failed)");
        }
    }
}
