// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kinglet.vertx.ServerUrl;

/**
 * What is known of one connection.
 *
 * @param id by which the server can be asked to stop what the connection is doing
 * @param maxPacket the most bytes that the server takes in one statement
 * @param generatedKeyStep the distance of generated keys
 * @param context on which the connection lives
 */
record Session(
        ServerUrl.Server server,
        ServerVersion version,
        long id,
        long maxPacket,
        int generatedKeyStep,
        ContextInternal context) {
    /** What is known only of the session that was set up, for {@link #of}. */
    static final String FACTS = "select connection_id(), @@max_allowed_packet, @@auto_increment_increment";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_,:+. -]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(?:\\.\\d{1,19})?");
    private static final Pattern COLLATION = Pattern.compile("[A-Za-z0-9_]+");

    /**
     * Errors instead of values that were cut or made zero, and as in other databases a
     * backslash is a backslash and {@code ||} concatenates. The
     * functional dependencies of MySQL's {@code only_full_group_by} are unknown to MariaDB, which would refuse good queries.
     */
    private static final String MODE =
            "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
                    + "NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT";

    /**
     * UTF-8, by the number of a collation that the client knows. For each text of a collation that it does not know, such as
     * all newer ones, it searches half of its table of them before it takes UTF-8, too: a fifth of a list's time.
     */
    private static final String RESULTS = "45";

    /** In bytes, of {@code group_concat}, which cuts what is longer, with a warning only: as long as a text can be. */
    private static final String LONGEST_LIST = "4294967295";

    /**
     * One statement that sets up a session: text is UTF-8 and compared exactly, times are UTC, mistakes are errors; then what the
     * user wants.
     */
    static String setUp(MysqlConfig config, ServerVersion version) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("sql_mode", version.isMariaDb() ? MODE : "ONLY_FULL_GROUP_BY," + MODE);
        variables.put("time_zone", "+00:00");
        variables.put("character_set_results", RESULTS);
        variables.put("group_concat_max_len", LONGEST_LIST);
        if (config.isolation() != null) {
            variables.put(version.isMariaDb() ? "tx_isolation" : "transaction_isolation", config.isolation());
        }
        config.variables().forEach((name, value) -> variables.put(name.toLowerCase(Locale.ROOT), value));
        String collation = config.collation() == null ? version.exactCollation() : config.collation();
        return variables.entrySet().stream()
                .map(variable -> "session " + variable.getKey() + " = " + literal(variable.getValue()))
                .collect(Collectors.joining(", ", "set names utf8mb4 collate " + name(collation) + ", ", ""));
    }

    static Session of(ServerUrl.Server server, ServerVersion version, Row facts, ContextInternal context) {
        return new Session(server, version, facts.getLong(0), facts.getLong(1), facts.getInteger(2), context);
    }

    /** Whatever the mode in which the server reads it: hexadecimal digits need no quotes. */
    private static String literal(String value) {
        if (NUMBER.matcher(value).matches()) {
            return value;
        }
        if (PLAIN.matcher(value).matches()) {
            return "'" + value + "'";
        }
        return "_utf8mb4 0x" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(String collation) {
        if (!COLLATION.matcher(collation).matches()) {
            throw Failures.programming("The MySQL option collation is not the name of a collation");
        }
        return collation;
    }
}
