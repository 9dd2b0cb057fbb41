// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Texts;

/**
 * From the server's error numbers to failures. Its messages quote values ({@code Duplicate entry 'x' for key 'y'}), so they are
 * taken out, and the client's exception, which has the whole message, is not kept as a cause.
 */
final class Failures {
    /** A prepared statement whose tables have changed too often, and one that the server has forgotten. */
    private static final Set<Integer> STALE = Set.of(1615, 1243);

    /** Quoted or not, a name follows these words. */
    private static final Pattern DUPLICATE = Pattern.compile("^Duplicate entry '.*' for key ", Pattern.DOTALL);

    private static final Pattern VALUE_OF_COLUMN =
            Pattern.compile("'.*' (for (?:column|function) |in value for column )", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("['\"].*['\"]", Pattern.DOTALL);
    private static final Pattern RANGE = Pattern.compile("(value is out of range) in .*", Pattern.DOTALL);

    private Failures() {}

    static DriverException of(Throwable thrown) {
        return switch (thrown) {
            case DriverException known -> known;
            case MySQLException failure -> ofServer(failure.getErrorCode(), failure.getSqlState(), text(failure));
            case UnknownHostException e -> connection("The host is unknown");
            case ConnectException e -> connection("The connection was refused, or the host cannot be reached");
            case SSLException e ->
                connection("TLS failed: "
                        + Texts.oneLine(String.valueOf(rootCause(e).getMessage())));
            case TimeoutException e -> connection("The server did not answer in time");
            case IOException e ->
                connection("The connection was lost (" + Texts.oneLine(String.valueOf(e.getMessage())) + ")");
            case VertxException e -> ofClient(e);
            case UnsupportedOperationException e
            when String.valueOf(e.getMessage()).startsWith("Unsupported authentication method") ->
                new DriverException(
                        FailureKind.AUTHENTICATION,
                        "The user's way to authenticate is none that the client knows (" + e.getMessage()
                                + "); mysql_native_password and caching_sha2_password are");
            default ->
                new DriverException(
                        FailureKind.OTHER,
                        "The client failed with " + thrown.getClass().getName());
        };
    }

    /** The client has no types for what goes wrong in itself; none of these messages has a value in it. */
    private static DriverException ofClient(VertxException failure) {
        String message = Texts.oneLine(String.valueOf(failure.getMessage()));
        if (message.startsWith("The number of parameters to execute")) {
            return new DriverException(FailureKind.PROGRAMMING, message);
        }
        Throwable cause = failure.getCause();
        String why = cause == null || cause.getMessage() == null || !(cause instanceof IOException)
                ? ""
                : " (" + Texts.oneLine(cause.getMessage()) + ")";
        return connection("The connection was lost" + why);
    }

    static DriverException programming(String message) {
        return new DriverException(FailureKind.PROGRAMMING, message);
    }

    static DriverException connection(String message) {
        return new DriverException(FailureKind.CONNECTION, message);
    }

    /** @param message the server's own */
    static DriverException ofServer(int code, @Nullable String sqlState, String message) {
        FailureKind kind = kind(code, sqlState == null ? "" : sqlState);
        return new DriverException(kind, Texts.oneLine(withoutValues(kind, message)), sqlState, code, null);
    }

    static boolean isStalePlan(DriverException failure) {
        return STALE.contains(failure.code());
    }

    private static FailureKind kind(int code, String sqlState) {
        return switch (code) {
            case 1022, 1062, 1169, 1586, 1859 -> FailureKind.UNIQUE_VIOLATION;
            case 1216, 1217, 1451, 1452, 1557, 1761, 1762 -> FailureKind.FOREIGN_KEY_VIOLATION;
            case 1048, 1263, 1364, 1566 -> FailureKind.NOT_NULL_VIOLATION;
            case 3819, 4025 -> FailureKind.CHECK_VIOLATION;
            case 1644 -> FailureKind.OTHER_INTEGRITY; // signal
            case 1020 -> FailureKind.SERIALIZATION;
            case 1213 -> FailureKind.DEADLOCK;
            // Also nowait, and the lock on a table's definition.
            case 1205, 3572, 4013 -> FailureKind.LOCK_TIMEOUT;
            // On request, or after max_execution_time or max_statement_time.
            case 1317, 1028, 1969, 3024 -> FailureKind.CANCELLED;
            case 1290, 1792, 1836, 3100, 3962 -> FailureKind.READ_ONLY;
            case 1264, 1265, 1292, 1300, 1366, 1367, 1365, 1406, 1411, 1441, 1426, 1525, 1526, 1690 -> FailureKind.DATA;
            case 1916, 1918, 3140, 3141, 3143, 3144, 3146, 3156, 3157, 3854, 4038 -> FailureKind.DATA;
            case 1021, 1037, 1038, 1040, 1041, 1114, 1135, 1203, 1226, 1390, 1206, 1461, 3168 -> FailureKind.RESOURCES;
            case 1153, 1301, 3993 -> FailureKind.RESOURCES;
            case 1044, 1045, 1130, 1129, 1227, 1142, 1143, 1251, 1370, 1524, 1698, 1820, 1862, 3118, 3159, 4151 ->
                FailureKind.AUTHENTICATION;
            case 1042, 1043, 1053, 1077, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 3169, 4031 ->
                FailureKind.CONNECTION;
            case 1034, 1035, 1194, 1712, 1877 -> FailureKind.CORRUPT;
            case 1193, 1238 -> FailureKind.PROGRAMMING;
            case 1231, 1232 -> FailureKind.DATA;
            case 1235, 1178, 1295, 1214, 1128 -> FailureKind.UNSUPPORTED;
            default -> ofState(sqlState);
        };
    }

    private static FailureKind ofState(String sqlState) {
        return switch (sqlState) {
            case "40001" -> FailureKind.SERIALIZATION;
            case "70100" -> FailureKind.CANCELLED;
            case "25006" -> FailureKind.READ_ONLY;
            default ->
                switch (sqlState.length() < 2 ? "" : sqlState.substring(0, 2)) {
                    case "08" -> FailureKind.CONNECTION;
                    case "0A" -> FailureKind.UNSUPPORTED;
                    case "21", "42" -> FailureKind.PROGRAMMING;
                    case "22" -> FailureKind.DATA;
                    case "23", "45" -> FailureKind.OTHER_INTEGRITY;
                    case "28" -> FailureKind.AUTHENTICATION;
                    case "40" -> FailureKind.SERIALIZATION;
                    default -> FailureKind.OTHER;
                };
        };
    }

    private static String withoutValues(FailureKind kind, String message) {
        return switch (kind) {
            case UNIQUE_VIOLATION -> DUPLICATE.matcher(message).replaceFirst("Duplicate entry for key ");
            // They have names only, or the SQL where it is wrong, or what the user's own trigger says.
            case FOREIGN_KEY_VIOLATION,
                    NOT_NULL_VIOLATION,
                    CHECK_VIOLATION,
                    AUTHENTICATION,
                    PROGRAMMING,
                    READ_ONLY,
                    UNSUPPORTED,
                    LOCK_TIMEOUT,
                    RESOURCES,
                    CONNECTION,
                    OTHER_INTEGRITY -> message;
            default -> withoutQuoted(message);
        };
    }

    /** Values first, as they may look like anything; then whatever is quoted and not said to be a name. */
    private static String withoutQuoted(String message) {
        String known = RANGE.matcher(message).replaceFirst("$1");
        String text = VALUE_OF_COLUMN.matcher(known).replaceFirst("$1");
        if (!text.equals(known)) {
            return text;
        }
        int name = Math.max(
                text.indexOf(" for column '"), Math.max(text.indexOf("in table '"), text.indexOf("for key '")));
        return name >= 0 && text.indexOf('\'') > name
                ? text
                : QUOTED.matcher(text).replaceFirst("…");
    }

    /** The client wraps the server's words in its own. */
    private static String text(MySQLException failure) {
        String message = String.valueOf(failure.getMessage());
        String prefix = "{errorMessage=";
        int end = message.lastIndexOf(", errorCode=");
        return message.startsWith(prefix) && end > 0 ? message.substring(prefix.length(), end) : message;
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
