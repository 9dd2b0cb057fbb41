// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bytes in an array read as those of any buffer. */
class HeapBytesTest {
    private static ByteBuf direct(String text) {
        return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_copy_leaves_the_original_as_it_is() {
        ByteBuf original = direct("größe").skipBytes(1);
        HeapBytes copy = HeapBytes.copy(original);
        assertThat(copy).isEqualTo(original);
        assertThat(copy.hasArray()).isTrue();
        assertThat(original.readerIndex()).isOne();
        assertThat(original.refCnt()).isOne();
        original.release();
    }

    @Test
    void what_is_added_comes_behind() {
        HeapBytes bytes = HeapBytes.copy(direct("a"));
        ByteBuf more = direct("xy").skipBytes(1);
        for (int i = 0; i < 1_000; i++) {
            bytes.append(more);
        }
        assertThat(bytes).isEqualTo(direct("a" + "y".repeat(1_000)));
        assertThat(more.readerIndex()).isOne();
        assertThat(more.refCnt()).isOne();
        assertThat(bytes.capacity()).isLessThan(4_000);
        more.release();
    }

    @Test
    void text_is_decoded_where_it_stands() {
        HeapBytes bytes = HeapBytes.copy(direct("x größe 𝄞 y"));
        int length = "größe 𝄞".getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes.getCharSequence(2, length, StandardCharsets.UTF_8)).hasToString("größe 𝄞");
        assertThat(bytes.slice(2, length).getCharSequence(0, length, StandardCharsets.UTF_8))
                .hasToString("größe 𝄞");
        assertThat(bytes.getCharSequence(0, 1, StandardCharsets.US_ASCII)).hasToString("x");
        assertThatThrownBy(() -> bytes.getCharSequence(2, 100, StandardCharsets.UTF_8))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void what_arrives_is_copied_and_freed() {
        EmbeddedChannel channel = new EmbeddedChannel(ToHeap.INSTANCE);
        ByteBuf arrived = direct("text");
        channel.writeInbound(arrived, "no bytes");
        assertThat(arrived.refCnt()).isZero();
        assertThat(channel.<ByteBuf>readInbound()).isInstanceOf(HeapBytes.class).isEqualTo(direct("text"));
        assertThat(channel.<String>readInbound()).isEqualTo("no bytes");
        channel.close();
    }
}
