// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.vertx.core.internal.net.NetSocketInternal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * Reads what the server says before the client does, until it has let us in, and closes the connection where the client
 * would do harm: it would take a refusal for a greeting, talk TLS to a server that has none, and send the password in clear to
 * whoever asks for it. The reason is kept for whoever tried to connect.
 */
final class HandshakeGuard extends LengthFieldBasedFrameDecoder {
    private static final int HEADER = 4;
    private static final int MAX_PACKET = 0xffffff;
    private static final int OK = 0;
    private static final int SWITCH = 0xfe;
    private static final int ERROR = 0xff;

    private final NetSocketInternal socket;
    private final boolean wantsTls;
    private final Runnable authenticated;
    private boolean greeted;
    private boolean done;
    private @Nullable Greeting greeting;
    private @Nullable DriverException refusal;

    /**
     * @param wantsTls whether a server without TLS is none for us
     * @param authenticated called when the server has let us in
     */
    HandshakeGuard(NetSocketInternal socket, boolean wantsTls, Runnable authenticated) {
        super(ByteOrder.LITTLE_ENDIAN, MAX_PACKET + HEADER, 0, 3, 1, 0, true);
        this.socket = socket;
        this.wantsTls = wantsTls;
        this.authenticated = authenticated;
    }

    /** What the server said first, if it said something that could be understood. */
    @Nullable
    Greeting greeting() {
        return greeting;
    }

    /** Why the connection was closed here, if it was. */
    @Nullable
    DriverException refusal() {
        return refusal;
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        ByteBuf packet = (ByteBuf) super.decode(context, in);
        if (done || packet == null || packet.readableBytes() <= HEADER) {
            return packet;
        }
        DriverException reason =
                judge(context, packet.slice(packet.readerIndex() + HEADER, packet.readableBytes() - HEADER));
        if (reason == null) {
            return packet;
        }
        refusal = reason;
        packet.release();
        in.skipBytes(in.readableBytes());
        context.close();
        return null;
    }

    private @Nullable DriverException judge(ChannelHandlerContext context, ByteBuf payload) {
        if (!greeted) {
            greeted = true;
            return judge(Greeting.parse(payload));
        }
        int first = payload.getUnsignedByte(payload.readerIndex());
        if (first == SWITCH && payload.readableBytes() > 1) {
            return judgeSwitch(payload);
        }
        if (first == OK || first == ERROR) {
            done = true;
            authenticated.run();
            // Not before this packet has been passed on.
            context.executor().execute(() -> context.pipeline().remove(this));
        }
        return null;
    }

    private @Nullable DriverException judge(Greeting first) {
        greeting = first;
        if (first.error() > 0) {
            return Failures.ofServer(first.error(), null, first.message());
        }
        if (first.error() < 0) {
            return Failures.connection(first.message());
        }
        if (!first.version().isSupported()) {
            return new DriverException(
                    FailureKind.UNSUPPORTED,
                    "The server is " + first.version() + ", and Kinglet needs MySQL 8.0 or MariaDB 10.7 at least");
        }
        if (wantsTls && !first.offersTls()) {
            return Failures.connection("The server offers no TLS, which sslmode asks for");
        }
        return null;
    }

    private @Nullable DriverException judgeSwitch(ByteBuf payload) {
        int length = payload.bytesBefore(payload.readerIndex() + 1, payload.readableBytes() - 1, (byte) 0);
        String plugin =
                length < 0 ? "" : payload.toString(payload.readerIndex() + 1, length, StandardCharsets.US_ASCII);
        if (plugin.equals("mysql_clear_password") && !socket.isSsl()) {
            return new DriverException(
                    FailureKind.AUTHENTICATION,
                    "The server wants the password in clear, which it gets over TLS only: set sslmode=verify-full");
        }
        return null;
    }
}
