// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The filter on the wire, however the network cuts the stream to pieces. */
class WireFilterTest {
    private final ByteBuf stream = Unpooled.buffer();
    private final ByteBuf expected = Unpooled.buffer();

    private static void message(ByteBuf to, char type, ByteBuf body) {
        to.writeByte(type);
        to.writeInt(4 + body.readableBytes());
        to.writeBytes(body);
    }

    private static ByteBuf column(String name, int type) {
        return text(name + "\0")
                .writeInt(1)
                .writeShort(2)
                .writeInt(type)
                .writeShort(4)
                .writeInt(-1)
                .writeShort(0);
    }

    private static ByteBuf columns(ByteBuf... columns) {
        return Unpooled.buffer().writeShort(columns.length).writeBytes(Unpooled.wrappedBuffer(columns));
    }

    private static ByteBuf text(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void passed(char type, ByteBuf body) {
        message(stream, type, body.duplicate());
        message(expected, type, body.duplicate());
    }

    private void changed(char type, ByteBuf body, ByteBuf into) {
        message(stream, type, body);
        message(expected, type, into);
    }

    private void conversation() {
        passed('1', Unpooled.EMPTY_BUFFER);
        changed(
                't',
                Unpooled.buffer()
                        .writeShort(3)
                        .writeInt(Types.INT4)
                        .writeInt(3802)
                        .writeInt(1016),
                Unpooled.buffer()
                        .writeShort(3)
                        .writeInt(Types.INT4)
                        .writeInt(Types.UNKNOWN)
                        .writeInt(1016));
        passed('T', columns(column("id", Types.INT8), column("größe", Types.TEXT)));
        changed(
                'T',
                columns(column("id", Types.INT8), column("daten", 3802), column("", Types.NUMERIC), column("b", 16)),
                columns(
                        column("id", Types.INT8),
                        column("daten\u00013802", Types.TSVECTOR),
                        column("\u00011700", Types.TSVECTOR),
                        column("b", 16)));
        passed('T', columns());
        for (int i = 0; i < 20; i++) {
            passed('D', text("T".repeat(i * i)));
        }
        message(stream, 'S', text("TimeZone\0UTC\0"));
        passed('E', text("SERROR\0C42601\0Msyntax error\0\0"));
        changed('E', text("SERROR\0C42P18\0Mwhat type\0\0"), text("SERROR\0CK2P18\0Mwhat type\0\0"));
        changed('E', text("SERROR\0C42804\0M42804\0\0"), text("SERROR\0CK2804\0M42804\0\0"));
        passed('Z', text("I"));
    }

    @Test
    void however_it_is_cut() {
        conversation();
        byte[] all = new byte[stream.readableBytes()];
        stream.readBytes(all);
        byte[] wanted = new byte[expected.readableBytes()];
        expected.readBytes(wanted);
        Random random = new Random(1);
        for (int most : new int[] {1, 2, 7, 50, all.length}) {
            for (int round = 0; round < 50; round++) {
                EmbeddedChannel channel = new EmbeddedChannel(new WireFilter());
                List<ByteBuf> buffers = new ArrayList<>();
                for (int at = 0; at < all.length; ) {
                    int size = Math.min(all.length - at, 1 + random.nextInt(most));
                    ByteBuf buffer = Unpooled.copiedBuffer(all, at, size);
                    buffers.add(buffer);
                    channel.writeInbound(buffer);
                    at += size;
                }
                ByteBuf got = Unpooled.buffer();
                for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
                    got.writeBytes(part);
                    part.release();
                }
                assertThat(buffers)
                        .allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
                byte[] bytes = new byte[got.readableBytes()];
                got.readBytes(bytes);
                assertThat(bytes).isEqualTo(wanted);
                channel.close();
            }
        }
    }

    @Test
    void messages_are_passed_on_whole() {
        ByteBuf row = Unpooled.buffer();
        message(row, 'D', text("x".repeat(1_000)));
        message(row, 'D', text("y".repeat(1_000)));
        EmbeddedChannel channel = new EmbeddedChannel(new WireFilter());
        channel.writeInbound(row.copy(0, 1_500));
        assertThat(channel.<ByteBuf>readInbound()).isEqualTo(row.copy(0, 1_005));
        assertThat(channel.<ByteBuf>readInbound()).isNull();
        channel.writeInbound(row.copy(1_500, 510));
        assertThat(channel.<ByteBuf>readInbound()).isEqualTo(row.copy(1_005, 1_005));
        channel.close();
    }

    @Test
    void a_long_message_is_passed_on_as_it_comes() {
        ByteBuf row = Unpooled.buffer();
        message(row, 'D', text("x".repeat(2_000_000)));
        message(row, 'D', text("y"));
        EmbeddedChannel channel = new EmbeddedChannel(new WireFilter());
        channel.writeInbound(row.copy(0, 70_000));
        assertThat(channel.<ByteBuf>readInbound()).isEqualTo(row.copy(0, 70_000));
        channel.writeInbound(row.copy(70_000, row.readableBytes() - 70_000));
        assertThat(channel.<ByteBuf>readInbound()).isEqualTo(row.copy(70_000, row.readableBytes() - 70_000));
        channel.close();
    }

    @Test
    void what_comes_is_freed_at_once() {
        ByteBuf half = Unpooled.buffer().writeByte('E').writeInt(100);
        EmbeddedChannel channel = new EmbeddedChannel(new WireFilter());
        channel.writeInbound(half);
        assertThat(half.refCnt()).isZero();
        channel.close();
    }
}
