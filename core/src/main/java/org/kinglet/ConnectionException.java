// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The database could not be reached or opened, or the connection to it was lost. */
public class ConnectionException extends OperationalException {
    private static final long serialVersionUID = 1L;

    protected ConnectionException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
