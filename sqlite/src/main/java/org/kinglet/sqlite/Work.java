// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

/** What stands in a queue of the pool: a statement, a fetch, or the wish for a connection. */
interface Work {
    /** Whether nobody has taken it on yet. */
    boolean isWaiting();

    /** {@link System#nanoTime} when it was queued. */
    long queuedAt();

    /** Fails it, unless it is not waiting any more. */
    void giveUp(Throwable failure);
}
