// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** A reference cannot be followed: its row is not there, not saved, or must not be loaded. */
public class ReferenceException extends KingletException {
    private static final long serialVersionUID = 1L;

    public ReferenceException(String message) {
        super(message);
    }
}
