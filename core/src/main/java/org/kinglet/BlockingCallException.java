// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** A call that waits was made on a thread that must not wait. */
public class BlockingCallException extends KingletException {
    private static final long serialVersionUID = 1L;

    public BlockingCallException(String message) {
        super(message);
    }
}
