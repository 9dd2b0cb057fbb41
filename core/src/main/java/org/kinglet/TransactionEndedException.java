// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;

/** The transaction, or the part of it, that a statement was started in has ended. */
public class TransactionEndedException extends KingletException {
    private static final long serialVersionUID = 1L;

    public TransactionEndedException(String message) {
        super(message);
    }

    public TransactionEndedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
