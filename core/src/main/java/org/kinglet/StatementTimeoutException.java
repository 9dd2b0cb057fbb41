// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The statement was stopped because it took longer than it was given. */
public class StatementTimeoutException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    protected StatementTimeoutException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
