// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The statement is wrong: its syntax, or a name in it. */
public class ProgrammingException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    protected ProgrammingException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
