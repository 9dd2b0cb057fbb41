// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x for one attempt to connect, which sees the socket that the SQL client opens with it. The clients keep the
 * socket to themselves and never give up on a server that accepts and then says nothing; who holds the socket can end
 * that, and leaks nothing. Nor do they tell why TLS failed.
 *
 * <p>All sockets belong to one {@link NetClient}, which the caller keeps for as long as the connections live: it closes
 * them when it is collected.
 */
public final class SocketWatch extends VertxWrapper {
    private final NetClient client;
    private @Nullable NetSocketInternal socket;
    private Consumer<NetSocketInternal> onOpen = opened -> {};
    private @Nullable Throwable tlsFailure;
    private boolean givenUp;

    public SocketWatch(Vertx vertx, NetClient client) {
        super((VertxInternal) vertx);
        this.client = client;
    }

    /** Who sees each socket as soon as it is open, before anything is read from it. */
    public synchronized void onOpen(Consumer<NetSocketInternal> listener) {
        onOpen = listener;
    }

    /** The socket opened last, if there is one already. */
    public synchronized @Nullable NetSocketInternal socket() {
        return socket;
    }

    /** Why the socket opened last was not made secure; {@code null} if it was, or nobody tried. */
    public synchronized @Nullable Throwable tlsFailure() {
        return tlsFailure;
    }

    /** Closes the socket, and every one that is opened later. */
    public void giveUp() {
        NetSocketInternal open;
        synchronized (this) {
            givenUp = true;
            open = socket;
        }
        if (open != null) {
            cut(open);
        }
    }

    /**
     * Closes a socket whatever its server does. The clients' own way says good-bye, and waits for the server to close: a
     * silent one never would. So this goes past their handlers and those of TLS.
     */
    public static void cut(NetSocketInternal socket) {
        ChannelHandlerContext first = socket.channelHandlerContext().pipeline().firstContext();
        if (first != null) { // else it is closed
            first.close();
        }
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        return new Watched();
    }

    private <S extends NetSocket> S opened(S opened) {
        NetSocketInternal internal = (NetSocketInternal) opened;
        ChannelHandlerContext last = internal.channelHandlerContext();
        last.pipeline().addBefore(last.name(), "kinglet-tls", new TlsWatch());
        boolean late;
        Consumer<NetSocketInternal> listener;
        synchronized (this) {
            socket = internal;
            tlsFailure = null;
            listener = onOpen;
            late = givenUp;
        }
        listener.accept(internal);
        if (late) {
            cut(internal);
        }
        return opened;
    }

    /** Looks, when the socket is closed, whether that was because the handshake had failed. */
    private final class TlsWatch extends ChannelInboundHandlerAdapter {
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            if (tls != null && tls.handshakeFuture().cause() != null) {
                synchronized (SocketWatch.this) {
                    tlsFailure = tls.handshakeFuture().cause();
                }
            }
            context.fireChannelInactive();
        }
    }

    /** The shared client, which outlives this attempt. */
    private final class Watched implements NetClient {
        @Override
        public Future<NetSocket> connect(ConnectOptions options) {
            return client.connect(options).map(SocketWatch.this::opened);
        }

        @Override
        public Future<NetSocket> connect(int port, String host) {
            return client.connect(port, host).map(SocketWatch.this::opened);
        }

        @Override
        public Future<NetSocket> connect(int port, String host, String serverName) {
            return client.connect(port, host, serverName).map(SocketWatch.this::opened);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address) {
            return client.connect(address).map(SocketWatch.this::opened);
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address, String serverName) {
            return client.connect(address, serverName).map(SocketWatch.this::opened);
        }

        @Override
        public Future<Void> shutdown(long timeout, TimeUnit unit) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
            return client.updateSSLOptions(options, force);
        }

        @Override
        public boolean isMetricsEnabled() {
            return client.isMetricsEnabled();
        }
    }
}
