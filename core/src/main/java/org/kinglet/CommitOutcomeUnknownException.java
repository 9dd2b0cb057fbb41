// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The connection was lost during the commit, which may or may not have happened. Never tried again by itself. */
public class CommitOutcomeUnknownException extends OperationalException {
    private static final long serialVersionUID = 1L;

    protected CommitOutcomeUnknownException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
