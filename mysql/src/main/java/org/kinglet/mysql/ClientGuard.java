// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.net.NetSocketInternal;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * Sees what the client sends, as long as the connection lives. The client offers every server to send it files
 * ({@code load data local}), and sends whichever the server names, so that a server in wrong hands could read what this program
 * can: the offer is taken back, and a file is never sent. And it encrypts the password with whatever key the other side
 * sends, where there is no TLS to know the other side by.
 */
final class ClientGuard extends ChannelOutboundHandlerAdapter {
    private static final int HEADER = 4;
    private static final int LOCAL_FILES = 0x80;
    private static final int TLS = 0x800;
    private static final int TLS_REQUEST_LENGTH = 32;
    private static final int KEY_REQUEST = 2;

    private final NetSocketInternal socket;
    private final boolean fetchPublicKey;
    private boolean capabilitiesSent;
    private boolean authenticated;
    private @Nullable DriverException refusal;

    /** @param fetchPublicKey whether the server may send the key for the password without TLS */
    ClientGuard(NetSocketInternal socket, boolean fetchPublicKey) {
        this.socket = socket;
        this.fetchPublicKey = fetchPublicKey;
    }

    /** Why the connection was closed here, if it was. */
    @Nullable
    DriverException refusal() {
        return refusal;
    }

    /** The server has let us in. */
    void authenticated() {
        authenticated = true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        DriverException reason = judge(message);
        if (reason == null) {
            super.write(context, message, promise);
            return;
        }
        refusal = reason;
        ReferenceCountUtil.release(message);
        promise.tryFailure(reason);
        context.close();
    }

    private @Nullable DriverException judge(Object message) {
        if (!(message instanceof ByteBuf packet)) {
            return new DriverException(FailureKind.UNSUPPORTED, "The server asked for a file of this machine");
        }
        if (authenticated || packet.readableBytes() <= HEADER) {
            return null;
        }
        int payload = packet.readerIndex() + HEADER;
        int length = packet.readableBytes() - HEADER;
        if (!capabilitiesSent) {
            int capabilities = packet.getIntLE(payload);
            packet.setIntLE(payload, capabilities & ~LOCAL_FILES);
            // A request for TLS says them once more inside of it.
            capabilitiesSent = length != TLS_REQUEST_LENGTH || (capabilities & TLS) == 0;
        } else if (length == 1 && packet.getByte(payload) == KEY_REQUEST && !fetchPublicKey && !socket.isSsl()) {
            return new DriverException(
                    FailureKind.AUTHENTICATION,
                    "The server wants the password encrypted with a key that it would send unprotected: set sslmode=require"
                            + " or better, or serverPublicKey to the file of its key, or allowPublicKeyRetrieval=true");
        }
        return null;
    }
}
