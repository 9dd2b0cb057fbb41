// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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

    private static ByteBuf row(@Nullable String... values) {
        ByteBuf row = Unpooled.buffer().writeShort(values.length);
        for (String value : values) {
            if (value == null) {
                row.writeInt(-1);
            } else {
                ByteBuf text = text(value);
                row.writeInt(text.readableBytes()).writeBytes(text);
            }
        }
        return row;
    }

    private void rows(int count) {
        for (int i = 0; i < count; i++) {
            String value = "D".repeat(i * i);
            message(stream, 'D', row(value, null, "größe"));
            message(expected, 'D', text(value + " null größe"));
        }
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
        message(stream, 'S', text("TimeZone\0UTC\0"));
        ByteBuf described = columns(
                column("größe", Types.TEXT), column("daten", 3802), column("", Types.NUMERIC), column("b", Types.INT8));
        changed(
                'T',
                described.copy(),
                columns(
                        column("größe\u0001b25", Types.TEXT),
                        column("daten\u0001t3802", Types.TSVECTOR),
                        column("\u0001t1700", Types.TSVECTOR),
                        column("b\u0001b20", Types.INT8)));
        passed('Z', text("I"));
        passed('2', Unpooled.EMPTY_BUFFER);
        rows(20);
        passed('C', text("SELECT 20\0"));
        passed('Z', text("I"));
        changed(
                'T',
                described,
                columns(
                        column("größe\u0001t25", Types.TSVECTOR),
                        column("daten\u0001t3802", Types.TSVECTOR),
                        column("\u0001t1700", Types.TSVECTOR),
                        column("b\u0001t20", Types.TSVECTOR)));
        rows(3);
        passed('C', text("SELECT 3\0"));
        passed('T', columns());
        rows(1);
        passed('E', text("SERROR\0C42601\0Msyntax error\0\0"));
        changed('E', text("SERROR\0C42P18\0Mwhat type\0\0"), text("SERROR\0CK2P18\0Mwhat type\0\0"));
        changed('E', text("SERROR\0C42804\0M42804\0\0"), text("SERROR\0CK2804\0M42804\0\0"));
        passed('Z', text("I"));
    }

    /** Reads as the client's decoder does: messages, and of rows that are there only what stands in front. */
    private static final class Decoder extends ChannelInboundHandlerAdapter {
        private final WireFilter filter;
        private final DataRow row = new DataRow();
        private final ByteBuf got = Unpooled.buffer();
        private int reads;

        Decoder(WireFilter filter) {
            this.filter = filter;
            row.columns(List.of("a\u0001b25", "b\u0001b20", "c\u0001t1043"));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            reads++;
            while (in.isReadable()) {
                byte type = in.readByte();
                ByteBuf body = in.readSlice(in.readInt() - 4);
                if (type == 'D') {
                    int end = in.readerIndex();
                    int all = in.writerIndex();
                    in.setIndex(end - body.readableBytes() + 2, end);
                    assertThat(body.readShort()).isZero();
                    rows();
                    in.setIndex(end, all);
                } else {
                    message(got, (char) type, body);
                }
            }
            in.release();
            assertThat(in.refCnt()).isZero();
        }

        private void rows() {
            row.rows(filter.decoding());
            while (row.next()) {
                assertThat(row.isNull(1)).isTrue();
                message(got, 'D', text(row.getText(0) + " null " + row.getText(2)));
            }
        }
    }

    /** What arrives behind the filter when the bytes come in pieces that end there. */
    private static Decoder pass(byte[] bytes, List<Integer> ends) {
        WireFilter filter = new WireFilter();
        Decoder decoder = new Decoder(filter);
        EmbeddedChannel channel = new EmbeddedChannel(filter, decoder);
        int at = 0;
        for (int end : ends) {
            ByteBuf buffer = Unpooled.copiedBuffer(bytes, at, end - at);
            channel.writeInbound(buffer);
            assertThat(buffer.refCnt()).isZero();
            at = end;
        }
        channel.close();
        return decoder;
    }

    private static byte[] bytes(ByteBuf buffer) {
        return ByteBufUtil.getBytes(buffer);
    }

    @Test
    void however_it_is_cut() {
        conversation();
        byte[] all = bytes(stream);
        byte[] wanted = bytes(expected);
        for (int cut = 1; cut < all.length; cut++) {
            assertThat(bytes(pass(all, List.of(cut, all.length)).got)).isEqualTo(wanted);
        }
        Random random = new Random(1);
        for (int most : new int[] {1, 2, 7, 50, all.length}) {
            for (int round = 0; round < 50; round++) {
                List<Integer> ends = new ArrayList<>();
                for (int at = 0; at < all.length; ) {
                    at = Math.min(all.length, at + 1 + random.nextInt(most));
                    ends.add(at);
                }
                assertThat(bytes(pass(all, ends).got)).isEqualTo(wanted);
            }
        }
    }

    @Test
    void messages_are_passed_on_whole() {
        rows(10);
        message(stream, 'D', row("x".repeat(1_000), null, ""));
        byte[] all = bytes(stream);
        assertThat(pass(all, List.of(all.length - 1)).got.readableBytes()).isEqualTo(expected.readableBytes());
        assertThat(pass(all, List.of(all.length - 1)).reads).isOne();
        assertThat(pass(all, List.of(3)).reads).isZero();
    }

    @Test
    void a_long_row_in_many_pieces() {
        String value = "ä".repeat(2_000_000);
        message(stream, 'D', row(value, null, "z"));
        message(stream, 'D', row("", null, ""));
        byte[] all = bytes(stream);
        List<Integer> ends = new ArrayList<>();
        for (int at = 1_000; at < all.length; at += 1_000) {
            ends.add(at);
        }
        ends.add(all.length);
        message(expected, 'D', text(value + " null z"));
        message(expected, 'D', text(" null "));
        Decoder decoder = pass(all, ends);
        assertThat(bytes(decoder.got)).isEqualTo(bytes(expected));
        assertThat(decoder.reads).isOne();
    }

    @Test
    void what_is_no_message_is_an_error() {
        EmbeddedChannel channel = new EmbeddedChannel(new WireFilter());
        ByteBuf broken = Unpooled.buffer().writeByte('C').writeInt(3).writeInt(0);
        assertThatThrownBy(() -> channel.writeInbound(broken)).hasMessage("A message of 4 bytes");
        assertThat(broken.refCnt()).isZero();
        channel.close();
    }

    @Test
    void a_row_that_is_longer_than_its_message_is_an_error() {
        DataRow row = new DataRow();
        row.columns(List.of("a\u0001b25", "b\u0001b25"));
        ByteBuf message = Unpooled.buffer();
        message(message, 'D', row("a", "b"));
        message.setInt(message.writerIndex() - 5, 1_000).readerIndex(7);
        row.rows(message);
        assertThatThrownBy(row::next).hasMessage("A row is longer than its message");
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
