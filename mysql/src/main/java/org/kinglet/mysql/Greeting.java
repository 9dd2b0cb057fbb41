// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The first packet of a server: who it is and what it can, or that it wants nothing to do with us.
 *
 * @param error its number, 0 if there is none
 */
record Greeting(int error, String message, ServerVersion version, boolean offersTls) {
    private static final int ERROR = 0xff;
    private static final int PROTOCOL = 10;
    private static final int TLS = 0x800;

    /** Leaves the packet as it is. */
    static Greeting parse(ByteBuf payload) {
        ByteBuf bytes = payload.duplicate();
        int first = bytes.readUnsignedByte();
        if (first == ERROR) {
            int code = bytes.readUnsignedShortLE();
            String message = bytes.toString(StandardCharsets.UTF_8);
            // The SQLSTATE is there or not, as the server does not know yet what we understand.
            return new Greeting(code, message.startsWith("#") ? message.substring(6) : message, none(), false);
        }
        int length = bytes.bytesBefore((byte) 0);
        if (first != PROTOCOL || length < 0) {
            return new Greeting(-1, "What answers is no MySQL or MariaDB server", none(), false);
        }
        String version =
                bytes.readCharSequence(length, StandardCharsets.US_ASCII).toString();
        // After the zero: the connection's id, the first part of the scramble, a filler.
        bytes.skipBytes(1 + 4 + 8 + 1);
        return new Greeting(0, "", ServerVersion.parse(version), (bytes.readUnsignedShortLE() & TLS) != 0);
    }

    private static ServerVersion none() {
        return new ServerVersion(false, 0, 0, 0);
    }
}
