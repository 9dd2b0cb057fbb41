// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

/** What a statement, or whoever asks for a connection, is going to do. */
public enum Access {
    /** Reads only. A driver may send it to a reader or a replica. */
    READ,
    /** May write. If it is stopped half-way, it has done nothing, so it may be stopped and sent again. */
    WRITE,
    /**
     * Anything: text that the user wrote, or a change of the schema. Where statements share connections it gets one of
     * its own, and it is never sent twice.
     */
    EXCLUSIVE
}
