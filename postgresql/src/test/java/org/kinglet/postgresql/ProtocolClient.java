// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.vertx.Link;
import org.kinglet.vertx.RowAdapter;
import org.kinglet.vertx.ServerUrl;

/** The protocol without a pool above it: one connection, each statement awaited. */
final class ProtocolClient implements AutoCloseable {
    static final Map<String, String> NO_ENVIRONMENT = Map.of();

    final PostgresProtocol protocol;
    private final Vertx vertx = Vertx.vertx();
    private final Link link;
    final SqlConnection connection;

    ProtocolClient(String url) {
        this(url, PostgresSettings.defaults());
    }

    /** Connects, or throws the {@link DriverException}. */
    ProtocolClient(String url, PostgresSettings settings) {
        protocol = new PostgresProtocol(PostgresConfig.of(ServerUrl.parse(url), settings, NO_ENVIRONMENT));
        try {
            link = connect();
            connection = link.connection();
        } catch (RuntimeException failure) {
            await(vertx.close());
            throw failure;
        }
    }

    private Link connect() {
        Promise<Link> connected = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(nothing -> protocol.connect(vertx).onComplete(connected));
        return await(connected.future());
    }

    Future<RowSet<Row>> send(String sql, Object... parameters) {
        return connection.preparedQuery(sql).execute(protocol.tuple(parameters));
    }

    void run(String sql, Object... parameters) {
        await(send(sql, parameters));
    }

    /** Every row, read by the function. */
    <T> List<T> list(Function<RowReader, T> reader, String sql, Object... parameters) {
        return await(rows(reader, sql, parameters));
    }

    <T> Future<List<T>> rows(Function<RowReader, T> reader, String sql, Object... parameters) {
        return connection
                .preparedQuery(sql)
                .collecting(collector(reader))
                .execute(protocol.tuple(parameters))
                .map(SqlResult::value);
    }

    /** Every row of a plain query, whose values are text. */
    <T> List<T> plain(Function<RowReader, T> reader, String sql) {
        return await(connection.query(sql).collecting(collector(reader)).execute())
                .value();
    }

    private <T> Collector<Row, ?, List<T>> collector(Function<RowReader, T> reader) {
        RowAdapter rows = protocol.rows(link);
        return Collector.of(
                ArrayList::new,
                (List<T> values, Row row) -> {
                    rows.names(Stream.iterate(0, i -> i + 1)
                            .map(row::getColumnName)
                            .takeWhile(Objects::nonNull)
                            .toList());
                    rows.read(row, new RowCollector<Void>() {
                        @Override
                        public void row(RowReader next) {
                            values.add(reader.apply(next));
                        }

                        @Override
                        public Void finish(long affectedRows, long lastInsertedId) {
                            throw new UnsupportedOperationException();
                        }
                    });
                },
                (first, second) -> first);
    }

    /** The only value, as the database says. */
    Object get(String sql, Object... parameters) {
        List<Object> values = new ArrayList<>(list(row -> row.getObject(0), sql, parameters));
        return values.getFirst();
    }

    /** Asks until the answer is true. */
    void awaitTrue(String sql) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Boolean.TRUE.equals(get(sql))) {
            if (System.nanoTime() > end) throw new IllegalStateException("Never true: " + sql);
        }
    }

    <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw protocol.failure(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(connection.close());
        await(vertx.close());
    }
}
