// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The database cannot do what was asked; the message says what to do instead. */
public class UnsupportedException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    protected UnsupportedException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
