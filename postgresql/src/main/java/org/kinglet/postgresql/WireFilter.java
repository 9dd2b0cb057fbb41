// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.kinglet.vertx.HeapBytes;

/**
 * Stands between the server and the client's decoder and changes a few messages on their way in, because the client, where
 * it does not know a type exactly, is silently wrong: {@code oid}, {@code xml}, {@code bit}, {@code macaddr} and arrays of
 * arrays become NULL, JSON loses digits, 30 days become a month, text that begins with a brace an array; {@code numeric}
 * infinity and {@code 24:00} break the connection.
 *
 * <ul>
 *   <li>In the description of a result, a column of a type that the client does not read exactly is given out as one that it
 *       reads as text, and the true type is written behind the column's name ({@link #MARK}), where {@link PostgresRow}
 *       finds it.
 *   <li>In the description of parameters, likewise: the value goes to the server as text, which the server parses as what it
 *       really is.
 *   <li>Errors on which the client would silently prepare the statement again, with the types of the values, keep their
 *       message and lose their code ({@link #hideCode}): within a transaction that second attempt fails with "current
 *       transaction is aborted", and nobody sees what the first one said.
 *   <li>A parameter's change that the server reports by itself is left out: the client dies of one when it waits for
 *       nothing.
 * </ul>
 *
 * <p>All other messages pass untouched. They pass whole, as the decoder is fastest with them, and in an array ({@link
 * HeapBytes}). Installed when the session has begun, when the
 * next byte is the first of a message.
 */
final class WireFilter extends ChannelInboundHandlerAdapter {
    /** Between a column's name and the number of its true type. */
    static final char MARK = '\u0001';

    private static final int HEADER = 5;
    /** A longer message is passed on as it comes, in pieces. */
    private static final int MOST_HELD = 1 << 20;

    private static final byte ROW_DESCRIPTION = 'T';
    private static final byte PARAMETER_DESCRIPTION = 't';
    private static final byte ERROR = 'E';
    private static final byte PARAMETER_STATUS = 'S';

    /** Bytes of the message under way that still pass unseen. */
    private int passing;
    /** The beginning of a message that is not complete yet. */
    private @Nullable ByteBuf held;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf arrived)) {
            context.fireChannelRead(message);
            return;
        }
        ByteBuf before = held;
        held = null;
        ByteBuf in = before == null ? HeapBytes.copy(arrived) : HeapBytes.copy(before, arrived);
        arrived.release();
        filter(context, in);
    }

    /** Passes on all messages that are complete, with what takes the place of some of them. */
    private void filter(ChannelHandlerContext context, ByteBuf in) {
        int from = in.readerIndex();
        int end = in.writerIndex();
        int at = from;
        while (at < end) {
            if (passing > 0) {
                int step = Math.min(passing, end - at);
                passing -= step;
                at += step;
                continue;
            }
            boolean headed = end - at >= HEADER;
            byte type = in.getByte(at);
            int size = headed ? 1 + in.getInt(at + 1) : 0;
            if (headed && size > MOST_HELD && !needed(type)) {
                passing = size;
            } else if (!headed || end - at < size) {
                held = HeapBytes.copy(in, at, end - at);
                in.writerIndex(at);
                break;
            } else if (needed(type)) {
                ByteBuf changed = change(context, type, in.slice(at, size));
                if (changed != null) {
                    pass(context, HeapBytes.copy(in, from, at - from));
                    pass(context, changed);
                    from = at + size;
                }
                at += size;
            } else {
                at += size;
            }
        }
        pass(context, in.readerIndex(from));
    }

    private static void pass(ChannelHandlerContext context, ByteBuf bytes) {
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    private static boolean needed(byte type) {
        return type == ROW_DESCRIPTION || type == PARAMETER_DESCRIPTION || type == ERROR || type == PARAMETER_STATUS;
    }

    /** What goes on in place of the message; {@code null} for the message as it is. */
    private static @Nullable ByteBuf change(ChannelHandlerContext context, byte type, ByteBuf message) {
        return switch (type) {
            case ROW_DESCRIPTION -> columns(context, message);
            case PARAMETER_DESCRIPTION -> {
                parameters(message);
                yield null;
            }
            case ERROR -> {
                hideCode(message);
                yield null;
            }
            default -> context.alloc().buffer(0);
        };
    }

    private static @Nullable ByteBuf columns(ChannelHandlerContext context, ByteBuf message) {
        int count = message.getUnsignedShort(HEADER);
        ByteBuf out = null;
        int at = HEADER + 2;
        int copied = 0;
        for (int i = 0; i < count; i++) {
            int name = message.indexOf(at, message.writerIndex(), (byte) 0);
            int typeAt = name + 1 + 6;
            int type = message.getInt(typeAt);
            if (!Types.exactResult(type)) {
                if (out == null) {
                    out = context.alloc().buffer(message.readableBytes() + 16 * count);
                }
                out.writeBytes(message, copied, name - copied);
                out.writeByte(MARK);
                out.writeCharSequence(Integer.toUnsignedString(type), StandardCharsets.US_ASCII);
                out.writeBytes(message, name, typeAt - name);
                out.writeInt(Types.TSVECTOR);
                copied = typeAt + 4;
            }
            at = name + 1 + 18;
        }
        if (out != null) {
            out.writeBytes(message, copied, message.writerIndex() - copied);
            out.setInt(1, out.writerIndex() - 1);
        }
        return out;
    }

    private static void parameters(ByteBuf message) {
        int count = message.getUnsignedShort(HEADER);
        for (int i = 0; i < count; i++) {
            int at = HEADER + 2 + 4 * i;
            if (!Types.exactParameter(message.getInt(at))) {
                message.setInt(at, Types.UNKNOWN);
            }
        }
    }

    /** The codes to hide begin with 42; {@link Failures} knows them again by the K. */
    private static void hideCode(ByteBuf message) {
        int at = HEADER;
        while (message.getByte(at) != 0) {
            int end = message.indexOf(at, message.writerIndex(), (byte) 0);
            if (message.getByte(at) == 'C') {
                String code = message.toString(at + 1, end - at - 1, StandardCharsets.US_ASCII);
                if (code.equals("42P18") || code.equals("42804") || code.equals("42P08")) {
                    message.setByte(at + 1, Failures.HIDDEN);
                }
                return;
            }
            at = end + 1;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
