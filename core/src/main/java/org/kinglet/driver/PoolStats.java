// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

/**
 * The pool at one moment.
 *
 * @param total open connections
 * @param idle open connections that nobody uses
 * @param inUse leased connections, and those that are running a statement of their own
 * @param waiting how many wait for a connection
 */
public record PoolStats(int total, int idle, int inUse, int waiting) {

    /** For messages: {@code total=10, active=10, idle=0, waiting=3}. */
    public String describe() {
        return "total=" + total + ", active=" + inUse + ", idle=" + idle + ", waiting=" + waiting;
    }
}
