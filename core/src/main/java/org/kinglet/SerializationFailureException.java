// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/** The transaction lost against a concurrent one and may be tried again; {@link TransactionOptions#retries} does. */
public class SerializationFailureException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    protected SerializationFailureException(DriverException failure, @Nullable String sql) {
        super(failure, sql);
    }
}
