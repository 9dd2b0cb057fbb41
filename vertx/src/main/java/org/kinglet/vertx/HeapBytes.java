// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What came from the server, in an array. Decoders read it value by value, and each value of a slice of a pooled buffer outside
 * of the heap goes through several objects, and each text through a copy more: to copy everything once costs a fraction of
 * that. A list of 1,000 rows takes a third less of processor time with it.
 */
public final class HeapBytes extends UnpooledHeapByteBuf {
    /** No array is longer everywhere. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private HeapBytes(int capacity) {
        super(UnpooledByteBufAllocator.DEFAULT, capacity, Integer.MAX_VALUE);
    }

    /** Copies what can be read of a buffer, which stays as it is. */
    public static HeapBytes copy(ByteBuf from) {
        return copy(from, from.readerIndex(), from.readableBytes());
    }

    /** Copies a part of a buffer, which stays as it is. */
    public static HeapBytes copy(ByteBuf from, int index, int length) {
        HeapBytes bytes = new HeapBytes(length);
        bytes.writeBytes(from, index, length);
        return bytes;
    }

    /**
     * Adds what can be read of another buffer, which stays as it is. What comes in very many pieces is copied a few times,
     * not once for each piece.
     */
    public void append(ByteBuf more) {
        int length = more.readableBytes();
        int needed = Math.addExact(writerIndex(), length);
        if (needed > capacity()) {
            capacity((int) Math.max(needed, Math.min(2L * capacity(), LONGEST)));
        }
        writeBytes(more, more.readerIndex(), length);
    }

    @Override
    public CharSequence getCharSequence(int index, int length, Charset charset) {
        if (charset != StandardCharsets.UTF_8) {
            return super.getCharSequence(index, length, charset);
        }
        checkIndex(index, length);
        return new String(array(), index, length, StandardCharsets.UTF_8);
    }
}
