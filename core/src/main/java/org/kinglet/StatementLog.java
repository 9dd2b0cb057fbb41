// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.StatementObserver;

/** Tells the listeners and the log of each statement. */
final class StatementLog implements StatementObserver {
    private static final Logger LOG = System.getLogger("org.kinglet.sql");

    private final List<QueryListener> listeners;
    private final boolean showParameters;

    StatementLog(List<QueryListener> listeners, boolean showParameters) {
        this.listeners = listeners;
        this.showParameters = showParameters;
    }

    @Override
    public boolean isListening() {
        return !listeners.isEmpty() || LOG.isLoggable(Level.DEBUG);
    }

    @Override
    public void ended(String sql, @Nullable Object[] parameters, long nanos, @Nullable Throwable failure) {
        if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(
                    Level.DEBUG,
                    "{0} [{1} µs]{2}{3}",
                    sql,
                    Long.toString(nanos / 1_000),
                    showParameters ? " " + Arrays.deepToString(parameters) : "",
                    failure == null ? "" : " failed");
        }
        if (listeners.isEmpty()) return;
        QueryListener.StatementEvent event = new QueryListener.StatementEvent(
                sql,
                Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(parameters.clone())),
                Duration.ofNanos(nanos),
                failure);
        for (QueryListener listener : listeners) {
            try {
                listener.onStatement(event);
            } catch (RuntimeException thrown) {
                LOG.log(Level.WARNING, "a query listener threw", thrown);
            }
        }
    }
}
