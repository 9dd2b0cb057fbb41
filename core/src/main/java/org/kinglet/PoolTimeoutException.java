// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** No connection was to be had in time. The message tells how the pool was doing. */
public class PoolTimeoutException extends OperationalException {
    private static final long serialVersionUID = 1L;

    protected PoolTimeoutException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
