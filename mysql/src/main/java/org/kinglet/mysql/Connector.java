// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.SslMode;
import io.vertx.mysqlclient.spi.MySQLDriver;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.vertx.Failover;
import org.kinglet.vertx.Link;
import org.kinglet.vertx.ServerUrl.Server;
import org.kinglet.vertx.SocketWatch;
import org.kinglet.vertx.TargetServer;
import org.kinglet.vertx.TlsMode;
import org.kinglet.vertx.ToHeap;

/** Opens connections, to the first server that will have us, under the eyes of the two guards. */
final class Connector {
    /** What the pool sends besides the statements: begin, savepoints, round trips of its own. */
    private static final int MORE_PIPELINED = 16;

    /** Longer statements are rare and of many shapes; the server keeps each that is cached. */
    private static final int MAX_CACHED_SQL = 65_536;

    private static final String HANDLER = "handler";
    /** So many statements in one write are enough. */
    private static final int MOST_FLUSHES = 256;

    private final MysqlConfig config;
    private final Set<Server> withoutTls = ConcurrentHashMap.newKeySet();
    private volatile @Nullable NetClient client;

    Connector(MysqlConfig config) {
        this.config = config;
    }

    /** A connection of one server, as it is after the handshake. */
    record Opened(Server server, SqlConnection connection) {
        ServerVersion version() {
            return ServerVersion.parse(connection.databaseMetadata().fullVersion());
        }
    }

    /** A connection to the first of the servers that can be had, made ready by what is given. */
    Future<Link> connect(Vertx vertx, Function<Opened, Future<SqlConnection>> prepare) {
        return connect(vertx, config.servers(), config.target(), prepare);
    }

    /** A connection to this server and no other. */
    Future<SqlConnection> connect(Vertx vertx, Server server) {
        return connect(vertx, List.of(server), TargetServer.ANY, opened -> Future.succeededFuture(opened.connection()))
                .map(Link::connection);
    }

    private Future<Link> connect(
            Vertx vertx, List<Server> servers, TargetServer target, Function<Opened, Future<SqlConnection>> prepare) {
        return new Failover<SqlConnection>(
                        client(vertx),
                        servers,
                        target,
                        config.connectTimeout(),
                        (server, watch) -> attempt(server, watch).compose(prepare),
                        Connector::isWritable,
                        Failures::of)
                .connect(vertx);
    }

    private NetClient client(Vertx vertx) {
        NetClient known = client;
        if (known == null) {
            synchronized (this) {
                known = client;
                if (known == null) {
                    known = vertx.createNetClient(new NetClientOptions()
                            .setReconnectAttempts(0)
                            .setConnectTimeout(
                                    Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE))
                            .setTcpNoDelay(true)
                            .setTcpKeepAlive(true));
                    client = known;
                }
            }
        }
        return known;
    }

    private Future<Opened> attempt(Server server, SocketWatch watch) {
        TlsMode mode = config.tls().mode();
        if (mode == TlsMode.DISABLE || server.isUnixSocket()) {
            return open(server, watch, false, new Guards(false));
        }
        if (mode == TlsMode.PREFER && withoutTls.contains(server)) {
            Guards guards = new Guards(false);
            return open(server, watch, false, guards).onComplete(done -> {
                if (guards.serverOffersTls()) {
                    withoutTls.remove(server);
                }
            });
        }
        Guards guards = new Guards(true);
        return open(server, watch, true, guards).recover(thrown -> {
            if (mode != TlsMode.PREFER || !guards.serverLacksTls()) {
                return Future.failedFuture(thrown);
            }
            withoutTls.add(server);
            return open(server, watch, false, new Guards(false));
        });
    }

    private Future<Opened> open(Server server, SocketWatch watch, boolean tls, Guards guards) {
        watch.onOpen(guards::install);
        Context context = watch.getOrCreateContext();
        return MySQLDriver.INSTANCE
                .createConnectionFactory(watch, new NetClientOptions())
                .connect(context, options(server, tls))
                .recover(thrown -> Future.failedFuture(guards.reason(thrown)))
                .map(connection -> new Opened(server, connection));
    }

    private MySQLConnectOptions options(Server server, boolean tls) {
        MySQLConnectOptions options = new MySQLConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setUser(config.user())
                .setPassword(config.password())
                .setDatabase(config.database())
                .setUseAffectedRows(false)
                .setPipeliningLimit(config.pipeliningDepth() + MORE_PIPELINED)
                .setCachePreparedStatements(config.preparedStatements())
                .setPreparedStatementCacheMaxSize(config.statementCacheSize())
                .setPreparedStatementCacheSqlFilter(sql -> sql.length() <= MAX_CACHED_SQL)
                .setSslMode(tls ? SslMode.REQUIRED : SslMode.DISABLED);
        options.setReconnectAttempts(0);
        if (tls) {
            // Who is trusted, and whether the host is checked, is said in here.
            options.setSslOptions(config.tls().client());
        }
        if (config.publicKey() != null) {
            options.setServerRsaPublicKeyValue(config.publicKey());
        }
        options.setProperties(Map.of(
                "_client_name",
                "kinglet",
                "program_name",
                config.applicationName() == null ? "kinglet" : config.applicationName()));
        return options;
    }

    private static Future<Boolean> isWritable(SqlConnection connection) {
        return connection.query("select @@global.read_only").execute().map(rows -> {
            Row row = rows.iterator().next();
            String readOnly = String.valueOf(row.getValue(0));
            return readOnly.equals("0") || readOnly.equalsIgnoreCase("off");
        });
    }

    /** The guards of one socket, and what they had to say. */
    private final class Guards {
        private final boolean wantsTls;
        private @Nullable HandshakeGuard handshake;
        private @Nullable ClientGuard client;

        Guards(boolean wantsTls) {
            this.wantsTls = wantsTls;
        }

        void install(NetSocketInternal socket) {
            boolean local = socket.remoteAddress().isDomainSocket()
                    || "127.0.0.1".equals(socket.remoteAddress().hostAddress());
            ClientGuard sent = new ClientGuard(socket, config.fetchPublicKey() || local);
            HandshakeGuard received = new HandshakeGuard(socket, wantsTls, sent::authenticated);
            ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
            pipeline.addBefore(HANDLER, "kinglet-heap", ToHeap.INSTANCE);
            // The client flushes after each statement; those that are sent together shall go out together.
            pipeline.addBefore(HANDLER, "kinglet-flush", new FlushConsolidationHandler(MOST_FLUSHES, true));
            pipeline.addBefore(HANDLER, "kinglet-client", sent);
            pipeline.addBefore(HANDLER, "kinglet-handshake", received);
            client = sent;
            handshake = received;
        }

        boolean serverOffersTls() {
            Greeting greeting = handshake == null ? null : handshake.greeting();
            return greeting != null && greeting.offersTls();
        }

        boolean serverLacksTls() {
            Greeting greeting = handshake == null ? null : handshake.greeting();
            return greeting != null && greeting.error() == 0 && !greeting.offersTls();
        }

        Throwable reason(Throwable thrown) {
            DriverException refused = handshake == null ? null : handshake.refusal();
            if (refused == null && client != null) {
                refused = client.refusal();
            }
            return refused == null ? thrown : refused;
        }
    }
}
