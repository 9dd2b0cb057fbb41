// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** A value does not fit its column, or was not what its type says. */
public class DataException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    protected DataException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
