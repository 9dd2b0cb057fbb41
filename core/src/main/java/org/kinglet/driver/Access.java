// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

/** What a statement, or whoever asks for a connection, is going to do. */
public enum Access {
    /** Reads only. A driver may send it to a reader or a replica. */
    READ,
    /** May write. */
    WRITE
}
