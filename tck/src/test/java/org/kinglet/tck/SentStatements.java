// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kinglet.QueryListener;

/** What a database was asked for, in order. */
final class SentStatements implements QueryListener {
    private final List<StatementEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void onStatement(StatementEvent event) {
        events.add(event);
    }

    void clear() {
        events.clear();
    }

    List<StatementEvent> events() {
        return List.copyOf(events);
    }

    List<String> sql() {
        return events.stream().map(StatementEvent::sql).toList();
    }

    /** The only one since {@link #clear}. */
    StatementEvent only() {
        if (events.size() != 1) throw new AssertionError("not one statement, but " + sql());
        return events.getFirst();
    }
}
