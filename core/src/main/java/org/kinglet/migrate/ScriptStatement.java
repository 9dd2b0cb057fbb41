// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.util.Locale;

/**
 * A statement of a script.
 *
 * @param sql without the semicolon, and without comments before and behind it
 * @param number counted from 1
 * @param line on which it begins, counted from 1
 */
record ScriptStatement(String sql, int number, int line) {
    /** Where it is, for messages. */
    String place() {
        return "statement " + number + " at line " + line;
    }

    /** Whether it begins or ends a transaction. */
    boolean endsTransaction() {
        String[] words = sql.toLowerCase(Locale.ROOT).split("[\\s;]+", 3);
        String second = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "begin" -> !second.equals("not");
            case "start" -> second.equals("transaction");
            case "commit", "end", "abort" -> true;
            case "rollback" -> !sql.toLowerCase(Locale.ROOT).matches("(?s)rollback\\s+(\\w+\\s+)?to\\b.*");
            default -> false;
        };
    }
}
