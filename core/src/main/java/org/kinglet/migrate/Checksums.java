// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of texts, in which neither the kind of line breaks nor those at the end matter. */
final class Checksums {
    private Checksums() {}

    static String of(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
        return HexFormat.of().formatHex(sha256(lines));
    }

    /** A number that hardly any other text has. */
    static long number(String text) {
        byte[] hash = sha256(text);
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) number = number << Byte.SIZE | hash[i] & 0xff;
        return number;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
