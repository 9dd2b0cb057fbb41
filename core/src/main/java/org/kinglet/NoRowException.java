// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** There is no such row. */
public class NoRowException extends KingletException {
    private static final long serialVersionUID = 1L;

    public NoRowException(String message) {
        super(message);
    }
}
