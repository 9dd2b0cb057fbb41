// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A row as it stands in the bytes from the server: where the value of each column is, and in which form. One object for all rows
 * of a connection, so nothing is made for a row but what its reader asks for. {@link WireFilter} joins rows that came together;
 * this goes through them.
 */
final class DataRow {
    /** The form of a value that is NULL, or of no use. */
    static final int NULL = -1;
    /** The form of what is to be parsed, by its type. Other forms are the binary ones of the type with that number. */
    static final int PARSED = 0;
    /** The form of a value that is its text, of whichever type it is. */
    static final int PLAIN = Types.TEXT;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] NONE = {};

    /** The header and the number of columns. */
    private static final int BEGINNING = WireFilter.HEADER + 2;

    // Of the result, for each column:
    private int[] types = {};
    private int[] forms = {};

    // Of the row, for each column:
    private int[] starts = {};
    private int[] sizes = {};

    private byte[] bytes = NONE;
    private int next;
    private int end;

    /** Makes one message of rows, of which the first has no columns: it is what {@link #rows} expects. */
    static void join(byte[] bytes, int begin, int end) {
        INT.set(bytes, begin + 1, end - begin - 1);
        SHORT.set(bytes, begin + WireFilter.HEADER, (short) 0);
    }

    static int readInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** A column's name without what {@link WireFilter} has written behind it. */
    static String name(String marked) {
        return marked.substring(0, mark(marked));
    }

    private static int mark(String marked) {
        int mark = marked.lastIndexOf(WireFilter.MARK);
        if (mark < 0) {
            throw new IllegalStateException("The description of a result has not passed the filter");
        }
        return mark;
    }

    /** The next rows are of a result with these columns. */
    void columns(List<String> marked) {
        int count = marked.size();
        if (count != types.length) {
            types = new int[count];
            forms = new int[count];
            starts = new int[count];
            sizes = new int[count];
        }
        for (int i = 0; i < count; i++) {
            String name = marked.get(i);
            int mark = mark(name);
            int type = Integer.parseUnsignedInt(name, mark + 2, name.length(), 10);
            types[i] = type;
            forms[i] = name.charAt(mark + 1) == WireFilter.BINARY ? binary(type) : text(type);
        }
    }

    private static int binary(int type) {
        return isText(type) ? PLAIN : type;
    }

    private static int text(int type) {
        if (type == Types.VOID) {
            return NULL;
        }
        return type == Types.INTERVAL || (Types.isReadInBinary(type) && !isText(type)) ? PARSED : PLAIN;
    }

    /** Whether the binary form is the text. */
    private static boolean isText(int type) {
        return type == Types.TEXT
                || type == Types.VARCHAR
                || type == Types.BPCHAR
                || type == Types.NAME
                || type == Types.CHAR;
    }

    /** The next rows are in this array, behind the beginning of the first one. */
    void rows(ByteBuf in) {
        bytes = in.array();
        next = in.readerIndex() - BEGINNING;
        end = in.writerIndex();
    }

    /** Goes to the next row, if there is one. */
    boolean next() {
        if (next == end) {
            return false;
        }
        byte[] in = bytes;
        int at = next + BEGINNING;
        for (int i = 0; i < sizes.length; i++) {
            int size = (int) INT.get(in, at);
            at += 4;
            starts[i] = at;
            sizes[i] = size;
            at += Math.max(size, 0);
        }
        if (at > end) {
            throw new IllegalStateException("A row is longer than its message");
        }
        next = at;
        return true;
    }

    /** Lets go of the rows, which may be large. */
    void release() {
        Arrays.fill(sizes, -1);
        bytes = NONE;
        next = end;
    }

    boolean has(int column) {
        return column >= 0 && column < sizes.length;
    }

    boolean isNull(int column) {
        return sizes[column] < 0 || forms[column] == NULL;
    }

    /** In which form the value is. */
    int form(int column) {
        return sizes[column] < 0 ? NULL : forms[column];
    }

    /** The number of the column's type. */
    int type(int column) {
        return types[column];
    }

    boolean getBoolean(int column) {
        return bytes[starts[column]] != 0;
    }

    short getShort(int column) {
        return (short) SHORT.get(bytes, starts[column]);
    }

    int getInt(int column) {
        return (int) INT.get(bytes, starts[column]);
    }

    /** The eight bytes behind the first {@code offset} ones. */
    long getLong(int column, int offset) {
        return (long) LONG.get(bytes, starts[column] + offset);
    }

    String getText(int column) {
        return new String(bytes, starts[column], sizes[column], StandardCharsets.UTF_8);
    }

    byte[] getBytes(int column) {
        return Arrays.copyOfRange(bytes, starts[column], starts[column] + sizes[column]);
    }
}
