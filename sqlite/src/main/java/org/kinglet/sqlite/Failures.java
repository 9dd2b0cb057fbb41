// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Texts;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** From SQLite's extended result codes to failures. */
final class Failures {
    static final int BUSY = SQLiteErrorCode.SQLITE_BUSY.code;
    private static final int PRIMARY = 0xff;
    /** What SQLite reports with its catch-all code, though the statement is right and a value is wrong. */
    private static final Set<String> DATA_MESSAGES =
            Set.of("integer overflow", "malformed JSON", "string or blob too big");

    private Failures() {}

    /** What a reply fails with: a {@link DriverException} for all that SQLite says, anything else as it is. */
    static Throwable of(Throwable thrown) {
        return thrown instanceof SQLException exception ? of(exception) : thrown;
    }

    static DriverException of(SQLException exception) {
        if (exception instanceof SQLiteException failure) {
            int code = failure.getResultCode().code;
            String message = message(failure);
            FailureKind kind = code == 1 && DATA_MESSAGES.contains(message) ? FailureKind.DATA : kind(code);
            return new DriverException(kind, message, null, code, failure);
        }
        return new DriverException(
                FailureKind.OTHER, Texts.oneLine(String.valueOf(exception.getMessage())), null, 0, exception);
    }

    static DriverException cancelled(@Nullable Throwable cause) {
        return new DriverException(FailureKind.CANCELLED, "The statement was cancelled", null, 9, cause);
    }

    static DriverException programming(String message) {
        return new DriverException(FailureKind.PROGRAMMING, message);
    }

    static boolean isInterrupt(Throwable failure) {
        return failure instanceof DriverException exception && exception.kind() == FailureKind.CANCELLED;
    }

    static boolean isBusy(Throwable failure) {
        return failure instanceof DriverException exception && (exception.code() & PRIMARY) == BUSY;
    }

    private static FailureKind kind(int code) {
        return switch (code) {
            case 2067, 1555, 2579 -> FailureKind.UNIQUE_VIOLATION; // UNIQUE, PRIMARYKEY, ROWID
            case 787 -> FailureKind.FOREIGN_KEY_VIOLATION;
            case 1299 -> FailureKind.NOT_NULL_VIOLATION;
            case 275 -> FailureKind.CHECK_VIOLATION;
            case 3091 -> FailureKind.DATA; // DATATYPE: a STRICT table refuses the type
            case 517 -> FailureKind.SERIALIZATION; // BUSY_SNAPSHOT
            case 3082 -> FailureKind.RESOURCES; // IOERR_NOMEM
            default -> primaryKind(code & PRIMARY);
        };
    }

    private static FailureKind primaryKind(int code) {
        return switch (code) {
            case 1 -> FailureKind.PROGRAMMING; // ERROR
            case 9 -> FailureKind.CANCELLED; // INTERRUPT
            case 5, 6 -> FailureKind.LOCK_TIMEOUT; // BUSY, LOCKED
            case 7, 13 -> FailureKind.RESOURCES; // NOMEM, FULL
            case 8 -> FailureKind.READ_ONLY;
            case 11, 26 -> FailureKind.CORRUPT; // CORRUPT, NOTADB
            case 14 -> FailureKind.CONNECTION; // CANTOPEN
            case 18, 20, 25 -> FailureKind.DATA; // TOOBIG, MISMATCH, RANGE
            case 19 -> FailureKind.OTHER_INTEGRITY; // TRIGGER, VTAB, FUNCTION, ...
            case 3, 23 -> FailureKind.AUTHENTICATION; // PERM, AUTH
            default -> FailureKind.OTHER; // IOERR and what should not happen
        };
    }

    /** xerial writes {@code [SQLITE_X] a text of its own (SQLite's message)}; only the last part says something. */
    private static String message(SQLiteException failure) {
        String message = String.valueOf(failure.getMessage());
        String prefix = failure.getResultCode() + " (";
        if (message.startsWith(prefix) && message.endsWith(")")) {
            message = message.substring(prefix.length(), message.length() - 1);
        }
        if (message.equals("not an error") || message.isEmpty()) {
            message = failure.getResultCode().message;
        }
        return Texts.oneLine(message);
    }
}
