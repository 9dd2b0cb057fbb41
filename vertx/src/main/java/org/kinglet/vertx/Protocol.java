// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.DriverException;

/**
 * What one server's protocol adds to the pool: how a connection comes to be, how values travel, what failures mean.
 * Called on event loops, never blocks.
 */
public interface Protocol {
    /** The backend, for messages, such as {@code PostgreSQL}. */
    String name();

    /** The URL without user, password or any other secret. */
    String displayUrl();

    /**
     * Opens a connection on the event loop that it is called on, and makes its session what the URL and the settings
     * say. Tries the hosts in their order. Fails with whatever {@link #failure} understands.
     */
    Future<? extends SqlConnection> connect(Vertx vertx);

    /** The dialect of the server at the other end, which may depend on its version. */
    Dialect dialect(SqlConnection connection);

    /**
     * The parameters of a command as the client takes them.
     *
     * @throws DriverException if a value does not fit; the message has its place and type and never the value
     */
    Tuple tuple(@Nullable Object[] parameters);

    /** Reads the rows of one result; used by one thread at a time. */
    RowAdapter rows();

    /** What went wrong, without parameter values and secrets. */
    DriverException failure(Throwable thrown);

    /**
     * Whether a prepared statement has outlived the tables that it was made for: nothing was done, and on a fresh
     * connection the same command succeeds.
     */
    boolean isStalePlan(DriverException failure);

    /**
     * Asks the server to stop what a connection is doing; completed when the server has taken notice, so that a
     * round trip on the connection after that shows that nothing else will be stopped by it.
     */
    Future<Void> cancel(SqlConnection connection);

    /** The first key that an insert generated, if the server reports it by itself, else 0. */
    long lastInsertedId(SqlResult<?> result);
}
