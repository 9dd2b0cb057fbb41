// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/** A constraint forbids it. */
public class IntegrityException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    protected IntegrityException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
        this.kind = failure.kind();
    }

    /** A primary key or unique constraint. */
    public boolean isUniqueViolation() {
        return kind == FailureKind.UNIQUE_VIOLATION;
    }

    public boolean isForeignKeyViolation() {
        return kind == FailureKind.FOREIGN_KEY_VIOLATION;
    }

    public boolean isNotNullViolation() {
        return kind == FailureKind.NOT_NULL_VIOLATION;
    }

    public boolean isCheckViolation() {
        return kind == FailureKind.CHECK_VIOLATION;
    }
}
