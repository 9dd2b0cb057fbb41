// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;

/** The transaction was committed, and what was to be run after it has failed. */
public class AfterCommitException extends KingletException {
    private static final long serialVersionUID = 1L;

    public AfterCommitException(String message) {
        super(message);
    }

    public AfterCommitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
