// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import org.kinglet.driver.DriverException;

/** Somebody waits for a connection. */
interface Waiter {
    /** Whether he still does. */
    boolean isWaiting();

    /** When he began to, in nanoseconds. */
    long since();

    /** Takes the connection; false if he has gone. Called without the pool's lock. */
    boolean accept(Wire wire);

    /** Tells him that there is none. Called without the pool's lock. */
    void giveUp(DriverException why);
}
