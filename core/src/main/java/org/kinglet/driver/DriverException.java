// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure as data, passed from a driver to the core. It has no stack trace of its own: the exception that the user sees
 * is made from it where the user waits. The message is the server's or the driver's, in one line, and has no parameter
 * values and no passwords.
 */
public final class DriverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable String sqlState;
    private final int code;

    public DriverException(FailureKind kind, String message) {
        this(kind, message, null, 0, null);
    }

    /**
     * @param sqlState the SQLSTATE, where the database has them
     * @param code the database's own (extended) code, 0 if it has none
     */
    public DriverException(
            FailureKind kind, String message, @Nullable String sqlState, int code, @Nullable Throwable cause) {
        super(message, cause, true, false);
        this.kind = Objects.requireNonNull(kind);
        this.sqlState = sqlState;
        this.code = code;
    }

    public FailureKind kind() {
        return kind;
    }

    public @Nullable String sqlState() {
        return sqlState;
    }

    public int code() {
        return code;
    }
}
