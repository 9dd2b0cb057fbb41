// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;

/** The root of what Kinglet throws. No message of any of them contains a value or a password. */
public class KingletException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KingletException(String message) {
        super(message);
    }

    public KingletException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
