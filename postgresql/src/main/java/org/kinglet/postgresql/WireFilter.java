// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.kinglet.vertx.HeapBytes;

/**
 * Stands between the server and the client's decoder, which sees to it that each answer finds its command, and keeps the values
 * from it. For the client makes an object of each value and each row, which costs more than everything else that is done for
 * a row; and where it does not know a type exactly, it is silently wrong: {@code oid}, {@code xml}, {@code bit}, {@code
 * macaddr} and arrays of arrays become NULL, JSON loses digits, 30 days become a month, text that begins with a brace an
 * array; {@code numeric} infinity and {@code 24:00} break the connection.
 *
 * <ul>
 *   <li>The rows that have come together, one after the other, are given out as one row without columns: the first one's
 *       length becomes that of all, and its number of columns 0. Whoever gets that row while it is decoded finds the real
 *       ones at the place where the decoder is ({@link #decoding()}); see {@link DataRow}.
 *   <li>In the description of a result, the true type of each column and the format of its values are written behind its
 *       name ({@link #MARK}). The client keeps the names with the prepared statement, and shows them with each row. A column
 *       that is to come as text is given out as one of a type that the client asks for as text.
 *   <li>In the description of parameters, one of a type that the client does not write exactly is given out as unknown: the
 *       value goes to the server as text, which the server parses as what it really is.
 *   <li>Errors on which the client would silently prepare the statement again, with the types of the values, keep their
 *       message and lose their code ({@link #hideCode}): within a transaction that second attempt fails with "current
 *       transaction is aborted", and nobody sees what the first one said.
 *   <li>A parameter's change that the server reports by itself is left out: the client dies of one when it waits for
 *       nothing.
 * </ul>
 *
 * <p>All other messages pass untouched. They pass whole, so the decoder is never in the midst of one, and in an array ({@link
 * HeapBytes}). Installed when the session has begun, when the next byte is the first of a message. From then on the client by
 * itself sees rows, and no values.
 */
final class WireFilter extends ChannelInboundHandlerAdapter {
    /** Between a column's name and the format and the number of its type. */
    static final char MARK = '\u0001';

    static final char BINARY = 'b';
    static final char TEXT = 't';

    /** A type and a length, which counts itself. */
    static final int HEADER = 5;

    private static final byte ROW = 'D';
    private static final byte ROW_DESCRIPTION = 'T';
    private static final byte PARAMETER_DESCRIPTION = 't';
    private static final byte ERROR = 'E';
    private static final byte PARAMETER_STATUS = 'S';
    private static final byte READY = 'Z';

    /** The beginning of a message that is not complete yet. */
    private @Nullable HeapBytes held;

    private @Nullable ByteBuf decoding;
    /** Whether what is being answered is the preparation of a statement: plain queries have no parameters. */
    private boolean preparing;

    /** What the client is decoding right now; it stands behind the beginning of the row that it has just given out. */
    ByteBuf decoding() {
        ByteBuf now = decoding;
        if (now == null) {
            throw new IllegalStateException("No row is being decoded");
        }
        return now;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf arrived)) {
            context.fireChannelRead(message);
            return;
        }
        HeapBytes in = held;
        held = null;
        if (in == null) {
            in = HeapBytes.copy(arrived);
        } else {
            in.append(arrived);
        }
        arrived.release();
        filter(context, in);
    }

    /** Passes on all messages that are complete, with what takes the place of some of them. */
    private void filter(ChannelHandlerContext context, HeapBytes in) {
        byte[] bytes = in.array();
        int end = in.writerIndex();
        int from = 0;
        int at = 0;
        while (isComplete(bytes, at, end)) {
            byte type = bytes[at];
            int next = type == ROW ? joinRows(bytes, at, end) : at + size(bytes, at);
            if (needed(type)) {
                ByteBuf changed = change(context, type, in.slice(at, next - at));
                if (changed != null) {
                    pass(context, HeapBytes.copy(in, from, at - from));
                    pass(context, changed);
                    from = next;
                }
            }
            at = next;
        }
        if (at == 0 && end > 0) {
            held = in;
        } else {
            if (at < end) {
                held = HeapBytes.copy(in, at, end - at);
            }
            pass(context, in.setIndex(from, at));
        }
    }

    private static int size(byte[] bytes, int at) {
        return 1 + DataRow.readInt(bytes, at + 1);
    }

    private static boolean isComplete(byte[] bytes, int at, int end) {
        if (end - at < HEADER) {
            return false;
        }
        int size = size(bytes, at);
        if (size < HEADER) {
            throw new IllegalStateException("A message of " + size + " bytes");
        }
        return size <= end - at;
    }

    /** Makes one of all rows that are complete; returns where it ends. */
    private static int joinRows(byte[] bytes, int first, int end) {
        int at = first;
        do {
            at += size(bytes, at);
        } while (isComplete(bytes, at, end) && bytes[at] == ROW);
        DataRow.join(bytes, first, at);
        return at;
    }

    private void pass(ChannelHandlerContext context, ByteBuf bytes) {
        if (bytes.isReadable()) {
            decoding = bytes;
            context.fireChannelRead(bytes);
            decoding = null;
        } else {
            bytes.release();
        }
    }

    private static boolean needed(byte type) {
        return type == ROW_DESCRIPTION
                || type == PARAMETER_DESCRIPTION
                || type == ERROR
                || type == PARAMETER_STATUS
                || type == READY;
    }

    /** What goes on in place of the message; {@code null} for the message as it is. */
    private @Nullable ByteBuf change(ChannelHandlerContext context, byte type, ByteBuf message) {
        switch (type) {
            case ROW_DESCRIPTION -> {
                return columns(context, message);
            }
            case PARAMETER_STATUS -> {
                return context.alloc().buffer(0);
            }
            case PARAMETER_DESCRIPTION -> {
                preparing = true;
                parameters(message);
            }
            case READY -> preparing = false;
            default -> hideCode(message);
        }
        return null;
    }

    private ByteBuf columns(ChannelHandlerContext context, ByteBuf message) {
        int count = message.getUnsignedShort(HEADER);
        ByteBuf out = context.alloc().buffer(message.readableBytes() + 16 * count);
        int at = HEADER + 2;
        int copied = 0;
        for (int i = 0; i < count; i++) {
            int name = message.indexOf(at, message.writerIndex(), (byte) 0);
            int typeAt = name + 1 + 6;
            int type = message.getInt(typeAt);
            boolean binary = preparing && Types.isReadInBinary(type);
            out.writeBytes(message, copied, name - copied);
            out.writeByte(MARK);
            out.writeByte(binary ? BINARY : TEXT);
            out.writeCharSequence(Integer.toUnsignedString(type), StandardCharsets.US_ASCII);
            out.writeBytes(message, name, typeAt - name);
            out.writeInt(binary ? type : Types.TSVECTOR);
            copied = typeAt + 4;
            at = name + 1 + 18;
        }
        out.writeBytes(message, copied, message.writerIndex() - copied);
        out.setInt(1, out.writerIndex() - 1);
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
