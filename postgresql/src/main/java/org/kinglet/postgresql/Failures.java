// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Texts;

/**
 * From what the server and the client say to failures. Of the server's message the detail is left out, because it quotes
 * values ("Key (name)=(x) already exists"), and what stands in quotes where a value was wrong; constraint and table are in
 * the message. The client's own exceptions are not passed on as the cause: they have all of that.
 */
final class Failures {
    /** Around what {@link PostgresTuple} says of a value, within the client's message. */
    static final char MISFIT = '\u0002';

    /** In place of the 4 of a code that is hidden from the client. */
    static final char HIDDEN = 'K';

    private static final Pattern COUNTS = Pattern.compile("expected number of parameters = \\[(\\d+)].*is \\[(\\d+)]");
    private static final Pattern POSITION = Pattern.compile("Parameter at position\\[(\\d+)]");
    /** Classes of failures whose hints speak of the statement and the schema, and never of values. */
    private static final Set<String> HINTED = Set.of("0A", "42", "55");

    private static final Pattern QUOTED = Pattern.compile(":?\\s*\".*\"", Pattern.DOTALL);
    private static final String NO_TLS = "Postgres Server does not handle SSL connection";

    private Failures() {}

    static DriverException of(Throwable thrown) {
        return switch (thrown) {
            case DriverException failure -> failure;
            case PgException failure -> ofServer(failure);
            case ClosedConnectionException closed -> lost();
            case UnknownHostException unknown -> connection("The host is not known", unknown);
            case ConnectException refused ->
                connection(
                        isTimeout(refused) ? "The server did not answer in time" : "The server refuses connections",
                        refused);
            case SSLException tls -> connection("TLS failed: " + reason(tls), tls);
            case GeneralSecurityException tls -> connection("TLS failed: " + reason(tls), tls);
            case ClosedChannelException closed -> lost();
            case IOException io -> connection("The connection failed: " + oneLine(io), io);
            case UnsupportedOperationException unsupported ->
                new DriverException(
                        FailureKind.UNSUPPORTED,
                        "The client does not know what the server answered; COPY, for one, cannot be used",
                        null,
                        0,
                        null);
            case VertxException client -> ofClient(client, String.valueOf(client.getMessage()));
            default -> ofMessage(thrown, String.valueOf(thrown.getMessage()));
        };
    }

    static DriverException lost() {
        return new DriverException(FailureKind.CONNECTION, "The connection to the server was lost");
    }

    /** The client's SCRAM breaks on an empty password, before anything is sent. */
    static DriverException noPassword() {
        return new DriverException(FailureKind.AUTHENTICATION, "The server wants a password, and there is none");
    }

