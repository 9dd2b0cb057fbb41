// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.vertx.ServerUrl.Server;

/**
 * Stops statements by {@code KILL QUERY}, which needs a connection beside the one to be stopped. One such connection for each
 * server is opened when it is needed first, and closed when it was not needed for some seconds. When the server has answered,
 * it has marked the statement that was running then; it forgets the mark at the end of that statement.
 */
final class Canceller {
    private static final long KEEP_MILLIS = 5_000;
    private static final long ANSWER_MILLIS = 10_000;
    private static final int NO_SUCH_THREAD = 1094;

    private final Connector connector;
    private final Map<Server, Side> sides = new HashMap<>();

    Canceller(Connector connector) {
        this.connector = connector;
    }

    private static final class Side {
        private final Future<SqlConnection> connection;
        private int asked;

        private Side(Future<SqlConnection> connection) {
            this.connection = connection;
        }
    }

    Future<Void> cancel(Session session) {
        Promise<Void> promise = session.context().promise();
        session.context().emit(session, known -> send(known).onComplete(promise));
        return promise.future();
    }

    private Future<Void> send(Session session) {
        Vertx vertx = session.context().owner();
        Side side = side(vertx, session.server());
        return side.connection
                .compose(connection ->
                        connection.query("kill query " + session.id()).execute())
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .recover(thrown -> {
                    DriverException failure = Failures.of(thrown);
                    if (failure.code() == NO_SUCH_THREAD) {
                        return Future.succeededFuture();
                    }
                    drop(session.server(), side);
                    return Future.failedFuture(failure);
                })
                .onSuccess(sent -> closeLater(vertx, session.server(), side));
    }

    private synchronized Side side(Vertx vertx, Server server) {
        Side side = sides.get(server);
        if (side == null) {
            side = new Side(connector.connect(vertx, server));
            Side opened = side;
            opened.connection.onSuccess(connection -> connection.closeHandler(closed -> forget(server, opened)));
            sides.put(server, side);
        }
        side.asked++;
        return side;
    }

    private void closeLater(Vertx vertx, Server server, Side side) {
        int asked = asked(side);
        vertx.setTimer(KEEP_MILLIS, due -> {
            if (asked(side) == asked) {
                drop(server, side);
            }
        });
    }

    private synchronized int asked(Side side) {
        return side.asked;
    }

    private void drop(Server server, Side side) {
        forget(server, side);
        side.connection.onSuccess(SqlConnection::close);
    }

    private synchronized void forget(Server server, @Nullable Side side) {
        sides.remove(server, side);
    }
}
