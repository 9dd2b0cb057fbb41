// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverNotifications;
import org.kinglet.vertx.Failover;
import org.kinglet.vertx.Link;
import org.kinglet.vertx.Protocol;
import org.kinglet.vertx.RowAdapter;
import org.kinglet.vertx.ServerUrl.Server;
import org.kinglet.vertx.SocketWatch;
import org.kinglet.vertx.TlsMode;

/** What the pool must know of PostgreSQL. */
final class PostgresProtocol implements Protocol {
    private static final Logger LOGGER = System.getLogger("org.kinglet.postgresql");
    private static final PostgresDialect DIALECT = new PostgresDialect();

    private final PostgresConfig config;
    /** One for all connections, and kept: collected, it would close them. */
    private @Nullable NetClient client;

    PostgresProtocol(PostgresConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return DIALECT.name();
    }

    @Override
    public String displayUrl() {
        return config.displayUrl();
    }

    @Override
    public Future<Link> connect(Vertx vertx) {
        return new Failover<>(
                        client(vertx),
                        config.servers(),
                        config.target(),
                        config.connectTimeout(),
                        this::connect,
                        PostgresProtocol::isWritable,
                        Failures::of)
                .connect(vertx);
    }

    private synchronized NetClient client(Vertx vertx) {
        NetClient known = client;
        if (known == null) {
            known = vertx.createNetClient(config.transport());
            client = known;
        }
        return known;
    }

    /** The fall-back of {@code prefer} is made here: the client's own tries a wrong password twice. */
    private Future<PgConnection> connect(Server server, SocketWatch watch) {
        PgConnectOptions options = config.client(server);
        boolean plain = config.tls().mode() == TlsMode.DISABLE || server.isUnixSocket();
        if (plain) {
            return connect(options, watch);
        }
        PgConnectOptions encrypted = config.client(server)
                .setSslMode(io.vertx.pgclient.SslMode.REQUIRE)
                .setSslOptions(config.tls().client());
        return connect(encrypted, watch)
                .recover(thrown -> config.tls().mode() == TlsMode.PREFER && Failures.isTlsRefusal(thrown)
                        ? connect(options, watch)
                        : Future.failedFuture(thrown));
    }

    private static Future<PgConnection> connect(PgConnectOptions options, SocketWatch watch) {
        return PgDriver.INSTANCE
                .createConnectionFactory(watch, new NetClientOptions())
                .connect(watch.getOrCreateContext(), options)
                .map(connection -> prepare((PgConnection) connection, watch.socket()))
                .recover(thrown -> Future.failedFuture(
                        options.getPassword().isEmpty() && thrown instanceof IllegalArgumentException
                                ? Failures.noPassword()
                                : thrown));
    }

    private static PgConnection prepare(PgConnection connection, @Nullable NetSocketInternal socket) {
        if (socket == null) {
            throw new IllegalStateException("A connection without a socket");
        }
        ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
        pipeline.addBefore("codec", "kinglet", new WireFilter());
        connection.noticeHandler(
                notice -> LOGGER.log(Level.DEBUG, () -> notice.getSeverity() + ": " + notice.getMessage()));
        return connection;
    }

    private static Future<Boolean> isWritable(PgConnection connection) {
        return connection
                .query("select where current_setting('transaction_read_only') = 'off'")
                .execute()
                .map(rows -> rows.rowCount() == 1); // the filter keeps values from the client
    }

    @Override
    public Dialect dialect(SqlConnection connection) {
        return DIALECT;
    }

    @Override
    public Tuple tuple(@Nullable Object[] parameters) {
        return PostgresTuple.of(parameters);
    }

    @Override
    public RowAdapter rows(Link link) {
        return new PostgresRow(Objects.requireNonNull(
                link.socket().channelHandlerContext().pipeline().get(WireFilter.class)));
    }

    @Override
    public DriverException failure(Throwable thrown) {
        return Failures.of(thrown);
    }

    @Override
    public boolean isStalePlan(DriverException failure) {
        return Failures.isStalePlan(failure);
    }

    @Override
    public Future<Void> cancel(SqlConnection connection) {
        PgConnection known = (PgConnection) connection;
        SocketAddress server = ((SqlConnectionInternal) connection).unwrap().server();
        NetClient sockets = client;
        if (sockets == null) {
            throw new IllegalStateException("Nothing was ever connected");
        }
        return CancelRequest.send(
                sockets, server, config.tls(), connection.isSSL(), known.processId(), known.secretKey());
    }

    @Override
    public void receive(SqlConnection connection, DriverNotifications.Receiver receiver) {
        PgConnection known = (PgConnection) connection;
        known.notificationHandler(notification ->
                receiver.received(notification.getChannel(), notification.getPayload(), notification.getProcessId()));
    }

    @Override
    public boolean keepsStatements() {
        return config.prepared();
    }

    /** There is none: keys come by {@code returning}. */
    @Override
    public @Nullable PropertyKind<Long> lastInsertedId() {
        return null;
    }
}