    static boolean isTlsRefusal(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).equals(NO_TLS)
                || thrown instanceof SSLException
                || thrown instanceof GeneralSecurityException
                || String.valueOf(thrown.getMessage()).contains("SSL handshake failed");
    }

    private static DriverException ofServer(PgException failure) {
        String state = String.valueOf(failure.getSqlState());
        if (state.charAt(0) == HIDDEN) {
            state = "4" + state.substring(1);
        }
        String message = Texts.oneLine(String.valueOf(failure.getErrorMessage()));
        if (state.startsWith("22")) {
            message = QUOTED.matcher(message).replaceAll("");
        }
        if (state.equals("42P18")) {
            message += ": write its type, as in cast(? as text)";
        } else if (failure.getHint() != null && HINTED.contains(state.substring(0, 2))) {
            message += " (" + Texts.oneLine(failure.getHint()) + ")";
        }
        return new DriverException(kind(state, failure), message, state, 0, null);
    }

    private static FailureKind kind(String state, PgException failure) {
        return switch (state) {
            case "23505" -> FailureKind.UNIQUE_VIOLATION;
            case "23503", "23001" -> FailureKind.FOREIGN_KEY_VIOLATION;
            case "23502" -> FailureKind.NOT_NULL_VIOLATION;
            case "23514" -> FailureKind.CHECK_VIOLATION;
            case "40001" -> FailureKind.SERIALIZATION;
            case "40002" -> FailureKind.OTHER_INTEGRITY;
            case "40003" -> FailureKind.COMMIT_UNKNOWN; // CockroachDB: it may have happened
            case "40P01" -> FailureKind.DEADLOCK;
            case "55P03" -> FailureKind.LOCK_TIMEOUT;
            case "57014" -> isStatementTimeout(failure) ? FailureKind.TIMEOUT : FailureKind.CANCELLED;
            case "25006" -> FailureKind.READ_ONLY;
            case "25P02" -> FailureKind.TRANSACTION_FAILED;
            case "25P03", "25P04", "57P01", "57P02", "57P03", "57P05" -> FailureKind.CONNECTION;
            case "3D000", "3F000", "26000", "34000" -> FailureKind.PROGRAMMING;
            case "0A000" -> isStale(failure) ? FailureKind.OTHER : FailureKind.UNSUPPORTED;
            case "42501" -> FailureKind.AUTHENTICATION;
            case "XX001", "XX002" -> FailureKind.CORRUPT;
            default ->
                switch (state.substring(0, 2)) {
                    case "08" -> FailureKind.CONNECTION;
                    case "21", "42" -> FailureKind.PROGRAMMING;
                    case "22" -> FailureKind.DATA;
                    case "23", "27", "44" -> FailureKind.OTHER_INTEGRITY;
                    case "28" -> FailureKind.AUTHENTICATION;
                    case "40" -> FailureKind.SERIALIZATION;
                    case "53", "54", "58" -> FailureKind.RESOURCES;
                    default -> FailureKind.OTHER;
                };
        };
    }

    /** The server has one code for both; the function that raised it is the same in every language. */
    private static boolean isStatementTimeout(PgException failure) {
        return String.valueOf(failure.getErrorMessage()).contains("statement timeout");
    }

    /** A prepared statement whose result is no longer what it was when it was prepared. */
    private static boolean isStale(PgException failure) {
        return String.valueOf(failure.getRoutine()).equals("RevalidateCachedQuery")
                || String.valueOf(failure.getErrorMessage()).equals("cached plan must not change result type");
    }

    static boolean isStalePlan(DriverException failure) {
        String state = failure.sqlState();
        return "26000".equals(state) || ("0A000".equals(state) && failure.kind() == FailureKind.OTHER);
    }

    private static DriverException ofClient(VertxException client, String message) {
        Throwable cause = client.getCause();
        if (cause != null && message.startsWith("Pending requests failed")) {
            return of(cause);
        }
        return ofMessage(client, message);
    }

    /** What the client says in words only. */
    private static DriverException ofMessage(Throwable thrown, String message) {
        int reason = message.indexOf(MISFIT);
        if (reason >= 0) {
            Matcher position = POSITION.matcher(message);
            String which = position.find() ? "Parameter " + (Integer.parseInt(position.group(1)) + 1) : "A parameter";
            return new DriverException(
                    FailureKind.DATA, which + " is " + message.substring(reason + 1, message.lastIndexOf(MISFIT)));
        }
        Matcher counts = COUNTS.matcher(message);
        if (counts.find()) {
            return new DriverException(
                    FailureKind.PROGRAMMING,
                    "The statement has " + counts.group(1) + " parameters, and " + counts.group(2) + " were given");
        }
        if (message.startsWith("The number of parameters")) {
            return new DriverException(FailureKind.PROGRAMMING, "The statement has more than 65535 parameters");
        }
        if (message.equals(NO_TLS)) {
            return connection("The server does not offer TLS, and sslmode demands it", null);
        }
        if (message.contains("SSL handshake failed")) {
            return connection("TLS failed: the server ended the handshake", null);
        }
        if (message.startsWith("Pending requests failed")
                || message.startsWith("Connection is not active")
                || message.equals("Connection was closed")
                || message.equals("Client is closed")) {
            return lost();
        }
        // Its message may quote anything, so only its class is told.
        return new DriverException(
                FailureKind.OTHER, "The client failed: " + thrown.getClass().getName(), null, 0, null);
    }

    private static DriverException connection(String message, @Nullable Throwable cause) {
        return new DriverException(FailureKind.CONNECTION, message, null, 0, cause);
    }

    private static boolean isTimeout(ConnectException refused) {
        return refused.getClass().getSimpleName().contains("Timeout");
    }

    /** The innermost reason: the outer ones say that a handshake failed. */
    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return oneLine(innermost);
    }

    private static String oneLine(Throwable thrown) {
        String message = thrown.getMessage();
        return Texts.oneLine(message == null ? thrown.getClass().getSimpleName() : message);
    }
}
