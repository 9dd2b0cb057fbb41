// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import org.jspecify.annotations.Nullable;
import org.kinglet.KingletException;

/**
 * The steps are not what they should be, or one of them failed: the message names the step, with its file, statement and
 * line if it has them, and what to do. The cause is what the database said.
 */
public class MigrationException extends KingletException {
    private static final long serialVersionUID = 1L;

    public MigrationException(String message) {
        super(message);
    }

    public MigrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
