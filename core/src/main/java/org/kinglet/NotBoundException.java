// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** Nothing says which database a statement is for. */
public class NotBoundException extends KingletException {
    private static final long serialVersionUID = 1L;

    public NotBoundException(String message) {
        super(message);
    }
}
