// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.vertx.Link;
import org.kinglet.vertx.RowAdapter;

/** The protocol without the pool: connections as the pool would open them, on one event loop. */
final class Client implements AutoCloseable {
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    private final MysqlProtocol protocol;

    Client(String url) {
        this(url, MysqlSettings.defaults());
    }

    Client(String url, MysqlSettings settings) {
        protocol = new MysqlProtocol(MysqlConfig.read(url, settings, Map.of()));
    }

    MysqlProtocol protocol() {
        return protocol;
    }

    /** A connection. @throws DriverException if there is none to be had */
    SqlConnection connect() {
        return await(onLoop(() -> protocol.connect(vertx).map(Link::connection)));
    }

    <T> Future<T> onLoop(Callable<Future<T>> work) {
        return Future.future(promise -> vertx.getOrCreateContext().runOnContext(go -> {
            try {
                work.call().onComplete(promise);
            } catch (Exception e) {
                promise.fail(e);
            }
        }));
    }

    /** Waits, but not for ever. */
    <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw protocol.failure(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    RowSet<Row> prepared(SqlConnection connection, String sql, @Nullable Object... parameters) {
        return await(connection.preparedQuery(sql).execute(protocol.tuple(parameters)));
    }

    RowSet<Row> text(SqlConnection connection, String sql) {
        return await(connection.query(sql).execute());
    }

    /** A reader that stands on the only row. */
    RowAdapter only(RowSet<Row> rows) {
        RowAdapter reader = new MysqlRows();
        reader.names(rows.columnsNames());
        reader.read(rows.iterator().next(), new RowCollector<Void>() {
            @Override
            public void row(RowReader row) {} // read later

            @Override
            public Void finish(long affectedRows, long lastInsertedId) {
                throw new UnsupportedOperationException();
            }
        });
        return reader;
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
