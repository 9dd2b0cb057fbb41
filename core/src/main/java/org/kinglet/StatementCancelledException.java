// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The statement was stopped because its caller was interrupted or cancelled it. */
public class StatementCancelledException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    protected StatementCancelledException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
