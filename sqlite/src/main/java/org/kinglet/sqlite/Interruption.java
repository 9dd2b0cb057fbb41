// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/**
 * How a running statement is stopped. Not by {@code sqlite3_interrupt}: that one hits whatever runs when it arrives, and
 * with a cursor open on the connection it hits the cursor and every later statement too. Instead SQLite asks, every few
 * thousand steps of its virtual machine and while it waits for another process's lock, whether the statement that is
 * running right now is wanted any more. So it cannot come late and cannot hit another.
 *
 * <p>The same question serves as a heartbeat: a worker that is asked has been at one statement for a while, and may look
 * whether others wait that another worker could take.
 */
abstract class Interruption {
    private static final int STEPS = 2_000;
    private static final int[] DELAYS = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};

    private final long busyTimeout;

    Interruption(int busyTimeoutMillis) {
        this.busyTimeout = TimeUnit.MILLISECONDS.toNanos(busyTimeoutMillis);
    }

    /** Whether the statement that is running shall stop. Called on the connection's thread. */
    abstract boolean isRequested();

    /** Called on the connection's thread from time to time while one statement runs. */
    abstract void stillRunning();

    /** Called on the connection's thread before code of the application runs in a statement: it may take its time. */
    abstract void enterApplication();

    /** Called on the connection's thread when that code has returned. */
    abstract void leaveApplication();

    void install(SQLiteConnection connection) throws SQLException {
        ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                stillRunning();
                return isRequested() ? 1 : 0;
            }
        });
        BusyHandler.setHandler(connection, new BusyHandler() {
            private long since;

            @Override
            protected int callback(int attempts) {
                stillRunning();
                long now = System.nanoTime();
                if (attempts == 0) {
                    since = now;
                }
                long left = busyTimeout - (now - since);
                if (left <= 0 || isRequested()) {
                    return 0;
                }
                long delay = TimeUnit.MILLISECONDS.toNanos(DELAYS[Math.min(attempts, DELAYS.length - 1)]);
                LockSupport.parkNanos(this, Math.min(delay, left));
                return isRequested() ? 0 : 1;
            }
        });
    }
}
