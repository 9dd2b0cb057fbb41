// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverNotifications;

/**
 * What one server's protocol adds to the pool: how a connection comes to be, how values travel, what failures mean.
 * Thread-safe; never blocks.
 */
public interface Protocol {
    /** The backend, for messages, such as {@code PostgreSQL}. */
    String name();

    /** The URL without user, password or any other secret. */
    String displayUrl();

    /**
     * Opens a connection on the event loop that it is called on, and makes its session what the URL and the settings
     * say. Tries the hosts in their order. Fails with whatever {@link #failure} understands. The connection must allow as
     * many pipelined commands as the pool's {@link WireSettings#pipeliningDepth} and a few more, and cache its prepared
     * statements unless the user does not want that.
     */
    Future<Link> connect(Vertx vertx);

    /** The dialect of the server at the other end, which may depend on its version. */
    Dialect dialect(SqlConnection connection);

    /**
     * The parameters of a command as the client takes them; a new tuple each time. Called on the caller's thread.
     *
     * @throws DriverException if a value does not fit; the message has its place and type and never the value
     */
    Tuple tuple(@Nullable Object[] parameters);

    /** Reads the rows of one connection's results, one after the other, on one thread. */
    RowAdapter rows(Link link);

    /** What went wrong, without parameter values and secrets. */
    DriverException failure(Throwable thrown);

    /**
     * Whether a prepared statement has outlived the tables that it was made for: nothing was done, and on a fresh
     * connection the same command succeeds.
     */
    boolean isStalePlan(DriverException failure);

    /** Whether a statement that is stopped may end as one that found no row, in place of with an error. */
    default boolean mayStopSilently() {
        return false;
    }

    /**
     * Asks the server to stop what a connection is doing; completed when the server has taken notice, so that a
     * round trip on the connection after that shows that nothing else will be stopped by it.
     */
    Future<Void> cancel(SqlConnection connection);

    /** Passes on the notifications that a connection hears, on its event loop. */
    default void receive(SqlConnection connection, DriverNotifications.Receiver receiver) {
        throw new UnsupportedOperationException(name() + " has no notifications");
    }

    /**
     * Whether a statement that was prepared under a name is still there for the connection's next command. It is not
     * where a pooler in between sends that to another server.
     */
    default boolean keepsStatements() {
        return true;
    }

    /** The property in which the server reports the first key that an insert generated, if it does so by itself. */
    @Nullable
    PropertyKind<Long> lastInsertedId();
}
