// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.concurrent.CompletableFuture;

/**
 * A connection that hears of what others send to channels. It is none of the pool's: nothing else is done on it. It asks
 * the server from time to time whether it is still there. Thread-safe; no method blocks.
 */
public interface DriverNotifications {
    /** Runs statements that say what is to be heard; all of them, or none. Those before must have been answered. */
    CompletableFuture<Void> execute(String sql);

    /** Closes it; {@link Receiver#lost} is not called then. Completed when it is closed. Idempotent. */
    CompletableFuture<Void> close();

    /**
     * Who hears. Called on the driver's thread, one after the other in the order of what the server says, answers of
     * {@link #execute} included; must not block.
     */
    interface Receiver {
        /** @param sender the number of the session that sent it */
        void received(String channel, String payload, int sender);

        /** The connection is gone. */
        void lost();
    }
}
