// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The database could not do its work now: out of reach, out of room, read-only, corrupt. */
public class OperationalException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    protected OperationalException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
