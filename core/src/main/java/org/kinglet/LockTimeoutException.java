// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** A lock was not to be had in time. The transaction may be tried again. */
public class LockTimeoutException extends OperationalException {
    private static final long serialVersionUID = 1L;

    protected LockTimeoutException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
