// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** The database has been closed. */
public class DatabaseClosedException extends KingletException {
    private static final long serialVersionUID = 1L;

    public DatabaseClosedException(String message) {
        super(message);
    }
}
