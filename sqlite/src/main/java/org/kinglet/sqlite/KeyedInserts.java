// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one connection knows of the inserts that may do without {@code returning}; see {@link KeyedInsert}. */
final class KeyedInserts {
    private static final int CACHE_SIZE = 64;
    /** Shorter statements insert no rows worth it; most statements are, and are not looked at. */
    private static final int SHORTEST = 100;

    private final Map<String, Optional<KeyedInsert>> parsed = new LinkedHashMap<>(CACHE_SIZE * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<KeyedInsert>> eldest) {
            return size() > CACHE_SIZE;
        }
    };
    /** The answers for the tables and keys that the current transaction has asked about. */
    private final Map<Target, Boolean> answers = new HashMap<>();

    private record Target(String table, String key) {}

    /** The insert by which to run the statement on the connection; {@code null} if it must be run as it is. */
    @Nullable
    KeyedInsert find(String sql, NativeConnection connection) throws SQLException {
        if (!connection.inTransaction() || sql.length() < SHORTEST || !sql.endsWith("\"")) {
            return null;
        }
        KeyedInsert insert = parsed.computeIfAbsent(sql, text -> Optional.ofNullable(KeyedInsert.of(text)))
                .orElse(null);
        if (insert == null || !follows(insert, connection)) {
            return null;
        }
        return connection.find(insert.highRowid()) == null ? insert : null;
    }

    private boolean follows(KeyedInsert insert, NativeConnection connection) throws SQLException {
        Target target = new Target(insert.table(), insert.key());
        Boolean known = answers.get(target);
        if (known == null) {
            String declaration = connection.find(KeyedInsert.QUESTION, insert.table(), insert.key());
            known = declaration != null && KeyedInsert.isPlain(declaration);
            answers.put(target, known);
        }
        return known;
    }

    /** The schema or the transaction may have changed. */
    void forget() {
        answers.clear();
    }
}
