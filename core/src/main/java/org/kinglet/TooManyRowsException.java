// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** There is more than one row where only one was expected. */
public class TooManyRowsException extends KingletException {
    private static final long serialVersionUID = 1L;

    public TooManyRowsException(String message) {
        super(message);
    }
}
