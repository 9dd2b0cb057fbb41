// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Gives what comes from the server to the decoders as {@link HeapBytes}. */
@ChannelHandler.Sharable
public final class ToHeap extends ChannelInboundHandlerAdapter {
    public static final ToHeap INSTANCE = new ToHeap();

    private ToHeap() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf arrived) {
            HeapBytes bytes = HeapBytes.copy(arrived);
            arrived.release();
            context.fireChannelRead(bytes);
        } else {
            context.fireChannelRead(message);
        }
    }
}
